"""The examination: published figures compared with what sound deliveries come to."""

from dataclasses import replace

import pytest

from auszug_lib.delivery.finding import finding_rows
from auszug_lib.params.published import PublishedFigure
from auszug_lib.project import Project
from auszug_lib.statistics.examination import compare


@pytest.fixture(scope="module")
def examination(koeln):
    return koeln.year("2019").examination


def published(value, measure="households_placed", **changed):
    figure = {
        "measure": measure,
        "value": value,
        "period_start": "2019-01-01",
        "period_end": "2019-12-31",
        "source": "Amtsblatt",
        "published": None,
    }
    return PublishedFigure.model_validate({**figure, **changed})


def test_what_agrees_is_compared_and_no_finding(examination):
    compared = {one.published.measure: one.counted for one in examination.reconciliations if one.counted}
    assert compared["households_placed"] == 132
    assert compared["persons_placed"] == 371
    assert "veroeffentlichte_zahl" not in examination.findings["rule"].tolist()


def test_a_period_that_is_not_counted_differs_from_nothing(examination):
    [sessions] = [one for one in examination.reconciliations if one.published.measure == "sessions_offered"]
    assert (sessions.counted, sessions.differs) == (None, False)


def test_what_differs_is_told_with_both_figures_and_the_source(examination, koeln):
    register = [
        published(1432),
        published(132),
        published(4, "positions", dimension="term", category="unbefristet"),
    ]
    year = koeln.year("2019")
    compared = compare(year.figures, register, year.dimensions)
    findings = replace(examination, reconciliations=compared).findings
    told = findings[findings["rule"] == "veroeffentlichte_zahl"]
    assert told["message"].tolist() == [
        "Veröffentlicht ist 1.432 (Amtsblatt), die Lieferungen ergeben 132: Vermittelte Haushalte, 2019.",
        "Veröffentlicht ist 4 (Amtsblatt), die Lieferungen ergeben 3: "
        "Stellen (Befristung: Unbefristet), 2019.",
    ]
    assert told["severity"].unique().tolist() == ["info"]
    assert told["file"].unique().tolist() == ["published.yaml"]


def test_nothing_is_counted_where_a_hard_rule_is_broken(examination):
    broken = replace(examination.checked, findings=finding_rows("pflicht", {}, {"column": "personen"}))
    assert not broken.is_sound
    assert len(replace(examination, checked=broken, reconciliations=()).findings) == 1


def test_a_synthetic_delivery_says_so(examination):
    assert examination.is_example


def test_where_nothing_was_accepted_no_delivery_is_read(own_params, monkeypatch):
    monkeypatch.setattr(Project, "inbox", None)
    assert not len(Project(own_params).year("2019").accepted)
