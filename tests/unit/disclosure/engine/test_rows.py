import numpy as np

from auszug_lib.disclosure.engine.rows import make_rows, without_columns

ROWS = make_rows([[(0, 1.0), (1, 2.0)], [(2, 1.0)]], [0, 4], [5, 4])


def test_rows_hold_where_their_sums_are_within_bounds():
    assert ROWS.activity(np.array([1.0, 2.0, 4.0])).tolist() == [1 + 2 * 2, 4]
    assert ROWS.hold_at(np.array([1.0, 2.0, 4.0]))
    assert not ROWS.hold_at(np.array([2.0, 2.0, 4.0]))


def test_constants_move_to_the_bounds_and_empty_rows_go():
    left = without_columns(ROWS, np.array([False, True, False]), np.array([3.0, np.nan, 4.0]))
    assert len(left) == 1
    assert left.index.tolist() == [0]
    assert (left.lower.tolist(), left.upper.tolist()) == ([-3], [5 - 3])


def test_multipliers_add_rows_up():
    assert ROWS.combined(np.array([2.0, -1.0]), 3).tolist() == [2, 4, -1]
