"""The cube: one tidy table of every figure of a year."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from auszug_lib.codes import TOTAL, CodeList
from auszug_lib.delivery.records import Records
from auszug_lib.params import City
from auszug_lib.statistics.dimensions import Dimension, cut_by, dimensions
from auszug_lib.statistics.facts import facts
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import measures

KEYS = ("year", "carrier", "measure", "dimension", "category")
COLUMNS = (*KEYS, "value", "basis")

_UNDIVIDED = Dimension(TOTAL, "Insgesamt", CodeList(TOTAL, {TOTAL: "Insgesamt"}))
# By carrier and category the figure, and the number of rows it rests on.
Cells = dict[tuple[str, str], tuple[float, int]]

_QUARTILES = {"lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75}


def cube(records: Records, city: City) -> pd.DataFrame:
    """Count every measure of a year, in total and by each of its dimensions.

    Parameters
    ----------
    records
        The checked records of one year.
    city
        The city, for its carriers and code lists.

    Returns
    -------
    DataFrame
        One row a figure, with the columns `year`, `carrier`, `measure`, `dimension`, `category`, `value`,
        which is in the measure's unit, and `basis`, the number of rows it rests on. `gesamt` stands for all
        carriers and for the undivided figure. Every category of a code list has a row: counts and sums are 0
        where nothing was counted, other statistics missing. The combined figures are computed on the records,
        never from the carriers' figures.
    """
    known = dimensions(city)
    lines = records.year.lines_in(city)
    line_of = {code: line.code for line, codes in lines.items() for code in codes}
    all_facts = {
        name: _with_combined(_with_levels(rows.assign(carrier=rows["carrier"].map(line_of)), known))
        for name, rows in facts(records, city).items()
    }
    carriers = (TOTAL, *(line.code for line in lines))
    figures: list[tuple[object, ...]] = []
    for measure in measures(city).values():
        rows = all_facts[measure.facts]
        chosen = _chosen(rows, measure)
        finest: Cells = {}
        for dimension in (_UNDIVIDED, *cut_by(measure, known)):
            if dimension.level and measure.adds_up:
                cells = _put_together(finest, dimension)
            else:
                cells = finest = _counted(chosen, measure, dimension.key)
            figures += _figures(cells, measure, dimension.key, _categories(dimension, rows), carriers)
    return pd.DataFrame([(records.year.year, *figure) for figure in figures], columns=list(COLUMNS))


def _with_levels(rows: pd.DataFrame, known: Mapping[str, Dimension]) -> pd.DataFrame:
    """Add a column for each coarser level."""
    coarse = [d for d in known.values() if d.level and d.root in rows.columns]
    return rows.assign(**{d.key: rows[d.root].map(d.category_of) for d in coarse})


def _chosen(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    if measure.where:
        rows = rows[rows[measure.where].fillna(False).astype(bool)]
    for dimension, category in measure.given:
        rows = rows[rows[dimension] == category]
    return rows


def _with_combined(rows: pd.DataFrame) -> pd.DataFrame:
    """Let every row count a second time, for all carriers together, and belong to the undivided whole."""
    return pd.concat([rows, rows.assign(carrier=TOTAL)], ignore_index=True).assign(**{TOTAL: TOTAL})


def _categories(dimension: Dimension, rows: pd.DataFrame) -> tuple[str, ...]:
    if dimension.categories is not None:
        return dimension.categories.codes
    return tuple(sorted(rows[dimension.key].dropna().unique()))


def _counted(rows: pd.DataFrame, measure: Measure, dimension: str) -> Cells:
    """Return a measure by carrier and category, where there is anything."""
    groups = rows.groupby(["carrier", dimension])
    values = _statistic(groups, measure)
    basis = groups[measure.value].count() if measure.value else groups.size()
    counted = zip(values.index, values, basis, strict=True)
    return {cell: (float(value), int(rows)) for cell, value, rows in counted}


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


def _statistic(groups: Any, measure: Measure) -> pd.Series:
    if measure.statistic == "count":
        return groups.size()
    column = groups[measure.value]
    if measure.statistic in _QUARTILES:
        return column.quantile(_QUARTILES[measure.statistic])
    return column.sum() if measure.statistic == "sum" else column.mean()
