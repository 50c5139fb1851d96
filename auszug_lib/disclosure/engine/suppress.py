"""Which cells are dotted: the safe pattern of least loss that can be found, all tables together."""

from dataclasses import dataclass

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.exact import Answer, Search
from auszug_lib.disclosure.engine.prepare import attackers, cost, unprotectable
from auszug_lib.disclosure.engine.problem import Pattern, Problem
from auszug_lib.disclosure.engine.prune import pruned
from auszug_lib.disclosure.engine.repair import Repairer, UnmetDemandError


@dataclass(frozen=True)
class Effort:
    """How hard the search tries, in counts and not in seconds, so that two runs agree.

    Parameters
    ----------
    exact_up_to
        Parts with more units than this get the fast answer alone.
    covers_up_to
        Parts with more units than this learn from the linear relaxation alone: whole numbers take long.
    rounds
        How often the exact search of a part may solve its master problem.
    """

    exact_up_to: int = 200
    covers_up_to: int = 60
    rounds: int = 20


@dataclass(frozen=True)
class Suppression:
    """A safe pattern.

    Parameters
    ----------
    pattern
        The dotted units, secret ones included.
    cost, bound
        Its weight, and one that no safe pattern undercuts.
    """

    pattern: Pattern
    cost: float
    bound: float

    @property
    def is_optimal(self) -> bool:
        """Whether there is no safe pattern of less weight."""
        return self.cost - self.bound < 1e-4


def suppress(problem: Problem, effort: Effort | None = None) -> Suppression:
    """Find a safe pattern of little loss.

    Every dot in it is needed: printing any dotted unit breaks a requirement.

    Raises
    ------
    UnprotectableError
        Where a requirement cannot be met.
    InconsistentTablesError
        Where the true values contradict the relations.
    """
    chosen, total, bound = [], 0.0, 0.0
    for attacker in attackers(problem):
        answer = _answer(problem, attacker, effort or Effort())
        chosen += [problem.units[unit] for unit in attacker.system.units[answer.pattern]]
        total += cost(attacker, answer.pattern)
        bound += answer.bound
    dotted = frozenset(unit.key for unit in chosen if unit.status != "hidden")
    return Suppression(dotted, total, bound)


def _answer(problem: Problem, attacker: Attacker, effort: Effort) -> Answer:
    """Repair, prune, and improve where the part is small enough."""
    secret = attacker.system.secret
    repairer = Repairer(attacker)
    try:
        pattern = pruned(attacker, repairer.repaired(secret))
    except UnmetDemandError as failure:
        raise unprotectable(problem, attacker, failure.demand, failure.pattern) from None
    least = cost(attacker, secret)
    if len(secret) > effort.exact_up_to or cost(attacker, pattern) == least:
        return Answer(pattern, least)
    covers = len(secret) <= effort.covers_up_to
    return Search(attacker, repairer, effort.rounds, covers=covers).best(pattern)
