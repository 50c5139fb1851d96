"""Links between tables: which row points to which, always within one carrier.

Two carriers may use the same pseudonym, so every look-up goes by carrier and key.
"""

import numpy as np
import pandas as pd

from auszug_lib.delivery.records import CARRIER

_BETWEEN = "\n"  # between carrier and key: stands in neither


def looked_up(child: pd.DataFrame, key: str, parent: pd.DataFrame, column: str) -> pd.Series:
    """Return `column` of the row of `parent` with the `key` of each row of `child`; missing for none."""
    found = parent[column].array.take(_rows_of(child, parent, key), allow_fill=True)
    return pd.Series(found, index=child.index)


def is_in(child: pd.DataFrame, parent: pd.DataFrame, key: str) -> pd.Series:
    """Return for each row of `child` whether `parent` has a row with its `key`; a missing key is nowhere."""
    return pd.Series(_rows_of(child, parent, key) >= 0, index=child.index)


def _rows_of(child: pd.DataFrame, parent: pd.DataFrame, key: str) -> np.ndarray:
    """Return the place in `parent` of the first row with the key of each row of `child`; -1 for none."""
    keys = _keys(parent, key)
    first = np.flatnonzero(keys.notna() & ~keys.duplicated())
    places = keys[first].get_indexer(_keys(child, key))
    return np.where(places < 0, -1, first[places]) if len(first) else places


def _keys(rows: pd.DataFrame, key: str) -> pd.Index:
    return pd.Index(rows[CARRIER].astype("str") + _BETWEEN + rows[key].astype("str"))
