"""Paragraphs of a city or a year say what the standard texts say, or are left out."""

from dataclasses import replace

import pytest

from auszug_lib.params.codes import TOTAL
from auszug_lib.params.paragraph import FORMS, NAMES, Paragraph
from auszug_lib.publication.figure_words import FigureWords, text_context
from auszug_lib.publication.own_paragraph import own_text
from auszug_lib.publication.prose import MARK, Prose, marked, unmarked

from .drawn import YEAR, Kind, draw

DRAWN = draw(Kind(most=(5, 40)), 0)
SCOPE = DRAWN.scopes[0]
WITHHELD = next(
    scope
    for seed in range(100)
    for scope in draw(Kind(withheld_years=(YEAR,)), seed).scopes
    if not scope.has("households_placed")
)


def said(text: str, scope=SCOPE, **condition) -> str:
    return own_text(Paragraph(text=text, **condition), text_context(scope))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Im Jahr {year}.", "Im Jahr 2020."),
        ("{last_year} und {next_year}", "2019 und 2021"),
        (
            "{programme_start}, {number_of_carriers}: {carriers}",
            "Oktober 2011, drei: Caritasverband, Deutsches",
        ),
        ("{partner} über {funding}", "GAG über Richtlinie Flü"),
    ],
)
def test_names_are_filled_in(text, expected):
    assert said(text).startswith(expected)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_says_something(name):
    assert said(f"{{{name}}}") not in ("", "None", name)


def test_every_form_is_said_as_the_standard_texts_say_it():
    figures = FigureWords(SCOPE)
    key, count = "workshops", figures.count("workshops")
    assert {form: said(f"{{{key}{form and ':'}{form}}}") for form in FORMS} == {
        "": count,
        "dative": figures.count(key, "dative"),
        "accusative": figures.count(key, "accusative"),
        "beginning": count,
        "number": figures.digits(key),
        "compared": figures.compared(key),
    }


def test_a_number_word_begins_a_sentence():
    none = draw(Kind(most=(0,)), 0).scopes[0]
    assert unmarked(said("{workshops} {workshops:beginning}", none)) == "kein Workshop Kein Workshop"


def test_a_figure_keeps_its_identity_and_its_value():
    [(_, figure, _, _, value)] = MARK.findall(said("Es waren {households_placed}."))
    assert figure == f"{YEAR}/{TOTAL}/households_placed/{TOTAL}/{TOTAL}"
    assert float(value) == DRAWN.truth[YEAR, TOTAL, "households_placed", TOTAL, TOTAL]
    assert '<data value="' in Prose(said("{households_placed}")).html()


def test_what_is_not_published_is_not_said():
    assert said("{households_placed}", WITHHELD) == "eine nicht ausgewiesene Zahl von Haushalten"
    assert said("{households_placed:dative}", WITHHELD) == "einer nicht ausgewiesenen Zahl von Haushalten"
    assert said("{households_placed:number}", WITHHELD) == "x"
    assert said("{households_placed:compared}", WITHHELD) == ""


def test_a_condition_leaves_a_paragraph_out():
    assert said("a", since=YEAR) == said("a", when="workshops") == "a"
    assert said("a", since=YEAR + 1) == ""
    assert said("a", WITHHELD, when="households_placed") == ""
    assert said("a", draw(Kind(most=(0,)), 0).scopes[0], when="workshops") == ""


def test_a_name_is_never_read_as_markdown_or_as_a_figure():
    figure = marked(SCOPE.cell("workshops"))
    scope = replace(SCOPE, city=SCOPE.city.model_copy(update={"name": f"*{figure}* [x](y)"}))
    assert said("{city}", scope).startswith(r"\*")
    assert "<data" not in Prose(said("{city}", scope)).html()
    assert unmarked(said("{city}", scope)) == said("{city}", scope)
