"""What a cell may ask of a report; what nobody can show is one sentence."""

import pandas as pd
import pytest

from auszug_lib import ParamsError
from auszug_lib.params.codes import TOTAL
from auszug_lib.project import Project
from auszug_lib.report import Report

from .publication.drawn import Kind, draw


@pytest.mark.parametrize("visibility", ["oeffentlich", "intern"])
def test_an_earlier_year_is_checked_and_counted_when_it_is_asked_for(own_params, visibility):
    year = Project(own_params).overridden(2019, {"visibility": visibility})
    figures = year.figures if visibility == "intern" else year.public_figures
    [before] = year.earlier
    assert figures.value("households_placed", year=2019, carrier=TOTAL) == 132
    assert not {"checked", "cube"} & vars(before).keys()
    assert figures.value("households_placed", year=2016, carrier=TOTAL) == 293
    assert {"checked", "cube"} <= vars(before).keys()


@pytest.fixture(scope="module")
def report():
    return Report(draw(Kind(), 0).scopes[0], (), pd.DataFrame())


def test_one_measure_by_one_dimension_stands_carrier_beside_carrier(report):
    table = report.table("households_placed", by="household_size", each="carrier")
    assert table.columns == tuple(report.scope.of_carriers())


@pytest.mark.parametrize(
    ("keys", "by"),
    [
        (("households_placed", "persons_placed"), "month"),
        (("households_placed",), None),
        (("households_placed",), "carrier"),
    ],
)
def test_carrier_beside_carrier_is_refused_for_anything_else(report, keys, by):
    with pytest.raises(ParamsError, match="genau eine Kennzahl"):
        report.table(*keys, by=by, each="carrier")


def test_a_chart_of_carriers_has_no_carrier_beside_carrier(report):
    with pytest.raises(ParamsError, match="genau eine Kennzahl"):
        report.chart("households_placed", by="carrier", each="carrier")


def test_a_misspelt_text_is_refused(report):
    with pytest.raises(ParamsError, match="„wartn“"):
        report.text("wartn")
