"""The audit: what an attacker finds out from what was published, and nothing else."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Figure, cell_of, figure_of
from auszug_lib.disclosure.engine.attack import Interval, attack, keeps
from auszug_lib.disclosure.engine.failure import InconsistentTablesError
from auszug_lib.disclosure.engine.problem import Key, Pattern, Problem, Relation, joined
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.disclosure.flow import Earlier, flows, tables_before
from auszug_lib.disclosure.knowledge import registered
from auszug_lib.disclosure.population import HEADLINE_FACTS, Population, populations
from auszug_lib.disclosure.seen import Seen
from auszug_lib.errors import ReleaseError
from auszug_lib.policy import Disclosure
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure


@dataclass(frozen=True)
class Finding:
    """What an attacker knows of a dotted figure, or of a small one that was printed.

    Parameters
    ----------
    year
        The year it is about: where this year's figures tell one of the year before, that one.
    figure
        Carrier, measure, dimension and category.
    interval
        The least and the greatest value it can have.
    is_promised
        Whether that is as uncertain as the policy promises.
    """

    year: int
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
    before
        What was published of the year before, None for a dot.
    """

    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]
    policy: Disclosure
    facts: tuple[Relation, ...] = ()
    register: tuple[PublishedFigure, ...] = ()
    before: Mapping[Figure, float | None] = field(default_factory=dict)

    def findings(self, year: int, figures: Mapping[Figure, float | None]) -> list[Finding]:
        """Return what they know of each dotted figure of a year, and which small ones are printed.

        Raises
        ------
        ReleaseError
            Where the published figures contradict each other.
        """
        every = populations(self.measures)
        shown = tuple(p for p in every if (TOTAL, p.counted.key, TOTAL, TOTAL) in figures)
        seen = Seen(year, figures, every, self.dimensions, self.policy)
        last = tables_before(Seen(year - 1, self.before, every, self.dimensions, self.policy))
        known = self._known(seen, shown, last)
        found = list(self._too_much_of_the_year_before(year, last, known))
        for population in shown:
            found += self._of_population(seen, population, known)
            found += self._printed_small(seen, population)
            found += self._printed_beside_dots(seen, population)
            found += self._printed_alike(seen, population)
        return found

    def _known(self, seen: Seen, shown: Sequence[Population], last: Problem) -> dict[Key, Interval]:
        """Return the interval of each dotted figure, in all tables together, with those of last year."""
        problem = joined(seen.problem(population) for population in shown)
        pattern = frozenset(unit.key for unit in problem.units)
        pattern -= {unit.key for unit in problem.units if unit.status == "public"}
        told = [
            fact
            for population in shown
            for fact in registered(
                self.register, seen.year, self.dimensions, seen.printed(population).combined
            )
        ]
        problem = joined((problem, last))
        variables = {variable.key for variable in problem.variables}
        certain, uncertain = (
            tuple(fact for fact in dict.fromkeys(facts) if {key for key, _ in fact.terms} <= variables)
            for facts in (self.facts, (*told, *flows(seen.carriers)))
        )
        problem = replace(problem, relations=(*problem.relations, *certain))
        return _attacked(problem, pattern, uncertain)

    def _too_much_of_the_year_before(
        self, year: int, last: Problem, known: Mapping[Key, Interval]
    ) -> Iterator[Finding]:
        """Yield the dotted figures of the year before that this year's figures tell."""
        for asked in last.requirements:
            key = asked.variable
            if isinstance(key, Earlier) and not keeps(known[key], asked):
                yield Finding(year - 1, figure_of(key.cell), known[key], is_promised=False)

    def _printed_alike(self, seen: Seen, population: Population) -> list[Finding]:
        """Return the cells that are printed as holding all households of a carrier, or of all together."""
        return [
            Finding(
                seen.year,
                figure,
                Interval(value, value),
                is_promised=self.policy.group_disclosure == "flag",
            )
            for figure, value in seen.figures.items()
            if figure[1] == population.counted.key
            and (known := self.dimensions.get(figure[2]))
            and {known.key, known.finer} & set(self.policy.sensitive)
            and value is not None
            and self.policy.minimum <= value == seen.figures.get((*figure[:2], TOTAL, TOTAL))
        ]

    def _printed_small(self, seen: Seen, population: Population) -> list[Finding]:
        """Return the small counts that are printed, but for the totals that always are."""
        counting = {m.key for m in (population.counted, *population.parts) if m.statistic == "count"}
        headline = population.counted.key if population.counted.facts == HEADLINE_FACTS else ""
        return [
            Finding(seen.year, figure, Interval(value, value), is_promised=False)
            for figure, value in seen.figures.items()
            if figure[1] in counting
            and value is not None
            and 0 < value < self.policy.minimum
            and figure[1:3] != (headline, TOTAL)
        ]

    def _printed_beside_dots(self, seen: Seen, population: Population) -> Iterator[Finding]:
        """Yield what is printed although the households it rests on are dotted, or too few for a median."""
        derived = {measure.key for measure in population.derived}
        for figure, value in seen.figures.items():
            carrier, measure, dimension, category = figure
            counted = (carrier, population.base_of.get(measure, measure), dimension, category)
            if value is not None and counted != figure and counted in seen.figures:
                households = seen.figures[counted]
                if households is None or (measure in derived and households < self.policy.medians_from):
                    yield Finding(seen.year, figure, Interval(value, value), is_promised=False)

    def _of_population(
        self, seen: Seen, population: Population, known: Mapping[Key, Interval]
    ) -> Iterator[Finding]:
        own = {m.key for m in (population.counted, *population.resting, *population.parts)}
        for key, interval in known.items():
            figure = figure_of(key) if isinstance(key, Cell) and key.measure in own else None
            if figure and seen.figures.get(figure, 0.0) is None:
                asked = seen.promise(population, figure)
                yield Finding(seen.year, figure, interval, asked is None or keeps(interval, asked))


def _attacked(problem: Problem, pattern: Pattern, told: Sequence[Relation]) -> dict[Key, Interval]:
    """Return what is known where what others told is believed, but for what cannot be true."""
    try:
        return attack(_believing(problem, told), pattern)
    except InconsistentTablesError:
        believed: list[Relation] = []
        for fact in told:
            if _is_possible(_believing(problem, [*believed, fact]), pattern, fact):
                believed.append(fact)
    try:
        return attack(_believing(problem, believed), pattern)
    except InconsistentTablesError as error:
        names = ", ".join("/".join(figure_of(key)) for key in error.variables if isinstance(key, Cell))
        raise ReleaseError(f"Die veröffentlichten Zahlen widersprechen sich: {names}.") from None


def _believing(problem: Problem, facts: Sequence[Relation]) -> Problem:
    return replace(problem, relations=(*problem.relations, *facts))


def _is_possible(problem: Problem, pattern: Pattern, fact: Relation) -> bool:
    """Say whether any table agrees with a fact; its unknown figures are in one part with it."""
    unknown = [key for key, _ in fact.terms if key in pattern | problem.hidden]
    try:
        attack(problem, pattern, of=frozenset(unknown[:1]))
    except InconsistentTablesError:
        return False
    return True


def known_figures(figures: Mapping[Figure, float | None]) -> tuple[Relation, ...]:
    """Return as facts the figures that are known, from an earlier release or from one's own records."""
    return tuple(
        Relation(((cell_of(figure), 1.0),), value, value)
        for figure, value in figures.items()
        if value is not None and not math.isnan(value)
    )
