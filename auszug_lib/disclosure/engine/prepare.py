"""The parts of a problem made ready for the search: public values put in, bounds drawn tight."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.failure import InconsistentTablesError, UnprotectableError
from auszug_lib.disclosure.engine.problem import Key, Problem
from auszug_lib.disclosure.engine.rows import Flags
from auszug_lib.disclosure.engine.system import System, compile_problem, parts


def attackers(problem: Problem) -> Iterator[Attacker]:
    """Return an attacker for each part that public values leave; parts are protected one by one.

    Raises
    ------
    InconsistentTablesError
        Where the true values break a relation or are not within what is known of them.
    """
    public = {unit.key for unit in problem.units if unit.status == "public"}
    system = compile_problem(problem)
    beyond = (system.values < system.lower) | (system.values > system.upper)
    if beyond.any():
        raise InconsistentTablesError(tuple(problem.variables[place].key for place in np.flatnonzero(beyond)))
    if not system.rows.hold_at(system.values):
        raise InconsistentTablesError(_contradicting(problem, system))
    free = np.array([unit.key not in public for unit in problem.units], dtype=bool)[system.unit_of]
    for part in parts(system, free, units_tie=True):
        yield Attacker(_tightened(part))


def _contradicting(problem: Problem, system: System) -> tuple[Key, ...]:
    activity = system.rows.activity(system.values)
    row = np.argmax(np.maximum(system.rows.lower - activity, activity - system.rows.upper))
    return tuple(problem.variables[place].key for place in system.rows.index[system.rows.row_of == row])


def _tightened(system: System) -> System:
    """Return the part with the bounds that its relations imply: tighter models and cuts, the same tables."""
    attacker, everything = Attacker(system), np.ones(len(system.weights), dtype=bool)
    ends = [
        [sign * attacker.relaxed_bound(variable, everything, sign) for variable in range(len(system.values))]
        for sign in (-1.0, 1.0)
    ]
    return replace(
        system,
        lower=np.maximum(system.lower, np.array(ends[0])),
        upper=np.minimum(system.upper, np.array(ends[1])),
    )


def unprotectable(problem: Problem, attacker: Attacker, demand: int, pattern: Flags) -> UnprotectableError:
    """Return the error for a demand that `pattern`, the most there can be, does not meet."""
    demands = attacker.system.demands
    variable = int(demands.variable[demand])
    return UnprotectableError(
        problem.requirements[demands.source[demand]],
        attacker.lowest(variable, pattern).value,
        attacker.highest(variable, pattern).value,
        _public_neighbours(problem, problem.variables[attacker.system.variables[variable]].key),
    )


def _public_neighbours(problem: Problem, key: Key) -> tuple[Key, ...]:
    public = {name for unit in problem.units if unit.status == "public" for name in unit.variables}
    near = (relation.terms for relation in problem.relations if key in dict(relation.terms))
    return tuple(dict.fromkeys(name for terms in near for name, _ in terms if name in public))


def cost(attacker: Attacker, pattern: Flags) -> float:
    """Return the weight of a part's dotted units."""
    return float(attacker.system.weights[pattern].sum())
