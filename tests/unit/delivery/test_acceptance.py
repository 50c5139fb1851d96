"""Accepted findings: only soft ones, by rule and record; what fits nothing is reported."""

import pytest

from auszug_lib import ParamsError
from auszug_lib.delivery.finding import accept, finding_rows, joined, of_severity
from auszug_lib.params import Acceptance

FINDINGS = joined(
    [
        finding_rows("grosser_haushalt", {"carrier": carrier, "file": "x", "cell": "C2", "record": "F1"}, {})
        for carrier in ("DRK", "KFR")
    ]
)


def acceptance(**changed):
    usual = {"rule": "grosser_haushalt", "record": "F1", "reason": "geprüft", "by": "Rau"}
    return Acceptance(**{**usual, **changed})


def test_a_finding_is_accepted_with_its_reason():
    accepted = accept(FINDINGS, [acceptance(carrier="DRK")])
    assert accepted["accepted"].tolist() == ["geprüft (Rau)", ""]
    assert of_severity(accepted, "soft")["carrier"].tolist() == ["KFR"]


def test_without_a_carrier_it_holds_for_all():
    assert len(of_severity(accept(FINDINGS, [acceptance()]), "soft")) == 0


def test_what_fits_no_finding_is_reported():
    accepted = accept(FINDINGS, [acceptance(record="F2")])
    assert accepted["rule"].tolist()[-1] == "annahme_ohne_befund"
    assert len(of_severity(accepted, "soft")) == 2


@pytest.mark.parametrize("rule", ["pflicht", "leerzeichen", "gibt_es_nicht"])
def test_only_soft_rules_can_be_accepted(rule):
    with pytest.raises(ParamsError, match=rf"accepted.0.rule: „{rule}“ ist keine Regel"):
        accept(FINDINGS, [acceptance(rule=rule)])


def test_findings_stay_as_they_are():
    accept(FINDINGS, [acceptance()])
    assert (FINDINGS["accepted"] == "").all()
