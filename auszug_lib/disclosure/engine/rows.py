"""Sparse rows: many linear constraints over the same columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Constraints `lower <= A x <= upper`, A row by row.

    Parameters
    ----------
    start
        Where each row begins in `index` and `value`; one entry more than there are rows.
    index, value
        Columns and coefficients, one row after the other.
    lower, upper
        Bounds of each row.
    """

    start: Integers
    index: Integers
    value: Floats
    lower: Floats
    upper: Floats

    def __len__(self) -> int:
        return len(self.lower)

    @property
    def row_of(self) -> Integers:
        """The row of each entry."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.start))

    def activity(self, point: Floats) -> Floats:
        """Return A x, one number a row."""
        return weighted_count(self.row_of, self.value * point[self.index], len(self))

    def combined(self, multipliers: Floats, columns: int) -> Floats:
        """Return the rows' sum, each times its multiplier: one coefficient a column."""
        return weighted_count(self.index, self.value * multipliers[self.row_of], columns)

    def hold_at(self, point: Floats, tolerance: float = 1e-6) -> bool:
        """Return whether every constraint holds."""
        activity = self.activity(point)
        slack = tolerance * np.maximum(1.0, np.abs(activity))
        return bool(np.all((activity >= self.lower - slack) & (activity <= self.upper + slack)))


def weighted_count(group: NDArray[np.integer], weights: Floats, groups: int) -> Floats:
    """Return the sum of the weights of each group."""
    return np.asarray(np.bincount(group, weights, minlength=groups), dtype=np.float64)


def make_rows(
    entries: Iterable[Sequence[tuple[int, float]]], lower: Sequence[float], upper: Sequence[float]
) -> Rows:
    """Return rows from one sequence of (column, coefficient) a row."""
    listed = [list(row) for row in entries]
    flat = [entry for row in listed for entry in row]
    return Rows(
        np.cumsum([0, *map(len, listed)], dtype=np.int32),
        np.array([column for column, _ in flat], dtype=np.int32),
        np.array([value for _, value in flat], dtype=float),
        np.array(lower, dtype=float),
        np.array(upper, dtype=float),
    )


def without_columns(rows: Rows, kept: Flags, constants: Floats) -> Rows:
    """Put constants for all columns that are not kept; rows left empty are dropped, columns renumbered."""
    of_row, stays = rows.row_of, kept[rows.index]
    moved = np.where(stays, 0.0, rows.value * np.where(kept, 0.0, constants)[rows.index])
    shift = np.bincount(of_row, moved, minlength=len(rows))
    sizes = np.bincount(of_row[stays], minlength=len(rows))
    full = sizes > 0
    number = np.cumsum(kept) - 1
    return Rows(
        np.concatenate([[0], np.cumsum(sizes[full])]).astype(np.int32),
        number[rows.index[stays]].astype(np.int32),
        rows.value[stays],
        (rows.lower - shift)[full],
        (rows.upper - shift)[full],
    )
