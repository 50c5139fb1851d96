"""From printed tables to what an attacker knows: variables and relations are derived, not typed."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from auszug_lib.disclosure.engine.lattice import Category, Family, Lattice, Place
from auszug_lib.disclosure.engine.problem import Relation, Variable


class Cell(NamedTuple):
    """A cell of a table: what is counted in it, and where it stands."""

    measure: str
    place: Place


@dataclass(frozen=True)
class Ratio:
    """A measure that lies between multiples of another one in every cell.

    Persons lie between households and 12 times households; a part lies between 0 and its whole.

    Parameters
    ----------
    measure, base
        The two measures.
    least, most
        The multiples of `base`.
    within
        Narrower multiples for cells of a category, by dimension and category: (2, 2) for households of
        two, (5, 12) for those of five and more.
    """

    measure: str
    base: str
    least: float = 0.0
    most: float = 1.0
    within: Mapping[str, Mapping[Category, tuple[float, float]]] = field(default_factory=dict)

    def at(self, place: Place) -> tuple[float, float]:
        """Return the multiples that hold for a cell."""
        known = [(self.least, self.most)]
        known += [
            self.within[dimension][category]
            for dimension, category in place
            if category in self.within.get(dimension, {})
        ]
        return max(least for least, _ in known), min(most for _, most in known)


@dataclass(frozen=True)
class Release:
    """The tables that are printed together.

    Parameters
    ----------
    lattice
        The dimensions and their categories.
    tables
        For each measure the tables it is printed in.
    ratios
        What the attacker knows of one measure by another.
    """

    lattice: Lattice
    tables: Mapping[str, tuple[Family, ...]]
    ratios: tuple[Ratio, ...] = ()

    @cached_property
    def families(self) -> dict[str, list[Family]]:
        """All tables of each measure, finest first, with unprinted ones that tie others together."""
        closed = self.lattice.closed(family for families in self.tables.values() for family in families)
        ordered = sorted(closed, key=lambda family: (-len(family), sorted(family)))
        return {
            measure: [
                family
                for family in ordered
                if family in printed or any(self.lattice.is_margin(family, finer) for finer in printed)
            ]
            for measure, printed in self.tables.items()
        }

    def is_printed(self, cell: Cell) -> bool:
        """Return whether a cell is in a printed table."""
        return frozenset(dimension for dimension, _ in cell.place) in self.tables[cell.measure]

    def cells(self) -> Iterator[Cell]:
        """Return every cell, table by table, printed or not."""
        for measure, families in self.families.items():
            for family in families:
                yield from (Cell(measure, place) for place in self.lattice.places(family))

    def relations(self) -> list[Relation]:
        """Return what the attacker knows without looking at any number."""
        return [*self._sums(), *self._ratios()]

    def _sums(self) -> Iterator[Relation]:
        for measure, families in self.families.items():
            for fine in families:
                for coarse in self._next_margins(fine, families):
                    members = defaultdict(list)
                    for place in self.lattice.places(fine):
                        members[self.lattice.above(place, coarse)].append((Cell(measure, place), 1.0))
                    for place, terms in members.items():
                        yield Relation((*terms, (Cell(measure, place), -1.0)))

    def _next_margins(self, fine: Family, families: list[Family]) -> list[Family]:
        """Return the margins of a table that are not margins of its margins."""
        margins = [family for family in families if self.lattice.is_margin(family, fine)]
        return [
            margin
            for margin in margins
            if not any(self.lattice.is_margin(margin, between) for between in margins if between != margin)
        ]

    def _ratios(self) -> Iterator[Relation]:
        known = set(self.cells())
        for ratio in self.ratios:
            for cell in self.cells():
                base = Cell(ratio.base, cell.place)
                if cell.measure == ratio.measure and base in known:
                    yield from _between(cell, base, *ratio.at(cell.place))


def _between(cell: Cell, base: Cell, least: float, most: float) -> Iterator[Relation]:
    if least == most:
        yield Relation(((cell, 1.0), (base, -least)))
        return
    yield Relation(((cell, 1.0), (base, -least)), 0.0, math.inf)
    if most < math.inf:
        yield Relation(((cell, 1.0), (base, -most)), -math.inf, 0.0)


def count(records: pd.DataFrame, release: Release, sums: Mapping[str, str | None]) -> dict[Cell, int]:
    """Count records into every cell of a release.

    Parameters
    ----------
    records
        One row a household or case, one column a dimension that is not collapsed.
    release
        The tables.
    sums
        For each measure the column it adds up, None where rows are counted.

    Returns
    -------
    dict
        The value of every cell.
    """
    counted: dict[Cell, int] = dict.fromkeys(release.cells(), 0)
    dimensions = list(release.lattice.categories)
    for row in records.to_dict("records"):
        place = frozenset((dimension, row[dimension]) for dimension in dimensions)
        for measure, families in release.families.items():
            column = sums[measure]
            for family in families:
                counted[Cell(measure, release.lattice.above(place, family))] += row[column] if column else 1
    return counted


def variables(
    release: Release, values: Mapping[Cell, float], known: Mapping[Cell, tuple[float, float]]
) -> list[Variable]:
    """Return a variable for every cell.

    Parameters
    ----------
    release
        The tables.
    values
        The value of every cell, NaN where it is not known here.
    known
        What the attacker knows of cells beforehand, as bounds; elsewhere it is that counts are not negative.
    """
    return [Variable(cell, values[cell], *known.get(cell, (0.0, math.inf))) for cell in release.cells()]
