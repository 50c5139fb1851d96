"""The auditor sees what is printed, and nothing else."""

import math
from dataclasses import replace

import pytest

from auszug_lib.cli_audit import attacker_of
from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import cell_of
from auszug_lib.disclosure.knowledge import registered
from auszug_lib.disclosure.population import populations
from auszug_lib.disclosure.seen import Seen
from auszug_lib.errors import ReleaseError
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.measures import measures

from .conftest import CITY, FOLDER, YEAR

PLACED = populations(measures(CITY))[0]

DERIVED = tuple(measure.key for measure in PLACED.derived)
COUNTING = ("households_placed", "registrations", "cases_closed", "households_waiting", "pilot_households")


def test_what_is_published_keeps_the_promise(attacker, printed):
    findings = attacker.findings(2019, printed)
    assert {finding.figure for finding in findings} <= {f for f, value in printed.items() if value is None}
    assert all(finding.is_promised for finding in findings)


def test_the_truth_lies_in_every_interval(attacker, printed, true):
    for finding in attacker.findings(2019, printed):
        assert finding.interval.low <= true[finding.figure] <= finding.interval.high


@pytest.mark.parametrize(
    ("measures", "least"), [(COUNTING, 25), (("persons_placed", "pilot_persons"), 12), (DERIVED, 35)]
)
def test_printing_any_one_dot_breaks_the_promise(attacker, printed, true, measures, least):
    dots = [f for f, value in printed.items() if value is None and f[1] in measures and true[f] is not None]
    assert len(dots) >= least
    for figure in dots:
        findings = attacker.findings(2019, {**printed, figure: true[figure]})
        assert any(not finding.is_promised for finding in findings), figure


def test_without_any_dot_every_small_count_is_told(attacker, true):
    printed = {f: value for f, value in true.items() if f[2] in (TOTAL, "closing_reason")}
    found = {finding.figure for finding in attacker.findings(2019, printed)}
    assert (TOTAL, "cases_closed", "closing_reason", "kein_kontakt") in found


def test_an_earlier_release_that_printed_a_dot_gives_it_away(attacker, printed, true, tmp_path):
    figure = next(f for f, value in printed.items() if value is None and f[1] == "cases_closed")
    kept = tmp_path / "frueher.json"
    kept.write_text(
        f'{{"city": "koeln", "year": 2019, "figures": {{"{"/".join(figure)}": {true[figure]}}}}}',
        encoding="utf-8",
    )
    findings = {f.figure: f for f in attacker_of(FOLDER, YEAR, (kept,)).findings(2019, printed)}
    assert findings[figure].interval.is_point
    assert not findings[figure].is_promised


def test_a_carrier_knows_its_own_and_more_of_the_others(printed):
    outside = {f.figure: f.interval for f in attacker_of(FOLDER, YEAR).findings(2019, printed)}
    inside = {f.figure: f.interval for f in attacker_of(FOLDER, YEAR, insider="DRK").findings(2019, printed)}
    assert all(inside[figure].is_point for figure in inside if figure[0] == "DRK")
    assert all(inside[f].low >= outside[f].low and inside[f].high <= outside[f].high for f in inside)


def test_figures_that_contradict_each_other_are_told(attacker, printed):
    broken = {**printed, (TOTAL, "households_placed", "month", "1"): 99.0}
    with pytest.raises(ReleaseError, match="widersprechen sich"):
        attacker.findings(2019, broken)


def test_a_carrier_whose_households_are_all_alike_is_told(attacker, printed):
    line = [f for f in printed if f[:2] == ("KFR", "households_placed") and f[2] == "residence_status_group"]
    alike = {
        **printed,
        **dict.fromkeys(line, 0.0),
        line[0]: printed["KFR", "households_placed", TOTAL, TOTAL],
    }
    without_persons = {f: value for f, value in alike.items() if f[1] != "persons_placed" and f[0] == "KFR"}
    seen = Seen(2019, without_persons, (PLACED,), attacker.dimensions, attacker.policy)
    found = attacker._printed_alike(seen, PLACED)
    assert [(finding.figure, finding.is_promised) for finding in found] == [(line[0], False)]


def figure_told(value, **more):
    days = {
        "period_start": "2019-01-01",
        "period_end": "2019-12-31",
        "source": "Amtsblatt",
        "published": None,
    }
    return PublishedFigure.model_validate({"measure": "households_placed", "value": value} | days | more)


def test_what_others_told_wrongly_is_not_believed(printed):
    attacker = replace(attacker_of(FOLDER, YEAR), register=())
    wrong = replace(attacker, register=(figure_told(999),))
    assert wrong.findings(2019, printed) == attacker.findings(2019, printed)


def test_of_what_others_told_only_what_cannot_be_true_is_not_believed(printed, true):
    figure = next(f for f, value in printed.items() if value is None and f[:2] == (TOTAL, "cases_closed"))
    right = figure_told(true[figure], measure="cases_closed", dimension=figure[2], category=figure[3])
    attacker = replace(attacker_of(FOLDER, YEAR), register=(figure_told(999), right))
    found = {finding.figure: finding.interval for finding in attacker.findings(2019, printed)}
    assert (found[figure].low, found[figure].high) == (true[figure], true[figure])
    assert attacker.findings(2019, printed) == replace(attacker, register=(right,)).findings(2019, printed)


def test_what_others_told_in_finer_categories_is_understood(attacker):
    known, shown = attacker.dimensions, ("nationality_group", "district")
    told = figure_told(5, dimension="nationality", category="ukraine")
    part = figure_told(5, dimension="nationality", category="syrien")
    (whole,), (least,) = (tuple(registered((figure,), 2019, known, shown)) for figure in (told, part))
    ukraine = cell_of((TOTAL, "households_placed", "nationality_group", "ukraine"))
    assert (whole.terms, whole.lower, whole.upper) == (((ukraine, 1.0),), 5, 5)
    assert least.terms[0][0] == cell_of((TOTAL, "households_placed", "nationality_group", "syrien_irak"))
    assert (least.lower, least.upper) == (5, math.inf)
