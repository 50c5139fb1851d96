"""Paragraphs: what fills them is escaped; figures in them keep their identity."""

import pytest

from auszug_lib import ParamsError
from auszug_lib.publication.document import Cell
from auszug_lib.publication.prose import Prose, escaped, marked, standard_text, unmarked

FIGURE = Cell("1.234", 1234.0, "2019/gesamt/households_placed/month/1")


@pytest.mark.parametrize("text", ["1. Beigeordnete", "- Rau", "+ Rau", "2) Rau", "Dr. Rau, 1. Vorsitzende"])
def test_a_signature_is_never_a_list(text):
    html = Prose(escaped(text)).html()
    assert "<li>" not in html
    assert text in html


def test_words_are_not_read_as_markdown_and_hold_no_figure():
    assert escaped("*GAG* [x](y) <b>") == r"\*GAG\* \[x\](y) \<b\>"
    assert "<data" not in Prose(escaped(marked(FIGURE))).html()


def test_there_need_not_be_a_standard_text():
    assert standard_text("ausblick", {}) == ""


def test_a_misspelt_section_is_one_sentence():
    with pytest.raises(ParamsError, match=r"^Den Abschnitt „wartn“ gibt es nicht; .*\bwarten\b.*\banlage\b"):
        standard_text("wartn", {})


def test_a_figure_in_a_sentence_is_data_that_leads_to_its_definition():
    html = Prose(f"Es waren **{marked(FIGURE)} Haushalte**.").html()
    assert (
        '<strong><a class="measure" href="#kennzahl-households_placed">'
        '<data value="1234" data-figure="2019/gesamt/households_placed/month/1">1.234</data></a> Haushalte'
        "</strong>"
    ) in html


def test_without_marks_the_words_are_left():
    assert unmarked(f"Es waren {marked(FIGURE)}.") == "Es waren 1.234."
    assert Prose(marked(FIGURE)).text() == "1.234"


def test_a_broken_mark_is_only_words():
    assert "<data" not in Prose("a \ue0001\ue002 b").html()
