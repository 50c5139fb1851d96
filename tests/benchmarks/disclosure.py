"""What an attacker recovers, and what protection costs: `python tests/benchmarks/disclosure.py [YEAR …]`.

A year is the number of one of the five synthetic ones, or a CSV file like theirs. For each: the share of
small cells that an attacker determines exactly without control, with dots on small cells only, with each
table protected alone, and with this package; then dots and seconds of processor time for the one-way tables,
the collapsed ones and those with six two-way tables.
"""

import dataclasses
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures" / "disclosure"))

import synthetic_years

from auszug_lib.disclosure.engine.attack import attack, audit
from auszug_lib.disclosure.engine.problem import Key, Pattern, Problem, Relation
from auszug_lib.disclosure.engine.suppress import suppress
from auszug_lib.disclosure.engine.tables import Cell

SETS = {
    "Eindimensional": {},
    "Zusammengefasst": {"collapsed": True},
    "Mit sechs Kreuztabellen": {"two_way": True},
}


def table_of(key: Key) -> tuple[str, tuple[str, ...], bool]:
    """Return the printed table a cell belongs to: measure, dimensions, and carrier by carrier or combined."""
    assert isinstance(key, Cell)
    names = {name for name, _ in key.place}
    return key.measure, tuple(sorted(names - {"carrier"})), "carrier" in names


def alone(problem: Problem) -> Pattern:
    """Protect every table as if there were no other: sums to its own total, nothing else."""
    dots: set[Key] = set()
    for table in {table_of(unit.key) for unit in problem.units if table_of(unit.key)[1]}:
        dots |= suppress(only(problem, table)).pattern
    return frozenset(dots)


def only(problem: Problem, table: tuple[str, tuple[str, ...], bool]) -> Problem:
    """Return the problem of one table of households and the totals it adds up to."""
    keys = {v.key for v in problem.variables if table_of(v.key) in (table, (table[0], (), table[2]))}
    kept = tuple(v for v in problem.variables if v.key in keys)
    return Problem(
        kept,
        tuple(relation for relation in problem.relations if inside(relation, keys)),
        tuple(dataclasses.replace(u, variables=(u.key,)) for u in problem.units if u.key in keys),
        tuple(r for r in problem.requirements if r.variable in keys),
    )


def inside(relation: Relation, keys: set[Key]) -> bool:
    """Return whether a relation speaks of these cells only."""
    return all(key in keys for key, _ in relation.terms)


def recovered(problem: Problem, pattern: Pattern) -> str:
    """Return how many of the small cells are determined: printed, or dotted in vain."""
    known = attack(problem, pattern, frozenset(problem.secret))
    found = sum(cell not in known or known[cell].is_point for cell in problem.secret)
    return f"{found:3d} von {len(problem.secret)}"


def lines(year: int | Path) -> Iterator[str]:
    """Yield what is printed of a year."""
    problem = synthetic_years.problem(year)
    protected = suppress(problem).pattern
    yield f"Jahr {year}: genau bestimmte kleine Zellen"
    yield f"  (a) ohne Geheimhaltung       {recovered(problem, frozenset())}"
    yield f"  (b) Punkte auf kleinen       {recovered(problem, problem.secret)}"
    yield f"  (c) jede Tabelle für sich    {recovered(problem, alone(problem))}"
    yield f"  (d) dieses Paket             {recovered(problem, protected)}"
    for name, options in SETS.items():
        problem = synthetic_years.problem(year, **options)
        start = time.process_time()
        found = suppress(problem)
        seconds = time.process_time() - start
        state = "bewiesen kleinstes Gewicht" if found.is_optimal else f"Schranke {found.bound:.1f}"
        breaches = len(audit(problem, found.pattern))
        yield f"  {name:25s}{len(found.pattern):4d} Punkte, {seconds:5.1f} s, {breaches} Verstöße, {state}"


def main() -> None:
    """Print the figures of the years named, or of all five."""
    for year in [int(word) if word.isdigit() else Path(word) for word in sys.argv[1:]] or range(5):
        for line in lines(year):
            print(line, flush=True)


if __name__ == "__main__":
    main()
