"""What equations over whole numbers prove: unknowns that hang together are solved together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Key = tuple[object, ...]
Sum = dict[Key, float]
Row = tuple[Sum, float, float]
"""A sum of unknowns with its lower and its upper bound."""
_MOST = 200_000  # of anything


@dataclass(frozen=True)
class Small:
    """A small count that nobody may know: its name, what it is the sum of, and its true value."""

    name: str
    sum: Sum
    value: int


def plus(*sums: Sum) -> Sum:
    """Return the sum of sums."""
    total: Sum = defaultdict(float)
    for one in sums:
        for key, n in one.items():
            total[key] += n
    return dict(total)


def minus(one: Sum, other: Sum) -> Sum:
    """Return the difference of two sums."""
    return plus(one, {key: -n for key, n in other.items()})


def proven(
    small: Sequence[Small], rows: Sequence[Row], truth: Mapping[Key, float], minimum: int
) -> list[str]:
    """Return the small counts that lie within 1 and `minimum` - 1 in every solution.

    No unknown is negative. The true numbers must be a solution, or the attack would prove anything.
    """
    for sum_, low, high in rows:
        value = sum(n * truth.get(key, 0) for key, n in sum_.items())
        assert low - 1e-6 <= value <= high + 1e-6, f"not true: {sum_}, {low}, {value}, {high}"
    fixed, left = _substituted(rows)
    found, open_ = [], []
    for cell in small:
        rest = {key: n for key, n in cell.sum.items() if key not in fixed}
        if rest:
            known = sum(n * fixed[key] for key, n in cell.sum.items() if key in fixed)
            open_.append((cell, rest, known))
        else:
            found.append(f"{cell.name} = {cell.value}")
    for keys, own in _components(left, [rest for _, rest, _ in open_]):
        here = [one for one in open_ if next(iter(one[1])) in keys]
        if here:
            found += _proven_together(here, sorted(keys, key=str), own, minimum)
    return found


def _substituted(rows: Sequence[Row]) -> tuple[dict[Key, float], list[Row]]:
    """Return the unknowns that an equation alone says, and the rest of the rows without them."""
    fixed: dict[Key, float] = {}
    left, is_new = list(rows), True
    while is_new:
        is_new, before, left = False, left, []
        for sum_, low, high in before:
            known = sum(n * fixed[key] for key, n in sum_.items() if key in fixed)
            rest = {key: n for key, n in sum_.items() if n and key not in fixed}
            low_, high_ = low - known, high - known
            if not rest:
                continue
            if high_ == 0 and all(n > 0 for n in rest.values()):
                fixed |= dict.fromkeys(rest, 0)
                is_new = True
            elif low_ == high_ and len(rest) == 1:
                ((key, n),) = rest.items()
                fixed[key] = low_ / n
                is_new = True
            else:
                left.append((rest, low_, high_))
    return fixed, left


def _components(rows: Sequence[Row], sums: Sequence[Sum]) -> Iterator[tuple[set[Key], list[Row]]]:
    """Yield the unknowns that rows or sums tie together, with their rows."""
    parent: dict[Key, Key] = {}

    def root(key: Key) -> Key:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for keys in [*map(list, sums), *(list(sum_) for sum_, _, _ in rows)]:
        for key in keys[1:]:
            parent[root(keys[0])] = root(key)
        root(keys[0])
    members, own = defaultdict(set), defaultdict(list)
    for key in parent:
        members[root(key)].add(key)
    for row in rows:
        own[root(next(iter(row[0])))].append(row)
    for name, keys in members.items():
        yield keys, own[name]


def _proven_together(
    small: Sequence[tuple[Small, Sum, float]], keys: Sequence[Key], rows: Sequence[Row], minimum: int
) -> list[str]:
    place = {key: number for number, key in enumerate(keys)}
    matrix = csr_array(_dense([sum_ for sum_, _, _ in rows], place))
    limits = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
    cells = _dense([rest for _, rest, _ in small], place)
    known = np.array([number for _, _, number in small])
    bounds, whole = Bounds(0, _MOST), np.ones(len(keys))
    is_open = np.ones(len(small), dtype=bool)
    is_proven = np.zeros(len(small), dtype=bool)

    def solve(objective: np.ndarray, gap: float = 0) -> None:
        """Find a solution; cells that are 0 or not small in it are not proven."""
        for presolve in (True, False):  # HiGHS sometimes takes a program for infeasible that is not
            options = {"mip_rel_gap": gap, "presolve": presolve}
            result = milp(objective, constraints=limits, integrality=whole, bounds=bounds, options=options)
            if result.status == 0:
                break
        assert result.status == 0, result.message
        values = cells @ np.round(result.x) + known
        is_open[(values < 0.5) | (values > minimum - 0.5)] = False

    for sign in (1, -1):  # often one solution speaks for many
        if is_open.any():
            solve(sign * cells[is_open].sum(axis=0), gap=0.3)
    for number in range(len(small)):
        for sign in (1, -1):
            if is_open[number]:
                solve(sign * cells[number])
        is_proven[number] = is_open[number]
    return [
        f"{cell.name} = {cell.value}" for (cell, _, _), is_it in zip(small, is_proven, strict=True) if is_it
    ]


def _dense(sums: Sequence[Sum], place: Mapping[Key, int]) -> np.ndarray:
    matrix = np.zeros((len(sums), len(place)))
    for number, sum_ in enumerate(sums):
        for key, n in sum_.items():
            matrix[number, place[key]] = n
    return matrix
