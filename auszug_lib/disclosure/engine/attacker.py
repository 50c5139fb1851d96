"""The attacker of one part: how high or low a variable can be in a table of whole numbers that fits."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from auszug_lib.disclosure.engine.nearest import Nearest
from auszug_lib.disclosure.engine.rows import Flags, Floats, weighted_count
from auszug_lib.disclosure.engine.solver import Model, Outcome
from auszug_lib.disclosure.engine.system import System
from auszug_lib.disclosure.engine.witness import Witnesses

_TOLERANCE = 1e-6
_PRICE = 1e-9
_FAR = 1e9


def _finite(way: Floats) -> Floats:
    return np.minimum(way, _FAR)


def _share(share: Floats, way: Floats) -> Floats:
    """Return the part of a way that may be used; none of an endless one where the share is 0."""
    return np.where(share > 0, share * np.where(share > 0, way, 0.0), 0.0)


@dataclass(frozen=True)
class Reach:
    """How far a variable can go.

    Parameters
    ----------
    value
        The farthest value that a table was found for; -inf or inf where there is none.
    bound
        A value that it cannot pass, as is proven.
    """

    value: float
    bound: float


class Attacker:
    """Everything an attacker can compute about one part, whatever pattern is published.

    Parameters
    ----------
    system
        The part.
    """

    def __init__(self, system: System) -> None:
        self.system = system
        self.witnesses = Witnesses(system)

    @cached_property
    def nearest(self) -> Nearest:
        """The search for near tables, where the true values are known."""
        return Nearest(self.system, self.witnesses)

    @cached_property
    def _relaxed(self) -> Model:
        return Model(self.system.rows, self.system.lower, self.system.upper)

    @cached_property
    def _whole(self) -> Model:
        return Model(self.system.rows, self.system.lower, self.system.upper, self.system.integer)

    def highest(self, variable: int, pattern: Flags) -> Reach:
        """Return how high a variable can be."""
        return self._reach(variable, pattern, 1.0)

    def lowest(self, variable: int, pattern: Flags) -> Reach:
        """Return how low a variable can be."""
        reach = self._reach(variable, pattern, -1.0)
        return Reach(-reach.value, -reach.bound)

    def relaxed_bound(self, variable: int, pattern: Flags, sign: float) -> float:
        """Return a bound that a variable, times `sign`, cannot pass; inf where there is none."""
        outcome = self._relaxation(variable, pattern, sign)
        return self._rounded(variable, -outcome.bound) if outcome.ending == "optimal" else np.inf

    def widening(self, variable: int, sign: float, dots: Floats, unit: int) -> tuple[Floats, float]:
        """Return what each dot adds to the way of a variable from its true value, up or down, at most.

        Parameters
        ----------
        variable, sign
            Which variable, and 1 for upwards or -1 for downwards.
        dots
            Dots, possibly fractional: how much of its bounds a unit's variables may use.
        unit
            The variable's unit, taken as dotted.

        Returns
        -------
        tuple
            By linear duality, for any dots: the way is at most the first @ dots + the second.
        """
        system = self.system
        rise, fall = system.upper - system.values, system.values - system.lower
        share = np.where(np.arange(len(dots)) == unit, 1.0, dots)[system.unit_of]
        self._relaxed.set_bounds(system.values - _share(share, fall), system.values + _share(share, rise))
        outcome = self._relaxed.minimise(self._cost(variable, sign))
        prices = -outcome.row_duals
        slack_up, slack_down = self._slacks
        free = np.where(prices > 0, slack_up, slack_down)
        prices = np.where(np.isfinite(free) & (np.abs(prices) > _PRICE), prices, 0.0)
        leaning = -self._cost(variable, sign) - system.rows.combined(prices, len(share))
        leaning = np.where(np.abs(leaning) > _PRICE, leaning, 0.0)
        gains = np.where(leaning > 0, leaning * _finite(rise), -leaning * _finite(fall))
        gain = weighted_count(system.unit_of, gains, len(dots))
        return gain, float((np.abs(prices) * np.where(prices == 0, 0.0, free)).sum())

    @cached_property
    def _slacks(self) -> tuple[Floats, Floats]:
        """How far each relation's sum could rise and fall from its true value."""
        rows = self.system.rows
        activity = rows.activity(self.system.values)
        return rows.upper - activity, activity - rows.lower

    def _reach(self, variable: int, pattern: Flags, sign: float) -> Reach:
        """Solve the linear relaxation, and in whole numbers where no witness attains its bound."""
        relaxed = self._relaxation(variable, pattern, sign)
        if relaxed.ending == "infeasible":
            return Reach(-np.inf, -np.inf)
        if relaxed.ending == "unbounded":
            return Reach(np.inf, np.inf)
        self._keep(relaxed.point)
        bound = self._rounded(variable, -relaxed.bound)
        if (shown := self._shown(variable, pattern, sign)) >= bound - _TOLERANCE:
            return Reach(shown, bound)
        self._whole.set_bounds(*self._bounds(pattern))
        outcome = self._whole.minimise(self._cost(variable, sign))
        if outcome.ending == "infeasible":
            return Reach(-np.inf, -np.inf)
        self._keep(outcome.point)
        bound = min(bound, self._rounded(variable, -outcome.bound))
        return Reach(self._shown(variable, pattern, sign), bound)

    def _relaxation(self, variable: int, pattern: Flags, sign: float) -> Outcome:
        self._relaxed.set_bounds(*self._bounds(pattern))
        return self._relaxed.minimise(self._cost(variable, sign))

    def _bounds(self, pattern: Flags) -> tuple[Floats, Floats]:
        """Return the variables' bounds for one who sees the values of all units that are not dotted."""
        dotted = self.system.columns_of(pattern)
        return (
            np.where(dotted, self.system.lower, self.system.values),
            np.where(dotted, self.system.upper, self.system.values),
        )

    def _cost(self, variable: int, sign: float) -> Floats:
        cost = np.zeros(len(self.system.values))
        cost[variable] = -sign
        return cost

    def _keep(self, point: Floats | None) -> None:
        if point is not None:
            self.witnesses.add(point)

    def _shown(self, variable: int, pattern: Flags, sign: float) -> float:
        """Return the farthest value in any table found."""
        return float((sign * self.witnesses.column(pattern, variable)).max(initial=-np.inf))

    def _rounded(self, variable: int, bound: float) -> float:
        """Return the last value that a variable can have before a bound of the relaxation."""
        whole = self.system.integer[variable] and np.isfinite(bound)
        return float(np.floor(bound + _TOLERANCE)) if whole else bound
