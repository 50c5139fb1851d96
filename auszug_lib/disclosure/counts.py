"""The figures of a year, found by their place in the cube or by their cell in the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.dimensions import Dimension

CARRIER = "carrier"

Figure = tuple[str, str, str, str]
"""A figure of a year: carrier, measure, dimension and category, as in the cube."""


@dataclass(frozen=True)
class Counts:
    """The figures of a year, with the names they are cut by and the policy they are protected by.

    Parameters
    ----------
    year
        Which one.
    cube
        Its figures; see `statistics.cube`.
    carriers
        The codes of the carriers that reported.
    dimensions
        All dimensions by key.
    policy
        What is kept secret.
    """

    year: int
    cube: pd.DataFrame
    carriers: Sequence[str]
    dimensions: Mapping[str, Dimension]
    policy: Disclosure

    @cached_property
    def _values(self) -> Mapping[Figure, float]:
        keys = zip(*(self.cube[column] for column in KEYS[1:]), strict=True)
        return dict(zip(keys, self.cube["value"], strict=True))

    def value(self, cell: Cell) -> float:
        """Return the figure in a cell."""
        return self._values[figure_of(cell)]


def figure_of(cell: Cell) -> Figure:
    """Return where a cell stands in the cube."""
    place = dict(cell.place)
    carrier = str(place.pop(CARRIER, TOTAL))
    dimension, category = next(iter(place.items()), (TOTAL, TOTAL))
    return carrier, cell.measure, dimension, str(category)


def cell_of(figure: Figure) -> Cell:
    """Return the cell in which a figure of the cube stands."""
    carrier, measure, dimension, category = figure
    place = {CARRIER: carrier} if carrier != TOTAL else {}
    return Cell(measure, frozenset({**place, dimension: category}.items() - {(TOTAL, TOTAL)}))
