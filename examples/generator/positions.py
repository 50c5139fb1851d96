"""The positions of the example: the register's figures, and what is usual where it has none."""

import datetime as dt

import numpy as np
import pandas as pd

from generator.chance import Contradiction, draw_codes, numbered, source, split
from generator.programme import Programme
from generator.register import Register, refused

# What is usual where the register says nothing: beside these, a permanent position a carrier.
_LIMITED_A_CARRIER = 4 / 3
_YEARS_UNTIL_PERMANENT = 7

_PART_TIME = {"1.0": 70, "0.75": 15, "0.5": 15}


def positions(programme: Programme, year: int) -> pd.DataFrame:
    """Return the positions of `year`: permanent full-time ones, and limited ones of two-year terms."""
    with refused(year):
        register = Register(programme.figures, year)
        terms = register.by_category("positions", "term")
        permanent = terms.get(frozenset({"unbefristet"}), len(programme.carriers))
        ends = _ends(programme, register, terms.get(frozenset({"befristet"})))
    # A programme begins as a trial, and its positions become permanent once it has proved itself.
    became_permanent = dt.date(min(programme.start.year + _YEARS_UNTIL_PERMANENT, year), 1, 1)
    parts = [_positions(programme, permanent, became_permanent, None)]
    for end, number in sorted(ends.items()):
        begin = pd.Timestamp(end) + pd.DateOffset(days=1, years=-2)
        parts.append(_positions(programme, number, begin.date(), end))
    frame = pd.concat(parts).sort_values("traeger", kind="stable", ignore_index=True)
    frame["stelle_id"] = numbered(frame["traeger"], year, "P")
    return frame


def _ends(programme: Programme, register: Register, published: int | None) -> dict[dt.date, int]:
    """Return when limited positions end, and how many: terms are two years long and end with the odd ones."""
    by_end = register.by_category("positions", "term_end")
    ends = {_day(categories): count for categories, count in by_end.items()}
    known = sum(ends.values())
    usual = known or round(_LIMITED_A_CARRIER * len(programme.carriers))
    more = (usual if published is None else published) - known
    if more < 0:
        raise Contradiction("positions ist weniger als die Summe seiner Teile")
    term_end = dt.date(register.year + 1 - register.year % 2, 12, 31)
    return ends | {term_end: ends.get(term_end, 0) + more}


def _day(categories: frozenset[str]) -> dt.date:
    try:
        return dt.date.fromisoformat(*categories)
    except (TypeError, ValueError):
        raise Contradiction(f"term_end {', '.join(categories)} ist kein Datum") from None


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
