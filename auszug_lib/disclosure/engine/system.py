"""A problem as arrays, and its split into parts that have nothing to do with each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auszug_lib.disclosure.engine.failure import InconsistentTablesError
from auszug_lib.disclosure.engine.problem import Problem
from auszug_lib.disclosure.engine.rows import Flags, Floats, Rows, make_rows, without_columns

Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Demands:
    """Requirements as arrays, one entry each; see `Requirement`.

    Parameters
    ----------
    variable, unit
        Which variable, and the unit it belongs to.
    upper, lower, width
        What the interval must reach, and how wide it must be.
    source
        The requirement's place in the problem.
    """

    variable: Numbers
    unit: Numbers
    upper: Floats
    lower: Floats
    width: Floats
    source: Numbers

    def __len__(self) -> int:
        return len(self.variable)

    def unmet(self, low: Floats, high: Floats, pattern: Flags) -> Numbers:
        """Return the demands on dotted units that the variables' intervals do not meet."""
        bottom, top = low[self.variable], high[self.variable]
        met = (top >= self.upper) & (bottom <= self.lower) & (top - bottom >= self.width)
        return np.flatnonzero(~met & pattern[self.unit])

    def shown_by(self, demand: int, value: float, table_values: Floats) -> Flags:
        """Return which values of the variable, beside the true one, meet a demand alone."""
        return (
            (table_values >= self.upper[demand])
            & (table_values <= self.lower[demand])
            & (np.abs(table_values - value) >= self.width[demand])
        )


@dataclass(frozen=True)
class System:
    """Variables, rows and units as arrays.

    Parameters
    ----------
    values, lower, upper, integer, unit_of
        One entry a variable; `unit_of` is the number of its unit.
    rows
        The relations.
    weights, secret
        One entry a unit; hidden units are as unknown as secret ones.
    demands
        The requirements.
    variables, units
        The numbers these have in the problem.
    """

    values: Floats
    lower: Floats
    upper: Floats
    integer: Flags
    unit_of: Numbers
    rows: Rows
    weights: Floats
    secret: Flags
    demands: Demands
    variables: Numbers
    units: Numbers

    def columns_of(self, pattern: Flags) -> Flags:
        """Return which variables are dotted under a pattern of units."""
        return pattern[self.unit_of]


def compile_problem(problem: Problem) -> System:
    """Return the whole problem as arrays, public units included."""
    number = {variable.key: place for place, variable in enumerate(problem.variables)}
    unit_of = np.zeros(len(number), dtype=np.intp)
    for place, unit in enumerate(problem.units):
        unit_of[[number[key] for key in unit.variables]] = place
    return System(
        values=np.array([variable.value for variable in problem.variables], dtype=float),
        lower=np.array([variable.lower for variable in problem.variables], dtype=float),
        upper=np.array([variable.upper for variable in problem.variables], dtype=float),
        integer=np.array([variable.is_integer for variable in problem.variables], dtype=bool),
        unit_of=unit_of,
        rows=_rows(problem, number),
        weights=np.array([unit.weight for unit in problem.units], dtype=float),
        secret=np.array([unit.status in ("secret", "hidden") for unit in problem.units], dtype=bool),
        demands=_demands(problem, number, unit_of),
        variables=np.arange(len(problem.variables)),
        units=np.arange(len(problem.units)),
    )


def _rows(problem: Problem, number: dict) -> Rows:
    return make_rows(
        ([(number[key], factor) for key, factor in relation.terms] for relation in problem.relations),
        [relation.lower for relation in problem.relations],
        [relation.upper for relation in problem.relations],
    )


def _demands(problem: Problem, number: dict, unit_of: Numbers) -> Demands:
    asked = problem.requirements
    variable = np.array([number[requirement.variable] for requirement in asked], dtype=np.intp)
    return Demands(
        variable=variable,
        unit=unit_of[variable],
        upper=np.array([requirement.upper_at_least for requirement in asked], dtype=float),
        lower=np.array([requirement.lower_at_most for requirement in asked], dtype=float),
        width=np.array([requirement.width_at_least for requirement in asked], dtype=float),
        source=np.arange(len(asked)),
    )


def parts(system: System, free: Flags, *, units_tie: bool) -> list[System]:
    """Put in the values of all variables that are not free, and split what remains.

    Parameters
    ----------
    system
        The whole.
    free
        Which variables stay unknown.
    units_tie
        Whether the variables of a unit stay in one part although no row joins them.

    Returns
    -------
    list of System
        In the order of their first variables. Relations between known values are dropped.

    Raises
    ------
    InconsistentTablesError
        Where known values contradict each other.
    """
    _refuse_contradictions(system, free)
    group = _groups(system, free, units_tie=units_tie)
    return [_part(system, free, group == root) for root in np.unique(group[free])]


def _refuse_contradictions(system: System, free: Flags) -> None:
    beyond = (system.values < system.lower - 1e-6) | (system.values > system.upper + 1e-6)
    if (beyond & ~free).any():
        raise InconsistentTablesError(tuple(np.flatnonzero(beyond & ~free)))
    of_row, known = system.rows.row_of, ~free[system.rows.index]
    all_known = np.bincount(of_row, known, minlength=len(system.rows)) == np.diff(system.rows.start)
    activity = system.rows.activity(np.where(free, 0.0, system.values))
    wrong = (activity < system.rows.lower - 1e-6) | (activity > system.rows.upper + 1e-6)
    for row in np.flatnonzero(all_known & wrong)[:1]:
        raise InconsistentTablesError(tuple(system.rows.index[of_row == row]))


def _groups(system: System, free: Flags, *, units_tie: bool) -> Numbers:
    """Return for each variable the least variable it is tied to; labels sink until nothing moves."""
    group = np.arange(len(free))
    stays = free[system.rows.index]
    row, column = system.rows.row_of[stays], system.rows.index[stays]
    ties = [(row, column, len(system.rows))]
    if units_tie:
        places = np.flatnonzero(free)
        ties.append((system.unit_of[places].astype(np.int32), places.astype(np.int32), len(system.weights)))
    while True:
        before = group.copy()
        for bundle, member, size in ties:
            least = np.full(size, len(free))
            np.minimum.at(least, bundle, group[member])
            np.minimum.at(group, member, least[bundle])
        if np.array_equal(before, group):
            return group


def _part(system: System, free: Flags, members: Flags) -> System:
    inside = members & free
    used = np.unique(system.unit_of[inside])
    local = np.full(len(system.weights), -1)
    local[used] = np.arange(len(used))
    return System(
        values=system.values[inside],
        lower=system.lower[inside],
        upper=system.upper[inside],
        integer=system.integer[inside],
        unit_of=local[system.unit_of[inside]],
        rows=without_columns(_rows_touching(system.rows, inside), inside, system.values),
        weights=system.weights[used],
        secret=system.secret[used],
        demands=_demands_inside(system.demands, inside, local),
        variables=system.variables[inside],
        units=system.units[used],
    )


def _rows_touching(rows: Rows, inside: Flags) -> Rows:
    """Return the rows that have any of the columns; another part's rows would hold its unknowns."""
    touched = np.bincount(rows.row_of, inside[rows.index], minlength=len(rows)) > 0
    entries = touched[rows.row_of]
    sizes = np.diff(rows.start)[touched]
    return Rows(
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        rows.index[entries],
        rows.value[entries],
        rows.lower[touched],
        rows.upper[touched],
    )


def _demands_inside(demands: Demands, inside: Flags, local: Numbers) -> Demands:
    kept = inside[demands.variable]
    number = np.cumsum(inside) - 1
    return Demands(
        variable=number[demands.variable[kept]],
        unit=local[demands.unit[kept]],
        upper=demands.upper[kept],
        lower=demands.lower[kept],
        width=demands.width[kept],
        source=demands.source[kept],
    )
