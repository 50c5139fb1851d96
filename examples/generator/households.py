"""The households that leave the programme in a year, drawn so that every figure of the register is met."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from auszug_lib.params.codes import GROUP_OF_NATIONALITY, HOUSEHOLD_SIZES, UNKNOWN
from generator.chance import Array, deal_codes, draw_codes, draw_with_total, falling, take
from generator.programme import Categories, Group, Programme

LARGEST = 9
_SIZES = np.arange(1, LARGEST + 1)
_SIZE_WEIGHTS = np.array([0.30, 0.19, 0.16, 0.15, 0.10, 0.05, 0.03, 0.015, 0.005])
_SIZES_OF = {
    code: tuple(range(int(code[0]), LARGEST + 1)) if code.endswith("+") else (int(code),)
    for code in HOUSEHOLD_SIZES.codes
}

UKRAINE = "UA"
_NATION_WEIGHTS = {
    **{"SY": 33, "IQ": 14, "AF": 11, "IR": 8, "ER": 5, "SO": 5, "NG": 4, "GN": 3, "ET": 1, "TR": 3},
    **{"RS": 3, "MK": 2, "AL": 2, "XK": 2, "BA": 1, "GH": 1, "PK": 1, "CM": 1, "AM": 1, UNKNOWN: 1.5, "": 1},
}

_LANDLORD_RATIO, _FUNDING_RATIO = 0.4, 0.3
_PARTNER_SHARE, _FUNDED_SHARE = 0.33, 0.5

_LONE_PARENT_SHARES = np.array([0, 0, 0.42, 0.32, 0.2, 0.12, 0.06, 0.03, 0.02, 0.01])
_STATUS_WEIGHTS = {"aufenthaltserlaubnis": 62, "aufenthaltsgestattung": 13, "duldung": 11}
_STATUS_WEIGHTS |= {"niederlassungserlaubnis": 8, UNKNOWN: 3, "": 3}
_ACCOMMODATION_WEIGHTS = {"wohnheim": 50, "beherbergungsbetrieb": 20, "notunterkunft": 13}
_ACCOMMODATION_WEIGHTS |= {"wohnung_stadt": 12, "sonstige": 5}


@dataclass(frozen=True)
class Households:
    """The placed households of a year, an entry each in every array, pilot households first."""

    sizes: Array
    pilot: Array
    nations: Array
    landlords: Array
    fundings: Array


def draw_households(rng: np.random.Generator, programme: Programme, year: int) -> Households:
    """Draw the placed households."""
    sizes = _draw_all_sizes(rng, programme, year)
    landlords = _draw_landlords(rng, sizes, programme, year)
    return Households(
        sizes=sizes,
        pilot=np.arange(len(sizes)) < programme.pilot_households(year),
        nations=draw_nations(rng, sizes, year, programme.groups(year, "nationality")),
        landlords=landlords,
        fundings=_draw_fundings(rng, landlords, programme, year),
    )


def draw_sizes(rng: np.random.Generator, allowed: Array, persons: int | None = None) -> Array:
    """Draw the sizes of households, which add up to `persons`.

    `allowed` has a row a household and a column a size from 1 on: whether the household may have it.
    """
    if persons is None:
        chances = np.cumsum(allowed * _SIZE_WEIGHTS, axis=1)
        hit = rng.random(len(allowed)) * chances[:, -1]
        return np.asarray(_SIZES[(hit[:, None] >= chances).sum(axis=1)])
    return draw_with_total(rng, [_SIZES] * len(allowed), list(_tilted(allowed, persons)), persons)


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


def _draw_all_sizes(rng: np.random.Generator, programme: Programme, year: int) -> Array:
    """Return the sizes of all households: the pilot's, those of published size groups, all others."""
    in_pilot, persons = (programme.value(year, measure) for measure in ("pilot_persons", "persons_placed"))
    pilot = draw_sizes(rng, _allowed(_SIZES, programme.pilot_households(year)), in_pilot)
    free, free_sizes, rows = programme.households(year) - len(pilot), set(_SIZES.tolist()), []
    for group in programme.groups(year, "household_size"):
        sizes = [size for code in group.categories for size in _SIZES_OF[code]]
        number = (group.households or 0) - int(np.isin(pilot, sizes).sum())
        free, free_sizes = free - number, free_sizes - set(sizes)
        rows.append(_allowed(sizes, number))
    rows.append(_allowed(free_sizes, free))
    rest = None if persons is None else persons - int(pilot.sum())
    return np.concatenate([pilot, draw_sizes(rng, np.concatenate(rows), rest)])


def _allowed(sizes: Collection[int] | Array, number: int) -> Array:
    return np.tile(np.isin(_SIZES, list(sizes)), (number, 1))


def draw_nations(rng: np.random.Generator, sizes: Array, year: int, groups: Sequence[Group] = ()) -> Array:
    """Draw nationalities for households of the given `sizes`, as published by group."""
    # Nine in twenty since the war began; before it, hardly anyone.
    weights = {**_NATION_WEIGHTS, UKRAINE: 80 if year >= 2022 else 0.2}
    return _label(rng, sizes, [_of_nations(group, weights) for group in groups], weights)


def _of_nations(group: Group, nations: Collection[str]) -> Group:
    groups = {nation: GROUP_OF_NATIONALITY.get(nation or UNKNOWN, "sonstige") for nation in nations}
    inside = Categories(nation for nation in nations if groups[nation] in group.categories)
    return Group(inside, group.households, group.persons)


def _draw_landlords(rng: np.random.Generator, sizes: Array, programme: Programme, year: int) -> Array:
    weights = falling([code for code in programme.landlords if code != programme.partner], _LANDLORD_RATIO)
    weights[programme.partner] = (sum(weights.values()) or 1) * _PARTNER_SHARE / (1 - _PARTNER_SHARE)
    return _label(rng, sizes, programme.groups(year, "landlord"), weights)


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
    if len(free):
        labels[free] = deal_codes(rng, codes, len(free))
    return labels


def _draw_fundings(rng: np.random.Generator, landlords: Array, programme: Programme, year: int) -> Array:
    """Draw how flats are funded; the reported programme is only for the partner's."""
    others = [code for code in programme.fundings if code != programme.funding] or [programme.funding]
    fundings = deal_codes(rng, falling(others, _FUNDING_RATIO), len(landlords))
    partner = rng.permutation(np.flatnonzero(landlords == programme.partner))
    funded = programme.value(year, "partner_flats_funded")
    fundings[partner[: round(_FUNDED_SHARE * len(partner)) if funded is None else funded]] = programme.funding
    return fundings


def composition(rng: np.random.Generator, persons: Array) -> dict[str, Array]:
    """Return adults, children and type of households with so many persons."""
    chance, alone = rng.random(len(persons)), persons == 1
    lone_parent = ~alone & (chance < _LONE_PARENT_SHARES[persons])
    known = rng.random(len(persons)) > 0.015
    other = ~alone & (chance > 0.88)
    more = 2 + (rng.random(len(persons)) * np.minimum(persons - 1, 4)).astype(int)
    adults = np.select([alone | lone_parent, other], [np.ones(len(persons), dtype=int), more], 2)
    types = np.select(
        [~known & ~alone, alone, lone_parent, other, persons == 2],
        [UNKNOWN, "alleinstehend", "alleinerziehend", "sonstiger_mehrpersonenhaushalt", "paar_ohne_kind"],
        "paar_mit_kind",
    )
    return {"personen": persons, "erwachsene": adults, "kinder": persons - adults, "haushaltstyp": types}


def situation(rng: np.random.Generator, nations: Array) -> dict[str, Array]:
    """Return the residence status of households of these nations, and where they are accommodated."""
    number = len(nations)
    status = draw_codes(rng, _STATUS_WEIGHTS, number)
    status[nations == UKRAINE] = "aufenthaltserlaubnis"  # they need no asylum procedure
    rng.random((2, number))  # drawn so that the rest stays as it is published
    return {
        "aufenthaltsstatus": status,
        "unterkunftsart": draw_codes(rng, _ACCOMMODATION_WEIGHTS, number),
    }
