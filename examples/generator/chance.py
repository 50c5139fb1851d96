"""Chance under conditions: random numbers that add up to a given total, and random days."""

import datetime as dt
import math
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

DAY = np.timedelta64(1, "D")
Array = npt.NDArray[Any]

# Days on which offices are closed all over Germany; the movable ones would not make the example any better.
_HOLIDAYS = ("01-01", "05-01", "10-03", "12-24", "12-25", "12-26", "12-31")


def source(*words: str | int) -> np.random.Generator:
    """Return the random numbers that belong to `words`, the same in every run."""
    return np.random.default_rng([zlib.crc32(w.encode()) if isinstance(w, str) else w for w in words])


def falling(codes: Sequence[str], ratio: float) -> dict[str, float]:
    """Return weights each `ratio` times the one before, for lists of which only the order is known."""
    return {code: ratio**place for place, code in enumerate(codes)}


def draw_codes(rng: np.random.Generator, weights: Mapping[str, float], number: int) -> Array:
    """Draw `number` codes by their weights."""
    shares = np.array(list(weights.values()), dtype=float)
    return rng.choice(np.array(list(weights), dtype=object), number, p=shares / shares.sum())


def split(total: int, weights: Sequence[float] | Array) -> Array:
    """Split `total` into whole parts in proportion to `weights` (largest remainders)."""
    exact = total * np.array(weights, dtype=float) / np.sum(weights)
    parts = np.floor(exact).astype(int)
    parts[np.argsort(parts - exact, kind="stable")[: total - parts.sum()]] += 1
    return parts


def deal_codes(rng: np.random.Generator, weights: Mapping[str, float], number: int) -> Array:
    """Deal out `number` codes nearly as their weights say; few draws would stray too far from them."""
    shares = np.array(list(weights.values())) * rng.uniform(0.85, 1.15, len(weights))
    return rng.permutation(np.repeat(np.array(list(weights), dtype=object), split(number, shares)))


def deal_carriers(rng: np.random.Generator, carriers: Sequence[str], number: int) -> Array:
    """Return the carriers of so many rows; the first are by and large the largest."""
    return deal_codes(rng, {code: 1 / (3 + place) for place, code in enumerate(carriers)}, number)


def draw_with_total(
    rng: np.random.Generator, values: Sequence[Array], weights: Sequence[Array], total: int
) -> Array:
    """Draw one of the `values` of every item by its `weights`, on condition that they add up to `total`.

    The way there is exact: `reach[i][t]` is the chance that the first i items make t, and the draw goes
    back from the last item through what can be reached.
    """
    reach = [np.eye(1, total + 1)[0]]
    for options, chances in zip(values, weights, strict=True):
        row = np.zeros(total + 1)
        for value, chance in zip(options.tolist(), chances.tolist(), strict=True):
            if value <= total and chance > 0:
                row[value:] += chance * reach[-1][: total + 1 - value]
        reach.append(row / (row.max() or 1))
    if reach[-1][total] <= 0:
        raise ValueError(f"the figures of the register do not agree: {total} cannot be reached")
    drawn = np.zeros(len(values), dtype=int)
    for item in range(len(values) - 1, -1, -1):
        before = total - values[item]
        odds = np.cumsum(np.where(before >= 0, weights[item] * reach[item][np.maximum(before, 0)], 0))
        drawn[item] = values[item][np.searchsorted(odds, rng.random() * odds[-1], side="right")]
        total -= int(drawn[item])
    return drawn


def take(rng: np.random.Generator, sizes: Array, households: int | None, persons: int | None) -> Array:
    """Return which households of the given `sizes` are chosen: so many, or with so many persons, or both."""
    # One number counts both: households weigh more than all persons together.
    radix = 0 if households is None else 1 if persons is None else int(sizes.sum()) + 1
    total = (persons or 0) + radix * (households or 0)
    wanted, there = (persons, sizes.sum()) if persons is not None else (households or 0, len(sizes))
    share = float(np.clip(wanted / max(there, 1), 1e-3, 1 - 1e-3))
    kinds, numbers = np.unique(sizes, return_counts=True)
    steps = np.full(len(kinds), radix) if persons is None else kinds + radix
    ways = [_binomial(int(number), share) for number in numbers]
    values = [np.arange(number + 1) * step for number, step in zip(numbers, steps, strict=True)]
    drawn = draw_with_total(rng, values, ways, total) // steps
    chosen = np.zeros(len(sizes), dtype=bool)
    for kind, number in zip(kinds, drawn, strict=True):
        chosen[rng.permutation(np.flatnonzero(sizes == kind))[:number]] = True
    return chosen


def _binomial(number: int, share: float) -> Array:
    """Return the chances of 0 … `number` hits, relative to the likeliest."""
    hits = np.arange(number + 1)
    factorials = np.array([math.lgamma(n + 1) for n in range(number + 1)])
    logs = -factorials - factorials[::-1] + hits * math.log(share) + (number - hits) * math.log(1 - share)
    return np.asarray(np.exp(logs - logs.max()))


def numbered(carriers: "pd.Series[str]", year: int, letter: str) -> "pd.Series[str]":
    """Return running ids such as `DRK-2019-V007`, counted for each carrier in the order of the rows."""
    running = (carriers.groupby(carriers).cumcount() + 1).astype("str").str.zfill(3)
    return carriers.astype("str") + f"-{year}-{letter}" + running


def in_order(frame: pd.DataFrame, key: str, year: int, letter: str) -> pd.DataFrame:
    """Return the rows by day and carrier, with ids in the column `key`."""
    frame = frame.sort_values(["datum", "traeger"], kind="stable", ignore_index=True)
    return frame.assign(**{key: numbered(frame["traeger"], year, letter)})


def working_days(first: dt.date, last: dt.date) -> Array:
    """Return the working days from `first` to `last`, or all its days where none is one."""
    days = np.arange(np.datetime64(first), np.datetime64(last) + DAY)
    closed = np.array([f"{year}-{day}" for year in range(first.year, last.year + 1) for day in _HOLIDAYS])
    working = days[np.is_busday(days, holidays=closed.astype("datetime64[D]"))]
    return working if len(working) else days


def draw_days(rng: np.random.Generator, days: Array, weights: Array, earliest: Array) -> Array:
    """Draw a day by its weight for every entry of `earliest`, none before it where there is a later one."""
    chances = np.concatenate([[0], np.cumsum(weights)])
    start = np.minimum(np.searchsorted(days, earliest), len(days) - 1)
    height = chances[start] + rng.random(len(earliest)) * (chances[-1] - chances[start])
    return np.asarray(days[np.clip(np.searchsorted(chances, height, side="right") - 1, start, len(days) - 1)])
