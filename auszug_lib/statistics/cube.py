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
    all_facts = {name: _with_combined(_grouped(rows, known)) for name, rows in facts(records, city).items()}
    carriers = (TOTAL, *(carrier.code for carrier in records.year.carriers_in(city)))
    figures: list[tuple[object, ...]] = []
    for measure in measures(city).values():
        rows = all_facts[measure.facts]
        chosen = _chosen(rows, measure)
        for dimension in (_UNDIVIDED, *cut_by(measure, known)):
            categories = _categories(dimension, rows)
            figures += _figures(chosen, measure, dimension.key, categories, carriers)
    return pd.DataFrame([(records.year.year, *figure) for figure in figures], columns=list(COLUMNS))


def _grouped(rows: pd.DataFrame, known: Mapping[str, Dimension]) -> pd.DataFrame:
    """Add a column for each coarser dimension."""
    coarse = [dimension for dimension in known.values() if dimension.finer in rows.columns]
    return rows.assign(**{d.key: rows[d.finer].map(d.group_of) for d in coarse})


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


def _figures(
    rows: pd.DataFrame, measure: Measure, dimension: str, categories: Sequence[str], carriers: Sequence[str]
) -> list[tuple[object, ...]]:
    """Return a measure by one dimension, for every carrier and category, whether counted or not."""
    groups = rows.groupby(["carrier", dimension])
    values = _statistic(groups, measure).to_dict()
    basis = (groups[measure.value].count() if measure.value else groups.size()).to_dict()
    nothing = 0.0 if measure.adds_up else math.nan
    return [
        (carrier, measure.key, dimension, category, float(values.get(cell, nothing)), int(basis.get(cell, 0)))
        for carrier in carriers
        for category in categories
        for cell in [(carrier, category)]
    ]


def _statistic(groups: Any, measure: Measure) -> pd.Series:
    if measure.statistic == "count":
        return groups.size()
    column = groups[measure.value]
    if measure.statistic in _QUARTILES:
        return column.quantile(_QUARTILES[measure.statistic])
    return column.sum() if measure.statistic == "sum" else column.mean()
