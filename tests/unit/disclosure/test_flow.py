"""Who waited a year ago, or came since, was placed, was closed or waits still: dots hold against that too."""

from dataclasses import replace

import pandas as pd
import pytest

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.audit import Attacker
from auszug_lib.disclosure.counts import Counts
from auszug_lib.disclosure.flow import YearBefore
from auszug_lib.disclosure.plan import published, release_plan
from auszug_lib.disclosure.released import figures_in
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.cube import COLUMNS
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.measures import measures

from .conftest import CITY

FLOW = ("households_placed", "registrations", "cases_closed", "households_waiting")
MEASURES = {key: replace(measures(CITY)[key], dimensions=()) for key in FLOW}
SIZES = {"household_size": dimensions(CITY)["household_size"]}

# Carrier: waiting a year ago; placed, registered, closed, waiting.
YEAR = {"Nord": (10, 6, 5, 2, 7), "Mitte": (12, 5, 6, 4, 9), "West": (9, 4, 7, 5, 7)}
LAST_WAITING = {carrier: before for carrier, (before, *_) in YEAR.items()}


def counts_of_year(year=YEAR):
    total = [sum(numbers) for numbers in zip(*year.values(), strict=True)]
    rows = [
        (2020, carrier, measure, TOTAL, TOTAL, float(value), value)
        for carrier, (_, *values) in {TOTAL: total, **year}.items()
        for measure, value in zip(FLOW, values, strict=True)
    ]
    return Counts(2020, pd.DataFrame(rows, columns=list(COLUMNS)), tuple(year), SIZES, Disclosure())


def waiting(numbers, *dotted):
    every = {TOTAL: sum(numbers.values()), **numbers}
    return {
        (scope, "households_waiting", TOTAL, TOTAL): None if scope in dotted else float(number)
        for scope, number in every.items()
    }


def printed(counts, before, counted=None):
    last = YearBefore(before, counted or before)
    return figures_in(published(counts, MEASURES, release_plan(counts, MEASURES, (), last)))


def broken(figures, before):
    attacker = Attacker(MEASURES, SIZES, Disclosure(), before=before)
    return {(f.year, *f.figure[:2]) for f in attacker.findings(2020, figures) if not f.is_promised}


def dots(figures):
    return {figure[:2] for figure, value in figures.items() if value is None}


def test_a_total_that_follows_from_last_year_is_kept():
    counts, before = counts_of_year(), waiting(LAST_WAITING)
    alone = printed(counts, {})
    assert ("Nord", "cases_closed") in dots(alone)
    assert {measure for _, measure in dots(alone)} == {"cases_closed"}
    assert broken(alone, {}) == set()
    assert (2020, "Nord", "cases_closed") in broken(alone, before)
    kept = printed(counts, before)
    assert {measure for _, measure in dots(kept)} > {"cases_closed"}
    assert broken(kept, before) == set()


def test_zeros_are_dotted_where_one_would_tell_last_years_figure():
    year = {"Nord": (2, 2, 0, 0, 0), "Mitte": (4, 4, 0, 0, 0), "West": (9, 4, 7, 0, 12)}
    waited = {carrier: number for carrier, (number, *_) in year.items()}
    before = waiting(waited, "Nord", "Mitte")
    kept = printed(counts_of_year(year), before, waiting(waited))
    assert any(kept["Nord", measure, TOTAL, TOTAL] is None for measure in FLOW)
    assert broken(kept, before) == set()


def test_printing_any_one_of_the_dots_breaks_the_promise():
    counts, before = counts_of_year(), waiting(LAST_WAITING)
    kept, true = printed(counts, before), figures_in(counts.cube)
    for figure in (figure for figure, value in kept.items() if value is None):
        assert broken({**kept, figure: true[figure]}, before), figure


def test_a_flow_that_does_not_hold_tells_nothing():
    before = waiting({carrier: number + 20 for carrier, number in LAST_WAITING.items()})
    assert dots(printed(counts_of_year(), before)) == dots(printed(counts_of_year(), {}))
    contradicting = waiting(dict.fromkeys(LAST_WAITING, 0))
    assert broken(printed(counts_of_year(), {}), contradicting) == set()


@pytest.mark.parametrize("dotted", [("Nord", "Mitte"), ("Nord", TOTAL)])
def test_this_year_does_not_tell_what_last_year_kept_secret(dotted):
    year = {**YEAR, "Nord": (2, 3, 7, 3, 3)}
    counts = counts_of_year(year)
    waited = {carrier: number for carrier, (number, *_) in year.items()}
    before = waiting(waited, *dotted)
    alone = printed(counts, {})
    assert dots(alone) == set()
    assert (2019, "Nord", "households_waiting") in broken(alone, before)
    kept = printed(counts, before, waiting(waited))
    assert dots(kept)
    assert broken(kept, before) == set()


def test_this_year_does_not_tell_what_last_years_tables_kept_secret():
    year = {**YEAR, "Nord": (3, 3, 7, 3, 4), "Mitte": (7, 5, 12, 4, 10)}
    counts, waited = counts_of_year(year), {carrier: number for carrier, (number, *_) in year.items()}
    tables = {"Nord": (1, 2), "Mitte": (3, 4), "West": (5, 4), TOTAL: (9, 10)}
    true = waiting(waited) | {
        (scope, "households_waiting", "household_size", size): float(number)
        for scope, (alone, two) in tables.items()
        for size, number in {**dict.fromkeys(("3", "4", "5", "6+"), 0), "1": alone, "2": two}.items()
    }
    dotted = {figure for figure, value in true.items() if figure[0] in ("Nord", "Mitte") and value}
    before = {figure: None if figure in dotted else value for figure, value in true.items()}
    assert (2019, "Nord", "households_waiting") in broken(printed(counts, {}), before)
    assert broken(printed(counts, before, true), before) == set()
    corrected = {**true, ("Nord", "households_waiting", "household_size", "1"): 2.0}
    assert dots(printed(counts, before, corrected))
