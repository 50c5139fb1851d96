"""Numbers in texts, and what explains them: dates, names, paragraphs of the parameters, years, labels."""

from pathlib import Path

import pytest

from auszug_lib.params.paragraph import Paragraph
from auszug_lib.verification.known import Known, Phrases, numbers_in

from ...koeln import KOELN

FIGURES = {"2016/gesamt/households_placed/gesamt/gesamt": "293"}


@pytest.fixture(scope="module")
def known():
    year = KOELN.folder.year("2019")
    text = "Am **3.4.2021** {year}: siehe [Seite 7](https://example.org), und {workshops} mehr."
    own = {"ausblick": Paragraph(text=text, since=2017)}
    return Known(KOELN.of(year.model_copy(update={"paragraphs": own}), Path("2019.yaml")), FIGURES)


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
    definition = known.year.measures["households_waiting"].definition
    assert definition in known.cells
    assert definition.replace("31.", "30.") not in known.cells


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("01.01.–31.12.2019", ["01.01", "31.12.2019"]),
        ("+3, −2 und 1.234,50 Euro", ["+3", "−2", "1.234,50"]),
        ("½ und ٣ und ７", ["½", "٣", "７"]),
        ("in m² (Median)", []),
        ("zwei Drittel", []),
    ],
)
def test_numbers_are_found_as_they_are_printed(text, numbers):
    assert numbers_in(text) == numbers


def test_a_phrase_explains_its_numbers_and_no_longer_ones():
    phrases = Phrases(["2 Personen", "5.\n gemeinsamer Bericht", "ohne Zahl"])
    assert numbers_in(phrases.crossed_out("2 Personen, 5. gemeinsamer Bericht")) == []
    assert numbers_in(phrases.crossed_out("12 Personen, 1,2 Personen")) == ["12", "1,2"]
    assert numbers_in(Phrases([]).crossed_out("ohne 1")) == ["1"]
