"""How much the carriers advise: the register's figures, and what is usual where it has none."""

import datetime as dt
from dataclasses import dataclass

from generator.chance import source, split
from generator.programme import Programme
from generator.register import Register, refused

# What is usual where the register says nothing: a session a week at every carrier, but for holidays.
_DAYS_A_WEEK = 7
_HELD_WEEKS = (0.9, 0.97)
_CONSULTATIONS_A_SESSION = 4
_CONSULTATIONS_CHANGE = (0.85, 1.15)


@dataclass(frozen=True)
class Services:
    """What the carriers' sessions, one number a carrier, and all their consultations of a year come to.

    Before its first day there are no rows of a kind.
    """

    year: int
    sessions: tuple[int, ...]
    sessions_first_day: dt.date
    consultations: int
    consultations_first_day: dt.date


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
            consultations=_consultations(programme, register, sum(sessions)),
            consultations_first_day=_offered_from(programme, register, "consultations"),
        )


def _offered_from(programme: Programme, register: Register, measure: str) -> dt.date:
    """Return the day in the register's year from which on there are rows of `measure`, or its last day."""
    last_day = dt.date(register.year, 12, 31)
    start = programme.first_counted(measure) or programme.start
    return min(max(start, register.first_day(measure) or start, dt.date(register.year, 1, 1)), last_day)


def _published_or_none_yet(programme: Programme, register: Register, measure: str) -> int | None:
    """Return the register's figure, 0 before the register first has one, or None where it is open."""
    start = programme.first_counted(measure) or programme.start
    published = register.value(measure)
    return 0 if published is None and start.year > register.year else published


def _sessions(programme: Programme, register: Register, first_day: dt.date) -> tuple[int, ...]:
    shares = source(programme.city, register.year, "termine").uniform(*_HELD_WEEKS, len(programme.carriers))
    total = _published_or_none_yet(programme, register, "sessions_offered")
    if total is not None:
        return tuple(split(total, shares).tolist())
    weeks = (dt.date(register.year, 12, 31) - first_day).days / _DAYS_A_WEEK
    return tuple((weeks * shares).round().astype(int).tolist())


def _consultations(programme: Programme, register: Register, sessions: int) -> int:
    published = _published_or_none_yet(programme, register, "consultations")
    if published is not None:
        return published
    change = source(programme.city, register.year, "consultations").uniform(*_CONSULTATIONS_CHANGE)
    return round(_CONSULTATIONS_A_SESSION * sessions * change)
