"""What was published before, and what the records say for it."""

import pytest

from auszug_lib import ParamsError
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.recount import known_until, recomputed


@pytest.fixture(scope="module")
def register(koeln):
    return koeln.folder.published(koeln.folder.city("koeln"))


def test_a_report_knows_no_later_year(koeln):
    assert koeln.year("2019").figures.years == (2016, 2019)


def test_figures_about_later_periods_are_not_known_yet(koeln, register):
    known = known_until(register, 2019, koeln.folder.city("koeln"))
    assert max(figure.period_end.year for figure in known) == 2019


def test_a_register_with_an_unknown_measure_is_one_sentence(koeln, register):
    wrong = register[0].model_copy(update={"measure": "moves"})
    with pytest.raises(ParamsError, match=r"published\.yaml, Eintrag 1, Schlüssel measure: „moves“"):
        known_until([wrong], 2019, koeln.folder.city("koeln"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"dimension": "landlrd", "category": "GAG"},
            r"Schlüssel dimension: „landlrd“ gibt es nicht \(meinten Sie „landlord“\?\)",
        ),
        ({"dimension": "landlord", "category": "LEG"}, "Schlüssel category: „LEG“ gibt es nicht"),
    ],
)
def test_a_register_with_an_unknown_cut_is_one_sentence(koeln, register, change, sentence):
    with pytest.raises(ParamsError, match=sentence):
        known_until([register[0].model_copy(update=change)], 2019, koeln.folder.city("koeln"))


def test_every_published_figure_about_a_whole_year_agrees_with_the_example(koeln, register):
    figures = koeln.year("2023").figures
    known = dimensions(koeln.folder.city("koeln"))
    checked = [(figure.value, recomputed(figures, figure, known)) for figure in register]
    both = [(told, counted) for told, counted in checked if counted is not None]
    assert len(both) > 20
    assert all(told == counted for told, counted in both)


def test_a_misspelt_figure_is_an_error_not_a_gap(koeln):
    figures = koeln.year("2019").figures
    with pytest.raises(KeyError):
        figures.value("households_place", year=2019, carrier="gesamt")
    assert figures.value("households_placed", year=2018, carrier="gesamt") is None
