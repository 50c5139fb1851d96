"""What is to be protected in the figures of a year: from the cube to a problem for the solver."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auszug_lib.disclosure.counts import CARRIER, Counts
from auszug_lib.disclosure.engine.lattice import Category, Coarsening, Family, Lattice
from auszug_lib.disclosure.engine.problem import Key, Problem, Relation, Unit
from auszug_lib.disclosure.engine.rules import Rules, problem_of
from auszug_lib.disclosure.engine.tables import Cell, Ratio, Release
from auszug_lib.disclosure.levels import Printed
from auszug_lib.disclosure.population import Population
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure

_ALL: Family = frozenset()
_OF_CARRIERS: Family = frozenset({CARRIER})


def demand(counts: Counts, population: Population, printed: Printed, *, headline: bool) -> Problem:
    """Return the problem of protecting all figures of a population.

    Parameters
    ----------
    counts
        The figures.
    population
        The households they speak of.
    printed
        The dimensions of their tables.
    headline
        Whether the totals, of each carrier too, are always printed.
    """
    whole = _release(counts, population, printed)
    headlines = (_ALL, _OF_CARRIERS) if headline else ()
    problem = _problem(counts, whole, population.counted, population.resting, headlines)
    for given in dict.fromkeys(part.given for part in population.parts):
        parts = [part for part in population.parts if part.given == given]
        problem = _with_parts(problem, counts, population, printed, parts)
    return problem


def _release(counts: Counts, population: Population, printed: Printed) -> Release:
    tables = (
        *(_ALL, _OF_CARRIERS),
        *(frozenset({key}) for key in printed.combined),
        *(frozenset({CARRIER, key}) for key in printed.carriers),
    )
    shown = dict.fromkeys((*printed.combined, *printed.carriers))
    sizes = {key for key in shown if counts.dimensions[key].tells_sizes}
    beside = tuple(table for table in tables if not table & sizes)
    return Release(
        _lattice(counts, [counts.dimensions[key] for key in shown]),
        {population.counted.key: tables, **{measure.key: beside for measure in population.resting}},
        tuple(_ratio(counts, population.counted, measure) for measure in population.resting),
    )


def _lattice(counts: Counts, shown: Sequence[Dimension]) -> Lattice:
    fine = {dimension.finer or dimension.key: None for dimension in shown}
    categories = {key: counts.dimensions[key].categories for key in fine}
    return Lattice(
        {CARRIER: tuple(counts.carriers), **{key: codes.codes for key, codes in categories.items() if codes}},
        tuple(Coarsening(d.key, d.finer, dict(d.group_of.items())) for d in shown if d.finer),
    )


def _ratio(counts: Counts, base: Measure, measure: Measure) -> Ratio:
    """Return what everyone knows of persons by households: each has at least one, of its size as many."""
    most = counts.policy.largest_household
    within: dict[str, dict[Category, tuple[float, float]]] = {
        dimension.key: {code: _persons(code, most) for code in dimension.categories.codes}
        for dimension in counts.dimensions.values()
        if dimension.categories and "household_size" in (dimension.key, dimension.finer)
    }
    return Ratio(measure.key, base.key, 1.0, float(most), within)


def _persons(size: str, most: int) -> tuple[float, float]:
    """Return least and most persons of a size class: 2 and 2 in "2", 3 and 4 in "3-4", 6 and more in "6+"."""
    least, _, last = size.removesuffix("+").partition("-")
    return float(least), float(last or (most if size.endswith("+") else least))


def _problem(
    counts: Counts,
    release: Release,
    counted: Measure,
    resting: Sequence[Measure],
    headlines: tuple[Family, ...],
) -> Problem:
    values = {cell: counts.value(cell) for cell in release.cells()}
    dotted = set(counts.policy.zeros_dotted)
    rules = Rules(
        counted.key,
        tuple(measure.key for measure in resting),
        headlines,
        counts.policy.minimum,
        above_all=False,
        zeros_dotted=frozenset(d.key for d in counts.dimensions.values() if {d.key, d.finer} & dotted),
    )
    return problem_of(release, values, rules)


def _with_parts(
    problem: Problem, counts: Counts, population: Population, printed: Printed, parts: Sequence[Measure]
) -> Problem:
    """Add figures that are given only as totals: some of the households, and the persons in them.

    A part that is a cell of a table is that figure printed twice: both are printed or dotted as one.
    """
    counted = next(part for part in parts if part.statistic == "count")
    resting = [part for part in parts if part is not counted]
    release = Release(
        Lattice({CARRIER: tuple(counts.carriers)}),
        {part.key: (_ALL, _OF_CARRIERS) for part in parts},
        tuple(_ratio(counts, counted, part) for part in resting),
    )
    own = _problem(counts, release, counted, resting, ())
    known = {variable.key for variable in problem.variables}
    links = [
        relation
        for cell in release.cells()
        for part in parts
        if part.key == cell.measure
        for relation in _links(cell, part, population.whole_of(part), printed, counts)
        if all(key in known or key == cell for key, _ in relation.terms)
    ]
    same = {
        relation.terms[0][0]: relation.terms[1][0] for relation in links if relation.lower == relation.upper
    }
    least = {variable.key: variable.lower for variable in problem.variables}
    return replace(
        problem,
        variables=problem.variables
        + tuple(replace(v, lower=least.get(same.get(v.key), v.lower)) for v in own.variables),
        relations=(*problem.relations, *own.relations, *links),
        units=_as_one(problem.units, own.units, same),
        requirements=problem.requirements + tuple(r for r in own.requirements if r.variable not in same),
    )


def _as_one(units: Sequence[Unit], parts: Sequence[Unit], same: Mapping[Key, Key]) -> tuple[Unit, ...]:
    """Return all units, those of parts within the unit of the cell that they are."""
    within = {same[unit.key]: unit.variables for unit in parts if unit.key in same}
    merged = (replace(unit, variables=unit.variables + within.get(unit.key, ())) for unit in units)
    return (*merged, *(unit for unit in parts if unit.key not in same))


def _links(cell: Cell, part: Measure, whole: Measure, printed: Printed, counts: Counts) -> Iterator[Relation]:
    """Yield what a part has to do with the tables: it is a cell of one, or lies within a cell of several."""
    of_carrier = cell.place
    shown = printed.carriers if of_carrier else printed.combined
    within = [_printed_category(condition, shown, counts) for condition in part.given]
    around = [Cell(whole.key, of_carrier | {found[0]}) for found in within if found]
    if len(part.given) == 1 and within[0] and within[0][1]:
        yield Relation(((cell, 1.0), (around[0], -1.0)))
        return
    for other in around:
        yield Relation(((cell, 1.0), (other, -1.0)), -math.inf, 0.0)
    if len(around) == len(part.given) > 1 and all(found and found[1] for found in within):
        # What is in both of two cells is at least as much as they are together too many.
        total = Cell(whole.key, of_carrier)
        surplus = ((total, float(len(around) - 1)), *((other, -1.0) for other in around))
        yield Relation(((cell, 1.0), *surplus), 0.0, math.inf)


def _printed_category(
    condition: tuple[str, str], shown: Sequence[str], counts: Counts
) -> tuple[tuple[str, str], bool] | None:
    """Return the printed category that a condition falls into, and whether nothing else does."""
    dimension, category = condition
    if dimension in shown:
        return condition, True
    for key in shown:
        coarse = counts.dimensions[key]
        if coarse.finer == dimension:
            group = coarse.group_of[category]
            return (key, group), list(coarse.group_of.values()).count(group) == 1
    return None
