"""What the carriers of the example do beside placing: advise, hold workshops, accompany, employ."""

import datetime as dt

import numpy as np
import pandas as pd

from auszug_lib.delivery.example.chance import (
    Array,
    draw_carriers,
    draw_codes,
    numbered,
    source,
    split,
    working_days,
)
from auszug_lib.delivery.example.programme import Programme
from auszug_lib.delivery.example.services import Services

_PLACES = {"Beratungsstelle": 6, "Begegnungszentrum": 3, "Wohnheim": 1}
_HELD_SHARE = 0.94
_CANCELLED_SHARE = 0.06
_WEEKDAYS = 4  # Thursday and the three days before it

_IN_SESSION_SHARE = 1 / 3
_NAMED_SHARE = 0.4
_CHANNELS = {"mail": 35, "telefon": 40, "persoenlich": 25}
_TARGET_GROUPS = {"tandem": 50, "ehrenamt": 34, "gefluechtete": 16}
_CONCERNS = {
    "Wohnungssuche": 30,
    "Wohnberechtigungsschein": 14,
    "Bewerbungsunterlagen": 14,
    "Mietvertrag": 12,
    "Kostenübernahme": 12,
    "Besichtigung": 8,
    "Nebenkosten": 6,
    "": 4,
}

_WORKSHOPS_A_CARRIER = 11
_TOPICS = {
    "Wohnungssuche in {city}": 30,
    "Bewerbung um eine Wohnung": 20,
    "Mietvertrag und Nebenkosten": 18,
    "Rechte und Pflichten beim Wohnen": 12,
    "Energie sparen und richtig lüften": 10,
    "Müll trennen und Hausordnung": 6,
    "Wohnungssuche begleiten": 4,
}
_PARTICIPANTS = {"gefluechtete": 80, "tandem": 12, "ehrenamt": 8}

# Kind, how likely it is for a placement, and between which days after the move-in it lies.
_ACCOMPANIMENTS = (
    ("besichtigung", 0.75, -75, -30),
    ("besichtigung", 0.45, -30, -10),
    ("mietvertrag", 0.65, -20, -2),
    ("schluesseluebergabe", 0.6, -1, 0),
    ("amt", 0.45, 1, 30),
    ("nachbetreuung", 0.4, 14, 120),
)
_LOOKED_AT_WAITING_SHARE = 0.25
_UNNAMED_SHARE = 0.35

_JOBS = {"Sozialarbeit": 5, "Wohnraumakquise": 3, "Ehrenamtskoordination": 2}
_PART_TIME = {"1.0": 70, "0.75": 15, "0.5": 15}


def sessions(programme: Programme, services: Services) -> pd.DataFrame:
    """Return the open sessions: at every carrier on a weekday of its own, evenly over the time."""
    rng = source(programme.city, services.year, "sprechstunden")
    days = working_days(services.sessions_first_day, dt.date(services.year, 12, 31))
    parts = []
    for place, number in enumerate(_evenly(programme, services.sessions)):
        own = days[(days.astype(int) + place % _WEEKDAYS) % 7 == 0]
        dates = _spread(own if len(own) >= number else days, number)
        spare = np.setdiff1d(own, dates)
        cancelled = _spread(spare, min(round(_CANCELLED_SHARE * number), len(spare)))
        offered = np.arange(len(dates) + len(cancelled)) < len(dates)
        held = offered & (rng.random(len(offered)) < _HELD_SHARE)
        dates = np.concatenate([dates, cancelled])
        parts.append(
            pd.DataFrame(
                {
                    "traeger": programme.carriers[place],
                    "datum": dates.astype("datetime64[s]"),
                    "ort": draw_codes(rng, _PLACES, len(dates)),
                    "angeboten": offered,
                    "stattgefunden": held,
                }
            )
        )
    return _in_order(pd.concat(parts), "termin_id", services.year, "S")


def consultations(
    programme: Programme, services: Services, held: pd.DataFrame, cases: pd.DataFrame
) -> pd.DataFrame:
    """Return the consultations; about a third take place in one of the sessions that were `held`."""
    rng, number = source(programme.city, services.year, "beratungen"), services.consultations
    carriers = draw_carriers(rng, programme.carriers, number)
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
            "anliegen": draw_codes(rng, _CONCERNS, number),
        }
    )
    return _in_order(frame, "beratung_id", services.year, "B")


def workshops(programme: Programme, services: Services) -> pd.DataFrame:
    """Return the workshops."""
    rng = source(programme.city, services.year, "workshops")
    number = round(_WORKSHOPS_A_CARRIER * len(programme.carriers) * rng.uniform(0.85, 1.15))
    topics = {topic.replace("{city}", programme.city): weight for topic, weight in _TOPICS.items()}
    frame = pd.DataFrame(
        {
            "traeger": draw_carriers(rng, programme.carriers, number),
            "datum": rng.choice(_days_of(programme, services), number).astype("datetime64[s]"),
            "thema": draw_codes(rng, topics, number),
            "zielgruppe": draw_codes(rng, _PARTICIPANTS, number),
            "teilnehmende": rng.triangular(5, 12, 25, number).round().astype(int),
        }
    )
    return _in_order(frame, "workshop_id", services.year, "WS")


def accompaniments(
    programme: Programme, services: Services, placements: pd.DataFrame, cases: pd.DataFrame
) -> pd.DataFrame:
    """Return the accompaniments: those around each move-in, and viewings of those who still wait."""
    rng = source(programme.city, services.year, "begleitungen")
    moved = placements[["traeger", "fall_id", "einzugsdatum"]]
    parts = []
    for kind, share, first, last in _ACCOMPANIMENTS:
        chosen = moved[rng.random(len(moved)) < share]
        days = chosen["einzugsdatum"].to_numpy().astype("datetime64[D]")
        days = days + rng.integers(first, last + 1, len(chosen))
        parts.append(_accompanied(chosen, kind, np.busday_offset(days, 0, roll="backward")))
    waiting = cases[(cases["status"] == "wartend") & (rng.random(len(cases)) < _LOOKED_AT_WAITING_SHARE)]
    parts.append(
        _accompanied(waiting, "besichtigung", rng.choice(_days_of(programme, services), len(waiting)))
    )
    frame = pd.concat(parts).merge(cases[["fall_id", "anmeldedatum"]], on="fall_id")
    in_year = frame["datum"].dt.year == services.year
    frame = frame[in_year & (frame["datum"] >= frame["anmeldedatum"])]
    unnamed = rng.random(len(frame)) < _UNNAMED_SHARE
    return _in_order(
        frame.assign(fall_id=frame["fall_id"].mask(unnamed, "")), "begleitung_id", services.year, "BG"
    )


def _accompanied(cases: pd.DataFrame, kind: str, days: Array) -> pd.DataFrame:
    return cases[["traeger", "fall_id"]].assign(datum=days.astype("datetime64[s]"), art=kind)


def positions(programme: Programme, services: Services) -> pd.DataFrame:
    """Return the positions: a permanent full-time one a carrier, and the limited ones of two-year terms."""
    parts = [_positions(programme, services.permanent, None)]
    parts += [_positions(programme, number, end) for end, number in services.limited]
    frame = pd.concat(parts).sort_values("traeger", kind="stable", ignore_index=True)
    frame["stelle_id"] = numbered(frame["traeger"], services.year, "P")
    return frame


def _positions(programme: Programme, number: int, end: dt.date | None) -> pd.DataFrame:
    # A term's positions stay what they are: the years of the term must not matter.
    rng = source(programme.city, "stellen", end.year if end else 0)
    extent = np.full(number, "1.0") if end is None else draw_codes(rng, _PART_TIME, number)
    return pd.DataFrame(
        {
            "traeger": np.repeat(np.array(programme.carriers, dtype=object), _evenly(programme, number)),
            "stellenart": draw_codes(rng, _JOBS, number),
            "umfang_vzae": extent.astype(float),
            "befristet": end is not None,
            "befristet_bis": np.datetime64(end, "s"),
            "beginn": np.datetime64(_begin(programme, end), "s"),
        }
    )


def _begin(programme: Programme, end: dt.date | None) -> dt.date:
    if end is None:
        return programme.start
    return max(programme.start, (pd.Timestamp(end) + pd.DateOffset(days=1, years=-2)).date())


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


def _days_of(programme: Programme, services: Services) -> Array:
    last_day = dt.date(services.year, 12, 31)
    return working_days(max(programme.start, dt.date(services.year, 1, 1)), last_day)


def _spread(days: Array, number: int) -> Array:
    """Return so many of the days, as evenly as can be; some twice where there are too few."""
    return np.asarray(days[np.linspace(0, len(days) - 1, number).round().astype(int)])


def _evenly(programme: Programme, number: int) -> list[int]:
    return [int(part) for part in split(number, [1] * len(programme.carriers))]


def _in_order(frame: pd.DataFrame, key: str, year: int, letter: str) -> pd.DataFrame:
    frame = frame.sort_values(["datum", "traeger"], kind="stable", ignore_index=True)
    return frame.assign(**{key: numbered(frame["traeger"], year, letter)})
