"""One of the five years, as the reports print it; tests/benchmarks/disclosure.py runs them all."""

import pytest
import synthetic_years

from auszug_lib.disclosure.engine.attack import attack, audit
from auszug_lib.disclosure.engine.suppress import suppress
from auszug_lib.disclosure.engine.tables import Cell


@pytest.fixture(scope="module")
def year():
    problem = synthetic_years.problem(4)
    return problem, suppress(problem)


def test_a_year_needs_few_dots(year):
    problem, found = year
    assert len(problem.units) == 248
    assert found.is_optimal
    assert len(found.pattern) <= 71


def test_no_small_cell_is_proven_small_and_no_dot_is_determined(year):
    problem, found = year
    values = {variable.key: variable.value for variable in problem.variables}
    intervals = attack(problem, found.pattern)
    for cell in found.pattern:
        persons = Cell("persons", cell.place)
        assert not intervals[cell].is_point
        assert intervals[persons].high >= max(3, values[persons] + 1)
        assert values[cell] > 2 or intervals[cell].high >= 3
    assert audit(problem, found.pattern) == ()


def test_small_counts_are_dotted_and_headlines_and_zeros_are_not(year):
    problem, found = year
    values = {variable.key: variable.value for variable in problem.variables}
    assert problem.secret <= found.pattern
    assert all(cell in found.pattern for cell in problem.secret if 0 < values[cell] < 3)
    assert all(values[cell] and {name for name, _ in cell.place} - {"carrier"} for cell in found.pattern)


def test_printing_any_one_dotted_cell_breaks_the_promise():
    problem = synthetic_years.problem(2, collapsed=True)
    found = suppress(problem)
    assert all(audit(problem, found.pattern - {dot}) for dot in found.pattern)


def test_collapsed_categories_need_fewer_dots_and_two_runs_agree():
    problem = synthetic_years.problem(3, collapsed=True)
    first = suppress(problem)
    assert first == suppress(problem)
    assert len(first.pattern) <= 26
    assert audit(problem, first.pattern) == ()


def test_a_minimum_of_five_holds_too():
    problem = synthetic_years.problem(4, minimum=5, collapsed=True)
    found = suppress(problem)
    assert audit(problem, found.pattern) == ()
    intervals = attack(problem, found.pattern)
    assert all(intervals[cell].high >= 5 for cell in problem.secret)
