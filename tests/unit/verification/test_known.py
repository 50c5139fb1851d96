"""What explains a number: dates, names and paragraphs of the parameters, the years, the labels."""

from pathlib import Path

import pytest

from auszug_lib.verification.known import known_of
from auszug_lib.verification.numerals import numbers_in

from ...koeln import KOELN

FIGURES = {"2016/gesamt/households_placed/gesamt/gesamt": "293"}


@pytest.fixture(scope="module")
def known():
    year = KOELN.folder.year("2019")
    own = {
        "ausblick": "Am **3.4.2021** {{ year }}: siehe [Seite 7](https://example.org), und {{ 5 + 6 }} mehr."
    }
    return known_of(KOELN.of(year.model_copy(update={"paragraphs": own}), Path("2019.yaml")), FIGURES)


def test_dates_names_and_what_paragraphs_always_say_explain_numbers(known):
    text = "Bis 31.12.2019, am 21.04.2020 zum 5. gemeinsamen Bericht. Am 3.4.2021 2019."
    assert numbers_in(known.words.crossed_out(text)) == ["2019"]
    assert numbers_in(known.words.crossed_out("siehe Seite 7, und 11 mehr")) == ["11"]


def test_labels_explain_numbers_only_where_labels_stand(known):
    assert numbers_in(known.words.crossed_out("2 Personen")) == ["2"]
    assert numbers_in(known.labels.crossed_out("6 und mehr Personen, 1. Quartal")) == []


def test_years_reach_from_the_first_figure_to_the_sittings(known):
    assert {2011, *range(2015, 2021)} == set(known.years)


def test_a_cell_is_known_as_a_whole(known):
    definition = known.measures["households_waiting"].definition
    assert definition in known.cells
    assert definition.replace("31.", "30.") not in known.cells
