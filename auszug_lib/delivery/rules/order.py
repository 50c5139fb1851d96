"""Order: which rows of a table stand where they do not belong."""

import pandas as pd

from auszug_lib.delivery.records import CARRIER

# So many neighbours out of order, or such a share of them, and a table is still taken to be sorted.
_FEW, _SHARE = 2, 0.1


def out_of_order(rows: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Say which rows do not fit between their neighbours, in tables that are sorted by `values`.

    Parameters
    ----------
    rows
        Rows with `traeger`, in the order of the sheets.
    values
        Numbers or days, with their index; a missing one fits anywhere.

    Returns
    -------
    Series
        False throughout for a carrier whose table is not sorted. A row is out of order only if its
        neighbours would be in order without it, so that nobody is blamed for a neighbour's mistake.
    """
    own = values.groupby(rows[CARRIER], observed=True)
    before, after = own.shift(1), own.shift(-1)
    falling, rising = before > values, before < values
    wrong = falling.groupby(rows[CARRIER], observed=True).transform("sum")
    right = rising.groupby(rows[CARRIER], observed=True).transform("sum")
    is_sorted = (wrong <= right) & ((wrong <= _FEW) | (wrong <= _SHARE * (wrong + right)))
    return is_sorted & (falling | (after < values)) & ~(before > after)


def natural_order(keys: pd.Series) -> pd.Series:
    """Return numbers that rank identifiers as people do: F-9 before F-10, each prefix by itself."""
    prefix, number = prefix_and_number(keys)
    return prefix * (number.max() + 1) + number


def prefix_and_number(keys: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the place of each identifier's prefix among all prefixes, and the number it ends in."""
    parts = keys.str.extract(r"^(.*?)(\d{0,15})\D*$")
    prefix = pd.Series(pd.factorize(parts[0], sort=True)[0], index=keys.index, dtype="float64")
    number = pd.to_numeric(parts[1], errors="coerce").fillna(0)
    return prefix.where(keys.notna()), number.where(keys.notna())
