"""Closed lines: tables of so few households that even their zeros are dotted."""

from collections.abc import Iterator
from dataclasses import replace

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Counts, cell_of, figure_of
from auszug_lib.disclosure.engine.problem import Key, Problem, Requirement, Status
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.disclosure.population import HEADLINE_FACTS, Population

Line = tuple[str, str, str]
"""A carrier, or all together, the measure that counts the households, and the dimension of its table; or the
measure of a part, a line by itself."""


def line_of(key: Key, population: Population) -> Line | None:
    """Return the line that a cell is in; None for totals of the population, and for cells of others."""
    if not isinstance(key, Cell):
        return None
    carrier, measure, dimension, _ = figure_of(key)
    counted = population.counted.key
    if dimension != TOTAL:
        own = {counted, *(resting.key for resting in population.resting)}
        return (carrier, counted, dimension) if measure in own else None
    return (carrier, counted, measure) if measure in {part.key for part in population.parts} else None


def with_lines_closed(
    problem: Problem, closed: frozenset[Line], population: Population, counts: Counts
) -> Problem:
    """Return the problem in which every cell of these lines is dotted, zeros too, and a dot may be zero.

    The zeros of parts that lie within such cells may be dotted too: printed they can tell where nobody is.
    Where all households of a line are fewer than may be printed, its total tells that already; what is asked
    of its cells is that nobody learns which of them the households are in.

    Parameters
    ----------
    problem
        The problem so far.
    closed
        The lines.
    population, counts
        The households, and the figures.
    """
    if not closed:
        return problem
    inside = {
        key for unit in problem.units if line_of(unit.key, population) in closed for key in unit.variables
    }
    beside = _within(problem, closed, population, counts) - inside
    values = {variable.key: variable.value for variable in problem.variables}
    zeros = {key for key in beside if values[key] == 0}
    statuses: dict[Key, Status] = {**dict.fromkeys(zeros, "open"), **dict.fromkeys(inside, "secret")}
    return replace(
        problem,
        variables=tuple(replace(v, lower=0.0) if v.key in inside | beside else v for v in problem.variables),
        units=tuple(
            replace(unit, status=statuses.get(unit.key, unit.status)) if unit.status != "hidden" else unit
            for unit in problem.units
        ),
        requirements=(
            *(r for r in problem.requirements if r.variable not in inside | zeros),
            *_requirements(problem, inside | zeros, population, counts),
        ),
    )


def _within(problem: Problem, closed: frozenset[Line], population: Population, counts: Counts) -> set[Key]:
    """Return the figures of parts that lie within cells of closed lines."""
    closed_by = {
        (carrier, counts.dimensions[name].finer or name)
        for carrier, _, name in closed
        if name in counts.dimensions
    }
    given = {part.key: [name for name, _ in part.given] for part in population.parts}
    return {
        key
        for unit in problem.units
        for key in unit.variables
        if isinstance(key, Cell)
        and any((figure_of(key)[0], name) in closed_by for name in given.get(key.measure, ()))
    }


def _requirements(
    problem: Problem, inside: set[Key], population: Population, counts: Counts
) -> Iterator[Requirement]:
    asked = {requirement.variable: requirement for requirement in problem.requirements}
    minimum = float(counts.policy.minimum)
    is_printed = population.counted.facts == HEADLINE_FACTS
    for unit in problem.units:
        if unit.key in inside and isinstance(unit.key, Cell):
            carrier, *_ = figure_of(unit.key)
            total = counts.value(cell_of((carrier, population.counted.key, TOTAL, TOTAL)))
            few = is_printed and total < minimum
            if few and _is_size(figure_of(unit.key)[2], counts):
                continue  # households and persons in all, which are always printed, tell the sizes
            for key in unit.variables:
                most = Requirement(key, minimum, width_at_least=1.0)
                yield Requirement(key, width_at_least=1.0) if few else asked.get(key, most)


def _is_size(dimension: str, counts: Counts) -> bool:
    known = counts.dimensions.get(dimension)
    return known is not None and "household_size" in (known.key, known.finer)


def with_zeros_open(problem: Problem, population: Population, counts: Counts) -> Problem:
    """Return the problem in which nobody need learn that a carrier has no such households, total and all.

    Elsewhere zeros are printed; but what came and went of a carrier may follow from one.

    Parameters
    ----------
    problem
        The problem so far.
    population, counts
        The households, and the figures.
    """
    zeros = {
        unit.key
        for unit in problem.units
        if unit.status == "public"
        and isinstance(unit.key, Cell)
        and _is_of_none(unit.key, population, counts)
    }
    minimum = float(counts.policy.minimum)
    return replace(
        problem,
        units=tuple(replace(unit, status="open") if unit.key in zeros else unit for unit in problem.units),
        requirements=problem.requirements
        + tuple(
            Requirement(unit.key, minimum, width_at_least=1.0) for unit in problem.units if unit.key in zeros
        ),
    )


def _is_of_none(cell: Cell, population: Population, counts: Counts) -> bool:
    carrier, measure, *_ = figure_of(cell)
    counted = population.counted
    is_headline = counted.facts == HEADLINE_FACTS
    return (
        measure == counted.key
        and not is_headline
        and not counts.value(cell_of((carrier, measure, TOTAL, TOTAL)))
    )
