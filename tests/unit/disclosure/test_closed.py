"""Tables of so few households that dots alone cannot hide them: their zeros are dotted too."""

import math
from dataclasses import replace

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.closed import line_of, with_lines_closed
from auszug_lib.disclosure.counts import cell_of
from auszug_lib.disclosure.demand import demand
from auszug_lib.disclosure.engine.attack import attack
from auszug_lib.disclosure.engine.suppress import suppress
from auszug_lib.disclosure.levels import Printed
from auszug_lib.disclosure.population import populations
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.measures import measures

from .conftest import CITY

MEASURES = measures(CITY)
PLACED, _, CLOSED, _ = populations(MEASURES)
KFR_REASONS = ("KFR", "cases_closed", "closing_reason")


def test_a_line_is_a_carrier_and_a_dimension_or_a_part():
    month = cell_of(("DRK", "households_placed", "month", "3"))
    assert line_of(month, PLACED) == ("DRK", "households_placed", "month")
    pilot = cell_of(("DRK", "pilot_households", TOTAL, TOTAL))
    assert line_of(pilot, PLACED) == ("DRK", "households_placed", "pilot_households")
    assert line_of(month, CLOSED) is None
    assert line_of(cell_of(("DRK", "households_placed", TOTAL, TOTAL)), PLACED) is None


def test_the_zeros_of_a_closed_line_are_dotted_and_a_dot_may_be_zero(counts):
    printed = Printed(("closing_reason",), ("closing_reason",))
    problem = demand(counts, CLOSED, printed, headline=True)
    line = {unit.key for unit in problem.units if line_of(unit.key, CLOSED) == KFR_REASONS}
    zero = cell_of(("KFR", "cases_closed", "closing_reason", "kein_bedarf"))
    assert counts.value(zero) == 0
    assert zero not in suppress(problem).pattern
    closed = with_lines_closed(problem, frozenset({KFR_REASONS}), CLOSED, counts)
    pattern = suppress(closed).pattern
    assert line <= pattern
    assert attack(closed, pattern)[zero].low == 0
    assert attack(closed, pattern)[zero].high >= 1


def test_of_fewer_households_than_may_be_printed_nobody_learns_where_they_are(counts):
    cube = counts.cube.copy()
    total = (
        (cube["carrier"] == "KFR") & (cube["measure"] == "households_placed") & (cube["dimension"] == TOTAL)
    )
    cube.loc[total, "value"] = 15
    strict = replace(counts, cube=cube, policy=Disclosure(minimum=20))
    for population, dimension, asked in (
        (PLACED, "funding", (-math.inf, 1.0)),  # the total is printed all the same
        (CLOSED, "closing_reason", (20, 1.0)),
    ):
        line = ("KFR", population.counted.key, dimension)
        problem = demand(strict, population, Printed((), (dimension,)), headline=True)
        closed = with_lines_closed(problem, frozenset({line}), population, strict)
        inside = [r for r in closed.requirements if line_of(r.variable, population) == line]
        assert {(r.upper_at_least, r.width_at_least) for r in inside} == {asked}
