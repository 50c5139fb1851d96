"""Geheimhaltung an Lehrbuchtabellen: was ein Angreifer ausrechnen kann, und welche Punkte am wenigsten kosten.

Tabellen stehen als Text da; `·` vor einer Zahl heißt: diese Zelle ist gepunktet. Die Ränder (Summen) sind
immer gedruckt und stehen nicht da.
"""

import math

import pytest

from auszug_lib.disclosure.engine.attack import attack, audit
from auszug_lib.disclosure.engine.failure import InconsistentTablesError, UnprotectableError
from auszug_lib.disclosure.engine.lattice import Coarsening, Lattice
from auszug_lib.disclosure.engine.problem import Problem, Relation, Requirement, Unit, Variable
from auszug_lib.disclosure.engine.suppress import suppress
from auszug_lib.disclosure.engine.tables import Cell, Ratio, Release


def drawn(text: str) -> tuple[dict[tuple[int, int], int], frozenset]:
    """Read a drawn table: the values, and the dotted cells; rows and columns count from 1."""
    lines = [line.strip("| ").split("|") for line in text.strip().splitlines()]
    cells = {(row, column): cell for row, line in enumerate(lines, 1) for column, cell in enumerate(line, 1)}
    values = {place: int(cell.replace("·", "")) for place, cell in cells.items()}
    return values, frozenset(place for place, cell in cells.items() if "·" in cell)


def two_way(
    values: dict,
    secret: dict | None = None,
    public: frozenset = frozenset(),
    lower: float = 0,
    whole: bool = True,
) -> Problem:
    """Return a table of rows and columns with its margins; `secret` has what a cell's interval must keep."""
    secret = secret or {}
    rows, columns = ({place[axis] for place in values} for axis in (0, 1))
    sums = {("row", row): sum(value for (r, _), value in values.items() if r == row) for row in rows}
    sums |= {("column", col): sum(value for (_, c), value in values.items() if c == col) for col in columns}
    relations = [
        Relation((*((place, 1.0) for place in values if place[axis] == number), ((name, number), -1.0)))
        for axis, name, numbers in ((0, "row", rows), (1, "column", columns))
        for number in sorted(numbers)
    ]
    variables = [Variable(place, value, lower, math.inf, whole) for place, value in values.items()]
    variables += [Variable(key, value) for key, value in sums.items()]
    status = dict.fromkeys([*sums, *public], "public") | dict.fromkeys(secret, "secret")
    return Problem(
        tuple(variables),
        tuple(relations),
        tuple(
            Unit(item.key, (item.key,), item.value or 1, status.get(item.key, "open")) for item in variables
        ),
        tuple(Requirement(place, **asked) for place, asked in secret.items()),
    )


def interval(text: str, place: tuple[int, int], **known) -> list[float]:
    """Return what an attacker knows of a dotted cell of a drawn table."""
    values, dots = drawn(text)
    found = attack(two_way(values, **known), dots)[place]
    return [found.low, found.high]


def test_one_dot_in_a_line_is_no_dot():
    table = """
    | ·20 | 50 | 10 |
    |   8 | 19 | 22 |
    """
    assert interval(table, (1, 1)) == [20, 20]


def test_a_square_of_four_dots_moves_as_far_as_its_smallest_cells():
    table = """
    | ·20 | ·50 | 10 |
    |  ·8 | ·19 | 22 |
    """
    assert interval(table, (1, 1)) == [20 - 19, 20 + 8]
    assert interval(table, (2, 1)) == [0, 8 + 19]


def test_printed_zeros_say_that_a_dot_is_at_least_one():
    table = """
    | ·2 | ·5 |
    | ·1 | ·3 |
    """
    assert interval(table, (1, 1), lower=0) == [0, 2 + 1]
    assert interval(table, (1, 1), lower=1) == [1, 2 + 0]


def test_two_dots_in_every_line_are_not_enough():
    table = """
    | ·12 |  ·7 |  ·9 |  30 |
    | ·25 |  40 |  ·4 |  11 |
    |  18 | ·22 |  31 | ·16 |
    |  27 | ·35 |  29 | ·42 |
    """
    assert interval(table, (1, 2)) == [7, 7]
    assert interval(table.replace("| ·12 |  ·7 |  ·9 |  30 |", "| ·12 | ·7 | ·9 | ·30 |"), (1, 2)) == [
        0,
        7 + 30,
    ]


FISCHETTI_SALAZAR = """
| 20 | 50 | 10 |
|  8 | 19 | 22 |
| 17 | 32 | 12 |
"""


def test_fischetti_and_salazar_2001():
    values, _ = drawn(FISCHETTI_SALAZAR)
    problem = two_way(values, {(2, 3): {"lower_at_most": 22 - 5, "upper_at_least": 22 + 8}})
    found = suppress(problem)
    assert found.pattern == {(2, 1), (2, 3), (3, 1), (3, 3)}
    assert found.cost == 8 + 22 + 17 + 12
    assert found.is_optimal
    assert audit(problem, found.pattern) == ()


def test_upper_protection_counts_what_neighbours_can_give():
    values, _ = drawn(FISCHETTI_SALAZAR)
    more = suppress(two_way(values, {(2, 3): {"upper_at_least": 22 + 15}}))
    assert more.is_optimal
    assert more.pattern > {(2, 3)}
    assert more.cost > 59  # the 8 and the 12 give 8 and 12 at most


def test_sliding_protection_asks_for_width_wherever_it_lies():
    values, _ = drawn(FISCHETTI_SALAZAR)
    problem = two_way(values, {(2, 3): {"width_at_least": 20}})
    found = suppress(problem)
    known = attack(problem, found.pattern)[2, 3]
    assert found.cost == 59  # {8, 22, 17, 12}: down by 17, up by 8
    assert known.high - known.low == 17 + 8


def test_continuous_values_have_intervals_without_rounding():
    table = """
    | ·2 | ·5 | ·1 |
    | ·1 | ·3 | ·4 |
    """
    assert interval(table, (1, 1), whole=False) == [0, 3]


def test_lines_without_an_end_have_no_upper_bound():
    a, b = Variable("a", 3, -math.inf, is_integer=False), Variable("b", 4, -math.inf, is_integer=False)
    problem = Problem(
        (a, b, Variable("sum", 7)),
        (Relation((("a", 1), ("b", 1), ("sum", -1))),),
        (Unit("a", ("a",)), Unit("b", ("b",)), Unit("sum", ("sum",), status="public")),
    )
    assert attack(problem, frozenset({"a", "b"}))["a"].high == math.inf


def test_whole_numbers_give_away_what_fractions_hide():
    """2 a + 2 b + 3 c = 7 with a, b, c >= 0: c may be 1/3 or 7/3, but only 1 is a whole number that fits."""
    variables = [Variable("a", 1), Variable("b", 1), Variable("c", 1)]
    variables.append(Variable("sum", 7))
    relation = Relation((("a", 2.0), ("b", 2.0), ("c", 3.0), ("sum", -1.0)))
    units = tuple(
        Unit(item.key, (item.key,), 1, "public" if item.key == "sum" else "secret") for item in variables
    )
    problem = Problem(tuple(variables), (relation,), units, (Requirement("c", width_at_least=1),))
    known = attack(problem, problem.secret)
    assert [known["c"].low, known["c"].high] == [1, 1]
    assert [known["a"].low, known["a"].high] == [0, 2]
    with pytest.raises(UnprotectableError) as failure:
        suppress(problem)
    assert failure.value.requirement.variable == "c"
    assert failure.value.given_away_by == ("sum",)


def test_three_ways_a_cube_needs_eight_dots():
    """2 x 2 x 3 with all two-way margins printed: one cell moves only together with seven others."""
    lattice = Lattice({"a": (1, 2), "b": (1, 2), "c": (1, 2, 3)})
    pairs = [frozenset(pair) for pair in (("a", "b"), ("a", "c"), ("b", "c"))]
    release = Release(lattice, {"n": (frozenset("abc"), *pairs)})
    inside = [cell for cell in release.cells() if len(cell.place) == 3]
    values = dict.fromkeys(release.cells(), 0) | dict.fromkeys(inside, 5)
    for cell in release.cells():
        if len(cell.place) < 3:
            values[cell] = sum(5 for other in inside if cell.place <= other.place)
    target = inside[0]
    problem = Problem(
        tuple(Variable(cell, value) for cell, value in values.items()),
        tuple(release.relations()),
        tuple(
            Unit(cell, (cell,), 1, "secret" if cell == target else "open" if cell in inside else "public")
            for cell in values
        ),
        (Requirement(target, upper_at_least=7, lower_at_most=3),),
    )
    found = suppress(problem)
    assert len(found.pattern) == 2 * 2 * 2
    assert found.is_optimal
    assert attack(problem, found.pattern)[target].high == 5 + 5


def test_a_hierarchy_gives_a_lone_dot_away_at_every_level():
    """Months add to quarters: a dot in a month needs one in the same quarter, or a dotted quarter too."""
    lattice = Lattice(
        {"month": (1, 2, 3, 4)}, (Coarsening("half", "month", {1: "I", 2: "I", 3: "II", 4: "II"}),)
    )
    release = Release(lattice, {"n": (frozenset(), frozenset({"half"}), frozenset({"month"}))})
    counts = {1: 1, 2: 7, 3: 5, 4: 6}
    values = {
        cell: sum(
            count
            for month, count in counts.items()
            if all(
                (name == "half" and value == ("I" if month < 3 else "II")) or value == month
                for name, value in cell.place
            )
        )
        for cell in release.cells()
    }
    january = Cell("n", frozenset({("month", 1)}))
    problem = Problem(
        tuple(Variable(cell, value, 1) for cell, value in values.items()),
        tuple(release.relations()),
        tuple(
            Unit(cell, (cell,), value, "secret" if cell == january else "open" if cell.place else "public")
            for cell, value in values.items()
        ),
        (Requirement(january, upper_at_least=3),),
    )
    assert suppress(problem).pattern == {january, Cell("n", frozenset({("month", 2)}))}


def test_persons_give_households_away_where_size_times_households_is_known():
    """Two households of two persons: the dotted household cell is 4 : 2."""
    lattice = Lattice({"size": (1, 2)})
    families = (frozenset(), frozenset({"size"}))
    persons = Ratio("persons", "households", 1, 12, {"size": {1: (1, 1), 2: (2, 2)}})
    release = Release(lattice, {"households": families, "persons": families}, (persons,))
    values = {cell: {(): 5, (1,): 3, (2,): 2}[tuple(dict(cell.place).values())] for cell in release.cells()}
    values |= {
        cell: {(): 7, (1,): 3, (2,): 4}[tuple(dict(cell.place).values())]
        for cell in values
        if cell.measure == "persons"
    }
    problem = Problem(
        tuple(Variable(cell, value) for cell, value in values.items()),
        tuple(release.relations()),
        tuple(Unit(cell, (cell,), 1, "open" if cell.place else "public") for cell in values),
    )
    households = frozenset(cell for cell in values if cell.measure == "households" and cell.place)
    everything = frozenset(cell for cell in values if cell.place)
    two = Cell("households", frozenset({("size", 2)}))
    assert attack(problem, households)[two].is_point
    assert attack(problem, everything)[two].is_point  # 5 households, 7 persons: still only one way


def test_figures_of_earlier_releases_are_known():
    table = """
    | ·20 | ·50 | 10 |
    |  ·8 | ·19 | 22 |
    """
    values, dots = drawn(table)
    plain = two_way(values)
    known = Problem(plain.variables, (*plain.relations, Relation((((1, 1), 1.0),), 18, 25)), plain.units)
    assert [attack(known, dots)[2, 1].low, attack(known, dots)[2, 1].high] == [8 - 5, 8 + 2]


def test_a_cell_that_totals_give_away_is_named():
    values, _ = drawn(FISCHETTI_SALAZAR)
    neighbours = frozenset({(2, 1), (2, 2)})
    with pytest.raises(UnprotectableError) as failure:
        suppress(two_way(values, {(2, 3): {"upper_at_least": 25}}, neighbours))
    assert failure.value.requirement.variable == (2, 3)
    assert (failure.value.low, failure.value.high) == (22, 22)
    assert ("row", 2) in failure.value.given_away_by


def test_tables_that_contradict_each_other_are_named():
    values, _ = drawn(FISCHETTI_SALAZAR)
    problem = two_way(values)
    wrong = tuple(Variable(v.key, v.value + (v.key == ("row", 1))) for v in problem.variables)
    with pytest.raises(InconsistentTablesError) as failure:
        attack(Problem(wrong, problem.relations, problem.units), frozenset())
    assert ("row", 1) in failure.value.variables
