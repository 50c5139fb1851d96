"""The plan of a release: which figures of a year are printed, at which level, and which are dotted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.closed import Line, line_of, with_lines_closed, with_zeros_open
from auszug_lib.disclosure.counts import Counts, Figure, figure_of
from auszug_lib.disclosure.demand import demand
from auszug_lib.disclosure.engine.failure import InconsistentTablesError, UnprotectableError
from auszug_lib.disclosure.engine.problem import Pattern, Problem, joined
from auszug_lib.disclosure.engine.suppress import suppress
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.disclosure.flow import YearBefore, with_flow
from auszug_lib.disclosure.groups import groups_given_away, with_groups_protected
from auszug_lib.disclosure.knowledge import registered, with_knowledge
from auszug_lib.disclosure.levels import Printed, printed
from auszug_lib.disclosure.population import HEADLINE_FACTS, Population, populations
from auszug_lib.disclosure.refusal import contradiction, release_error
from auszug_lib.disclosure.seen import Seen
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.measure import Measure


@dataclass(frozen=True)
class ReleasePlan:
    """Which figures of a year are published.

    Parameters
    ----------
    printed
        By the measure that counts a population the dimensions of its tables.
    dotted
        The figures in these tables that nobody may know; what rests on one of them is dotted with it.
    """

    printed: Mapping[str, Printed]
    dotted: frozenset[Figure]


def release_plan(
    counts: Counts,
    measures: Mapping[str, Measure],
    register: Sequence[PublishedFigure] = (),
    before: YearBefore | None = None,
) -> ReleasePlan:
    """Return how a year's figures are published so that nobody is found in them.

    Parameters
    ----------
    counts
        The year's figures.
    measures
        All measures by key.
    register
        What others published before; the attacker knows it.
    before
        What is published of the year before; the attacker knows that too.

    Raises
    ------
    ReleaseError
        Where a demand cannot be met.
    """
    every = populations(measures)
    shown = {population.counted.key: printed(counts, population) for population in every}
    problems = [
        (population, _problem(counts, population, shown[population.counted.key], register))
        for population in every
    ]
    pattern = _pattern(problems, before or YearBefore(), counts, measures)
    dotted = {
        figure_of(cell)
        for _, problem in problems
        for unit in problem.units
        if unit.key in pattern
        for cell in unit.variables
        if isinstance(cell, Cell)
    }
    return ReleasePlan(shown, frozenset(dotted))


def _pattern(
    problems: Sequence[tuple[Population, Problem]],
    before: YearBefore,
    counts: Counts,
    measures: Mapping[str, Measure],
) -> Pattern:
    """Return what is dotted; a line in which not even that helps is closed, zeros and all."""
    every = tuple(population for population, _ in problems)
    last = Seen(counts.year - 1, before.figures, every, counts.dimensions, counts.policy)
    closed: frozenset[Line] = frozenset()
    zeros_open = False
    while True:
        together = joined(
            with_lines_closed(
                with_zeros_open(problem, population, counts) if zeros_open else problem,
                closed,
                population,
                counts,
            )
            for population, problem in problems
        )
        try:
            return suppress(with_flow(together, last, before.counted, counts.carriers)).pattern
        except UnprotectableError as error:
            cell = error.requirement.variable
            lines = {line for population, _ in problems if (line := line_of(cell, population))}
            if lines <= closed and zeros_open:
                raise release_error(error, counts, measures) from None
            zeros_open |= lines <= closed
            closed |= lines
        except InconsistentTablesError as error:
            raise contradiction(error, counts, measures) from None


def _problem(
    counts: Counts,
    population: Population,
    levels: Printed,
    register: Sequence[PublishedFigure],
) -> Problem:
    problem = demand(counts, population, levels, headline=population.counted.facts == HEADLINE_FACTS)
    groups = groups_given_away(counts, population, levels)
    if counts.policy.group_disclosure == "protect":
        problem = with_groups_protected(problem, groups)
    facts = registered(register, counts.year, counts.dimensions, levels.combined)
    return with_knowledge(problem, facts, counts.policy.minimum)


def published(counts: Counts, measures: Mapping[str, Measure], plan: ReleasePlan) -> pd.DataFrame:
    """Return the cube as it may be published: only printed figures, missing where they are dotted.

    Parameters
    ----------
    counts, measures
        The year's figures, and all measures by key.
    plan
        What is printed, and what is dotted.
    """
    cube = counts.cube
    keep = pd.Series(True, index=cube.index)
    sizes = [dimension.key for dimension in counts.dimensions.values() if dimension.tells_sizes]
    hide = pd.Series(False, index=cube.index)
    for population in populations(measures):
        levels = plan.printed[population.counted.key]
        for measure in (population.counted, *population.resting, *population.parts, *population.derived):
            own = cube["measure"] == measure.key
            keep &= ~own | _is_printed(cube, measure, levels, counts)
            if measure in population.resting:
                keep &= ~own | ~cube["dimension"].isin(sizes)
            hide |= own & _is_dotted(cube, measure, population, plan.dotted, counts.policy.medians_from)
    shown = cube.assign(value=cube["value"].mask(hide)).drop(columns="basis")
    return shown[keep].reset_index(drop=True)


def _is_printed(cube: pd.DataFrame, measure: Measure, levels: Printed, counts: Counts) -> pd.Series:
    def own(keys: Sequence[str]) -> list[str]:
        fine = {key: counts.dimensions[key].finer or key for key in keys}
        shown = [
            key for key, root in fine.items() if root in set(measure.dimensions) - set(measure.exploratory)
        ]
        return [TOTAL, *shown]

    combined = cube["carrier"] == TOTAL
    return (
        cube["dimension"]
        .isin(own(levels.combined))
        .where(combined, cube["dimension"].isin(own(levels.carriers)))
    )


def _is_dotted(
    cube: pd.DataFrame, measure: Measure, population: Population, dotted: frozenset[Figure], least: int
) -> pd.Series:
    """Say which figures are dotted: a mean or median with the count it rests on, or resting on too few."""
    base = measure if measure.adds_up else population.counted
    keys = zip(
        *(cube[column] if column != "measure" else [base.key] * len(cube) for column in KEYS[1:]), strict=True
    )
    is_dotted = pd.Series([key in dotted for key in keys], index=cube.index)
    return is_dotted if measure.adds_up else is_dotted | (cube["basis"] < least)
