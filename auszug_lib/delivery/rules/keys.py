"""Keys that look the same: one record for whoever reads them, two for a program that compares signs."""

import pandas as pd

from auszug_lib.delivery.rules.rule import is_in, looked_up
from auszug_lib.delivery.vocabulary import as_seen

# Nothing in such a key is hidden, and it can be written in no other way but in small letters.
_PLAIN = r"[!-~]+(?: [!-~]+)*"


def keys_as_seen(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return the rows with one spelling for all of a column's keys that look the same."""
    keys = rows[key]
    seen = keys.str.lower()
    other = keys.notna() & ~keys.str.fullmatch(_PLAIN).fillna(True)
    if other.any():  # hardly ever, and looking closer takes its time
        seen = seen.mask(other, keys[other].map(as_seen))
    return rows.assign(**{key: seen})


def other_spelling(rows: pd.DataFrame, known: pd.DataFrame, key: str) -> pd.Series:
    """Return how `known` spells each key that it has not, though one that looks the same; else missing."""
    spelt = pd.Series(pd.NA, index=rows.index, dtype="str")
    strange = rows[rows[key].notna() & ~is_in(rows, known, key)]
    if len(strange):
        seen = keys_as_seen(known, key).assign(spelt=known[key])
        spelt[strange.index] = looked_up(keys_as_seen(strange, key), key, seen, "spelt")
    return spelt
