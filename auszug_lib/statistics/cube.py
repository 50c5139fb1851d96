"""The cube: one tidy table of every figure of a year."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from auszug_lib.delivery.check import Records
from auszug_lib.params import City
from auszug_lib.params.codes import TOTAL, CodeList
from auszug_lib.statistics.dimensions import Dimension, cut_by, dimensions
from auszug_lib.statistics.facts import facts
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import measures

KEYS = ("year", "carrier", "measure", "dimension", "category")
COLUMNS = (*KEYS, "value", "basis")

_UNDIVIDED = Dimension(TOTAL, "Insgesamt", CodeList(TOTAL, {TOTAL: "Insgesamt"}))
# By place, such as carrier and category, the figure and the number of rows it rests on.
Cells = dict[tuple[str, ...], tuple[float, int]]

_QUARTILES = {"lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75}


def cube(records: Records, city: City) -> pd.DataFrame:
    """Count every measure of a year, in total and by each of its dimensions; one row a figure.

    Its columns are `COLUMNS`: `value` is in the measure's unit, `basis` the number of rows it rests on, and
    `gesamt` stands for all carriers and for the undivided figure. Every category of a code list has a row:
    counts and sums are 0 where nothing was counted, other statistics missing. The combined figures are
    computed on the records, never from the carriers' figures.
    """
    known = dimensions(city)
    lines = records.year.lines_in(city)
    line_of = {code: line.code for line, codes in lines.items() for code in codes}
    coded = {
        name: Coded(rows.assign(carrier=rows["carrier"].map(line_of)), known)
        for name, rows in facts(records).items()
    }
    carriers = (TOTAL, *(line.code for line in lines))
    figures: list[tuple[object, ...]] = []
    for measure in measures(city).values():
        rows = coded[measure.facts]
        chosen = rows.chosen(measure)
        finest: Cells = {}
        for dimension in (_UNDIVIDED, *cut_by(measure, known)):
            if dimension.level and measure.adds_up:
                cells = _put_together(finest, dimension)
            else:
                cells = finest = rows.counted(measure, ("carrier", dimension.key), chosen)
            figures += _figures(cells, measure, dimension.key, rows.categories(dimension), carriers)
    return pd.DataFrame([(records.year.year, *figure) for figure in figures], columns=list(COLUMNS))


def chosen_rows(rows: pd.DataFrame, measure: Measure) -> np.ndarray:
    """Return which rows of its facts a measure counts."""
    chosen = np.ones(len(rows), dtype=bool)
    if measure.where:
        chosen &= rows[measure.where].fillna(False).to_numpy(dtype=bool)
    for dimension, category in measure.given:
        chosen &= (rows[dimension] == category).to_numpy(dtype=bool)
    return chosen


class Coded:
    """Rows whose carriers and categories are numbers, each column looked at once: they are counted often."""

    def __init__(self, rows: pd.DataFrame, known: Mapping[str, Dimension]) -> None:
        # Every row counts a second time, for all carriers together, and belongs to the undivided whole.
        twice = pd.concat([rows, rows.assign(carrier=TOTAL)], ignore_index=True)
        self._rows, self._known = twice.assign(**{TOTAL: TOTAL}), known
        self._codes: dict[str, tuple[np.ndarray, list[str]]] = {}

    def _coded(self, column: str) -> tuple[np.ndarray, list[str]]:
        """Return the number of each row's category, -1 for none, and the categories."""
        if column not in self._codes:
            level = self._known.get(column)
            if level and level.level:
                finest, found = self._coded(level.root)
                coarse = np.array([level.category_of[code] for code in found], dtype=object)
                numbers, coarser = pd.factorize(coarse)
                self._codes[column] = np.append(numbers, -1)[finest], list(coarser)
            else:
                codes, categories = pd.factorize(self._rows[column])
                self._codes[column] = codes, list(categories)
        return self._codes[column]

    def categories(self, dimension: Dimension) -> tuple[str, ...]:
        """Return the categories of a dimension, those found where it has no list."""
        if dimension.categories is not None:
            return dimension.categories.codes
        return tuple(sorted(self._coded(dimension.key)[1]))

    def chosen(self, measure: Measure) -> np.ndarray:
        """Return which rows a measure counts."""
        return chosen_rows(self._rows, measure)

    def counted(self, measure: Measure, columns: Sequence[str], chosen: np.ndarray) -> Cells:
        """Return a measure by the categories of some columns, where there is anything."""
        codes, categories = zip(*map(self._coded, columns), strict=True)
        used = chosen & (np.minimum.reduce(codes) >= 0)
        values = np.ones(len(used))
        if measure.value:
            values = self._rows[measure.value].to_numpy(dtype="float64", na_value=np.nan)
            used &= ~np.isnan(values)
        if not used.any():
            return {}
        sizes = tuple(map(len, categories))
        places, values = np.ravel_multi_index([code[used] for code in codes], sizes), values[used]
        basis = np.bincount(places)
        there = np.flatnonzero(basis)
        found = (
            map(names.__getitem__, numbers.tolist())
            for names, numbers in zip(categories, np.unravel_index(there, sizes), strict=True)
        )
        figures = zip(_statistic(places, values, measure).tolist(), basis[there].tolist(), strict=True)
        return dict(zip(zip(*found, strict=True), figures, strict=True))


def _statistic(places: np.ndarray, values: np.ndarray, measure: Measure) -> np.ndarray:
    """Return the figure of each place that has values, in order of the places."""
    if measure.statistic in _QUARTILES:
        return pd.Series(values).groupby(places).quantile(_QUARTILES[measure.statistic]).to_numpy()
    sums, basis = np.bincount(places, values).astype("float64"), np.bincount(places)
    there = basis > 0
    return sums[there] / basis[there] if measure.statistic == "mean" else sums[there]


def _put_together(finest: Cells, dimension: Dimension) -> Cells:
    """Return counts or sums at a coarser level: the sums of the finest."""
    category_of = dimension.category_of
    cells: Cells = {}
    for (carrier, code), (value, basis) in finest.items():
        place = (carrier, category_of[code])
        before = cells.get(place, (0.0, 0))
        cells[place] = (before[0] + value, before[1] + basis)
    return cells


def _figures(
    cells: Cells, measure: Measure, dimension: str, categories: Sequence[str], carriers: Sequence[str]
) -> list[tuple[object, ...]]:
    """Return a measure by one dimension, for every carrier and category, whether counted or not."""
    nothing = (0.0 if measure.adds_up else math.nan, 0)
    return [
        (carrier, measure.key, dimension, category, *cells.get((carrier, category), nothing))
        for carrier in carriers
        for category in categories
    ]
