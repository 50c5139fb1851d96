"""The figures of a year as lines of categories: one line a carrier, or one of all together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from auszug_lib.params.codes import TOTAL
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.facts import ABOUT_HOUSEHOLDS
from auszug_lib.statistics.measure import Measure

CARRIERS: Literal["carriers"] = "carriers"
COMBINED: Literal["combined"] = "combined"
Scope = Literal["carriers", "combined"]

Figure = tuple[str, str, str, str]
"""Carrier, measure, dimension and category, as in the cube."""

# The placements have persons beside households; what else counts households has none.
PLACED, PERSONS = "households_placed", "persons_placed"
# Households that came, that left without a flat, and that are still waiting.
FLOW = ("registrations", "cases_closed", "households_waiting")


@dataclass(frozen=True)
class Counts:
    """The figures of a year, true or printed, and what they are cut by."""

    figures: Mapping[Figure, float]
    dimensions: Mapping[str, Dimension]

    @cached_property
    def carriers(self) -> tuple[str, ...]:
        """The carriers that have figures, in order."""
        return tuple(dict.fromkeys(carrier for carrier, *_ in self.figures if carrier != TOTAL))

    def lines(self, scope: Scope) -> tuple[str, ...]:
        """Return the carriers, or `gesamt` alone."""
        return self.carriers if scope == CARRIERS else (TOTAL,)

    def totals(self, scope: Scope, measure: str) -> np.ndarray:
        """Return an undivided figure, one of each line; raises KeyError where one is missing."""
        return np.array([self.figures[line, measure, TOTAL, TOTAL] for line in self.lines(scope)])

    def table(self, scope: Scope, measure: str, dimension: Dimension) -> np.ndarray:
        """Return the figures of a table, lines by categories; raises KeyError where one is missing."""
        return np.array(
            [
                [self.figures[line, measure, dimension.key, category] for category in dimension.parts]
                for line in self.lines(scope)
            ]
        ).reshape(len(self.lines(scope)), len(dimension.parts))

    def column(self, scope: Scope, measure: str, root: str, code: str) -> np.ndarray:
        """Return the figures of one code of a list, one of each line."""
        return np.array([self.figures[line, measure, root, code] for line in self.lines(scope)])


def figures_in(cube: pd.DataFrame, column: str = "value") -> dict[Figure, float]:
    """Return the figures of one year by their places; or the number of rows they rest on, their `basis`."""
    places = zip(*(cube[name].tolist() for name in KEYS[1:]), strict=True)
    return dict(zip(places, cube[column].tolist(), strict=True))


def counts_households(measure: Measure) -> bool:
    """Return whether each one that a measure counts is a household, so that a small count is somebody's."""
    return measure.facts in ABOUT_HOUSEHOLDS and measure.statistic == "count"


def printed_roots(measure: Measure) -> tuple[str, ...]:
    """Return the dimensions that reports cut a measure by."""
    return tuple(root for root in measure.dimensions if root not in measure.exploratory)
