"""How fine tables are: as fine as leaves few dots, or as the analyst says."""

from dataclasses import replace

from auszug_lib.disclosure.levels import printed as levels
from auszug_lib.disclosure.population import populations
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.measures import measures

from .conftest import CITY

PLACED = populations(measures(CITY))[0]


def with_policy(counts, **policy):
    return replace(counts, policy=Disclosure(**policy))


def test_carriers_have_coarser_tables_than_all_together(counts):
    shown = levels(counts, PLACED)
    assert "month" in shown.combined
    assert "month_group" in shown.carriers
    assert len(shown.combined) == len(shown.carriers) == len(PLACED.dimensions)


def test_the_analyst_fixes_a_level(counts):
    shown = levels(
        with_policy(counts, levels={"month": "coarse"}, carrier_levels={"district": "fine"}), PLACED
    )
    assert "month_group" in shown.combined
    assert "district" in shown.carriers


def test_carriers_are_never_finer(counts):
    fixed = with_policy(counts, levels={"month": "coarse"}, carrier_levels={"month": "fine"})
    assert "month_group" in levels(fixed, PLACED).carriers


def test_a_dimension_without_coarser_categories_stays(counts):
    assert "funding" in levels(with_policy(counts, most_dots=0), PLACED).carriers
