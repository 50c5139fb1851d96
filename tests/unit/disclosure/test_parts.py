"""Parts that are cells of tables, such as flats of one landlord: one figure, printed or dotted as one."""

from dataclasses import replace

import pandas as pd
import pytest

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.audit import Attacker
from auszug_lib.disclosure.counts import Counts, cell_of
from auszug_lib.disclosure.demand import demand
from auszug_lib.disclosure.levels import Printed
from auszug_lib.disclosure.plan import published, release_plan
from auszug_lib.disclosure.population import populations
from auszug_lib.disclosure.released import figures_in
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.cube import COLUMNS
from auszug_lib.statistics.dimensions import cut_by, dimensions
from auszug_lib.statistics.measures import measures

from .conftest import CITY

CARRIERS = ("Caritas", "DRK", "KFR")
WAYS = ("placement_way", "landlord", "funding")
MEASURES = {
    key: replace(measure, dimensions=() if measure.given else WAYS, exploratory=())
    for key, measure in measures(CITY).items()
    if measure.facts == "placements" and measure.adds_up
}
DIMENSIONS = dimensions(CITY)

# Carrier, way of placement, landlord, funding, and how many households of 2 and of 3 persons.
HOUSEHOLDS = [
    ("Caritas", "regulaer", "GAG", "RL_FLUE", 6, 5),
    ("Caritas", "ehrenamt_pilot", "privat", "frei", 4, 5),
    ("DRK", "regulaer", "GAG", "frei", 4, 4),
    ("DRK", "ehrenamt_pilot", "kirche", "RL_FLUE", 3, 4),
    ("KFR", "regulaer", "privat", "frei", 6, 5),
    ("KFR", "regulaer", "kirche", "sozialwohnung", 3, 3),
]


def counts_of_year(policy, households=HOUSEHOLDS):
    records = pd.DataFrame(households, columns=["carrier", *WAYS, 2, 3])
    records = records.melt(["carrier", *WAYS], [2, 3], "persons", "households")
    records = records.loc[records.index.repeat(records["households"])].assign(**{TOTAL: TOTAL})
    rows = []
    for measure in MEASURES.values():
        for carrier in (TOTAL, *CARRIERS):
            own = records if carrier == TOTAL else records[records["carrier"] == carrier]
            for name, code in measure.given:
                own = own[own[name] == code]
            for key, code, inside in places(measure, own):
                value = len(inside) if measure.statistic == "count" else inside["persons"].sum()
                rows.append((2020, carrier, measure.key, key, code, float(value), len(inside)))
    cube = pd.DataFrame(rows, columns=list(COLUMNS))
    return Counts(2020, cube, CARRIERS, DIMENSIONS, policy)


def places(measure, records):
    yield TOTAL, TOTAL, records
    for dimension in cut_by(measure, DIMENSIONS):
        codes = (
            records[dimension.finer].map(dimension.group_of) if dimension.finer else records[dimension.key]
        )
        for code in dimension.categories.codes:
            yield dimension.key, code, records[codes == code]


def test_a_part_that_is_a_cell_is_dotted_with_it():
    counts = counts_of_year(Disclosure())
    (placed,) = populations(MEASURES)
    problem = demand(counts, placed, Printed(WAYS, WAYS), headline=True)
    unit_of = {key: unit.key for unit in problem.units for key in unit.variables}
    cell = cell_of(("KFR", "households_placed", "landlord", "GAG"))
    assert unit_of[cell_of(("KFR", "partner_flats", TOTAL, TOTAL))] == cell
    assert unit_of[cell_of(("KFR", "pilot_persons", TOTAL, TOTAL))] != cell
    funded = cell_of(("KFR", "partner_flats_funded", TOTAL, TOTAL))
    assert unit_of[funded] == funded


@pytest.mark.parametrize("zeros", [(), ("landlord",), ("placement_way",), WAYS])
def test_a_part_of_nobody_does_not_tell_the_zero_that_it_is(zeros):
    counts = counts_of_year(Disclosure(zeros_dotted=zeros))
    kept = figures_in(published(counts, MEASURES, release_plan(counts, MEASURES)))
    for part, dimension, category in (
        ("partner_flats", "landlord", "GAG"),
        ("pilot_households", "placement_way", "ehrenamt_pilot"),
    ):
        printed = kept["KFR", part, TOTAL, TOTAL]
        assert printed == kept["KFR", "households_placed", dimension, category]
        assert printed == (None if dimension in zeros else 0)
    attacker = Attacker(MEASURES, DIMENSIONS, counts.policy)
    assert [finding for finding in attacker.findings(2020, kept) if not finding.is_promised] == []


def test_a_zero_that_would_tell_a_closed_line_is_dotted_with_it():
    alike = [row for row in HOUSEHOLDS if row[0] != "KFR"] + [("KFR", "regulaer", "kirche", "RL_FLUE", 6, 5)]
    counts = counts_of_year(Disclosure(zeros_dotted=("landlord",)), alike)
    kept = figures_in(published(counts, MEASURES, release_plan(counts, MEASURES)))
    assert kept["KFR", "partner_flats_funded", TOTAL, TOTAL] is None
    attacker = Attacker(MEASURES, DIMENSIONS, counts.policy)
    assert all(finding.is_promised for finding in attacker.findings(2020, kept))
