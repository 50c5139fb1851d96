"""How the carriers of the example advise: in open sessions and beside them."""

import datetime as dt

import numpy as np
import pandas as pd

from generator.chance import (
    Array,
    deal_carriers,
    draw_codes,
    in_order,
    source,
    working_days,
)
from generator.programme import Programme
from generator.services import Services

_HELD_SHARE = 0.94
_CANCELLED_SHARE = 0.06
_WEEKDAYS = 4  # Thursday and the three days before it

_IN_SESSION_SHARE = 1 / 3
_NAMED_SHARE = 0.4
_CHANNELS = {"mail": 35, "telefon": 40, "persoenlich": 25}
_TARGET_GROUPS = {"tandem": 50, "ehrenamt": 34, "gefluechtete": 16}


def sessions(programme: Programme, services: Services) -> pd.DataFrame:
    """Return the open sessions: at every carrier on a weekday of its own, evenly over the time."""
    rng = source(programme.city, services.year, "sprechstunden")
    days = working_days(services.sessions_first_day, dt.date(services.year, 12, 31))
    parts = []
    for place, number in enumerate(services.sessions):
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
    return in_order(pd.concat(parts), "termin_id", services.year, "S")


def consultations(
    programme: Programme, services: Services, held: pd.DataFrame, cases: pd.DataFrame
) -> pd.DataFrame:
    """Return the consultations; about a third take place in one of the sessions that were `held`."""
    rng, number = source(programme.city, services.year, "beratungen"), services.consultations
    carriers = deal_carriers(rng, programme.carriers, number)
    days = working_days(services.consultations_first_day, dt.date(services.year, 12, 31))
    dates = rng.choice(days, number).astype("datetime64[s]")
    appointments = np.full(number, "", dtype=object)
    held = held[held["stattgefunden"] & (held["datum"] >= pd.Timestamp(services.consultations_first_day))]
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
    return in_order(frame, "beratung_id", services.year, "B")


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
