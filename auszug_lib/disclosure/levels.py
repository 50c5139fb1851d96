"""Levels: how fine the categories of each printed table are."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Counts
from auszug_lib.disclosure.population import Population
from auszug_lib.policy import Level


@dataclass(frozen=True)
class Printed:
    """The dimensions that the tables of a population are printed by.

    Parameters
    ----------
    combined, carriers
        Keys of dimensions: in the tables of all carriers together, and in those of each carrier.
    """

    combined: tuple[str, ...]
    carriers: tuple[str, ...]


def printed(counts: Counts, population: Population) -> Printed:
    """Choose the level of each dimension: the finest at which few cells are small.

    The tables of carriers are never finer than those of all carriers. What the policy fixes stays fixed.

    Parameters
    ----------
    counts
        The figures of one year, and the policy: how many small cells are few, and which levels are fixed.
    population
        The households whose tables are printed.
    """
    policy = counts.policy
    coarser = {dimension.finer: dimension.key for dimension in counts.dimensions.values() if dimension.finer}
    shares = _shares_of_small_cells(counts.cube, population, policy.minimum)

    def level(combined: bool, key: str, fixed: Mapping[str, Level]) -> Level:
        return fixed.get(key) or ("coarse" if shares[combined, key] > policy.most_dots else "fine")

    combined, carriers = [], []
    for key in population.dimensions:
        common, own = level(True, key, policy.levels), level(False, key, policy.carrier_levels)
        combined.append(coarser.get(key, key) if common == "coarse" else key)
        carriers.append(coarser.get(key, key) if "coarse" in (common, own) else key)
    return Printed(tuple(combined), tuple(carriers))


def _shares_of_small_cells(
    cube: pd.DataFrame, population: Population, minimum: int
) -> Mapping[tuple[bool, str], float]:
    """Return the share of small cells among those that are not zero, by scope and dimension."""
    cells = cube[(cube["measure"] == population.counted.key) & (cube["value"] > 0)]
    small = cells["value"] < minimum
    shares = small.groupby([cells["carrier"] == TOTAL, cells["dimension"]]).mean().to_dict()
    return {
        (combined, key): float(shares.get((combined, key), 0.0))
        for combined in (True, False)
        for key in population.dimensions
    }
