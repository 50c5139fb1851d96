"""The rules, as arithmetic on lines of categories; `docs/de/geheimhaltung.md` says why each is there."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from auszug_lib.statistics.dimensions import Dimension

MOST_PERSONS = 12  # in one household, as everybody assumes
PERSONS_FROM = 10  # households, at least, of which the persons are summed up
LARGE = 6  # persons of the largest class, „6 und mehr“

# How many persons a household of a category has at least and at most, as everybody knows.
_PERSONS: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "household_size": {**{str(n): (n, n) for n in range(1, 6)}, "6+": (6, MOST_PERSONS)},
    "household_type": {
        "alleinstehend": (1, 1),
        "paar_ohne_kind": (2, 2),
        "paar_mit_kind": (3, MOST_PERSONS),
        "alleinerziehend": (2, MOST_PERSONS),
        "sonstiger_mehrpersonenhaushalt": (2, MOST_PERSONS),
    },
}
Codes = tuple[str, ...]


def is_small(counts: "np.ndarray | float", least: "int | np.ndarray") -> bool:
    """Return whether any count is neither none nor as many as `least`."""
    return bool(np.any((counts != 0) & (counts < least)))


def least_of(dimension: Dimension, minimum: int, beside: Collection[Codes] | None) -> np.ndarray:
    """Return what each category must reach at least: one more where it hides others that it is the sum of.

    Without the one more, „3 together, and not shown apart“ would say 1 and 2.

    Parameters
    ----------
    dimension, minimum
        The level of the table; the least count of households that may be printed.
    beside
        Of a combined table the categories that the carriers' table shows, by their codes; None for others.
    """
    hides = [
        len(codes) > 1 or (beside is not None and codes not in beside) for codes in dimension.parts.values()
    ]
    return minimum + np.array(hides, dtype=int)


def are_alike(households: np.ndarray) -> bool:
    """Return whether all households of a line are in one category."""
    return bool(((households > 0).sum(axis=1) == 1).any())


def bounds(dimension: Dimension) -> tuple[np.ndarray, np.ndarray]:
    """Return how many persons a household of each category has at least and at most."""
    known, anything = _PERSONS.get(dimension.root, {}), (1, MOST_PERSONS)
    ends = [[known.get(code, anything) for code in codes] for codes in dimension.parts.values()]
    return np.array([min(low for low, _ in own) for own in ends]), np.array(
        [max(high for _, high in own) for own in ends]
    )


def persons_tell(households: np.ndarray, persons: np.ndarray, dimension: Dimension, least: int) -> bool:
    """Return whether the persons of a line tell of few households larger or smaller than they must be."""
    low, high = bounds(dimension)
    return is_small(persons - households @ low, least) or is_small(households @ high - persons, least)


def must_be_large(households: np.ndarray, persons: np.ndarray, sizes: Dimension, minimum: int) -> bool:
    """Return whether so many of a wide class of a line must be large that few others remain."""
    _, high = bounds(sizes)
    wide = np.array([len(codes) > 1 and f"{LARGE}+" in codes for codes in sizes.parts.values()])
    beyond = persons - households @ np.where(wide, LARGE - 1, high)
    forced = np.ceil(np.maximum(beyond, 0) / (MOST_PERSONS - LARGE + 1))
    room = np.minimum(minimum - 1, households[:, wide].sum(axis=1) - minimum)
    return bool((wide.any() & (forced > 0) & (forced > room)).any())


def cells_tell(households: np.ndarray, persons: np.ndarray, dimension: Dimension, least: int) -> bool:
    """Return whether the persons in any cell tell of few households in it."""
    low, high = bounds(dimension)
    return is_small(persons - households * low, least) or is_small(households * high - persons, least)


def is_one_unknown(
    households: np.ndarray, persons: int, dimension: Dimension, beside: Iterable[Codes]
) -> bool:
    """Return whether a carrier's persons would be an equation with one unknown size.

    Parameters
    ----------
    households, persons
        The combined households by size, and the persons in them.
    dimension
        The level of the combined table.
    beside
        The categories of the carriers' tables, by their codes.
    """
    low, high = bounds(dimension)
    is_exact = persons in (households @ low, households @ high)
    is_wide = {
        codes: not is_exact and b > a for codes, a, b in zip(dimension.parts.values(), low, high, strict=True)
    }
    there = [codes for codes, count in zip(dimension.parts.values(), households, strict=True) if count]
    groups = [[codes for codes in there if set(codes) <= set(group)] for group in beside]
    freedoms = (len(group) - 1 + any(map(is_wide.__getitem__, group)) for group in groups if group)
    return sum(freedoms) == 1


def with_singles_apart(sizes: Iterable[Codes]) -> list[Codes]:
    """Return categories of sizes as they are known where the households of one person are."""
    apart = (([("1",)] if "1" in codes else []) + [tuple(c for c in codes if c != "1")] for codes in sizes)
    return [codes for parts in apart for codes in parts if codes]


def singles(households: np.ndarray, types: Dimension, small: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how many households of one person there are at least and at most in each line.

    Parameters
    ----------
    households, types
        The households by type, lines by categories, and the level they are shown at.
    small
        The households of one and two persons together.
    """
    of_type = dict(zip(types.parts.values(), households.T, strict=True))
    may_live_alone = [n for codes, n in of_type.items() if {"alleinstehend", "unbekannt"} & set(codes)]
    none = np.zeros(len(households))
    most = np.minimum(sum(may_live_alone, none), small - of_type.get(("paar_ohne_kind",), none))
    return of_type.get(("alleinstehend",), none), most


def types_tell(
    households: np.ndarray, types: Dimension, small: np.ndarray, sizes: Dimension, least: int
) -> bool:
    """Return whether types say too well how many of the small households are of one person.

    Parameters
    ----------
    households, types
        The households by type, lines by categories, and the level they are shown at.
    small, sizes
        The households by size, and the level they are shown at.
    least
        How many numbers there have to be to choose from.
    """
    of_size = dict(zip(sizes.parts.values(), small.T, strict=True))
    if ("1", "2") not in of_size:
        return False
    fewest, most = singles(households, types, of_size["1", "2"])
    return bool((most - fewest < least)[households.sum(axis=1) > 0].any())
