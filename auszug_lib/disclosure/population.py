"""Populations: the households behind the figures, and which measures speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from auszug_lib.statistics.facts import ABOUT_HOUSEHOLDS
from auszug_lib.statistics.measure import Measure

# Of the placements the totals are the headlines of every report, and of each carrier's.
HEADLINE_FACTS = "placements"


@dataclass(frozen=True)
class Population:
    """Households that are counted together, with all measures that speak of them.

    Parameters
    ----------
    counted
        The measure that counts them, such as households placed.
    resting
        What adds up over the same households, such as the persons in them.
    parts
        Counts and sums of some of them, such as the households of the pilot.
    derived
        Means, medians and quartiles over them.
    """

    counted: Measure
    resting: tuple[Measure, ...]
    parts: tuple[Measure, ...]
    derived: tuple[Measure, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that reports cut any of them by."""
        printed = (
            dimension
            for measure in (self.counted, *self.resting, *self.derived)
            for dimension in measure.dimensions
            if dimension not in measure.exploratory
        )
        return tuple(dict.fromkeys(printed))

    @property
    def base_of(self) -> Mapping[str, str]:
        """The measure that counts the households behind each that does not count: it is dotted with those."""
        counts = {part.given: part.key for part in self.parts if part.statistic == "count"}
        resting = {measure.key: self.counted.key for measure in (*self.resting, *self.derived)}
        return resting | {p.key: counts[p.given] for p in self.parts if p.statistic != "count"}

    def whole_of(self, part: Measure) -> Measure:
        """Return the measure that counts or adds up the same over all households."""
        return next(m for m in (self.counted, *self.resting) if m.statistic == part.statistic)


def populations(measures: Mapping[str, Measure]) -> tuple[Population, ...]:
    """Return the populations of households; figures of sessions, workshops or positions are of none."""
    about = [measure for measure in measures.values() if measure.facts in ABOUT_HOUSEHOLDS]
    kinds = dict.fromkeys((measure.facts, measure.where) for measure in about)
    return tuple(_population([m for m in about if (m.facts, m.where) == kind]) for kind in kinds)


def _population(measures: list[Measure]) -> Population:
    whole = [measure for measure in measures if measure.adds_up and not measure.given]
    return Population(
        counted=next(measure for measure in whole if measure.statistic == "count"),
        resting=tuple(measure for measure in whole if measure.statistic == "sum"),
        parts=tuple(measure for measure in measures if measure.given),
        derived=tuple(measure for measure in measures if not measure.adds_up),
    )
