"""How tables hang together: which table is a margin of which, also where categories were collapsed."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

Family = frozenset[str]
"""The dimensions a table is cut by; the empty one is the grand total. A carrier is a category like others."""
Category = Hashable
Place = frozenset[tuple[str, Category]]
"""Where a cell stands: a category of each dimension of its table."""


@dataclass(frozen=True)
class Coarsening:
    """A dimension that puts categories of a finer one together, such as quarters of months.

    Parameters
    ----------
    dimension, of
        The coarser and the finer dimension.
    groups
        The coarse category of each fine one.
    """

    dimension: str
    of: str
    groups: Mapping[Category, Category]


@dataclass(frozen=True)
class Lattice:
    """The dimensions with their categories, and which of them are collapsed from which.

    Parameters
    ----------
    categories
        The categories of each dimension that is not collapsed from another.
    coarsenings
        The collapsed dimensions; one may be collapsed from another.
    """

    categories: Mapping[str, tuple[Category, ...]]
    coarsenings: tuple[Coarsening, ...] = ()
    _finer: dict[str, Coarsening] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_finer", {coarse.dimension: coarse for coarse in self.coarsenings})

    def categories_of(self, dimension: str) -> tuple[Category, ...]:
        """Return the categories in order, those of a collapsed dimension as their first member comes."""
        if dimension not in self._finer:
            return self.categories[dimension]
        coarse = self._finer[dimension]
        return tuple(dict.fromkeys(coarse.groups[category] for category in self.categories_of(coarse.of)))

    def places(self, family: Family) -> list[Place]:
        """Return the place of every cell of a table, in the order of its dimensions' names."""
        places: list[Place] = [frozenset()]
        for dimension in sorted(family):
            places = [
                place | {(dimension, category)}
                for place in places
                for category in self.categories_of(dimension)
            ]
        return places

    def is_margin(self, coarse: Family, fine: Family) -> bool:
        """Return whether adding up cells of the finer table gives those of the coarser one."""
        return coarse != fine and all(self._source(dimension, fine) for dimension in coarse)

    def above(self, place: Place, coarse: Family) -> Place:
        """Return where in the coarser table a cell of a finer one is counted."""
        fine = dict(place)
        return frozenset((dimension, self._category(dimension, fine)) for dimension in coarse)

    def closed(self, families: Iterable[Family]) -> set[Family]:
        """Add the tables that two tables have in common: an attacker compares their sums, printed or not."""
        closed = set(families)
        fresh = set(closed)
        while fresh:
            ordered = sorted(closed, key=sorted)
            fresh = {self._common(one, other) for one, other in combinations(ordered, 2)} - closed
            closed |= fresh
        return closed

    def _lineage(self, dimension: str) -> list[str]:
        """Return a dimension and those it is collapsed from, coarsest first."""
        lineage = [dimension]
        while lineage[-1] in self._finer:
            lineage.append(self._finer[lineage[-1]].of)
        return lineage

    def _source(self, dimension: str, fine: Iterable[str]) -> str | None:
        """Return the dimension among `fine` that a dimension can be read off."""
        return next((finer for finer in self._lineage(dimension) if finer in fine), None)

    def _category(self, dimension: str, fine: Mapping[str, Category]) -> Category:
        if dimension in fine:
            return fine[dimension]
        coarse = self._finer[dimension]
        return coarse.groups[self._category(coarse.of, fine)]

    def _common(self, one: Family, other: Family) -> Family:
        """Return the finest table that is a margin of both."""
        known = [*self.categories, *self._finer]
        shared = {name for name in known if self._source(name, one) and self._source(name, other)}
        return frozenset(name for name in shared if not shared & set(self._lineage(name)[1:]))
