"""What an attacker sees: the printed figures of a population as tables, and dots that may be anything."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Counts, Figure, cell_of, figure_of
from auszug_lib.disclosure.demand import demand
from auszug_lib.disclosure.engine.problem import Key, Problem, Requirement, Status, Unit
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.disclosure.levels import Printed
from auszug_lib.disclosure.population import Population
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.dimensions import Dimension


@dataclass(frozen=True)
class Seen:
    """The printed figures of a year, and what anybody knows of them.

    Parameters
    ----------
    year
        Which one.
    figures
        The figures by place, None for a dot.
    populations
        The households they speak of.
    dimensions, policy
        What the figures mean, and the policy, which is public.
    """

    year: int
    figures: Mapping[Figure, float | None]
    populations: tuple[Population, ...]
    dimensions: Mapping[str, Dimension]
    policy: Disclosure

    def problem(self, population: Population) -> Problem:
        """Return the tables of a population; only printed figures are known, and each dot is at least one."""
        problem = demand(self._counts(population), population, self.printed(population), headline=True)
        may_be_zero = self._may_be_zero()
        return replace(
            problem,
            variables=tuple(
                replace(v, lower=self._least(v.key, v.lower, may_be_zero)) for v in problem.variables
            ),
            units=tuple(Unit(v.key, (v.key,), status=self._status(v.key)) for v in problem.variables),
            requirements=(),
        )

    def printed(self, population: Population) -> Printed:
        """Return the dimensions that the tables of a population are printed by."""
        own = [f for f in self.figures if f[1] == population.counted.key and f[2] != TOTAL]
        return Printed(
            tuple(dict.fromkeys(dimension for carrier, _, dimension, _ in own if carrier == TOTAL)),
            tuple(dict.fromkeys(dimension for carrier, _, dimension, _ in own if carrier != TOTAL)),
        )

    @property
    def carriers(self) -> tuple[str, ...]:
        """The carriers that have figures."""
        return tuple(dict.fromkeys(carrier for carrier, *_ in self.figures if carrier != TOTAL))

    def promise(self, population: Population, figure: Figure) -> Requirement | None:
        """Return what nobody may know of a dotted figure; None where totals that are printed tell it."""
        total = self.figures.get((figure[0], population.counted.key, TOTAL, TOTAL))
        few = total is not None and total < self.policy.minimum
        known = self.dimensions.get(figure[2])
        if few and known is not None and "household_size" in (known.key, known.finer):
            return None  # households and persons in all tell the sizes
        least = -math.inf if few else self.policy.minimum
        return Requirement(cell_of(figure), upper_at_least=least, width_at_least=1.0)

    def _counts(self, population: Population) -> Counts:
        """Return the figures as if all were known; what is not is the least that may be printed."""
        cells = list(self._cells(population))
        values = [self.policy.minimum if (v := self.figures.get(cell)) is None else v for cell in cells]
        cube = pd.DataFrame([(self.year, *cell) for cell in cells], columns=list(KEYS)).assign(value=values)
        return Counts(self.year, cube, self.carriers, self.dimensions, self.policy)

    def _cells(self, population: Population) -> Iterator[Figure]:
        printed = self.printed(population)
        keys = dict.fromkeys((*printed.combined, *printed.carriers))
        for measure in (population.counted, *population.resting, *population.parts):
            for carrier in (TOTAL, *self.carriers):
                yield carrier, measure.key, TOTAL, TOTAL
                for key in keys if not measure.given else ():
                    categories = self.dimensions[key].categories
                    yield from (
                        (carrier, measure.key, key, code) for code in (categories.codes if categories else ())
                    )

    def _status(self, key: Key) -> Status:
        return (
            "public" if isinstance(key, Cell) and self.figures.get(figure_of(key)) is not None else "secret"
        )

    def _least(self, key: Key, lower: float, may_be_zero: set[tuple[str, str, str]]) -> float:
        figure = figure_of(key) if isinstance(key, Cell) else None
        if figure is None or figure not in self.figures or figure[:3] in may_be_zero:
            return 0.0
        return lower if self.figures[figure] is not None else max(lower, 1.0)

    def _may_be_zero(self) -> set[tuple[str, str, str]]:
        """Return the lines in which a dot may stand for zero, by carrier, measure and dimension.

        Those of dimensions whose zeros are dotted, sensitive ones without any printed figure but zero, those
        in which nothing at all is printed, and the parts that are cells of such lines; and all lines of a
        carrier whose total is dotted.
        """
        lines: dict[tuple[str, str, str], list[float | None]] = {}
        for (carrier, measure, dimension, _), value in self.figures.items():
            lines.setdefault((carrier, measure, dimension), []).append(value)
        zeros, sensitive = set(self.policy.zeros_dotted), set(self.policy.sensitive)
        uncertain = {
            line
            for line, values in lines.items()
            if (known := self.dimensions.get(line[2]))
            and (
                all(value is None for value in values)
                or {known.key, known.finer} & zeros
                or ({known.key, known.finer} & sensitive and not any(values))
            )
        }
        totals = {
            figure[:2] for figure, value in self.figures.items() if figure[2] == TOTAL and value is None
        }
        counted = {population.counted.key for population in self.populations}
        uncertain |= {line for line in lines if line[:2] in totals and line[1] in counted}
        return uncertain | {
            (carrier, part.key, TOTAL)
            for carrier, measure, dimension in uncertain
            for population in self.populations
            for part in population.parts
            if measure == population.counted.key
            and dimension in self.dimensions
            and {dimension, self.dimensions[dimension].finer} & {name for name, _ in part.given}
        }
