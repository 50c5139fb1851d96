"""How the carriers of the example advise: in open sessions and beside them."""

import datetime as dt

import numpy as np
import pandas as pd

from generator.chance import Array, deal_carriers, draw_codes, in_order, source, split, working_days
from generator.programme import Programme

# What is usual where the register says nothing: a session a week at every carrier, but for holidays.
_HELD_WEEKS = (0.9, 0.97)
_CONSULTATIONS_A_SESSION = 4
_CONSULTATIONS_CHANGE = (0.85, 1.15)

_HELD_SHARE = 0.94
_CANCELLED_SHARE = 0.06
_WEEKDAYS = 4  # Thursday and the three days before it

_IN_SESSION_SHARE = 1 / 3
_NAMED_SHARE = 0.4
_CHANNELS = {"mail": 35, "telefon": 40, "persoenlich": 25}
_TARGET_GROUPS = {"tandem": 50, "ehrenamt": 34, "gefluechtete": 16}


def sessions(programme: Programme, year: int) -> pd.DataFrame:
    """Return the open sessions: at every carrier on a weekday of its own, evenly over the time."""
    rng, days = source(programme.city, year, "sprechstunden"), _days(programme, year, "sessions_offered")
    parts = []
    for place, number in enumerate(_numbers_of_sessions(programme, year)):
        own = days[(days.astype(int) + place % _WEEKDAYS) % 7 == 0]
        cancelled = min(round(_CANCELLED_SHARE * number), max(len(own) - number, 0))
        dates = _spread(own if len(own) >= number else days, number + cancelled)
        offered = rng.permutation(np.arange(len(dates)) < number)
        held = rng.random((2, len(dates)))[1] < _HELD_SHARE
        parts.append(
            pd.DataFrame(
                {
                    "traeger": programme.carriers[place],
                    "datum": dates.astype("datetime64[s]"),
                    "angeboten": offered,
                    "stattgefunden": offered & held,
                }
            )
        )
    return in_order(pd.concat(parts), "termin_id", year, "S")


def consultations(
    programme: Programme, year: int, offered: pd.DataFrame, cases: pd.DataFrame
) -> pd.DataFrame:
    """Return the consultations; about a third take place in one of the sessions that were `offered`."""
    number = _number(programme, year, "consultations")
    if number is None:
        change = source(programme.city, year, "consultations").uniform(*_CONSULTATIONS_CHANGE)
        number = round(_CONSULTATIONS_A_SESSION * int(offered["angeboten"].sum()) * change)
    rng, days = source(programme.city, year, "beratungen"), _days(programme, year, "consultations")
    carriers = deal_carriers(rng, programme.carriers, number)
    dates = rng.choice(days, number).astype("datetime64[s]")
    appointments = np.full(number, "", dtype=object)
    held = offered[offered["stattgefunden"] & (offered["datum"] >= days[0])]
    for carrier in programme.carriers:
        own = held[held["traeger"] == carrier]
        if len(own):
            rows = np.flatnonzero((carriers == carrier) & (rng.random(number) < _IN_SESSION_SHARE))
            own = own.iloc[rng.integers(0, len(own), len(rows))]
            appointments[rows], dates[rows] = own["termin_id"], own["datum"]
    channels = draw_codes(rng, _CHANNELS, number)
    channels[(appointments != "") & (rng.random(number) < 0.9)] = "persoenlich"
    frame = pd.DataFrame(
        {
            "traeger": carriers,
            "datum": dates,
            "kanal": channels,
            "zielgruppe": draw_codes(rng, _TARGET_GROUPS, number),
            "termin_id": appointments,
            "fall_id": _open_cases(rng, cases, carriers, dates),
        }
    )
    return in_order(frame, "beratung_id", year, "B")


def _number(programme: Programme, year: int, measure: str) -> int | None:
    """Return the register's figure, 0 before the register first has one, or None where it is open."""
    start = programme.first_counted(measure) or programme.start
    published = programme.value(year, measure)
    return 0 if published is None and start.year > year else published


def _numbers_of_sessions(programme: Programme, year: int) -> list[int]:
    """Return how many sessions each carrier offers."""
    shares = source(programme.city, year, "termine").uniform(*_HELD_WEEKS, len(programme.carriers))
    total = _number(programme, year, "sessions_offered")
    if total is not None:
        return split(total, shares).tolist()
    weeks = (dt.date(year, 12, 31) - _first_day(programme, year, "sessions_offered")).days / 7
    return (weeks * shares).round().astype(int).tolist()


def _days(programme: Programme, year: int, measure: str) -> Array:
    """Return the working days of a year on which `measure` is counted."""
    return working_days(_first_day(programme, year, measure), dt.date(year, 12, 31))


def _first_day(programme: Programme, year: int, measure: str) -> dt.date:
    """Return the day of a year from which on `measure` is counted, or its last day."""
    start = programme.first_counted(measure) or programme.start
    return min(max(start, dt.date(year, 1, 1)), dt.date(year, 12, 31))


def _open_cases(rng: np.random.Generator, cases: pd.DataFrame, carriers: Array, days: Array) -> Array:
    """Return cases of the carriers that were open on the days, or no case where the one drawn was not."""
    drawn = np.full(len(carriers), "", dtype=object)
    for carrier in np.unique(carriers):
        rows = np.flatnonzero((carriers == carrier) & (rng.random(len(carriers)) < _NAMED_SHARE))
        own = cases[cases["traeger"] == carrier]
        if len(own):
            own = own.iloc[rng.integers(0, len(own), len(rows))]
            closed = own["abschlussdatum"].fillna(pd.Timestamp.max).to_numpy()
            is_open = (own["anmeldedatum"].to_numpy() <= days[rows]) & (days[rows] <= closed)
            drawn[rows] = np.where(is_open, own["fall_id"], "")
    return drawn


def _spread(days: Array, number: int) -> Array:
    """Return so many of the days, as evenly as can be; some twice where there are too few."""
    return np.asarray(days[np.linspace(0, len(days) - 1, number).round().astype(int)])
