"""Duplicates: which of the records with one identifier got it by mistake."""

import numpy as np
import pandas as pd

from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.rules.linking import looked_up
from auszug_lib.delivery.rules.order import natural_order, out_of_order, prefix_and_number
from auszug_lib.delivery.rules.rule import Tables
from auszug_lib.delivery.schema import Table

_FARTHEST = 1000.0  # greater gaps between numbers say nothing more
_BY_AND_LARGE = 0.8  # from this rank correlation on, identifiers tell where a row belongs


def duplicates(tables: Tables, table: Table) -> pd.Series:
    """Say which rows have the identifier of another record: all but the one that it fits best.

    It fits a row worse that contradicts the rows pointing to it, that is out of order, and that is far from
    where the identifier belongs. Where nothing tells them apart, the first is the right one.

    Parameters
    ----------
    tables
        By name the typed rows of all carriers.
    table
        The table to search; it has a key.
    """
    rows = tables[table.name]
    several = rows[table.key].notna() & rows.duplicated([CARRIER, table.key], keep=False)
    if not several.any():
        return several
    prefix, number = prefix_and_number(rows[table.key])
    place = natural_order(rows[table.key])
    copied = rows.duplicated([*(column.name for column in table.columns), CARRIER], keep=False)
    distance = _gap(rows, prefix, number).where(_is_numbered(rows, place), _displacement(rows, place))
    misfit = pd.DataFrame(
        {
            "contradicts": _contradictions(tables, table),
            "astray": out_of_order(rows, place),
            "distance": distance.where(~copied, 0.0),
        }
    )
    ranked = misfit[several].sort_values(misfit.columns.tolist(), kind="stable").index
    best = rows.loc[ranked].drop_duplicates([CARRIER, table.key]).index
    return several & ~several.index.isin(best)


def _gap(rows: pd.DataFrame, prefix: pd.Series, number: pd.Series) -> pd.Series:
    """Return how far a row's number is from those of its neighbours together; most carriers count from 1."""
    own, prefixes = (part.groupby(rows[CARRIER], observed=True) for part in (number, prefix))
    lowest = own.transform("min")
    start = lowest.where(lowest > _FARTHEST, 1) - 1
    before = (number - own.shift(1).fillna(start)).abs()
    after = (own.shift(-1) - number).abs().fillna(1)
    before = before.where((prefixes.shift(1) == prefix) | prefixes.shift(1).isna(), _FARTHEST)
    after = after.where((prefixes.shift(-1) == prefix) | prefixes.shift(-1).isna(), _FARTHEST)
    return before.clip(upper=_FARTHEST) + after.clip(upper=_FARTHEST)


def _is_numbered(rows: pd.DataFrame, place: pd.Series) -> pd.Series:
    """Say for each row whether its carrier numbers the rows in their order."""
    carriers = rows[CARRIER]
    falling = place.groupby(carriers, observed=True).shift(1) > place
    wrong = falling.groupby(carriers, observed=True).transform("sum")
    return wrong <= np.maximum(2, place.groupby(carriers, observed=True).transform("count") // 10)


def _displacement(rows: pd.DataFrame, place: pd.Series) -> pd.Series:
    """Return by how many rows each stands from where its identifier belongs; 0 where that says nothing."""
    carriers = rows[CARRIER]
    position = rows.groupby(CARRIER, observed=True).cumcount()
    rank = place.groupby(carriers, observed=True).rank() - 1
    both = pd.DataFrame({"position": position, "rank": rank})
    told = {
        carrier: own["position"].corr(own["rank"]) >= _BY_AND_LARGE
        for carrier, own in both.groupby(carriers, observed=True)
    }
    return (position - rank).abs().where(carriers.map(told).astype("bool"), 0.0)


def _contradictions(tables: Tables, table: Table) -> pd.Series:
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
    placed = (rows["status"] == "vermittelt").fillna(False)
    met = [_first_met(tables, name, rows) < rows["anmeldedatum"] for name in ("beratungen", "begleitungen")]
    return (
        none
        + (placed != moved.notna())
        + (moved.notna() & (rows["abschlussdatum"] != moved))
        + (persons != rows["personen"]).fillna(False).astype("bool")
        + (moved < rows["anmeldedatum"])
        + (met[0] | met[1])
    )


def _first_met(tables: Tables, name: str, cases: pd.DataFrame) -> pd.Series:
    """Return the first day in the table `name` on which each case is mentioned."""
    return looked_up(cases, "fall_id", tables[name].sort_values("datum", kind="stable"), "datum")
