"""The households that leave the programme in a year, drawn so that every figure of the register is met."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from auszug_lib.params.codes import GROUP_OF_NATIONALITY, UNKNOWN
from generator.chance import (
    Array,
    Contradiction,
    deal_codes,
    falling,
    take,
)
from generator.programme import Programme
from generator.register import Group
from generator.sizes import draw_all_sizes
from generator.targets import FUNDED_SHARE, Targets

_ATTEMPTS = 30

UKRAINE = "UA"
_NATION_WEIGHTS = {
    **{"SY": 33, "IQ": 14, "AF": 11, "IR": 8, "ER": 5, "SO": 5, "NG": 4, "GN": 3, "ET": 1, "TR": 3},
    **{"RS": 3, "MK": 2, "AL": 2, "XK": 2, "BA": 1, "GH": 1, "PK": 1, "CM": 1, "AM": 1, UNKNOWN: 1.5, "": 1},
}

_LANDLORD_RATIO, _FUNDING_RATIO = 0.4, 0.3
_PARTNER_SHARE = 0.33


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
    sizes = draw_all_sizes(rng, targets)
    landlords = _draw_landlords(rng, sizes, programme, targets)
    return Households(
        sizes=sizes,
        pilot=np.arange(len(sizes)) < targets.pilot_households,
        nations=draw_nations(rng, sizes, targets.year, targets.nationalities),
        landlords=landlords,
        fundings=_draw_fundings(rng, landlords, programme, targets),
    )


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
    # Where only the funded flats are published, the partner must have some more than these.
    share = 1.3 * (targets.partner_flats_funded or 0) / max(len(sizes), 1)
    share = min(max(share, _PARTNER_SHARE), 1 - 1e-9)
    weights = falling([code for code in programme.landlords if code != programme.partner], _LANDLORD_RATIO)
    weights[programme.partner] = (sum(weights.values()) or 1) * share / (1 - share)
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
        labels[free[chosen]] = deal_codes(rng, inside, int(chosen.sum()))
        free = free[~chosen]
    if len(free) and not codes:
        raise Contradiction(f"für {len(free)} Haushalte bleibt keine Kategorie")
    if len(free):
        labels[free] = deal_codes(rng, codes, len(free))
    return labels


def _draw_fundings(
    rng: np.random.Generator, landlords: Array, programme: Programme, targets: Targets
) -> Array:
    """Draw how flats are funded; the reported programme is only for the partner's."""
    others = [code for code in programme.fundings if code != programme.funding] or [programme.funding]
    fundings = deal_codes(rng, falling(others, _FUNDING_RATIO), len(landlords))
    partner = rng.permutation(np.flatnonzero(landlords == programme.partner))
    funded = targets.partner_flats_funded
    if funded is None:
        funded = round(FUNDED_SHARE * len(partner))
    fundings[partner[:funded]] = programme.funding
    if targets.partner_flats_funded not in (None, (fundings[partner] == programme.funding).sum()):
        raise Contradiction(f"partner_flats_funded = {funded} bei {len(partner)} Wohnungen")
    return fundings
