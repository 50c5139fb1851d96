"""The rules of who must be protected, turned into a problem."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from auszug_lib.disclosure.engine.lattice import Family
from auszug_lib.disclosure.engine.problem import Problem, Relation, Requirement, Status, Unit
from auszug_lib.disclosure.engine.tables import Cell, Release, variables


@dataclass(frozen=True)
class Rules:
    """What must not be found out.

    Parameters
    ----------
    counted
        The measure whose small counts are secret, such as households.
    resting
        Measures that rest on it and are dotted with it, such as persons.
    headlines
        Tables that are always printed.
    minimum
        Nobody may prove that a small count is below it.
    above_all
        Whether what rests on any dotted count may turn out higher than it is, or only on a small one. Of two
        categories the greater one often holds as many persons as it can.
    zeros_dotted
        Dimensions in whose tables zero is as secret as a small count; elsewhere zeros are printed, and so
        everyone knows that a dot is at least 1.
    """

    counted: str
    resting: tuple[str, ...]
    headlines: tuple[Family, ...]
    minimum: int = 3
    above_all: bool = True
    zeros_dotted: frozenset[str] = frozenset()


def problem_of(
    release: Release,
    values: Mapping[Cell, float],
    rules: Rules,
    facts: tuple[Relation, ...] = (),
    known: Mapping[Cell, tuple[float, float]] | None = None,
) -> Problem:
    """Return the problem of protecting a release.

    Parameters
    ----------
    release, values
        The tables and the value of every cell.
    rules
        What must not be found out.
    facts, known
        What the attacker knows besides, from earlier releases: relations between cells, and bounds of cells.

    Returns
    -------
    Problem
        A unit has the key of its counted cell. Dotting a large count costs up to twice as much as dotting
        a small one: few dots come first, small ones second.
    """
    known = known or {}
    bounds = {cell: _bounds(cell, values[cell], release, rules, known.get(cell)) for cell in release.cells()}
    cells = [cell for cell in release.cells() if cell.measure == rules.counted]
    statuses = {cell: _status(cell, values, release, rules) for cell in cells}
    largest = max((values[cell] for cell in cells), default=0.0) or 1.0
    return Problem(
        tuple(variables(release, values, bounds)),
        (*release.relations(), *facts),
        tuple(
            Unit(cell, _together(cell, values, rules), 1.0 + values[cell] / largest, status)
            for cell, status in statuses.items()
        ),
        tuple(
            requirement
            for cell, status in statuses.items()
            if status in ("secret", "open")
            for requirement in _requirements(cell, values, rules)
        ),
    )


def _family(cell: Cell) -> Family:
    return frozenset(dimension for dimension, _ in cell.place)


def _together(cell: Cell, values: Mapping[Cell, float], rules: Rules) -> tuple[Cell, ...]:
    beside = (Cell(measure, cell.place) for measure in rules.resting)
    return (cell, *(other for other in beside if other in values))


def _may_be_zero(cell: Cell, release: Release, rules: Rules) -> bool:
    return not release.is_printed(cell) or bool(_family(cell) & rules.zeros_dotted)


def _bounds(
    cell: Cell, value: float, release: Release, rules: Rules, known: tuple[float, float] | None
) -> tuple[float, float]:
    least, most = known or (0.0, math.inf)
    return (least if value == 0 or _may_be_zero(cell, release, rules) else max(least, 1.0)), most


def _status(cell: Cell, values: Mapping[Cell, float], release: Release, rules: Rules) -> Status:
    if not release.is_printed(cell):
        return "hidden"
    if _family(cell) in rules.headlines:
        return "public"
    if values[cell] == 0 and not _may_be_zero(cell, release, rules):
        return "public"
    return "secret" if values[cell] < rules.minimum else "open"


def _requirements(cell: Cell, values: Mapping[Cell, float], rules: Rules) -> list[Requirement]:
    """Return what must hold where a unit is dotted: not determined, not provably small, persons even less."""
    small = values[cell] < rules.minimum
    above = small or rules.above_all
    first = Requirement(cell, upper_at_least=rules.minimum if small else -math.inf, width_at_least=1.0)
    rest = _together(cell, values, rules)[1:]
    return [
        first,
        *(
            Requirement(other, max(rules.minimum, values[other] + above), width_at_least=1.0)
            for other in rest
        ),
    ]
