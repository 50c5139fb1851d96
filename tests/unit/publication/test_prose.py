"""Paragraphs: sandboxed, escaped, and wrong templates are one German sentence.

Figures in them keep their identity, and nobody's words can pretend to be one.
"""

from dataclasses import replace

import pytest

from auszug_lib import ParamsError
from auszug_lib.publication.document import Cell
from auszug_lib.publication.figure_words import text_context
from auszug_lib.publication.prose import Prose, escaped, marked, own_text, standard_text, unmarked

from .drawn import Kind, draw

FIGURE = Cell("1.234", 1234.0, "2019/gesamt/households_placed/month/1")


def test_words_from_data_are_not_read_as_markdown():
    assert own_text("{{ name }}", {"name": "*GAG* [x](y) <b>"}, "koeln.yaml") == r"\*GAG\* \[x\](y) \<b\>"


@pytest.mark.parametrize("text", ["1. Beigeordnete", "- Rau", "+ Rau", "2) Rau", "Dr. Rau, 1. Vorsitzende"])
def test_a_signature_is_never_a_list(text):
    html = Prose(escaped(text)).html()
    assert "<li>" not in html
    assert text in html


@pytest.mark.parametrize(
    "text",
    [
        "{{ day('x') }}",
        "{{ period(1, 2) }}",
        "{{ missing }}",
        "{% if %}",
        "{{ ().__class__.__mro__ }}",
        "{{ year / 0 }}",
        "{% include 'x' %}",
    ],
)
def test_a_wrong_paragraph_is_one_sentence(text):
    with pytest.raises(ParamsError, match=r"^2019\.yaml, Schlüssel paragraphs\.pilot: Der Absatz"):
        own_text(text, {"year": 2019}, "2019.yaml, Schlüssel paragraphs.pilot")


def test_there_need_not_be_a_standard_text():
    assert standard_text("ausblick", {}) == ""


def test_a_misspelt_section_is_one_sentence():
    with pytest.raises(ParamsError, match=r"^Den Abschnitt „wartn“ gibt es nicht; .*\bwarten\b.*\banlage\b"):
        standard_text("wartn", {})


def test_a_number_word_begins_a_sentence():
    assert own_text("{{ 'eine Wohnung' | beginning }}.", {}, "2019.yaml") == "Eine Wohnung."


def test_a_figure_in_a_sentence_is_data_that_leads_to_its_definition():
    html = Prose(f"Es waren **{marked(FIGURE)} Haushalte**.").html()
    assert (
        '<strong><a class="measure" href="#kennzahl-households_placed">'
        '<data value="1234" data-figure="2019/gesamt/households_placed/month/1">1.234</data></a> Haushalte'
        "</strong>"
    ) in html


def test_a_figure_survives_escaping_and_its_neighbours_do_not():
    text = own_text("{{ text }}", {"text": f"*a* {marked(FIGURE)} _b_"}, "2019.yaml")
    assert text == rf"\*a\* {marked(FIGURE)} \_b\_"


def test_without_marks_the_words_are_left():
    assert unmarked(f"Es waren {marked(FIGURE)}.") == "Es waren 1.234."
    assert Prose(marked(FIGURE)).text() == "1.234"


def test_a_text_of_the_parameters_cannot_mark_anything():
    assert own_text(f"{marked(FIGURE)}", {}, "2019.yaml") == unmarked(marked(FIGURE)).join(
        ("", "2019/gesamt/households_placed/month/11234")
    )


def test_a_name_of_the_parameters_cannot_mark_anything():
    scope = draw(Kind(), 0).scopes[0]
    scope = replace(scope, city=scope.city.model_copy(update={"name": marked(FIGURE)}))
    assert "<data" not in Prose(own_text("{{ city }}", text_context(scope), "koeln.yaml")).html()
    assert "<data" not in Prose(escaped(marked(FIGURE))).html()


def test_a_broken_mark_is_only_words():
    assert "<data" not in Prose("a \ue0001\ue002 b").html()
