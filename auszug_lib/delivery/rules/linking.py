"""Links between tables: which row points to which, always within one carrier.

Two carriers may use the same pseudonym, so every look-up goes by carrier and key.
"""

import numpy as np
import pandas as pd

from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.rules.rule import Case

_BETWEEN = "\n"  # between carrier and key: stands in neither


def looked_up(child: pd.DataFrame, key: str, parent: pd.DataFrame, column: str) -> pd.Series:
    """Return `column` of the row of `parent` that each row of `child` points to by `key`.

    Parameters
    ----------
    child, parent
        Rows with `traeger` and the column `key`.
    key, column
        The identifier, called the same in both, and the column wanted.

    Returns
    -------
    Series
        One value a row of `child`, with its index; missing where `parent` has no such row.
    """
    rows = _rows_of(child, parent, key)
    found = parent[column].array.take(rows, allow_fill=True)
    return pd.Series(found, index=child.index)


def is_in(child: pd.DataFrame, parent: pd.DataFrame, key: str) -> pd.Series:
    """Say for each row of `child` whether `parent` has a row with its `key`; a missing key is nowhere."""
    return pd.Series(_rows_of(child, parent, key) >= 0, index=child.index)


def _rows_of(child: pd.DataFrame, parent: pd.DataFrame, key: str) -> np.ndarray:
    """Return the place in `parent` of the first row with the key of each row of `child`; -1 for none."""
    keys = _keys(parent, key)
    first = np.flatnonzero(keys.notna() & ~keys.duplicated())
    places = keys[first].get_indexer(_keys(child, key))
    return np.where(places < 0, -1, first[places]) if len(first) else places


def _keys(rows: pd.DataFrame, key: str) -> pd.Index:
    return pd.Index(rows[CARRIER].astype("str") + _BETWEEN + rows[key].astype("str"))


def dangling(case: Case, table: str, key: str, parent: str) -> pd.Series:
    """Say which rows of `table` point by `key` to nothing in `parent`.

    Where `parent` lost as many keys as there are that nobody has, those are the ones: the mistake has been
    told already, at the key itself.
    """
    child = case.tables[table]
    lost = child[key].notna() & ~is_in(child, case.tables[parent], key)
    missing = child.loc[lost].groupby(CARRIER, observed=True)[key].nunique()
    excused = excused_carriers(case, parent, key, missing)
    return lost & ~child[CARRIER].isin(excused)


def excused_carriers(case: Case, table: str, key: str, missing: pd.Series) -> list[str]:
    """Return the carriers whose rows of `table` without a `key` explain as many `missing` ones.

    Parameters
    ----------
    case
        The case.
    table, key
        The table that should hold them, and its column.
    missing
        By carrier how many are missing.
    """
    rows = case.tables[table]
    blank = rows.loc[rows[key].isna(), CARRIER].value_counts().reindex(missing.index).fillna(0)
    lost = missing.index.isin([carrier for carrier, name in case.lost if name == table])
    return missing.index[lost | ((blank >= missing) & (missing > 0)).to_numpy()].tolist()
