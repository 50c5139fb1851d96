"""Completeness: how many cells of each element are filled, unknown, missing or invalid, by carrier."""

import numpy as np
import pandas as pd

from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.schema import TABLES, Column
from auszug_lib.delivery.session import CheckSession
from auszug_lib.params.codes import UNKNOWN


def completeness(session: CheckSession) -> pd.DataFrame:
    """Return for each element and carrier the state of its cells.

    Parameters
    ----------
    session
        The session after all rules were tested.

    Returns
    -------
    DataFrame
        One row a column of the schema and carrier: `table`, `column`, `carrier`, `records` and, adding up to
        it, `filled`, `unknown` (the code „unbekannt“), `missing` (empty) and `invalid` (a hard finding other
        than being empty).
    """
    parts = [
        _states(session, name, column, *pd.factorize(session.tables[name][CARRIER]))
        for name, table in TABLES.items()
        for column in table.columns
        if column.name != CARRIER
    ]
    return pd.concat(parts, ignore_index=True)


def _states(
    session: CheckSession, table: str, column: Column, codes: np.ndarray, carriers: pd.Index
) -> pd.DataFrame:
    """Return the states of one column; `codes` are the places of the rows' carriers in `carriers`."""
    missing = session.is_blank(table, column.name)
    invalid = session.is_flagged(table, column.name) & ~missing
    sound = ~(missing | invalid)
    unknown = sound & _is_unknown(session.tables[table][column.name], column)
    states = {
        "records": np.ones(len(codes), dtype=bool),
        "filled": sound & ~unknown,
        "unknown": unknown,
        "missing": missing,
        "invalid": invalid,
    }
    counts = {name: np.bincount(codes[where], minlength=len(carriers)) for name, where in states.items()}
    return pd.DataFrame({"table": table, "column": column.name, "carrier": carriers, **counts})


def _is_unknown(cells: pd.Series, column: Column) -> np.ndarray:
    if column.kind != "code":
        return np.zeros(len(cells), dtype=bool)
    return (cells == UNKNOWN).fillna(False).to_numpy(dtype=bool)
