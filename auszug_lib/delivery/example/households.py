"""The households that leave the programme in a year, drawn so that every figure of the register is met."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from auszug_lib.codes import GROUP_OF_NATIONALITY, UNKNOWN
from auszug_lib.delivery.example.chance import (
    Array,
    Contradiction,
    draw_codes,
    draw_with_total,
    falling,
    take,
)
from auszug_lib.delivery.example.programme import Programme
from auszug_lib.delivery.example.register import Group
from auszug_lib.delivery.example.targets import FUNDED_SHARE, LARGEST, SIZES_OF, Targets

_SIZES = np.arange(1, LARGEST + 1)
_SIZE_WEIGHTS = np.array([0.30, 0.19, 0.16, 0.15, 0.10, 0.05, 0.03, 0.015, 0.005])
_ATTEMPTS = 30

UKRAINE = "UA"
_NATION_WEIGHTS = {
    **{"SY": 33, "IQ": 14, "AF": 11, "IR": 8, "ER": 5, "SO": 5, "NG": 4, "GN": 3, "ET": 1, "TR": 3},
    **{"RS": 3, "MK": 2, "AL": 2, "XK": 2, "BA": 1, "GH": 1, "PK": 1, "CM": 1, "AM": 1, UNKNOWN: 1.5, "": 1},
}

# Beside the partner, private landlords and funding by the market are taken to stand first in their lists.
_LANDLORD_STEEPNESS = 1.5
_PARTNER_FACTOR = 2
_FUNDING_STEEPNESS = 2


@dataclass(frozen=True)
class Households:
    """The placed households of a year, an entry each in every array, pilot households first."""

    sizes: Array
    pilot: Array
    nations: Array
    landlords: Array
    fundings: Array


def draw_households(rng: np.random.Generator, programme: Programme, targets: Targets) -> Households:
    """Draw the placed households; raises `Contradiction` where no draw was found that meets the targets."""
    for _ in range(_ATTEMPTS - 1):
        with suppress(Contradiction):
            return _draw_households(rng, programme, targets)
    return _draw_households(rng, programme, targets)


def _draw_households(rng: np.random.Generator, programme: Programme, targets: Targets) -> Households:
    sizes = _draw_all_sizes(rng, targets)
    landlords = _draw_landlords(rng, sizes, programme, targets)
    return Households(
        sizes=sizes,
        pilot=np.arange(len(sizes)) < targets.pilot_households,
        nations=draw_nations(rng, sizes, targets.year, targets.nationalities),
        landlords=landlords,
        fundings=_draw_fundings(rng, landlords, programme, targets),
    )


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


def _draw_all_sizes(rng: np.random.Generator, targets: Targets) -> Array:
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
        raise Contradiction("die Haushalte nach Größe ergeben nicht alle Haushalte")
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


def draw_nations(rng: np.random.Generator, sizes: Array, year: int, groups: tuple[Group, ...] = ()) -> Array:
    """Draw nationalities for households of the given `sizes`, as published by group."""
    # Nine in twenty since the war began; before it, hardly anyone.
    ukraine = 80 if year >= 2022 else 0.2
    weights = {**_NATION_WEIGHTS, UKRAINE: ukraine}
    return _label(rng, sizes, [_of_nations(group, weights) for group in groups], weights)


def _of_nations(group: Group, nations: Collection[str]) -> Group:
    groups = {nation: GROUP_OF_NATIONALITY.get(nation or UNKNOWN, "sonstige") for nation in nations}
    inside = frozenset(nation for nation in nations if groups[nation] in group.categories)
    return Group(inside, group.households, group.persons)


def _draw_landlords(rng: np.random.Generator, sizes: Array, programme: Programme, targets: Targets) -> Array:
    weights = falling(programme.landlords, _LANDLORD_STEEPNESS)
    weights[programme.partner] *= _PARTNER_FACTOR
    # Where only the funded flats are published, the partner must have some more than these.
    share = min(1.3 * (targets.partner_flats_funded or 0) / max(len(sizes), 1), 1 - 1e-9)
    others = sum(weights.values()) - weights[programme.partner]
    weights[programme.partner] = max(weights[programme.partner], others * share / (1 - share))
    return _label(rng, sizes, targets.landlords, weights)


def _label(
    rng: np.random.Generator, sizes: Array, groups: Collection[Group], weights: Mapping[str, float]
) -> Array:
    """Give every household a code, so many households and persons each group as it says."""
    labels = np.full(len(sizes), "", dtype=object)
    free, codes = np.arange(len(sizes)), dict(weights)
    # What must add up to persons is chosen while there is most to choose from.
    for group in sorted(groups, key=lambda group: group.persons is None):
        chosen = take(rng, sizes[free], group.households, group.persons)
        inside = {code: codes.pop(code) for code in weights if code in group.categories}
        labels[free[chosen]] = draw_codes(rng, inside, int(chosen.sum()))
        free = free[~chosen]
    if len(free) and not codes:
        raise Contradiction(f"für {len(free)} Haushalte bleibt keine Kategorie")
    if len(free):
        labels[free] = draw_codes(rng, codes, len(free))
    return labels


def _draw_fundings(
    rng: np.random.Generator, landlords: Array, programme: Programme, targets: Targets
) -> Array:
    """Draw how flats are funded; the reported programme is only for the partner's."""
    others = [code for code in programme.fundings if code != programme.funding] or [programme.funding]
    fundings = draw_codes(rng, falling(others, _FUNDING_STEEPNESS), len(landlords))
    partner = rng.permutation(np.flatnonzero(landlords == programme.partner))
    funded = targets.partner_flats_funded
    if funded is None:
        funded = round(FUNDED_SHARE * len(partner))
    fundings[partner[:funded]] = programme.funding
    if targets.partner_flats_funded not in (None, (fundings[partner] == programme.funding).sum()):
        raise Contradiction(f"partner_flats_funded = {funded} bei {len(partner)} Wohnungen")
    return fundings
