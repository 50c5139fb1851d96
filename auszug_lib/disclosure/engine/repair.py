"""The fast way to a safe pattern: dot what a cheapest other table changes, demand by demand."""

import numpy as np

from auszug_lib.disclosure.engine.attacker import Attacker
from auszug_lib.disclosure.engine.rows import Flags, Floats, Rows, make_rows
from auszug_lib.disclosure.engine.solver import Model
from auszug_lib.disclosure.engine.system import System
from auszug_lib.disclosure.engine.verdict import first_unmet


class UnmetDemandError(Exception):
    """A demand of a secret unit fails although all `pattern` is dotted."""

    def __init__(self, demand: int, pattern: Flags) -> None:
        super().__init__(demand)
        self.demand = demand
        self.pattern = pattern


class Repairer:
    """Finds other tables in which a variable has a wanted value and few printed units change.

    Parameters
    ----------
    attacker
        The part's attacker; the tables found become its witnesses.
    nodes
        Branch-and-bound nodes for one table.

    Attributes
    ----------
    possible
        The units that may be dotted.
    """

    def __init__(self, attacker: Attacker, nodes: int = 200) -> None:
        self._attacker = attacker
        self.possible = np.ones(len(attacker.system.weights), dtype=bool)
        self._nodes = nodes
        self._single = self._model(copies=1)

    def repaired(self, pattern: Flags) -> Flags:
        """Return `pattern` with dots added until every demand is met.

        An open unit whose demand no pattern meets is printed for good.

        Raises
        ------
        UnmetDemandError
            Where no pattern meets the demand of a secret unit.
        """
        pattern = pattern & self.possible
        while (demand := first_unmet(self._attacker, pattern)) is not None:
            added = self._cheapest(demand, pattern) & ~pattern
            # Without an answer in the work limit everything is dotted: pruning takes back what is too much.
            added = added if added.any() else self.possible & ~pattern
            if not added.any():
                self._give_up(demand)
            pattern = (pattern | added) & self.possible
        return pattern

    def _give_up(self, demand: int) -> None:
        unit = self._attacker.system.demands.unit[demand]
        if self._attacker.system.secret[unit]:
            raise UnmetDemandError(demand, self.possible)
        self.possible = self.possible & (np.arange(len(self.possible)) != unit)

    def _cheapest(self, demand: int, pattern: Flags) -> Flags:
        """Return the units changed by the cheapest tables that meet a demand."""
        demands = self._attacker.system.demands
        variable, value = int(demands.variable[demand]), self._attacker.system.values
        low, high = self._attacker.witnesses.interval(pattern)
        if high[variable] < demands.upper[demand]:
            return self._changing(variable, pattern, at_least=float(demands.upper[demand]))
        if low[variable] > demands.lower[demand]:
            return self._changing(variable, pattern, at_most=float(demands.lower[demand]))
        width = float(demands.width[demand])
        ways = (
            self._changing(variable, pattern, at_least=float(value[variable] + width)),
            self._changing(variable, pattern, at_most=float(value[variable] - width)),
            *((self._apart(variable, pattern, width),) if width > 1 else ()),
        )
        return min(ways, key=lambda units: self._added_weight(units, pattern))

    def _added_weight(self, units: Flags, pattern: Flags) -> float:
        added = units & ~pattern
        return float(self._attacker.system.weights[added].sum()) if units.any() else np.inf

    def _changing(
        self, variable: int, pattern: Flags, at_least: float = -np.inf, at_most: float = np.inf
    ) -> Flags:
        system = self._attacker.system
        lower, upper = self._bounds(pattern, copies=1)
        lower[variable] = max(lower[variable], at_least)
        upper[variable] = min(upper[variable], at_most)
        if lower[variable] > upper[variable]:
            return np.zeros(len(system.weights), dtype=bool)
        self._single.set_bounds(lower, upper)
        return self._changed(self._single, pattern, copies=1)

    def _apart(self, variable: int, pattern: Flags, width: float) -> Flags:
        """Return the units changed by two tables in which a variable differs by `width`."""
        size = len(self._attacker.system.values)
        model = self._model(copies=2)
        model.add_row(width, np.inf, np.array([variable, size + variable], np.int32), np.array([1.0, -1.0]))
        model.set_bounds(*self._bounds(pattern, copies=2))
        return self._changed(model, pattern, copies=2)

    def _changed(self, model: Model, pattern: Flags, copies: int) -> Flags:
        system = self._attacker.system
        cost = np.concatenate([np.zeros(copies * len(system.values)), np.where(pattern, 0.0, system.weights)])
        changed = np.zeros(len(system.weights), dtype=bool)
        point = model.minimise(cost).point
        points = [] if point is None else np.split(point[: copies * len(system.values)], copies)
        for table in map(self._attacker.witnesses.add, points):
            if table is not None:
                changed |= self._attacker.witnesses.changed_units(table)
        return changed

    def _bounds(self, pattern: Flags, copies: int) -> tuple[Floats, Floats]:
        system = self._attacker.system
        dotted = pattern.astype(float)
        return (
            np.concatenate([*[system.lower] * copies, dotted]),
            np.concatenate([*[system.upper] * copies, np.maximum(dotted, self.possible)]),
        )

    def _model(self, copies: int) -> Model:
        system = self._attacker.system
        everything = np.ones(len(system.weights), dtype=bool)
        integer = np.concatenate([*[system.integer] * copies, everything])
        return Model(
            linked_rows(system, copies), *self._bounds(everything, copies), integer, nodes=self._nodes
        )


def linked_rows(system: System, copies: int) -> Rows:
    """Return the relations for copies of the table, and a switch a unit: off means that its values are true.

    The columns are the copies' variables, one copy after the other, then the switches.
    """
    size, of_row = len(system.values), system.rows.row_of
    entries: list[list[tuple[int, float]]] = []
    lower: list[float] = []
    upper: list[float] = []
    for copy in range(copies):
        for row in range(len(system.rows)):
            inside = of_row == row
            columns = system.rows.index[inside] + copy * size
            entries.append(list(zip(columns.tolist(), system.rows.value[inside].tolist(), strict=True)))
        lower += system.rows.lower.tolist()
        upper += system.rows.upper.tolist()
        for variable in range(size):
            column, switch = copy * size + variable, copies * size + int(system.unit_of[variable])
            up, down = _reach(system, variable)
            entries += [[(column, 1.0), (switch, -up)], [(column, 1.0), (switch, down)]]
            lower += [-np.inf, float(system.values[variable])]
            upper += [float(system.values[variable]), np.inf]
    return make_rows(entries, lower, upper)


def _reach(system: System, variable: int) -> tuple[float, float]:
    """Return how far a variable can rise and fall; an endless way is cut where no table of interest goes."""
    largest = float(np.abs(system.values).sum()) + 1.0
    up = float(system.upper[variable] - system.values[variable])
    down = float(system.values[variable] - system.lower[variable])
    return min(up, largest), min(down, largest)
