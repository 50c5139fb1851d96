"""Near tables: the one closest to the true table in which a variable has a wanted value."""

from functools import cached_property

import numpy as np

from auszug_lib.disclosure.engine.rows import Flags, Floats, Rows
from auszug_lib.disclosure.engine.solver import Model
from auszug_lib.disclosure.engine.system import System
from auszug_lib.disclosure.engine.witness import Witnesses

# In a part of so many variables a search in whole numbers takes long: some more ways to the wanted value
# are tried first, and what they touch is searched before the whole part.
_LARGE, _MORE_WAYS = 150, 4


class Nearest:
    """Asks whether a variable can reach a value, and keeps the table that shows it.

    The model's columns are each variable's rise and fall from its true value. The costs never change, so
    that each solve goes on from the last, and near tables change few cells: they stay witnesses when
    other cells are printed again, and their numbers are seldom broken.

    Parameters
    ----------
    system
        The part, with its true values.
    witnesses
        Where the tables are kept.
    """

    def __init__(self, system: System, witnesses: Witnesses) -> None:
        self._system = system
        self._witnesses = witnesses
        self._rise = system.upper - system.values
        self._fall = system.values - system.lower
        size = 2 * len(system.values)
        more = _MORE_WAYS if len(system.values) > _LARGE else 0
        self._costs = (np.ones(size), *np.random.default_rng(0).uniform(0.5, 2.0, (more, size)))

    @cached_property
    def _relaxed(self) -> Model:
        return Model(self._rows, np.zeros_like(self._costs[0]), np.concatenate([self._rise, self._fall]))

    @cached_property
    def _whole(self) -> Model:
        return Model(self._system.rows, self._system.lower, self._system.upper, self._system.integer)

    @cached_property
    def _rows(self) -> Rows:
        rows, size = self._system.rows, len(self._system.values)
        activity = rows.activity(self._system.values)
        return Rows(
            2 * rows.start,
            np.stack([rows.index, rows.index + size]).T.ravel().astype(np.int32),
            np.stack([rows.value, -rows.value]).T.ravel(),
            rows.lower - activity,
            rows.upper - activity,
        )

    def reaches(self, variable: int, change: float, pattern: Flags) -> bool | None:
        """Return whether a variable can change by so much; None where the work limit came first."""
        lower, upper = self._bounds(pattern)
        size = len(self._system.values)
        column, other = (variable, variable + size) if change > 0 else (variable + size, variable)
        if upper[column] < abs(change) - 1e-6:
            return False
        lower[column], upper[other] = abs(change), 0.0
        self._relaxed.set_bounds(lower, upper)
        touched = np.zeros(len(pattern), dtype=bool)
        for cost in self._costs:
            outcome = self._relaxed.minimise(cost)
            if outcome.ending == "infeasible":
                return False
            if outcome.point is not None:
                rise, fall = np.split(outcome.point, 2)
                table = self._system.values + rise - fall
                if self._witnesses.add(table) is not None:
                    return True
                touched |= self._witnesses.changed_units(table)
        if len(self._costs) > 1 and self._reaches_whole(variable, change, touched):
            return True
        return self._reaches_whole(variable, change, pattern)

    def _reaches_whole(self, variable: int, change: float, pattern: Flags) -> bool | None:
        """Look for any table of whole numbers: the nearest one would take far longer to find."""
        system, dotted = self._system, self._system.columns_of(pattern)
        lower = np.where(dotted, system.lower, system.values)
        upper = np.where(dotted, system.upper, system.values)
        end = lower if change > 0 else upper
        end[variable] = system.values[variable] + change
        self._whole.set_bounds(lower, upper)
        outcome = self._whole.minimise(np.zeros_like(lower))
        if outcome.ending == "infeasible":
            return False
        return (outcome.point is not None and self._witnesses.add(outcome.point) is not None) or None

    def _bounds(self, pattern: Flags) -> tuple[Floats, Floats]:
        dotted = self._system.columns_of(pattern)
        upper = np.concatenate([np.where(dotted, self._rise, 0.0), np.where(dotted, self._fall, 0.0)])
        return np.zeros_like(upper), upper
