"""German around a number: one, none and many."""

import pytest

from auszug_lib.publication.grammar import counted, listed, pronoun, spelt, verb, within_sentence

HOUSEHOLD, PERSON, FLAT = ("Haushalt", "Haushalte"), ("Person", "Personen"), ("Wohnung", "Wohnungen")


@pytest.mark.parametrize(
    ("value", "unit", "nominative", "dative"),
    [
        (132, HOUSEHOLD, "132 Haushalte", "132 Haushalten"),
        (1, HOUSEHOLD, "ein Haushalt", "einem Haushalt"),
        (0, HOUSEHOLD, "kein Haushalt", "keinem Haushalt"),
        (1, PERSON, "eine Person", "einer Person"),
        (0, FLAT, "keine Wohnung", "keiner Wohnung"),
        (2420, PERSON, "2.420 Personen", "2.420 Personen"),
        (3, ("Workshop", "Workshops"), "3 Workshops", "3 Workshops"),
        (1, ("Mal", "Mal"), "ein Mal", "einem Mal"),
        (5.5, ("Vollzeitstelle", "Vollzeitstellen"), "5,50 Vollzeitstellen", "5,50 Vollzeitstellen"),
    ],
)
def test_a_number_with_its_noun(value, unit, nominative, dative):
    assert counted(value, unit) == nominative
    assert counted(value, unit, "dative") == dative


def test_a_number_in_place_of_its_noun():
    assert [pronoun(n, FLAT) for n in (0, 1, 33)] == ["keine", "eine", "33"]
    assert [pronoun(n, HOUSEHOLD) for n in (0, 1, 33)] == ["keiner", "einer", "33"]


def test_verbs_agree():
    assert [verb(n, "wurde", "wurden") for n in (0, 1, 2)] == ["wurde", "wurde", "wurden"]


def test_small_numbers_in_words():
    assert [spelt(n) for n in (1, 3, 12, 13)] == ["ein", "drei", "zwölf", "13"]


def test_a_label_inside_a_sentence():
    assert within_sentence("Vermittelte Personen") == "vermittelte Personen"
    assert within_sentence("Personen je Haushalt") == "Personen je Haushalt"


def test_lists():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B und C"
