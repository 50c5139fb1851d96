"""The auditor: what an attacker derives from printed tables, and where that is more than was promised."""

from dataclasses import dataclass

import numpy as np

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.failure import InconsistentTablesError
from auszug_lib.disclosure.engine.problem import Key, Pattern, Problem, Requirement
from auszug_lib.disclosure.engine.rows import Flags
from auszug_lib.disclosure.engine.system import System, compile_problem, parts


@dataclass(frozen=True)
class Interval:
    """What an attacker knows of a variable: it is between `low` and `high`, and both are possible.

    Parameters
    ----------
    low, high
        The least and greatest value in tables that agree with everything printed.
    is_exact
        False where the solver's work limit came first: then the attacker knows no less than this, but
        values outside may be possible too.
    """

    low: float
    high: float
    is_exact: bool = True

    @property
    def is_point(self) -> bool:
        """Whether the value is determined."""
        return self.high - self.low < 1e-6


@dataclass(frozen=True)
class Breach:
    """A requirement that does not hold.

    Parameters
    ----------
    requirement
        What was promised.
    interval
        What the attacker knows; a point where a secret cell is printed.
    """

    requirement: Requirement
    interval: Interval


def attack(problem: Problem, pattern: Pattern, of: frozenset[Key] | None = None) -> dict[Key, Interval]:
    """Return the attacker's interval of every dotted variable.

    Parameters
    ----------
    problem
        The tables; true values are read of printed cells only, those of dotted ones may be NaN.
    pattern
        Keys of the dotted units.
    of
        The variables asked for; all dotted ones by default.

    Returns
    -------
    dict
        By variable, in the problem's order.

    Raises
    ------
    InconsistentTablesError
        Where no table agrees with what is printed.
    """
    found = {}
    try:
        for part in _unknown_parts(problem, pattern):
            attacker = Attacker(part)
            for place, number in enumerate(part.variables):
                if of is None or problem.variables[number].key in of:
                    found[int(number)] = _interval(attacker, place)
    except InconsistentTablesError as failure:
        numbers = [int(str(number)) for number in failure.variables]
        raise InconsistentTablesError(tuple(problem.variables[number].key for number in numbers)) from None
    return {problem.variables[number].key: found[number] for number in sorted(found)}


def audit(problem: Problem, pattern: Pattern) -> tuple[Breach, ...]:
    """Return the requirements that a pattern does not keep; none means that the promise holds.

    A printed secret unit breaks its requirements, whatever they are. A requirement on a printed unit that
    is not secret asks for nothing.
    """
    unit_of = {key: unit.key for unit in problem.units for key in unit.variables}
    value_of = {variable.key: variable.value for variable in problem.variables}
    asked = frozenset(requirement.variable for requirement in problem.requirements)
    known = attack(problem, pattern, asked)
    breaches = []
    for requirement in problem.requirements:
        key = requirement.variable
        if unit_of[key] not in pattern and unit_of[key] in problem.secret:
            breaches.append(Breach(requirement, Interval(value_of[key], value_of[key])))
        elif unit_of[key] in pattern and not keeps(known[key], requirement):
            breaches.append(Breach(requirement, known[key]))
    return tuple(breaches)


def keeps(interval: Interval, requirement: Requirement) -> bool:
    """Return whether an interval is as wide as is asked."""
    return (
        interval.high >= requirement.upper_at_least - 1e-6
        and interval.low <= requirement.lower_at_most + 1e-6
        and interval.high - interval.low >= requirement.width_at_least - 1e-6
    )


def _unknown_parts(problem: Problem, pattern: Pattern) -> list[System]:
    """Return what the attacker does not see, in parts."""
    system = compile_problem(problem)
    unknown = pattern | problem.hidden
    dotted: Flags = np.array([unit.key in unknown for unit in problem.units], dtype=bool)
    return parts(system, system.columns_of(dotted), units_tie=False)


def _interval(attacker: Attacker, variable: int) -> Interval:
    everything = np.ones(len(attacker.system.weights), dtype=bool)
    top = attacker.highest(variable, everything)
    bottom = attacker.lowest(variable, everything)
    if top.value < bottom.value:
        raise InconsistentTablesError(tuple(attacker.system.variables))
    return Interval(bottom.value, top.value, top.value == top.bound and bottom.value == bottom.bound)
