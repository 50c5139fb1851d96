"""What can be promised where not everything can: requirements cut down to what dotting everything yields."""

import dataclasses

import numpy as np

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.prepare import attackers
from auszug_lib.disclosure.engine.problem import Problem, Requirement
from auszug_lib.disclosure.engine.rows import Flags


def weakened(problem: Problem) -> tuple[Problem, tuple[Requirement, ...]]:
    """Cut every requirement of a secret unit down to what can be met at best.

    Returns
    -------
    tuple
        The problem with requirements that can be met, and the original ones that cannot: each names a cell
        that the attacker knows better than was promised, whatever is dotted.
    """
    asked = list(problem.requirements)
    too_much = []
    for attacker in attackers(problem):
        everything = np.ones(len(attacker.system.weights), dtype=bool)
        demands = attacker.system.demands
        for place, source in enumerate(demands.source):
            requirement = problem.requirements[source]
            attainable = _attainable(attacker, int(demands.variable[place]), everything, requirement)
            if attainable != requirement and attacker.system.secret[demands.unit[place]]:
                asked[source] = attainable
                too_much.append((int(source), requirement))
    too_much.sort(key=lambda found: found[0])
    kept = dataclasses.replace(problem, requirements=tuple(asked))
    return kept, tuple(requirement for _, requirement in too_much)


def _attainable(
    attacker: Attacker, variable: int, everything: Flags, requirement: Requirement
) -> Requirement:
    """Return the requirement, no stricter than the widest interval there can be."""
    high = attacker.highest(variable, everything).value
    low = attacker.lowest(variable, everything).value
    return Requirement(
        requirement.variable,
        min(requirement.upper_at_least, high),
        max(requirement.lower_at_most, low),
        min(requirement.width_at_least, high - low),
    )
