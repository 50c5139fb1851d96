import numpy as np
import pytest

from auszug_lib.disclosure.engine.failure import InconsistentTablesError
from auszug_lib.disclosure.engine.problem import Problem, Relation, Requirement, Unit, Variable
from auszug_lib.disclosure.engine.system import compile_problem, parts


def chain(together: bool) -> Problem:
    """Return a + b = 3 and c + d = 7, with b and c in one unit or in two."""
    values = {"a": 1, "b": 2, "c": 3, "d": 4, "ab": 3, "cd": 7}
    middle = [Unit("bc", ("b", "c"))] if together else [Unit("b", ("b",)), Unit("c", ("c",))]
    return Problem(
        tuple(Variable(key, value) for key, value in values.items()),
        (Relation((("a", 1), ("b", 1), ("ab", -1))), Relation((("c", 1), ("d", 1), ("cd", -1)))),
        (
            Unit("a", ("a",)),
            *middle,
            Unit("d", ("d",)),
            *(Unit(key, (key,), 1, "public") for key in ("ab", "cd")),
        ),
        (Requirement("d", width_at_least=1),),
    )


FREE = np.array([True, True, True, True, False, False])


def test_public_totals_split_a_problem_and_units_tie_it():
    assert len(parts(compile_problem(chain(together=False)), FREE, units_tie=True)) == 2
    assert len(parts(compile_problem(chain(together=True)), FREE, units_tie=False)) == 2
    assert len(parts(compile_problem(chain(together=True)), FREE, units_tie=True)) == 1


def test_a_part_has_its_own_numbers_and_remembers_the_problems():
    second = parts(compile_problem(chain(together=False)), FREE, units_tie=True)[1]
    assert second.variables.tolist() == [2, 3]
    assert second.rows.lower.tolist() == [7]
    assert second.demands.variable.tolist() == [1]


def test_printed_numbers_that_do_not_add_up_are_refused():
    system = compile_problem(chain(together=False))
    system.values[0] = 5
    with pytest.raises(InconsistentTablesError):
        parts(system, np.zeros(6, dtype=bool), units_tie=False)


@pytest.mark.parametrize(
    "units",
    [
        (Unit("a", ("a",)), Unit("b", ("a",))),
        (Unit("a", ("a",)), Unit("a", ())),
        (Unit("a", ("b",)),),
        (),
        (Unit("a", ("a",), 0.0),),
    ],
)
def test_a_problem_whose_parts_do_not_fit_is_refused(units):
    with pytest.raises(ValueError, match=r"named more than once|in no unit|weight above 0"):
        Problem((Variable("a", 1),), (), units)
