"""The sizes of the example's households, drawn so that every figure of the register is met."""

from collections.abc import Collection

import numpy as np

from generator.chance import Array, Contradiction, draw_with_total
from generator.register import Group
from generator.targets import LARGEST, SIZES_OF, Targets

_SIZES = np.arange(1, LARGEST + 1)
_SIZE_WEIGHTS = np.array([0.30, 0.19, 0.16, 0.15, 0.10, 0.05, 0.03, 0.015, 0.005])


def draw_sizes(rng: np.random.Generator, allowed: Array, persons: int | None = None) -> Array:
    """Draw the sizes of households.

    Parameters
    ----------
    rng
        Where chance comes from.
    allowed
        A row a household, a column a size from 1 on: whether the household may have it.
    persons
        What the sizes add up to, or None where that is open.
    """
    if persons is None:
        chances = np.cumsum(allowed * _SIZE_WEIGHTS, axis=1)
        hit = rng.random(len(allowed)) * chances[:, -1]
        return np.asarray(_SIZES[(hit[:, None] >= chances).sum(axis=1)])
    if not _fits(allowed, persons):
        raise Contradiction(f"{persons} Personen passen nicht in {len(allowed)} Haushalte")
    weights = _tilted(allowed, persons)
    return draw_with_total(rng, [_SIZES] * len(allowed), list(weights), persons)


def _fits(allowed: Array, persons: int) -> bool:
    least = np.where(allowed, _SIZES, LARGEST).min(axis=1).sum()
    most = np.where(allowed, _SIZES, 1).max(axis=1).sum()
    return bool(least <= persons <= most)


def _tilted(allowed: Array, persons: int) -> Array:
    """Return size weights a household, tilted to large or small so that `persons` is what they lead to."""
    kinds, kind, counts = np.unique(allowed, axis=0, return_inverse=True, return_counts=True)
    low, high = -30.0, 30.0
    for _ in range(40):
        weights = kinds * _SIZE_WEIGHTS * np.exp((low + high) / 2 * (_SIZES - LARGEST / 2))
        weights /= weights.sum(axis=1, keepdims=True)
        too_few = counts @ (weights @ _SIZES) < persons
        low, high = ((low + high) / 2, high) if too_few else (low, (low + high) / 2)
    return np.asarray(weights[kind.reshape(-1)])


def draw_all_sizes(rng: np.random.Generator, targets: Targets) -> Array:
    """Return the sizes of all households: the pilot's, those of published size groups, all others."""
    pilot = draw_sizes(rng, _allowed(_SIZES, targets.pilot_households), targets.pilot_persons)
    blocks, free, free_sizes = [pilot], targets.households - len(pilot), set(_SIZES.tolist())
    rows = []
    for group in targets.sizes:
        sizes = [size for code in group.categories for size in SIZES_OF[code]]
        inside = pilot[np.isin(pilot, sizes)]
        number = _number(rng, group, sizes) - len(inside)
        free, free_sizes = free - number, free_sizes - set(sizes)
        if number < 0:
            raise Contradiction(f"mehr Haushalte im Pilotprojekt als mit {min(sizes)} Personen überhaupt")
        if group.persons is None:
            rows.append(_allowed(sizes, number))
        else:
            blocks.append(draw_sizes(rng, _allowed(sizes, number), group.persons - int(inside.sum())))
    if free < 0 or (free > 0 and not free_sizes):
        raise Contradiction("die Haushalte nach Größe oder im Pilotprojekt ergeben nicht alle Haushalte")
    # Whoever belongs to a published group with an open number of persons, and all others, share what is left.
    rows.append(_allowed(free_sizes, free))
    rest = None if targets.persons is None else targets.persons - sum(int(block.sum()) for block in blocks)
    return np.concatenate([*blocks, draw_sizes(rng, np.concatenate(rows), rest)])


def _number(rng: np.random.Generator, group: Group, sizes: list[int]) -> int:
    """Return how many households a group of sizes has; where only persons are published, about as many."""
    if group.households is not None:
        return group.households
    persons, mean = group.persons or 0, np.average(sizes, weights=_SIZE_WEIGHTS[np.array(sizes) - 1])
    about = round(persons / mean * rng.uniform(0.85, 1.15))
    return min(max(about, -(-persons // max(sizes))), persons // min(sizes))


def _allowed(sizes: Collection[int] | Array, number: int) -> Array:
    return np.tile(np.isin(_SIZES, list(sizes)), (number, 1))
