"""What an attacker knows besides the tables: figures that were published before."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import cell_of
from auszug_lib.disclosure.engine.problem import Key, Problem, Relation, Unit
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension


def registered(
    register: Sequence[PublishedFigure], year: int, known: Mapping[str, Dimension], printed: Sequence[str]
) -> Iterator[Relation]:
    """Yield what the register of published figures says of all carriers in a year, in terms of the tables.

    Parameters
    ----------
    register
        The register.
    year
        The year that is attacked.
    known
        All dimensions by key.
    printed
        The dimensions by which the tables of all carriers are printed; of coarser categories a figure in the
        register may be one, several, or a part.
    """
    for figure in register:
        if figure.year == year:
            dimension, codes, is_whole = _in_print(figure, known, printed)
            cells = [cell_of((TOTAL, figure.measure, dimension, code)) for code in codes]
            upper = figure.value if is_whole else math.inf
            yield Relation(tuple((cell, 1.0) for cell in cells), figure.value, upper)


def _in_print(
    figure: PublishedFigure, known: Mapping[str, Dimension], printed: Sequence[str]
) -> tuple[str, Sequence[str], bool]:
    """Return the dimension and categories in print that hold a figure, and whether they hold nothing else."""
    if figure.dimension is None:
        return TOTAL, (TOTAL,), True
    coarse = [known[key] for key in printed if known[key].finer == figure.dimension]
    if not coarse:
        return figure.dimension, figure.categories, True
    groups = tuple(dict.fromkeys(coarse[0].group_of[code] for code in figure.categories))
    inside = {code for code, group in coarse[0].group_of.items() if group in groups}
    return coarse[0].key, groups, inside == set(figure.categories)


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
    true = [fact for fact in facts if is_true(fact, values)]
    known = {fact.terms[0][0] for fact in true if len(fact.terms) == 1 and fact.lower == fact.upper}
    return replace(
        problem,
        relations=(*problem.relations, *true),
        units=tuple(_printed_again(unit, known, values, minimum) for unit in problem.units),
        requirements=tuple(r for r in problem.requirements if r.variable not in known),
    )


def is_true(fact: Relation, values: Mapping[Key, float]) -> bool:
    """Return whether a fact holds for these values; it does not where one of them is missing."""
    if any(key not in values for key, _ in fact.terms):
        return False
    return fact.lower <= sum(values[key] * factor for key, factor in fact.terms) <= fact.upper


def _printed_again(unit: Unit, known: set[Key], values: Mapping[Key, float], minimum: int) -> Unit:
    counted, *_ = unit.variables
    if counted in known and values[counted] >= minimum and unit.status == "open":
        return replace(unit, status="public")
    return unit
