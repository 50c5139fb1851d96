import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_tables import table_problem, tables

from auszug_lib.disclosure.engine.attack import audit
from auszug_lib.disclosure.engine.failure import UnprotectableError
from auszug_lib.disclosure.engine.problem import Problem, Requirement
from auszug_lib.disclosure.engine.suppress import Effort, Suppression, suppress
from auszug_lib.disclosure.engine.weaken import weakened


def suppressed(problem: Problem, effort: Effort | None = None) -> Suppression:
    """Return a pattern; tables that cannot be protected are not looked at."""
    try:
        return suppress(problem, effort)
    except UnprotectableError:
        assume(False)
        raise


def cheapest(problem: Problem) -> float:
    """Return the least weight of a safe pattern, by trying all."""
    open_units = [unit.key for unit in problem.units if unit.status == "open"]
    patterns = (
        problem.secret | set(more)
        for size in range(len(open_units) + 1)
        for more in itertools.combinations(open_units, size)
    )
    return min(problem.cost(pattern) for pattern in patterns if not audit(problem, pattern))


@settings(max_examples=20)
@given(tables)
def test_a_pattern_is_safe_and_every_dot_in_it_is_needed(values):
    problem = table_problem(values, secret_below=3)
    pattern = suppressed(problem).pattern
    assert audit(problem, pattern) == ()
    assert all(audit(problem, pattern - {dot}) for dot in pattern)


@settings(max_examples=8)
@given(tables.filter(lambda values: values.size <= 6))
def test_no_pattern_costs_less(values):
    problem = table_problem(values, secret_below=2)
    found = suppressed(problem)
    assert found.is_optimal
    assert found.cost == pytest.approx(cheapest(problem))


@settings(max_examples=10)
@given(tables)
def test_the_fast_answer_is_safe_too_and_never_cheaper(values):
    problem = table_problem(values, secret_below=3)
    fast, exact = suppressed(problem, Effort(exact_up_to=0)), suppressed(problem)
    assert audit(problem, fast.pattern) == ()
    assert fast.cost >= exact.cost - 1e-9
    assert fast.bound <= exact.cost + 1e-9


@settings(max_examples=10)
@given(tables, st.randoms())
def test_two_runs_and_other_orders_cost_the_same(values, random):
    problem = table_problem(values, secret_below=3)
    first, second = suppressed(problem), suppressed(problem)
    shuffled = dataclasses.replace(
        problem, relations=tuple(random.sample(problem.relations, len(problem.relations)))
    )
    assert first == second
    assert suppressed(shuffled).cost == pytest.approx(first.cost)


def test_what_cannot_be_promised_is_cut_down_to_what_can():
    problem = table_problem(np.array([[1, 2], [2, 2]]), secret_below=2)
    asked = (Requirement((0, 0), upper_at_least=9, width_at_least=1),)
    greedy = dataclasses.replace(problem, requirements=asked)
    with pytest.raises(UnprotectableError) as failure:
        suppress(greedy)
    assert (failure.value.low, failure.value.high) == (0, 3)
    possible, too_much = weakened(greedy)
    assert too_much == asked
    assert possible.requirements == (Requirement((0, 0), upper_at_least=3, width_at_least=1),)
    assert audit(possible, suppress(possible).pattern) == ()
