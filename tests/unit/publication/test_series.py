"""A measure over the years, and what was published before beside it."""

from dataclasses import replace

import pytest

from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.publication.series import trend, trend_chart


@pytest.fixture(scope="module")
def register(koeln):
    return koeln.folder.published(koeln.folder.city("koeln"))


def test_the_series_agrees_with_what_was_published(koeln, register):
    series = trend(koeln.year("2023").figures, register, "persons_placed")
    assert {year.year: year.computed for year in series} == {
        **{2015: None, 2016: 840, 2019: 371},
        **{2020: 407, 2022: 284, 2023: 335},
    }
    assert all(difference == 0 for year in series for difference in year.differences)


def test_contradicting_publications_stand_side_by_side(koeln, register):
    series = trend(koeln.year("2019").figures, register, "households_placed")
    assert [figure.value for figure in series[0].published] == [288, 233]
    assert series[0].differences == ()


def test_what_is_never_shown_is_no_chart(koeln, register):
    own = koeln.year("2019")
    figures = replace(own.figures, cubes={2019: lambda: own.figures.cube.iloc[:0]})
    scope = ReportContext(figures, own.city, own.params, TOTAL, own.measures, own.dimensions)
    assert trend_chart(scope, register, "persons_placed") == Prose("")


def test_a_carriers_series_has_no_published_figures(koeln, register):
    series = trend(koeln.year("2019").figures, register, "households_placed", "DRK")
    assert [year.year for year in series] == [2016, 2019]
    assert not any(year.published for year in series)
