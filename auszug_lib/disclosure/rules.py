"""The rules, as arithmetic on lines of categories; `docs/de/geheimhaltung.md` says why each is there."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from auszug_lib.params.codes import LARGEST_SIZE
from auszug_lib.params.policy import Disclosure
from auszug_lib.statistics.dimensions import Dimension

MOST_PERSONS = 12  # in one household, as everybody assumes
PERSONS_FROM = 10  # households, at least, of which the persons are summed up
LARGE = LARGEST_SIZE  # persons of the largest class, „6 und mehr“
_STEP = LARGE - 1  # persons that a household of another size has more, at most

# How many persons a household of a category has at least and at most, as everybody knows.
_PERSONS: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "household_size": {
        **{str(n): (n, n) for n in range(1, LARGE)},
        f"{LARGE}+": (LARGE, MOST_PERSONS),
    },
    "household_type": {
        "alleinstehend": (1, 1),
        "paar_ohne_kind": (2, 2),
        "paar_mit_kind": (3, MOST_PERSONS),
        "alleinerziehend": (2, MOST_PERSONS),
        "sonstiger_mehrpersonenhaushalt": (2, MOST_PERSONS),
    },
}
Codes = tuple[str, ...]


@dataclass(frozen=True)
class Thresholds:
    """How many are enough, under a policy.

    Parameters
    ----------
    policy
        The policy, which says what is the least count of households that may be printed.
    """

    policy: Disclosure

    @property
    def more(self) -> int:
        """Households, where a count hides others."""
        return self.policy.minimum + 1

    @property
    def plenty(self) -> int:
        """Persons more than sizes must have, or ways in which something may be."""
        return 2 * self.policy.minimum + 1

    @property
    def large(self) -> int:
        """Persons of as many of the largest households as are enough."""
        return LARGE * self.policy.minimum

    @property
    def values(self) -> int:
        """Values under a median; one of few would be a small count."""
        return max(self.policy.medians_from, self.more)

    @property
    def persons(self) -> int:
        """Households of which persons are summed up."""
        return max(self.values, PERSONS_FROM)

    def beyond(self, root: str) -> int:
        """Persons more, or fewer, than the categories of a dimension must have."""
        return self.large if root == "household_type" else self.plenty


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


def few_must_be(
    households: np.ndarray,
    persons: np.ndarray,
    dimension: Dimension,
    own: np.ndarray,
    own_persons: np.ndarray,
    below: Dimension,
    minimum: int,
    least: int,
) -> bool:
    """Return whether the persons of a line say that few of its households are in a category of all together.

    Parameters
    ----------
    households, persons, dimension
        All together, by category, and the level.
    own, own_persons, below
        The households of each line, lines by categories, its persons, and their coarser level.
    minimum, least
        As many households as each category has to have room for, and how many persons are few.
    """
    low, high = bounds(dimension)
    parts = list(dimension.parts.values())
    groups = [
        [n for n, part in enumerate(parts) if set(part) <= set(codes)] for codes in below.parts.values()
    ]

    def extremes(line: np.ndarray, start: np.ndarray) -> Iterator[np.ndarray]:
        return (_taken(start, households, order, line) for order in (groups, [g[::-1] for g in groups]))

    for line, placed in zip(own, own_persons, strict=True):
        small, large = extremes(line, np.zeros(len(parts)))
        if is_small(np.array([placed - small @ low, large @ high - placed]), least):
            return True
        for group, count in zip(groups, line, strict=True):
            there = [n for n in group if households[n]]
            for category in there if count and len(there) > 1 else ():
                start = np.zeros(len(parts))
                start[category] = min(minimum, count)
                small, large = extremes(line, start)
                fewest = np.maximum(low * small, persons - high * (households - small)).sum()
                most = np.minimum(high * large, persons - low * (households - large)).sum()
                if not fewest + _STEP <= placed <= most - _STEP:
                    return True
    return False


def _taken(
    start: np.ndarray, households: np.ndarray, groups: Iterable[Sequence[int]], counts: Iterable[float]
) -> np.ndarray:
    """Return how many households of each category a line has that takes the first ones of each group."""
    taken = start.copy()
    for group, count in zip(groups, counts, strict=True):
        for n in group:
            taken[n] += min(count - taken[group].sum(), households[n] - taken[n])
    return taken


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


def singles(households: np.ndarray, types: Dimension, small: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how many households of one person there are at least and at most in each line.

    Parameters
    ----------
    households, types
        The households by type, lines by categories, and the level they are shown at.
    small
        The households of one person and of others, of two at least, together.
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
    for codes, joined in zip(sizes.parts.values(), small.T, strict=True):
        if "1" in codes and len(codes) > 1:
            fewest, most = singles(households, types, joined)
            return bool((most - fewest < least)[households.sum(axis=1) > 0].any())
    return False


def is_one_type_few(
    households: np.ndarray,
    types: Dimension,
    finer: Dimension,
    of_size: np.ndarray,
    sizes: Dimension,
    minimum: int,
) -> bool:
    """Return whether only one of the types that a level joins can be few: that it joins them tells so.

    Parameters
    ----------
    households, types, finer
        The households by type, lines by categories, the level they are shown at, and the one before it.
    of_size, sizes
        The households by size, and the level they are shown at.
    minimum
        The least count of households that may be printed.
    """
    low, high = bounds(sizes)
    fewest, most = bounds(finer)
    can_be_few = np.zeros(len(households))
    for codes, count in zip(types.parts.values(), households.T, strict=True):
        joined = [n for n, own in enumerate(finer.parts.values()) if set(own) < set(codes)]
        for one in joined:
            others = [n for n in joined if n != one]
            able = (low <= most[others].max()) & (high >= fewest[others].min())
            can_be_few += (count > 0) & (count - of_size[:, able].sum(axis=1) < minimum)
    return bool((can_be_few == 1).any())
