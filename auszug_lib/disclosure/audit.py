"""The audit: what an attacker finds out from what was published, and nothing else."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Counts, Figure, cell_of, figure_of
from auszug_lib.disclosure.demand import demand
from auszug_lib.disclosure.engine.attack import Interval, attack
from auszug_lib.disclosure.engine.failure import InconsistentTablesError
from auszug_lib.disclosure.engine.problem import Key, Pattern, Problem, Relation, Status, Unit
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.disclosure.knowledge import registered
from auszug_lib.disclosure.levels import Printed
from auszug_lib.disclosure.population import HEADLINE_FACTS, Population, populations
from auszug_lib.errors import ReleaseError
from auszug_lib.policy import Disclosure
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure

_SLACK = 1e-6


@dataclass(frozen=True)
class Finding:
    """What an attacker knows of a dotted figure, or of a small one that was printed.

    Parameters
    ----------
    figure
        Carrier, measure, dimension and category.
    interval
        The least and the greatest value it can have.
    is_promised
        Whether that is as uncertain as the policy promises.
    """

    figure: Figure
    interval: Interval
    is_promised: bool


@dataclass(frozen=True)
class Attacker:
    """Who looks at the tables, and what they know of the programme.

    Parameters
    ----------
    measures, dimensions
        What the figures mean, by key.
    policy
        The policy, which is public.
    facts
        What they know besides, for certain.
    register
        What was published elsewhere, which may be wrong.
    """

    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]
    policy: Disclosure
    facts: tuple[Relation, ...] = ()
    register: tuple[PublishedFigure, ...] = ()

    def findings(self, year: int, figures: Mapping[Figure, float | None]) -> list[Finding]:
        """Return what they know of each dotted figure of a year, and which small ones are printed.

        Raises
        ------
        ReleaseError
            Where the published figures contradict each other.
        """
        found = []
        for population in populations(self.measures):
            printed = _printed(figures, population)
            if (TOTAL, population.counted.key, TOTAL, TOTAL) in figures:
                counts = _counts(self, year, figures, population, printed)
                found += self._of_population(counts, figures, population, printed)
                found += self._printed_small(figures, population)
                found += self._printed_alike(figures, population)
        return found

    def _printed_alike(self, figures: Mapping[Figure, float | None], population: Population) -> list[Finding]:
        """Return the cells that are printed as holding all households of a carrier, or of all together."""
        return [
            Finding(figure, Interval(value, value), is_promised=self.policy.group_disclosure == "flag")
            for figure, value in figures.items()
            if figure[1] == population.counted.key
            and (known := self.dimensions.get(figure[2]))
            and {known.key, known.finer} & set(self.policy.sensitive)
            and value is not None
            and self.policy.minimum <= value == figures.get((*figure[:2], TOTAL, TOTAL))
        ]

    def _printed_small(self, figures: Mapping[Figure, float | None], population: Population) -> list[Finding]:
        """Return the small counts that are printed, but for the totals that always are."""
        counting = {m.key for m in (population.counted, *population.parts) if m.statistic == "count"}
        headline = population.counted.key if population.counted.facts == HEADLINE_FACTS else ""
        return [
            Finding(figure, Interval(value, value), is_promised=False)
            for figure, value in figures.items()
            if figure[1] in counting
            and value is not None
            and 0 < value < self.policy.minimum
            and figure[1:3] != (headline, TOTAL)
        ]

    def _of_population(
        self, counts: Counts, figures: Mapping[Figure, float | None], population: Population, printed: Printed
    ) -> list[Finding]:
        problem = demand(counts, population, printed, headline=True)
        problem = _as_seen(problem, figures, self._may_be_zero(figures))
        pattern = frozenset(unit.key for unit in problem.units if unit.status == "secret")
        variables = {variable.key for variable in problem.variables}
        certain, told = (
            tuple(fact for fact in facts if {key for key, _ in fact.terms} <= variables)
            for facts in (
                self.facts,
                registered(self.register, counts.year, self.dimensions, printed.combined),
            )
        )
        problem = replace(problem, relations=(*problem.relations, *certain))
        try:
            known = attack(replace(problem, relations=(*problem.relations, *told)), pattern)
        except InconsistentTablesError:
            known = _known(problem, pattern)  # what others told is not always true

        def few(figure: Figure) -> bool:
            """Say whether the total, which is always printed, tells that a cell is small."""
            total = figures.get((figure[0], population.counted.key, TOTAL, TOTAL))
            return total is not None and total < self.policy.minimum

        return [
            Finding(
                figure_of(key), interval, self._is_promised(figure_of(key), interval, few=few(figure_of(key)))
            )
            for key, interval in known.items()
            if isinstance(key, Cell) and figures.get(figure_of(key), 0.0) is None
        ]

    def _is_promised(self, figure: Figure, interval: Interval, *, few: bool) -> bool:
        known = self.dimensions.get(figure[2])
        if few and known is not None and "household_size" in (known.key, known.finer):
            return True  # households and persons in all, which are always printed, tell the sizes
        wide = interval.high - interval.low >= 1 - _SLACK
        return wide and (few or interval.high >= self.policy.minimum - _SLACK)

    def _may_be_zero(self, figures: Mapping[Figure, float | None]) -> set[tuple[str, str, str]]:
        """Return the lines in which a dot may stand for zero, by carrier, measure and dimension.

        Those of dimensions whose zeros are dotted, sensitive ones without any printed figure but zero, those
        in which nothing at all is printed, and the parts that are cells of such lines.
        """
        lines: dict[tuple[str, str, str], list[float | None]] = {}
        for (carrier, measure, dimension, _), value in figures.items():
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
        return uncertain | {
            (carrier, part.key, TOTAL)
            for carrier, measure, dimension in uncertain
            for population in populations(self.measures)
            for part in population.parts
            if measure == population.counted.key
            and {dimension, self.dimensions[dimension].finer} & {name for name, _ in part.given}
        }


def _known(problem: Problem, pattern: Pattern) -> dict[Key, Interval]:
    try:
        return attack(problem, pattern)
    except InconsistentTablesError as error:
        names = ", ".join("/".join(figure_of(key)) for key in error.variables if isinstance(key, Cell))
        raise ReleaseError(f"Die veröffentlichten Zahlen widersprechen sich: {names}.") from None


def _printed(figures: Iterable[Figure], population: Population) -> Printed:
    own = [f for f in figures if f[1] == population.counted.key and f[2] != TOTAL]
    return Printed(
        tuple(dict.fromkeys(dimension for carrier, _, dimension, _ in own if carrier == TOTAL)),
        tuple(dict.fromkeys(dimension for carrier, _, dimension, _ in own if carrier != TOTAL)),
    )


def _counts(
    attacker: Attacker,
    year: int,
    figures: Mapping[Figure, float | None],
    population: Population,
    printed: Printed,
) -> Counts:
    """Return the figures as if all were known; what is not is the least that may be printed."""
    carriers = tuple(dict.fromkeys(carrier for carrier, *_ in figures if carrier != TOTAL))
    cells = list(_cells(attacker, population, printed, carriers))
    values = [attacker.policy.minimum if (v := figures.get(cell)) is None else v for cell in cells]
    cube = pd.DataFrame([(year, *cell) for cell in cells], columns=list(KEYS)).assign(value=values)
    return Counts(year, cube, carriers, attacker.dimensions, attacker.policy)


def _cells(
    attacker: Attacker, population: Population, printed: Printed, carriers: tuple[str, ...]
) -> Iterator[Figure]:
    keys = dict.fromkeys((*printed.combined, *printed.carriers))
    for measure in (population.counted, *population.resting, *population.parts):
        for carrier in (TOTAL, *carriers):
            yield carrier, measure.key, TOTAL, TOTAL
            for key in keys if not measure.given else ():
                categories = attacker.dimensions[key].categories
                yield from (
                    (carrier, measure.key, key, code) for code in (categories.codes if categories else ())
                )


def _as_seen(
    problem: Problem, figures: Mapping[Figure, float | None], may_be_zero: set[tuple[str, str, str]]
) -> Problem:
    """Return the problem of which only printed figures are known, and each dot is at least one."""
    return replace(
        problem,
        variables=tuple(
            replace(v, lower=_least(v.key, v.lower, figures, may_be_zero)) for v in problem.variables
        ),
        units=tuple(Unit(v.key, (v.key,), status=_status(v.key, figures)) for v in problem.variables),
        requirements=(),
    )


def _status(key: Key, figures: Mapping[Figure, float | None]) -> Status:
    return "public" if isinstance(key, Cell) and figures.get(figure_of(key)) is not None else "secret"


def _least(
    key: Key, lower: float, figures: Mapping[Figure, float | None], may_be_zero: set[tuple[str, str, str]]
) -> float:
    if not isinstance(key, Cell) or figure_of(key) not in figures or figure_of(key)[:3] in may_be_zero:
        return 0.0
    return lower if figures[figure_of(key)] is not None else max(lower, 1.0)


def known_figures(figures: Mapping[Figure, float | None]) -> tuple[Relation, ...]:
    """Return as facts the figures that are known, from an earlier release or from one's own records."""
    return tuple(
        Relation(((cell_of(figure), 1.0),), value, value)
        for figure, value in figures.items()
        if value is not None and not math.isnan(value)
    )
