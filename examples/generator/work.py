"""What the carriers of the example do beside placing and advising: hold workshops, accompany."""

import datetime as dt

import numpy as np
import pandas as pd

from generator.chance import (
    DAY,
    Array,
    deal_carriers,
    draw_codes,
    in_order,
    source,
    working_days,
)
from generator.programme import Programme

_WORKSHOPS_A_CARRIER = 11
_TOPICS = {
    "wohnungssuche": 50,
    "mietvertrag": 18,
    "wohnen_lernen": 12,
    "energie_und_abfall": 12,
    "nachbarschaft": 5,
    "sonstige": 3,
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


def workshops(programme: Programme, year: int) -> pd.DataFrame:
    """Return the workshops."""
    rng = source(programme.city, year, "workshops")
    number = round(_WORKSHOPS_A_CARRIER * len(programme.carriers) * rng.uniform(0.85, 1.15))
    frame = pd.DataFrame(
        {
            "traeger": deal_carriers(rng, programme.carriers, number),
            "datum": rng.choice(_days_of(programme, year), number).astype("datetime64[s]"),
            "thema": draw_codes(rng, _TOPICS, number),
            "zielgruppe": draw_codes(rng, _PARTICIPANTS, number),
            "teilnehmende": rng.triangular(5, 12, 25, number).round().astype(int),
        }
    )
    return in_order(frame, "workshop_id", year, "WS")


def accompaniments(
    programme: Programme, year: int, placements: pd.DataFrame, cases: pd.DataFrame
) -> pd.DataFrame:
    """Return the accompaniments: those around each move-in, and viewings of those who still wait."""
    rng = source(programme.city, year, "begleitungen")
    moved = placements[["traeger", "fall_id", "einzugsdatum"]]
    parts = []
    for kind, share, first, last in _ACCOMPANIMENTS:
        chosen = moved[rng.random(len(moved)) < share]
        days = chosen["einzugsdatum"].to_numpy().astype("datetime64[D]")
        days = days + rng.integers(first, last + 1, len(chosen)) * DAY
        parts.append(_accompanied(chosen, kind, np.busday_offset(days, 0, roll="backward")))
    waiting = cases[(cases["status"] == "wartend") & (rng.random(len(cases)) < _LOOKED_AT_WAITING_SHARE)]
    parts.append(_accompanied(waiting, "besichtigung", rng.choice(_days_of(programme, year), len(waiting))))
    frame = pd.concat(parts).merge(cases[["fall_id", "anmeldedatum"]], on="fall_id")
    in_year = frame["datum"].dt.year == year
    frame = frame[in_year & (frame["datum"] >= frame["anmeldedatum"])]
    unnamed = rng.random(len(frame)) < _UNNAMED_SHARE
    return in_order(frame.assign(fall_id=frame["fall_id"].mask(unnamed, "")), "begleitung_id", year, "BG")


def _accompanied(cases: pd.DataFrame, kind: str, days: Array) -> pd.DataFrame:
    return cases[["traeger", "fall_id"]].assign(datum=days.astype("datetime64[s]"), art=kind)


def _days_of(programme: Programme, year: int) -> Array:
    return working_days(max(programme.start, dt.date(year, 1, 1)), dt.date(year, 12, 31))
