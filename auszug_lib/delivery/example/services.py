"""How much the carriers do beside placing: the register's figures, and what is usual where it has none."""

import datetime as dt
from dataclasses import dataclass

from auszug_lib.delivery.example.chance import Contradiction
from auszug_lib.delivery.example.programme import Programme
from auszug_lib.delivery.example.register import Register, refused

# What is usual where the register says nothing: a session a week at every carrier.
SESSIONS_A_QUARTER_AND_CARRIER = 13
CONSULTATIONS_A_SESSION = 4
LIMITED_POSITIONS_A_CARRIER = 4 / 3


@dataclass(frozen=True)
class Services:
    """What all carriers' sessions, consultations and positions of a year come to together.

    Before its first day there are no rows of a kind; `limited` says when positions end, and how many.
    """

    year: int
    sessions: int
    sessions_first_day: dt.date
    consultations: int
    consultations_first_day: dt.date
    permanent: int
    limited: tuple[tuple[dt.date, int], ...]


def services_of(programme: Programme, year: int) -> Services:
    """Return what is done in `year`; a contradictory register raises `ParamsError`."""
    with refused(year):
        register = Register(programme.figures, year)
        first_day = _offered_from(programme, register, "sessions_offered")
        sessions = _sessions(programme, register, first_day)
        return Services(
            year=year,
            sessions=sessions,
            sessions_first_day=first_day,
            consultations=_consultations(programme, register, sessions),
            consultations_first_day=_offered_from(programme, register, "consultations"),
            permanent=_permanent(programme, register),
            limited=_limited(programme, register),
        )


def _offered_from(programme: Programme, register: Register, measure: str) -> dt.date:
    """Return the day in the register's year from which on there are rows of `measure`, or its last day."""
    last_day = dt.date(register.year, 12, 31)
    start = programme.first_counted(measure) or programme.start
    return min(max(start, register.first_day(measure) or start, dt.date(register.year, 1, 1)), last_day)


def _sessions(programme: Programme, register: Register, first_day: dt.date) -> int:
    published = register.value("sessions_offered")
    start = programme.first_counted("sessions_offered") or programme.start
    if published is not None or start.year > register.year:
        return published or 0
    quarters = (dt.date(register.year, 12, 31) - first_day).days / 91
    return round(SESSIONS_A_QUARTER_AND_CARRIER * len(programme.carriers) * quarters)


def _consultations(programme: Programme, register: Register, sessions: int) -> int:
    published = register.value("consultations")
    start = programme.first_counted("consultations") or programme.start
    if published is not None or start.year > register.year:
        return published or 0
    return CONSULTATIONS_A_SESSION * sessions


def _permanent(programme: Programme, register: Register) -> int:
    published = register.by_category("positions", "term").get(frozenset({"unbefristet"}))
    return len(programme.carriers) if published is None else published


def _limited(programme: Programme, register: Register) -> tuple[tuple[dt.date, int], ...]:
    """Return when limited positions end, and how many: terms are two years long and end with the odd ones."""
    by_end = register.by_category("positions", "term_end")
    ends = {_day(categories): count for categories, count in by_end.items()}
    published = register.by_category("positions", "term").get(frozenset({"befristet"}))
    total = register.value("positions")
    if published is None and total is not None:
        published = total - _permanent(programme, register)
    usual = sum(ends.values()) or round(LIMITED_POSITIONS_A_CARRIER * len(programme.carriers))
    more = (usual if published is None else published) - sum(ends.values())
    if more < 0:
        raise Contradiction("positions ist weniger als die Summe seiner Teile")
    term_end = dt.date(register.year + 1 - register.year % 2, 12, 31)
    ends[term_end] = ends.get(term_end, 0) + more
    return tuple(sorted((end, count) for end, count in ends.items() if count))


def _day(categories: frozenset[str]) -> dt.date:
    try:
        return dt.date.fromisoformat(*categories)
    except (TypeError, ValueError):
        raise Contradiction(f"term_end {', '.join(categories)} ist kein Datum") from None
