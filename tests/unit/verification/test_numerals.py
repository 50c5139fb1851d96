"""Numbers in texts: found, read, and crossed out by phrases."""

import pytest

from auszug_lib.verification.numerals import Phrases, numbers_in, value_of


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("–", 0),
        ("0", 0),
        ("1.234,5", 1234.5),
        ("−2", -2),
        ("-2", -2),
        ("2019", 2019),
        (".", None),
        ("x", None),
    ],
)
def test_numbers_are_read(text, value):
    assert value_of(text) == value


def test_a_phrase_explains_its_numbers_and_no_longer_ones():
    phrases = Phrases(["2 Personen", "5.\n gemeinsamer Bericht", "ohne Zahl"])
    assert numbers_in(phrases.crossed_out("2 Personen, 5. gemeinsamer Bericht")) == []
    assert numbers_in(phrases.crossed_out("12 Personen, 1,2 Personen")) == ["12", "1,2"]
    assert numbers_in(Phrases([]).crossed_out("ohne 1")) == ["1"]
