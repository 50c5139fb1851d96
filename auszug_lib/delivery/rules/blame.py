"""Blame: which of the rows that contradict each other is wrong, so that a mistake is reported once."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from auszug_lib.delivery.rules.keys import keys_as_seen
from auszug_lib.delivery.rules.rule import Tables, looked_up
from auszug_lib.delivery.schema import CARRIER, TableSchema

# Several dates that contradict one date: then it is the one that is wrong.
SEVERAL = 2

# So many neighbours out of order, or such a share of them, and a table is still taken to be sorted.
_FEW, _SHARE = 2, 0.1

_FARTHEST = 1000.0  # greater gaps between numbers say nothing more
_BY_AND_LARGE = 0.8  # from this rank correlation on, identifiers say where a row belongs


def out_of_order(rows: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Return which rows do not fit between their neighbours, in carriers' tables that are sorted by `values`.

    A missing value fits anywhere. A row is out of order only if its neighbours would be in order without it,
    so that nobody is blamed for a neighbour's mistake.
    """
    own = values.groupby(rows[CARRIER])
    before, after = own.shift(1), own.shift(-1)
    falling, rising = before > values, before < values
    wrong = falling.groupby(rows[CARRIER]).transform("sum")
    right = rising.groupby(rows[CARRIER]).transform("sum")
    is_sorted = (wrong <= right) & ((wrong <= _FEW) | (wrong <= _SHARE * (wrong + right)))
    return is_sorted & (falling | (after < values)) & ~(before > after)


def natural_order(keys: pd.Series) -> pd.Series:
    """Return numbers that rank identifiers as people do: F-9 before F-10, each prefix by itself."""
    prefix, number = _prefix_and_number(keys)
    return prefix * (number.max() + 1) + number


def _prefix_and_number(keys: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the place of each identifier's prefix among all prefixes, and the number it ends in."""
    parts = keys.str.extract(r"^(.*?)(\d{0,15})\D*$")
    prefix = pd.Series(pd.factorize(parts[0], sort=True)[0], index=keys.index, dtype="float64")
    number = pd.to_numeric(parts[1], errors="coerce").fillna(0)
    return prefix.where(keys.notna()), number.where(keys.notna())


def all_but_best(rows: pd.DataFrame, key: str, misfit: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.Series:
    """Return which rows share a carrier's `key` with a row that fits it better, or as well and stands before.

    `misfit` returns for the rows how badly each fits, the weightiest column first; asked only if any share a
    key.
    """
    shared = rows[key].notna() & rows.duplicated([CARRIER, key], keep=False)
    if not shared.any():
        return shared
    reasons = misfit(rows)[shared]
    ranked = reasons.sort_values(reasons.columns.tolist(), kind="stable").index
    return shared & ~shared.index.isin(rows.loc[ranked].drop_duplicates([CARRIER, key]).index)


def duplicates(tables: Tables, table: TableSchema) -> pd.Series:
    """Return which rows of `table` have the identifier of another record: all but the one that it fits best.

    It fits a row worse that contradicts the rows pointing to it, that is out of order, and that is far from
    where the identifier belongs. Where there is no difference, the first is the right one. Identifiers that
    look the same are the same.
    """

    def misfit(rows: pd.DataFrame) -> pd.DataFrame:
        place = natural_order(rows[table.key])
        copied = rows.duplicated([*(column.name for column in table.columns), CARRIER], keep=False)
        distance = _gap(rows, table.key).where(_is_numbered(rows, place), _displacement(rows, place))
        return pd.DataFrame(
            {
                "contradicts": _contradictions(tables, table),
                "astray": out_of_order(rows, place),
                "distance": distance.where(~copied, 0.0),
            }
        )

    return all_but_best(keys_as_seen(tables[table.name], table.key), table.key, misfit)


def _gap(rows: pd.DataFrame, key: str) -> pd.Series:
    """Return how far a row's number is from those of its neighbours together; most carriers count from 1."""
    prefix, number = _prefix_and_number(rows[key])
    own, prefixes = (part.groupby(rows[CARRIER]) for part in (number, prefix))
    lowest = own.transform("min")
    start = lowest.where(lowest > _FARTHEST, 1) - 1
    before = (number - own.shift(1).fillna(start)).abs()
    after = (own.shift(-1) - number).abs().fillna(1)
    before = before.where((prefixes.shift(1) == prefix) | prefixes.shift(1).isna(), _FARTHEST)
    after = after.where((prefixes.shift(-1) == prefix) | prefixes.shift(-1).isna(), _FARTHEST)
    return before.clip(upper=_FARTHEST) + after.clip(upper=_FARTHEST)


def _is_numbered(rows: pd.DataFrame, place: pd.Series) -> pd.Series:
    """Return for each row whether its carrier numbers the rows in their order."""
    own = place.groupby(rows[CARRIER])
    wrong = (own.shift(1) > place).groupby(rows[CARRIER]).transform("sum")
    return wrong <= np.maximum(2, own.transform("count") // 10)


def _displacement(rows: pd.DataFrame, place: pd.Series) -> pd.Series:
    """Return by how many rows each stands from where its identifier belongs; 0 where that says nothing."""
    carriers = rows[CARRIER]
    position = rows.groupby(CARRIER).cumcount()
    rank = place.groupby(carriers).rank() - 1
    known = {
        carrier: position[own].corr(rank[own]) >= _BY_AND_LARGE
        for carrier, own in rows.groupby(CARRIER).groups.items()
    }
    return (position - rank).abs().where(carriers.map(known).astype("bool"), 0.0)


def _contradictions(tables: Tables, table: TableSchema) -> pd.Series:
    """Return in how many ways each row contradicts the rows that point to its identifier."""
    rows = tables[table.name]
    none = pd.Series(0, index=rows.index)
    if table.name == "sprechstunden":
        day = looked_up(rows, "termin_id", tables["beratungen"].dropna(subset=["datum"]), "datum")
        return none + (day.notna() & (day != rows["datum"]))
    if table.name != "faelle":
        return none
    moved, persons = (
        looked_up(rows, "fall_id", tables["vermittlungen"], column)
        for column in ("einzugsdatum", "personen_eingezogen")
    )
    met = [_first_met(tables, name, rows) < rows["anmeldedatum"] for name in ("beratungen", "begleitungen")]
    return (
        none
        + ((rows["status"] == "vermittelt") != moved.notna())
        + (moved.notna() & (rows["abschlussdatum"] != moved))
        + (persons != rows["personen"]).fillna(False).astype("bool")
        + (moved < rows["anmeldedatum"])
        + (met[0] | met[1])
    )


def _first_met(tables: Tables, name: str, cases: pd.DataFrame) -> pd.Series:
    """Return the first day in the table `name` on which each case is mentioned."""
    return looked_up(cases, "fall_id", tables[name].sort_values("datum", kind="stable"), "datum")
