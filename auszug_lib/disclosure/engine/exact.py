"""The best pattern of a part: a master problem over dots that learns cuts until its answer is safe."""

from dataclasses import dataclass

import numpy as np

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.cuts import Cut, capacity_cut, cover_cut
from auszug_lib.disclosure.engine.prepare import cost
from auszug_lib.disclosure.engine.prune import pruned
from auszug_lib.disclosure.engine.repair import Repairer
from auszug_lib.disclosure.engine.rows import Flags, Floats, make_rows
from auszug_lib.disclosure.engine.solver import Model
from auszug_lib.disclosure.engine.verdict import first_unmet, not_met

_TOLERANCE = 1e-6
# Every so many rounds the master's answer is made safe: with luck it is cheaper than the best so far.
_TRIALS_APART = 5


@dataclass(frozen=True)
class Answer:
    """A safe pattern, and a weight that no safe pattern undercuts."""

    pattern: Flags
    bound: float


class Master:
    """Patterns as far as the cuts know them: once with fractional dots, once with whole ones."""

    def __init__(self, attacker: Attacker, possible: Flags) -> None:
        self._weights = attacker.system.weights
        lower, upper = attacker.system.secret.astype(float), possible.astype(float)
        none = make_rows([], [], [])
        whole = np.ones(len(self._weights), dtype=bool)
        self._relaxed = Model(none, lower, upper)
        self._whole = Model(none, lower, upper, whole, nodes=5_000)

    def learn(self, cuts: list[Cut]) -> None:
        """Add cuts for good."""
        for cut in cuts:
            columns = np.flatnonzero(cut.coefficients).astype(np.int32)
            for model in (self._relaxed, self._whole):
                model.add_row(cut.least, np.inf, columns, cut.coefficients[columns])

    def fractional(self) -> tuple[Floats, float]:
        """Return the cheapest fractional dots and their weight."""
        outcome = self._relaxed.minimise(self._weights)
        assert outcome.point is not None, "dotting everything meets every cut"
        return outcome.point, outcome.bound

    def whole(self, start: Flags) -> tuple[Flags | None, float]:
        """Return the cheapest pattern, None where the work limit came first, and a bound of its weight."""
        self._whole.start_from(start.astype(float))
        outcome = self._whole.minimise(self._weights)
        proven = outcome.ending == "optimal" and outcome.point is not None
        return (outcome.point > 0.5 if proven and outcome.point is not None else None), outcome.bound


class Search:
    """The search of one part.

    Parameters
    ----------
    attacker, repairer
        The part's attacker, and what makes a pattern safe.
    rounds
        How often the master may be solved, fractional and whole: a count and no clock, so that two runs
        agree.
    covers
        Whether to learn from whole numbers too where the linear relaxation finds nothing amiss.
    """

    def __init__(self, attacker: Attacker, repairer: Repairer, rounds: int, *, covers: bool) -> None:
        self._attacker = attacker
        self._repairer = repairer
        self._rounds = rounds
        self._covers = covers
        self._master = Master(attacker, repairer.possible)

    def best(self, pattern: Flags) -> Answer:
        """Return the best pattern found, `pattern` being safe already."""
        bound = self._fractional_rounds(self._cost(pattern))
        for number in range(self._rounds):
            if bound >= self._cost(pattern) - _TOLERANCE:
                break
            trial, bound_now = self._master.whole(pattern)
            bound = max(bound, bound_now)
            if trial is None or bound >= self._cost(pattern) - _TOLERANCE:
                break
            if first_unmet(self._attacker, trial) is None:
                pattern = trial
                break
            cuts = self._lessons(trial)
            if not cuts:
                break
            self._master.learn(cuts)
            if number % _TRIALS_APART == 0:
                pattern = self._better(pattern, trial)
        return Answer(pattern, min(bound, self._cost(pattern)))

    def _cost(self, pattern: Flags) -> float:
        return cost(self._attacker, pattern)

    def _fractional_rounds(self, ceiling: float) -> float:
        """Learn cuts from fractional dots as long as that lifts the bound; return it."""
        bounds = [0.0]
        demands = range(len(self._attacker.system.demands))
        for _ in range(self._rounds):
            dots, bound = self._master.fractional()
            bounds.append(bound)
            is_stuck = len(bounds) > 5 and bound - bounds[-5] < 1e-3 * bound
            if is_stuck or bound >= ceiling - _TOLERANCE:
                break
            asked = [number for number in demands if self._may_violate(number, dots)]
            found = (capacity_cut(self._attacker, number, dots) for number in asked)
            cuts = [cut for cut in found if cut is not None]
            if not cuts:
                break
            self._master.learn(cuts)
        return bounds[-1]

    def _may_violate(self, demand: int, dots: Floats) -> bool:
        return bool(dots[self._attacker.system.demands.unit[demand]] > _TOLERANCE)

    def _lessons(self, trial: Flags) -> list[Cut]:
        """Return cuts against a pattern that is not safe; none where it is, or where nothing is proven."""
        cuts = []
        for demand, outcome in not_met(self._attacker, trial):
            cut = capacity_cut(self._attacker, demand, trial.astype(float))
            if cut is None and outcome == "broken" and self._covers:
                cut = cover_cut(self._attacker, demand, trial, self._repairer.possible)
            cuts += [cut] if cut is not None else []
        return cuts

    def _better(self, pattern: Flags, trial: Flags) -> Flags:
        """Return the cheaper of a safe pattern and of what makes `trial` safe."""
        other = pruned(self._attacker, self._repairer.repaired(trial))
        return min((pattern, other), key=self._cost)
