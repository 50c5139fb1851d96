"""Crosses: a measure by any dimensions that its records have, counted as the cube counts it."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from auszug_lib.params.codes import TOTAL
from auszug_lib.statistics.cube import Cells, Coded
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure

CARRIER = "carrier"

# Of cases these are the month of the registration and the reason of the closing, and say nothing of others.
_OF_AN_EVENT = ("month", "closing_reason")


def crossable(measure: Measure, rows: pd.DataFrame, known: Mapping[str, Dimension]) -> list[str]:
    """Return the dimensions, at every level, that a measure's facts can be cut by, in reports or not."""
    silent = {key for key in _OF_AN_EVENT if measure.where and key not in measure.dimensions}
    return [key for key, cut in known.items() if cut.root in rows.columns and cut.root not in silent]


def matching(
    rows: pd.DataFrame, where: Mapping[str, Collection[str]], known: Mapping[str, Dimension]
) -> np.ndarray:
    """Return which facts are in one of the given categories, in every dimension that is named."""
    matches = np.ones(len(rows), dtype=bool)
    for key, categories in where.items():
        dimension = known[key]
        own = rows[dimension.root]
        matches &= (own.map(dimension.category_of) if dimension.level else own).isin(categories).to_numpy()
    return matches


def crossed(
    rows: pd.DataFrame, measure: Measure, keys: Sequence[str], known: Mapping[str, Dimension]
) -> Cells:
    """Return a measure by the categories of some dimensions, and by `gesamt` for the whole of each.

    A whole is counted on the rows: categories do not add up to it where a row has none, or of medians.
    """
    coded = Coded(rows, known)
    chosen = coded.chosen(measure)
    others = [key for key in keys if key != CARRIER]
    found: Cells = {}
    for cut in product(*((key, TOTAL) for key in others)):
        for place, figure in coded.counted(measure, (CARRIER, *cut), chosen).items():
            categories = dict(zip((CARRIER, *others), place, strict=True))
            if CARRIER in keys or categories[CARRIER] == TOTAL:
                found[tuple(categories[key] for key in keys)] = figure
    return found
