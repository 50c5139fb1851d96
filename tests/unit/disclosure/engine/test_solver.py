import highspy
import numpy as np
import pytest

from auszug_lib.disclosure.engine.rows import make_rows
from auszug_lib.disclosure.engine.solver import Model, SolverError

LOWER, UPPER = np.zeros(2), np.full(2, 10.0)


def test_whole_numbers_cost_more_than_fractions():
    rows = make_rows([[(0, 2.0), (1, 2.0)]], [3], [np.inf])
    fractional = Model(rows, LOWER, UPPER).minimise(np.ones(2))
    whole = Model(rows, LOWER, UPPER, np.array([True, True])).minimise(np.ones(2))
    assert (fractional.ending, fractional.bound) == ("optimal", 1.5)
    assert (whole.ending, whole.bound) == ("optimal", 2)


def test_bounds_and_rows_may_change_between_solves():
    model = Model(make_rows([[(0, 1.0), (1, 1.0)]], [3], [np.inf]), LOWER, UPPER)
    model.set_bounds(np.array([2.0, 0.0]), UPPER)
    assert model.minimise(np.array([2.0, 1.0])).bound == 2 * 2 + 1
    model.add_row(4, np.inf, np.array([1], dtype=np.int32), np.ones(1))
    assert model.minimise(np.array([2.0, 1.0])).bound == 2 * 2 + 4


def test_what_has_no_answer_says_so():
    empty = make_rows([[(0, 1.0)]], [20], [np.inf])
    assert Model(empty, LOWER, UPPER).minimise(np.ones(2)).ending == "infeasible"
    endless = Model(make_rows([], [], []), LOWER, np.full(2, np.inf))
    assert endless.minimise(-np.ones(2)).ending == "unbounded"


def test_a_solve_that_is_refused_is_an_error_and_no_answer(monkeypatch):
    model = Model(make_rows([], [], []), LOWER, UPPER)
    monkeypatch.setattr(type(model._highs), "run", lambda self: highspy.HighsStatus.kError)
    with pytest.raises(SolverError):
        model.minimise(np.ones(2))


def test_the_library_prints_nothing(capfd):
    Model(make_rows([], [], []), LOWER, UPPER).minimise(np.ones(2))
    assert capfd.readouterr() == ("", "")
