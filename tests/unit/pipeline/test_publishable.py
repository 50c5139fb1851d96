"""What a folder prints is held against the rules: each of them finds what breaks it."""

from dataclasses import replace

import pytest

from auszug_lib.disclosure.counts import PERSONS, PLACED, figures_in
from auszug_lib.params.codes import TOTAL
from auszug_lib.pipeline.publishable import rules_of
from auszug_lib.statistics.cube import KEYS

from ...koeln import KOELN

YEAR = KOELN.year("2019")
RULES, DIMENSIONS = rules_of(YEAR), YEAR.dimensions


@pytest.fixture
def printed():
    """The figures of 2019 as they are published, each table at its own level alone."""
    cube = YEAR.public_figures.cube
    own = figures_in(cube[cube["year"] == 2019][[*KEYS, "value"]])
    first: dict[tuple[str, str, str], str] = {}
    for carrier, measure, key, _ in own:
        first.setdefault((carrier, measure, key.partition(":")[0]), key)
    return {f: v for f, v in own.items() if first[f[0], f[1], f[2].partition(":")[0]] == f[2] and v == v}


def complaints(printed, **policy) -> list[str]:
    own = replace(RULES, policy=RULES.policy.model_copy(update=policy))
    return [f"{name}: {reason}" for name, reason in own.complaints(2019, {2019: printed})]


def test_what_the_plan_prints_passes(printed):
    assert len(printed) > 400
    assert complaints(printed) == []


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ({(TOTAL, PLACED, "month", "1"): 2}, "2 ist weniger, als gedruckt werden darf"),
        ({("DRK", PLACED, "month:1", "Q1"): 3}, "Eine Kategorie hat zu wenige Haushalte"),
        ({(TOTAL, PLACED, "month", "1"): 8}, "addieren sich nicht zur ganzen Zahl"),
        ({("DRK", PLACED, "month", "1"): 5}, "Diese Tabelle gibt es auf zwei Stufen"),
        ({("DRK", PLACED, "month:2", "H1"): 30}, "Diese Tabelle gibt es auf zwei Stufen"),
        (
            {
                ("KFR", PLACED, "residence_status:2", "erlaubnis"): 33,
                ("KFR", PLACED, "residence_status:2", "ohne_erlaubnis"): 0,
            },
            "Alle Haushalte haben dasselbe Merkmal",
        ),
        ({("KFR", PERSONS, TOTAL, TOTAL): 34}, "Fast alle Haushalte haben eine Person"),
        ({("KFR", PLACED, TOTAL, TOTAL): 9}, "Von so wenigen Haushalten werden Personen nicht gedruckt"),
        ({("KFR", PERSONS, "household_type:2", "uebrige"): 30}, "dürfen nicht neben Haushaltstyp"),
        ({("KFR", PERSONS, "landlord:3", "GAG"): 14}, "verraten die Größe einzelner Haushalte"),
        ({("KFR", "cases_closed", TOTAL, TOTAL): 3}, "So wenige Haushalte kamen, gingen oder warten"),
        ({(TOTAL, "partner_flats_funded", TOTAL, TOTAL): 66}, "Was davon übrig bleibt, sind zu wenige"),
    ],
)
def test_each_rule_finds_what_breaks_it(printed, figures, reason):
    assert any(reason in complaint for complaint in complaints(printed | figures)), complaints(
        printed | figures
    )


def test_persons_stand_beside_ten_households_whatever_medians_stand_beside(printed):
    found = complaints(printed | {("KFR", PLACED, TOTAL, TOTAL): 9}, medians_from=5)
    assert any("Von so wenigen Haushalten werden Personen nicht gedruckt" in one for one in found)


def test_a_type_needs_more_persons_than_a_size(printed):
    # Nine couples with children, four single parents and twenty others have 55 persons at least.
    without_sizes = {f: v for f, v in printed.items() if not f[2].startswith("household_size")}
    few = {("KFR", PERSONS, TOTAL, TOTAL): 55 + 7}
    assert any("Mit den Personen lassen sich" in one for one in complaints(without_sizes | few))


def test_carriers_that_stand_together_hide_each_other(printed):
    flats = {"GAG": 20, "privat": 10, "sonstige": 3}
    of_kfr = {("KFR", PLACED, "landlord", code): flats.get(code, 0) for code in DIMENSIONS["landlord"].parts}
    alone = {f: v for f, v in printed.items() if not f[2].startswith("landlord") or f[0] == TOTAL} | of_kfr
    reason = "Eine Kategorie hat zu wenige Haushalte"
    assert not any(reason in one for one in complaints(alone))
    assert any(reason in one for one in complaints(alone, carriers_together=("Caritas", "DRK")))


def test_of_a_released_year_only_what_was_released_may_be_printed(printed):
    released = RULES.__class__(RULES.measures, RULES.dimensions, RULES.policy, printed)
    place = (TOTAL, PLACED, TOTAL, TOTAL)
    assert list(released.complaints(2019, {2019: {place: 132}})) == []
    [(name, reason)] = released.complaints(2019, {2019: {place: 131}})
    assert (name, reason) == ("2019/" + "/".join(place), "131 ist nicht, was freigegeben wurde.")
