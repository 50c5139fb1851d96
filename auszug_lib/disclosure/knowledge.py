"""What an attacker knows besides the tables: figures that were published before."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Figure, cell_of
from auszug_lib.disclosure.engine.problem import Key, Problem, Relation, Unit
from auszug_lib.published import PublishedFigure


def registered(register: Sequence[PublishedFigure], year: int) -> Iterator[Relation]:
    """Yield what the register of published figures says of all carriers in a year: cells, or sums of them."""
    for figure in register:
        if figure.year == year:
            cells = [
                cell_of((TOTAL, figure.measure, figure.dimension or TOTAL, category))
                for category in figure.categories or (TOTAL,)
            ]
            yield Relation(tuple((cell, 1.0) for cell in cells), figure.value, figure.value)


def republished(figures: Mapping[Figure, float | None]) -> Iterator[Relation]:
    """Yield what an earlier release of the same figures printed."""
    for figure, value in figures.items():
        if value is not None:
            yield Relation(((cell_of(figure), 1.0),), value, value)


def with_dots(problem: Problem, dotted: Collection[Key]) -> Problem:
    """Return the problem in which these figures stay dotted, unless they are zero now or known by now."""
    known = set(dotted)
    return replace(
        problem,
        units=tuple(
            replace(unit, status="secret") if unit.status == "open" and unit.key in known else unit
            for unit in problem.units
        ),
    )


def with_knowledge(problem: Problem, facts: Iterable[Relation], minimum: int) -> Problem:
    """Return the problem for an attacker who also knows `facts`.

    A figure that is known by itself is printed again, as hiding it would hide nothing; only where it is
    small, it stays dotted, and what rests on it with it. A fact that is not true of the figures, because
    they were corrected since, tells nothing and is left out.

    Parameters
    ----------
    problem
        The problem so far.
    facts
        Equations between its variables, or of one of them; those that name others are left out.
    minimum
        The least count that may be printed.
    """
    values = {variable.key: variable.value for variable in problem.variables}
    true = [fact for fact in facts if _is_true(fact, values)]
    known = {fact.terms[0][0] for fact in true if len(fact.terms) == 1}
    return replace(
        problem,
        relations=(*problem.relations, *true),
        units=tuple(_printed_again(unit, known, values, minimum) for unit in problem.units),
        requirements=tuple(r for r in problem.requirements if r.variable not in known),
    )


def _is_true(fact: Relation, values: Mapping[Key, float]) -> bool:
    if any(key not in values for key, _ in fact.terms):
        return False
    return fact.lower <= sum(values[key] * factor for key, factor in fact.terms) <= fact.upper


def _printed_again(unit: Unit, known: set[Key], values: Mapping[Key, float], minimum: int) -> Unit:
    counted, *_ = unit.variables
    if counted in known and values[counted] >= minimum and unit.status == "open":
        return replace(unit, status="public")
    return unit
