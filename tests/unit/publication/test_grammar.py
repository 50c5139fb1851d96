"""German around a number: one, none and many."""

import re

import pytest

from auszug_lib.publication.grammar import (
    all_of,
    beginning,
    counted,
    listed,
    pronoun,
    spelt,
    verb,
    within_sentence,
)
from auszug_lib.statistics.measures import (
    DAYS,
    FLATS,
    FULL_TIME_POSITIONS,
    HOUSEHOLDS,
    PERSONS,
    TIMES,
    WORKSHOPS,
)


@pytest.mark.parametrize(
    ("value", "unit", "nominative", "dative"),
    [
        (132, HOUSEHOLDS, "132 Haushalte", "132 Haushalten"),
        (1, HOUSEHOLDS, "ein Haushalt", "einem Haushalt"),
        (0, HOUSEHOLDS, "kein Haushalt", "keinem Haushalt"),
        (1, PERSONS, "eine Person", "einer Person"),
        (0, FLATS, "keine Wohnung", "keiner Wohnung"),
        (2420, PERSONS, "2.420 Personen", "2.420 Personen"),
        (3, WORKSHOPS, "3 Workshops", "3 Workshops"),
        (1, TIMES, "ein Mal", "einem Mal"),
        (39, TIMES, "39 Mal", "39 Mal"),
    ],
)
def test_a_number_with_its_noun(value, unit, nominative, dative):
    assert counted(value, unit) == nominative
    assert counted(value, unit, "dative") == dative


def test_the_object_of_a_sentence_and_a_number_with_decimals():
    assert counted(1, DAYS, "accusative") == "einen Tag"
    assert counted(0, FLATS, "accusative") == "keine Wohnung"
    assert counted(412.5, DAYS) == "413 Tage"
    assert counted(5.5, FULL_TIME_POSITIONS, digits=2) == "5,50 Vollzeitstellen"


def test_a_number_in_place_of_its_noun():
    assert [pronoun(n, FLATS) for n in (0, 1, 33)] == ["keine", "eine", "33"]
    assert [pronoun(n, HOUSEHOLDS) for n in (0, 1, 33)] == ["keiner", "einer", "33"]


def test_what_is_true_of_all():
    assert [all_of(n) for n in (1, 2, 3, 132)] == ["und zwar", "beide", "alle", "alle"]


def test_a_number_word_begins_a_sentence():
    assert beginning("eine Wohnung") == "Eine Wohnung"
    assert beginning("**\ue000über 3") == "**\ue000Über 3"
    assert beginning("\ue00033\ue0012020/gesamt") == "\ue00033\ue0012020/gesamt"


def test_verbs_agree():
    assert [verb(n, "wurde", "wurden") for n in (0, 1, 2)] == ["wurde", "wurde", "wurden"]


def test_small_numbers_in_words():
    assert [spelt(n) for n in (1, 3, 12, 13)] == ["ein", "drei", "zwölf", "13"]


def test_a_label_inside_a_sentence():
    assert within_sentence("Vermittelte Personen") == "vermittelte Personen"
    assert within_sentence("Personen je Haushalt") == "Personen je Haushalt"


def test_every_label_begins_with_a_noun_or_becomes_small(koeln):
    nouns = "Personen Haushalte Wohnungen Kaltmiete Wohnfläche Wartezeit Beratungen Workshops Teilnahmen"
    nouns += " Begleitungen Stellen Vollzeitstellen"
    for label in (measure.label for measure in koeln.year("2019").measures.values()):
        first = re.match(r"\w+", label)[0]
        assert (first in nouns.split()) != (within_sentence(label) != label), label


def test_lists():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B und C"
