"""The flow of households from one year to the next: it ties tables of this year, and those of the last.

Who waited a year ago, or has registered since, was placed, was closed or waits still.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Figure, cell_of
from auszug_lib.disclosure.engine.problem import Key, Problem, Relation, Requirement, Unit, Variable

_WAITING = "households_waiting"
# Households waiting a year ago, as they are found in the figures of this year.
_FLOW = {_WAITING: 1.0, "households_placed": 1.0, "cases_closed": 1.0, "registrations": -1.0}


@dataclass(frozen=True)
class Before:
    """The key of the households that waited a year ago, where last year's reports dot them."""

    carrier: str

    @property
    def figure(self) -> Figure:
        """Where the figure stands among those of the year before."""
        return self.carrier, _WAITING, TOTAL, TOTAL

    def __str__(self) -> str:
        carrier = "alle Träger" if self.carrier == TOTAL else self.carrier
        return f"Wartende Haushalte am Ende des Vorjahrs, {carrier}"


def flows(before: Mapping[Figure, float | None], carriers: Sequence[str]) -> Iterator[Relation]:
    """Yield what this year's totals have to do with last year's, of each carrier and of all together.

    Parameters
    ----------
    before
        What is published of the year before; None for a dot.
    carriers
        The codes of the carriers.
    """
    scopes = (TOTAL, *carriers)
    waited = {scope: before[Before(scope).figure] for scope in scopes if Before(scope).figure in before}
    for scope in waited:
        now = ((cell_of((scope, measure, TOTAL, TOTAL)), sign) for measure, sign in _FLOW.items())
        yield _equation(now, {scope: 1.0}, waited)
    if len(waited) == len(scopes) and None in waited.values():
        yield _equation((), {TOTAL: 1.0, **dict.fromkeys(carriers, -1.0)}, waited)


def _equation(
    now: Iterator[tuple[Key, float]] | tuple[()],
    then: Mapping[str, float],
    waited: Mapping[str, float | None],
) -> Relation:
    """Return that terms of this year equal terms of the last, of which the printed ones are numbers."""
    dotted = ((Before(scope), -factor) for scope, factor in then.items() if waited[scope] is None)
    known = sum(factor * (waited[scope] or 0.0) for scope, factor in then.items())
    return Relation((*now, *dotted), known, known)


def with_year_before(problem: Problem, relations: Sequence[Relation], minimum: int) -> Problem:
    """Return the problem with the dotted figures of the year before, which this year must not tell.

    Parameters
    ----------
    problem
        This year's.
    relations
        As `flows` yields them; they are not added here, for they may be untrue of what was counted.
    minimum
        The least count that may be proven.
    """
    values: dict[Key, float] = {variable.key: variable.value for variable in problem.variables}
    dotted = [key for relation in relations for key, _ in relation.terms if isinstance(key, Before)]
    found = {key: max(1.0, _waited(key, values)) for key in dict.fromkeys(dotted)}
    return replace(
        problem,
        variables=(*problem.variables, *(Variable(key, value, lower=1.0) for key, value in found.items())),
        units=(*problem.units, *(Unit(key, (key,), status="hidden") for key in found)),
        requirements=(
            *problem.requirements,
            *(Requirement(key, minimum, width_at_least=1.0) for key in found),
        ),
    )


def _waited(key: Before, values: Mapping[Key, float]) -> float:
    cells = {cell_of((key.carrier, measure, TOTAL, TOTAL)): sign for measure, sign in _FLOW.items()}
    return sum(sign * values.get(cell, 0.0) for cell, sign in cells.items())
