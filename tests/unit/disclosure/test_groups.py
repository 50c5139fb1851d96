"""All households of a carrier have one thing in common: nobody may learn that."""

from dataclasses import replace

import pytest

from auszug_lib.disclosure.counts import cell_of
from auszug_lib.disclosure.demand import demand
from auszug_lib.disclosure.engine.attack import attack
from auszug_lib.disclosure.engine.suppress import suppress
from auszug_lib.disclosure.groups import groups_given_away, with_groups_protected
from auszug_lib.disclosure.levels import Printed
from auszug_lib.disclosure.population import populations
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.measures import measures

from .conftest import CITY

PLACED = populations(measures(CITY))[0]
PLACED_ALONE = replace(PLACED, parts=(), resting=())
PRINTED = Printed(("residence_status_group",), ("residence_status_group",))
ALL_OF_KFR = cell_of(("KFR", "households_placed", "residence_status_group", "erlaubnis"))
NONE_OF_KFR = cell_of(("KFR", "households_placed", "residence_status_group", "ohne_erlaubnis"))


@pytest.fixture
def alike(counts):
    """All 33 households of KFR have a permit."""
    cube = counts.cube.copy()
    table = (cube["measure"] == "households_placed") & (cube["dimension"] == "residence_status_group")
    for category, shift in (("erlaubnis", 6), ("ohne_erlaubnis", -6)):
        cube.loc[
            table & (cube["category"] == category) & cube["carrier"].isin(["KFR", "gesamt"]), "value"
        ] += shift
    return replace(counts, cube=cube, policy=Disclosure())


def test_the_example_has_none(counts):
    assert groups_given_away(counts, PLACED, PRINTED) == {}


def test_a_line_in_one_category_is_found_in_sensitive_dimensions_only(alike):
    assert groups_given_away(alike, PLACED, PRINTED) == {ALL_OF_KFR: (NONE_OF_KFR,)}
    harmless = replace(alike, policy=Disclosure(sensitive=("nationality",)))
    assert groups_given_away(harmless, PLACED, PRINTED) == {}


def test_nobody_learns_that_a_line_is_in_one_category(alike):
    problem = demand(alike, PLACED_ALONE, PRINTED, headline=True)
    assert ALL_OF_KFR not in suppress(problem).pattern
    problem = with_groups_protected(problem, groups_given_away(alike, PLACED, PRINTED))
    pattern = suppress(problem).pattern
    assert {ALL_OF_KFR, NONE_OF_KFR} <= pattern
    assert attack(problem, pattern)[ALL_OF_KFR].low < alike.value(ALL_OF_KFR)
