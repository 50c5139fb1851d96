"""What the carriers of the example do beside placing and advising: hold workshops, accompany, employ."""

import datetime as dt

import numpy as np
import pandas as pd

from generator.chance import (
    DAY,
    Array,
    deal_carriers,
    draw_codes,
    in_order,
    numbered,
    source,
    split,
    working_days,
)
from generator.programme import Programme

_WORKSHOPS_A_CARRIER = 11
_TOPICS = {"wohnungssuche": 50, "mietvertrag": 18, "wohnen_lernen": 12, "energie_und_abfall": 12}
_TOPICS |= {"nachbarschaft": 5, "sonstige": 3}
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

# What is usual where the register says nothing: beside these, a permanent position a carrier.
_LIMITED_A_CARRIER = 4 / 3
_YEARS_UNTIL_PERMANENT = 7
_PART_TIME = {"1.0": 70, "0.75": 15, "0.5": 15}


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
    return working_days(programme.first_day(year), dt.date(year, 12, 31))


def positions(programme: Programme, year: int) -> pd.DataFrame:
    """Return the positions of `year`: permanent full-time ones, and limited ones of two-year terms."""
    permanent = programme.parts(year, "positions", "term").get(
        frozenset({"unbefristet"}), len(programme.carriers)
    )
    # A programme begins as a trial, and its positions become permanent once it has proved itself.
    became_permanent = dt.date(min(programme.start.year + _YEARS_UNTIL_PERMANENT, year), 1, 1)
    parts = [_positions(programme, permanent, became_permanent, None)]
    for end, number in sorted(_term_ends(programme, year).items()):
        begin = pd.Timestamp(end) + pd.DateOffset(days=1, years=-2)
        parts.append(_positions(programme, number, begin.date(), end))
    frame = pd.concat(parts).sort_values("traeger", kind="stable", ignore_index=True)
    frame["stelle_id"] = numbered(frame["traeger"], year, "P")
    return frame


def _term_ends(programme: Programme, year: int) -> dict[dt.date, int]:
    """Return when limited positions end, and how many; where nothing is published with the odd year."""
    published = programme.parts(year, "positions", "term_end")
    usual = {frozenset({f"{year + 1 - year % 2}-12-31"}): round(_LIMITED_A_CARRIER * len(programme.carriers))}
    return {dt.date.fromisoformat(*day): number for day, number in (published or usual).items()}


def _positions(programme: Programme, number: int, begin: dt.date, end: dt.date | None) -> pd.DataFrame:
    # A term's positions stay what they are: the years of the term must not matter.
    rng = source(programme.city, "stellen", end.year if end else 0)
    extent = draw_codes(rng, _PART_TIME if end else {"1.0": 1}, number)
    by_carrier = split(number, np.ones(len(programme.carriers)))
    return pd.DataFrame(
        {
            "traeger": np.repeat(np.array(programme.carriers, dtype=object), by_carrier),
            "umfang_vzae": extent.astype(float),
            "befristet": end is not None,
            "befristet_bis": np.datetime64(end, "s"),
            "beginn": np.datetime64(max(programme.start, begin), "s"),
        }
    )
