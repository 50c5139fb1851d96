"""Group disclosure: where all of several households have one thing in common, everyone knows it of each."""

from collections.abc import Iterator
from dataclasses import replace

from auszug_lib.disclosure.counts import CARRIER, Counts
from auszug_lib.disclosure.engine.problem import Key, Problem, Requirement, Status
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.disclosure.levels import Printed
from auszug_lib.disclosure.population import Population


def groups_given_away(
    counts: Counts, population: Population, printed: Printed
) -> dict[Cell, tuple[Cell, ...]]:
    """Return the cells that hold all households of their line, with the other cells of that line.

    A line is a carrier, or all together, in a sensitive dimension; fewer households than may be printed are
    a matter of the small cells.

    Parameters
    ----------
    counts
        The figures, with the policy that says which dimensions are sensitive.
    population, printed
        The households, and the dimensions of their tables.
    """
    found = {}
    for line in _lines(counts, population, printed):
        values = [counts.value(cell) for cell in line]
        if sum(values) >= counts.policy.minimum and max(values) == sum(values):
            whole = line[values.index(max(values))]
            found[whole] = tuple(cell for cell in line if cell != whole)
    return found


def _lines(counts: Counts, population: Population, printed: Printed) -> Iterator[list[Cell]]:
    scopes = [({}, printed.combined), *(({CARRIER: code}, printed.carriers) for code in counts.carriers)]
    for carrier, shown in scopes:
        for key in shown:
            dimension = counts.dimensions[key]
            if {key, dimension.finer} & set(counts.policy.sensitive) and dimension.categories:
                yield [
                    Cell(population.counted.key, frozenset({**carrier, key: code}.items()))
                    for code in dimension.categories.codes
                ]


def with_groups_protected(problem: Problem, groups: dict[Cell, tuple[Cell, ...]]) -> Problem:
    """Return the problem in which nobody learns that a cell holds its whole line: its zeros may be dotted.

    Parameters
    ----------
    problem
        The problem so far.
    groups
        As `groups_given_away` returns them.
    """
    if not groups:
        return problem
    zeros: set[Key] = {cell for others in groups.values() for cell in others}
    beside = {key for unit in problem.units if unit.key in zeros for key in unit.variables}
    values = {variable.key: variable.value for variable in problem.variables}
    statuses: dict[Key, Status] = {**dict.fromkeys(zeros, "open"), **dict.fromkeys(groups, "secret")}
    # A dot in such a line may stand for zero, or the zeros would tell that they are none.
    free = beside | {key for unit in problem.units if unit.key in groups for key in unit.variables}
    demands = [Requirement(cell, lower_at_most=values[cell] - 1, width_at_least=1.0) for cell in groups]
    others = [Requirement(cell, width_at_least=1.0) for cell in zeros]
    kept = [r for r in problem.requirements if r.variable not in {*groups, *zeros}]
    return replace(
        problem,
        variables=tuple(replace(v, lower=0.0) if v.key in free else v for v in problem.variables),
        units=tuple(replace(unit, status=statuses.get(unit.key, unit.status)) for unit in problem.units),
        requirements=(*kept, *demands, *others),
    )
