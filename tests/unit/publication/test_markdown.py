"""Figures in sentences: they keep their identity, and nobody's words can pretend to be one."""

from auszug_lib.publication.document import Cell
from auszug_lib.publication.markdown import Prose, marked, unmarked
from auszug_lib.publication.prose import escaped, own_text

FIGURE = Cell("1.234", 1234.0, "2019/gesamt/households_placed/month/1")


def test_a_figure_in_a_sentence_is_data_that_leads_to_its_definition():
    html = Prose(f"Es waren **{marked(FIGURE)} Haushalte**.").html()
    assert (
        '<strong><a class="measure" href="#kennzahl-households_placed">'
        '<data value="1234" data-figure="2019/gesamt/households_placed/month/1">1.234</data></a> Haushalte'
        "</strong>"
    ) in html


def test_a_figure_survives_escaping_and_its_neighbours_do_not():
    assert escaped(f"*a* {marked(FIGURE)} _b_") == rf"\*a\* {marked(FIGURE)} \_b\_"


def test_without_marks_the_words_are_left():
    assert unmarked(f"Es waren {marked(FIGURE)}.") == "Es waren 1.234."
    assert Prose(marked(FIGURE)).text() == "1.234"


def test_a_text_of_the_parameters_cannot_mark_anything():
    assert own_text(f"{marked(FIGURE)}", {}, "2019.yaml") == unmarked(marked(FIGURE)).join(
        ("", "2019/gesamt/households_placed/month/11234")
    )


def test_a_broken_mark_is_only_words():
    assert "\ue000" not in Prose("a \ue0001\ue002 b").html()
    assert "<data" not in Prose("a \ue0001\ue002 b").html()
