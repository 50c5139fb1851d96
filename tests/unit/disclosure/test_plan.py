"""What is published of the example: no small count, and nothing that rests on a dot."""

from dataclasses import replace

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.plan import published, release_plan
from auszug_lib.disclosure.population import populations
from auszug_lib.disclosure.released import figures_in
from auszug_lib.statistics.measures import measures

from .conftest import CITY

MEASURES = measures(CITY)
COUNTS_OF_HOUSEHOLDS = ("households_placed", "registrations", "cases_closed", "households_waiting")
PARTS = ("pilot_households", "partner_flats", "partner_flats_funded")


def test_no_small_count_is_printed(printed):
    small = {
        figure: value
        for figure, value in printed.items()
        if figure[1] in (*COUNTS_OF_HOUSEHOLDS, *PARTS) and value is not None and 0 < value < 3
    }
    assert small == {}


def test_what_is_printed_is_true_and_small_counts_are_there_to_be_dotted(printed, true):
    assert all(value is None or value == true[figure] for figure, value in printed.items())
    assert sum(printed[figure] is None for figure in printed) > 30


def test_headlines_are_always_printed(printed, counts):
    for carrier in (TOTAL, *counts.carriers):
        for measure in ("households_placed", "persons_placed"):
            assert printed[carrier, measure, TOTAL, TOTAL]
    assert printed[TOTAL, "pilot_households", TOTAL, TOTAL] == 8


def test_persons_means_and_medians_are_dotted_with_their_households(printed):
    for (carrier, measure, dimension, category), value in printed.items():
        if measure in ("persons_placed", "rent_median", "floor_area_median", "waiting_time_median"):
            households = printed[carrier, "households_placed", dimension, category]
            assert households is not None or value is None
            assert measure == "persons_placed" or households or value is None


def test_a_median_of_too_few_flats_is_dotted(counts):
    cube = counts.cube.copy()
    median = (cube["measure"] == "rent_median") & (cube["dimension"] == TOTAL) & (cube["carrier"] == TOTAL)
    cube.loc[median, "basis"] = 2
    few = replace(counts, cube=cube)
    assert (
        figures_in(published(few, MEASURES, release_plan(few, MEASURES)))[TOTAL, "rent_median", TOTAL, TOTAL]
        is None
    )


def test_two_plans_are_the_same(counts):
    assert release_plan(counts, MEASURES) == release_plan(counts, MEASURES)


def test_a_part_is_dotted_with_the_cell_it_is(printed):
    for carrier in ("Caritas", "DRK", "KFR"):
        way = printed[carrier, "households_placed", "placement_way", "ehrenamt_pilot"]
        assert printed[carrier, "pilot_households", TOTAL, TOTAL] == way


def test_persons_do_not_undo_what_was_put_together(printed):
    shown = {dimension for _, measure, dimension, _ in printed if measure == "persons_placed"}
    assert "nationality" in shown
    assert not shown & {"household_type", "household_type_group", "household_size_group"}


def test_populations_are_derived_from_the_measures():
    found = {population.counted.key: population for population in populations(MEASURES)}
    assert tuple(found) == COUNTS_OF_HOUSEHOLDS
    placed = found["households_placed"]
    assert [measure.key for measure in placed.resting] == ["persons_placed"]
    assert {measure.key for measure in placed.parts} == {*PARTS, "pilot_persons"}
