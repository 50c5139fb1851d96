"""The cube: one tidy table of every figure of a year."""

import math
from collections.abc import Sequence

import pandas as pd

from auszug_lib.codes import TOTAL, CodeList
from auszug_lib.delivery.records import Records
from auszug_lib.params import City
from auszug_lib.statistics.dimensions import Dimension, dimensions
from auszug_lib.statistics.facts import facts
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import measures

COLUMNS = ("year", "carrier", "measure", "dimension", "category", "value")

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
        One row a figure, with the columns `year`, `carrier`, `measure`, `dimension`, `category` and
        `value`, which is in the measure's unit. `gesamt` stands for all carriers and for the undivided
        figure. Every category of a code list has a row: counts and sums are 0 where nothing was counted,
        other statistics missing. The combined figures are computed on the records, never from the
        carriers' figures.
    """
    all_facts = {name: _with_combined(rows) for name, rows in facts(records, city).items()}
    carriers = (TOTAL, *(carrier.code for carrier in records.year.carriers_in(city)))
    known = dimensions(city)
    figures: list[tuple[object, ...]] = []
    for measure in measures(city).values():
        rows = all_facts[measure.facts]
        chosen = rows[rows[measure.where].fillna(False).astype(bool)] if measure.where else rows
        for dimension in (_UNDIVIDED, *(known[key] for key in measure.dimensions)):
            categories = _categories(dimension, rows)
            figures += _figures(chosen, measure, dimension.key, categories, carriers)
    return pd.DataFrame([(records.year.year, *figure) for figure in figures], columns=list(COLUMNS))


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
    counted = _statistic(rows, ["carrier", dimension], measure).to_dict()
    nothing = 0.0 if measure.adds_up else math.nan
    return [
        (carrier, measure.key, dimension, category, float(counted.get((carrier, category), nothing)))
        for carrier in carriers
        for category in categories
    ]


def _statistic(rows: pd.DataFrame, by: list[str], measure: Measure) -> pd.Series:
    groups = rows.groupby(by)
    if measure.statistic == "count":
        return groups.size()
    column = groups[measure.value]
    if measure.statistic in _QUARTILES:
        return column.quantile(_QUARTILES[measure.statistic])
    return column.sum() if measure.statistic == "sum" else column.mean()
