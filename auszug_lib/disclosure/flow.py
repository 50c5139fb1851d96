"""The flow of households from one year to the next: it ties this year's tables, and those of the last.

Who waited a year ago, or has registered since, was placed, was closed or waits still.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Figure, cell_of, figure_of
from auszug_lib.disclosure.engine.problem import Problem, Relation, Variable, joined, renamed
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.disclosure.knowledge import is_true, with_knowledge
from auszug_lib.disclosure.seen import Seen

_WAITING = "households_waiting"
# Households waiting a year ago, as they are found in the figures of this year.
_FLOW = {_WAITING: 1.0, "households_placed": 1.0, "cases_closed": 1.0, "registrations": -1.0}


@dataclass(frozen=True)
class Earlier:
    """The key of a cell in the tables of the year before."""

    cell: Cell


@dataclass(frozen=True)
class YearBefore:
    """The figures of the year before.

    Parameters
    ----------
    figures
        What is published of it, None for a dot.
    counted
        What was counted; only of dots it matters.
    """

    figures: Mapping[Figure, float | None] = field(default_factory=dict)
    counted: Mapping[Figure, float | None] = field(default_factory=dict)


def flows(carriers: Sequence[str]) -> Iterator[Relation]:
    """Yield what this year's totals have to do with last year's, of each carrier and of all together."""
    for scope in (TOTAL, *carriers):
        cells = {measure: cell_of((scope, measure, TOTAL, TOTAL)) for measure in _FLOW}
        now = ((cells[measure], sign) for measure, sign in _FLOW.items())
        yield Relation((*now, (Earlier(cells[_WAITING]), -1.0)))


def tables_before(seen: Seen) -> Problem:
    """Return what is published of the households that waited a year ago; its dots are in no table now."""
    shown = [p for p in seen.populations if p.counted.key == _WAITING]
    shown = [p for p in shown if (TOTAL, _WAITING, TOTAL, TOTAL) in seen.figures]
    problem = joined(seen.problem(population) for population in shown)
    unknown = [unit.key for unit in problem.units if unit.status == "secret"]
    dots = [figure_of(key) for key in unknown if isinstance(key, Cell) and figure_of(key) in seen.figures]
    asked = [seen.promise(population, figure) for population in shown for figure in dots]
    hidden = (replace(u, status="hidden") if u.status == "secret" else u for u in problem.units)
    kept = replace(problem, units=tuple(hidden), requirements=tuple(r for r in asked if r))
    return renamed(kept, lambda key: Earlier(key) if isinstance(key, Cell) else key)


def with_flow(
    problem: Problem, seen: Seen, counted: Mapping[Figure, float | None], carriers: Sequence[str]
) -> Problem:
    """Return this year's problem for an attacker who kept last year's reports.

    What has been corrected since, so that it does not fit what was published, is left out.

    Parameters
    ----------
    problem
        This year's.
    seen
        What is published of the year before.
    counted
        What was counted of it, for its dots.
    carriers
        The codes of this year's carriers.
    """
    totals = {figure: value for figure, value in seen.figures.items() if figure[2] == TOTAL}
    for figures in (seen.figures, totals):
        last = _valued(tables_before(replace(seen, figures=figures)), counted)
        if _fits(last):
            return with_knowledge(joined((problem, last)), flows(carriers), seen.policy.minimum)
    return problem


def _valued(last: Problem, counted: Mapping[Figure, float | None]) -> Problem:
    """Return last year's tables with what was counted in place of their dots."""
    dotted = {unit.key for unit in last.units if unit.status == "hidden"}

    def value(variable: Variable) -> float:
        key = variable.key
        found = counted.get(figure_of(key.cell)) if isinstance(key, Earlier) and key in dotted else None
        return variable.value if found is None else found

    return replace(last, variables=tuple(replace(v, value=value(v)) for v in last.variables))


def _fits(problem: Problem) -> bool:
    values = {variable.key: variable.value for variable in problem.variables}
    within = all(v.lower <= v.value <= v.upper for v in problem.variables)
    return within and all(is_true(relation, values) for relation in problem.relations)
