"""Witnesses: tables that agree with everything known, so that each shows values which cells may have."""

from collections.abc import Callable

import numpy as np

from auszug_lib.disclosure.engine.rows import Flags, Floats
from auszug_lib.disclosure.engine.system import System


class Witnesses:
    """All tables found so far, usable under every pattern that dots what differs from the true values.

    One table is a witness for all of its cells, so that most questions need no solve.

    Parameters
    ----------
    system
        The part they are tables of.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._count = 0
        self._tables = np.empty((64, len(system.values)))
        self._changed = np.empty((64, len(system.weights)), dtype=np.float32)
        if system.rows.hold_at(system.values):
            self._store(system.values)

    def add(self, point: Floats) -> Floats | None:
        """Keep a table, its whole numbers rounded, and return it; None where it then breaks a relation."""
        table = np.where(self._system.integer, np.round(point), point)
        within = (table >= self._system.lower - 1e-6) & (table <= self._system.upper + 1e-6)
        if not within.all() or not self._system.rows.hold_at(table):
            return None
        self._store(table)
        return table

    def _store(self, table: Floats) -> None:
        if self._count == len(self._tables):
            self._tables = np.concatenate([self._tables, np.empty_like(self._tables)])
            self._changed = np.concatenate([self._changed, np.empty_like(self._changed)])
        self._tables[self._count] = table
        self._changed[self._count] = self.changed_units(table)
        self._count += 1

    def changed_units(self, table: Floats) -> Flags:
        """Return the units of which a table differs from the true values."""
        differs = ~(np.abs(table - self._system.values) <= 1e-6)
        return np.bincount(self._system.unit_of, differs, minlength=len(self._system.weights)) > 0

    @property
    def latest_change(self) -> Flags:
        """The units that the table found last changes."""
        return self._changed[self._count - 1] > 0

    def interval(self, pattern: Flags) -> tuple[Floats, Floats]:
        """Return for every variable the least and greatest value in tables possible under `pattern`."""
        tables = self._tables[: self._count][self._possible(pattern)]
        if not len(tables):
            return np.full(len(self._system.values), np.inf), np.full(len(self._system.values), -np.inf)
        return tables.min(axis=0), tables.max(axis=0)

    def column(self, pattern: Flags, variable: int) -> Floats:
        """Return the values of one variable in the tables possible under `pattern`."""
        return self._tables[: self._count, variable][self._possible(pattern)]

    def smallest_change(
        self, pattern: Flags, variable: int, shows: Callable[[Floats], Flags]
    ) -> Flags | None:
        """Return the units changed by the table possible under `pattern` that changes fewest.

        Only tables count in which `shows` is true of the variable's value; None where there is none.
        """
        fitting = self._possible(pattern) & shows(self._tables[: self._count, variable])
        if not fitting.any():
            return None
        changes = self._changed[: self._count][fitting]
        return changes[np.argmin(changes.sum(axis=1))] > 0

    def _possible(self, pattern: Flags) -> Flags:
        return self._changed[: self._count] @ (~pattern).astype(np.float32) == 0
