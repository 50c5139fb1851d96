import dataclasses
import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import enumerated, table_problem, tables

from auszug_lib.disclosure.engine.attack import attack, audit
from auszug_lib.disclosure.engine.problem import Problem, Relation, Requirement, Unit, Variable


def cells_of(problem: Problem) -> list:
    return [unit.key for unit in problem.units if unit.status != "public"]


@st.composite
def dotted_tables(draw, most: int = 9):
    problem = table_problem(draw(tables))
    dots = draw(st.sets(st.sampled_from(cells_of(problem)), min_size=1, max_size=most))
    return problem, frozenset(dots)


@given(dotted_tables())
def test_the_true_table_lies_in_every_interval(drawn):
    problem, dots = drawn
    true = {variable.key: variable.value for variable in problem.variables}
    for key, interval in attack(problem, dots).items():
        assert interval.low <= true[key] <= interval.high
        assert interval.is_exact


@settings(max_examples=25)
@given(dotted_tables(most=4))
def test_intervals_are_those_of_all_tables_there_are(drawn):
    problem, dots = drawn
    every = list(enumerated(problem, dots))
    for key, interval in attack(problem, dots).items():
        assert interval.low == min(table[key] for table in every)
        assert interval.high == max(table[key] for table in every)


@settings(max_examples=40)
@given(dotted_tables(), st.data())
def test_more_dots_never_narrow_an_interval(drawn, data):
    problem, dots = drawn
    more = dots | data.draw(st.sets(st.sampled_from(cells_of(problem))))
    wider = attack(problem, more)
    for key, interval in attack(problem, dots).items():
        assert wider[key].low <= interval.low
        assert wider[key].high >= interval.high


@settings(max_examples=25)
@given(dotted_tables(), st.randoms())
def test_the_order_of_rows_and_cells_does_not_matter(drawn, random):
    problem, dots = drawn
    shuffled = dataclasses.replace(
        problem,
        variables=tuple(random.sample(problem.variables, len(problem.variables))),
        relations=tuple(random.sample(problem.relations, len(problem.relations))),
        units=tuple(random.sample(problem.units, len(problem.units))),
    )
    assert attack(shuffled, dots) == attack(problem, dots)


def test_true_values_of_dotted_cells_are_not_needed():
    problem = table_problem(np.array([[2, 5], [1, 3]]))
    blind = dataclasses.replace(
        problem,
        variables=tuple(
            dataclasses.replace(variable, value=math.nan) if variable.key in cells_of(problem) else variable
            for variable in problem.variables
        ),
    )
    dots = frozenset(cells_of(problem))
    assert attack(blind, dots) == attack(problem, dots)


def test_a_printed_secret_is_a_breach_whatever_was_promised():
    problem = table_problem(np.array([[1, 5], [4, 3]]), secret_below=3)
    breaches = audit(problem, frozenset())
    assert [breach.requirement.variable for breach in breaches] == [(0, 0)]
    assert breaches[0].interval.is_point


def test_a_lone_dot_is_a_breach():
    problem = table_problem(np.array([[1, 5], [4, 3]]), secret_below=3)
    assert len(audit(problem, frozenset({(0, 0)}))) == 1
    assert audit(problem, frozenset({(0, 0), (0, 1), (1, 0), (1, 1)})) == ()


def test_hidden_quantities_tie_printed_ones_together():
    variables = (Variable("a", 3), Variable("b", 4), Variable("hidden", 3))
    units = (Unit("a", ("a",)), Unit("b", ("b",)), Unit("h", ("hidden",), 0, "hidden"))
    relations = (Relation((("a", 1), ("hidden", -1))), Relation((("b", 1), ("hidden", -1)), 1, 1))
    problem = Problem(variables, relations, units, (Requirement("a", width_at_least=1),))
    assert attack(problem, frozenset({"a"}))["a"].is_point
    assert not attack(problem, frozenset({"a", "b"}))["a"].is_point
