"""Blocks: each form escapes what it must, and says the same."""

from auszug_lib.publication.document import MIME, Cell, Chart, Row, Table
from auszug_lib.publication.prose import Prose

EVIL = '<script>alert(1)</script> & "#set"'
TABLE = Table(
    "t", EVIL, EVIL, (EVIL,), (Row(EVIL, (Cell(EVIL),)), Row("Summe", (Cell("3", 3.0),), total=True)), (EVIL,)
)


def test_text_in_a_table_is_escaped():
    assert "<script>" not in TABLE.html()
    assert TABLE.html().count("&lt;script&gt;") == 6


def test_a_table_has_caption_and_scoped_headers(snapshot):
    small = Table(
        "t", "Titel", "Größe", ("Haushalte",), (Row("1 Person", (Cell("3", 3.0),)),), ("Anmerkung.",)
    )
    assert small.html() == snapshot


def test_markdown_is_rendered_but_html_in_it_is_shown():
    prose = Prose("**132 Haushalte** <b>x</b> [Verweis](javascript:alert(1))")
    assert "<strong>132 Haushalte</strong>" in prose.html()
    assert "&lt;b&gt;" in prose.html()
    assert "javascript" not in prose.html()


def test_prose_loads_no_picture_and_begins_no_second_title():
    prose = Prose("# Titel\n\n![Ein *Bild*](http://example.org/x.png)")
    assert "<h1" not in prose.html()
    assert "http:" not in prose.html() + str(prose.document())
    assert "Bild" in prose.html()


def test_a_charts_text_is_escaped_but_its_drawing_is_not():
    chart = Chart("c", EVIL, EVIL, "<svg></svg>")
    assert "<script>" not in chart.html()
    assert "<svg></svg>" in chart.html()


def test_a_notebook_gets_all_forms():
    bundle = TABLE._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html", "text/plain"}
    assert bundle[MIME]["kind"] == "table"
    assert bundle[MIME]["rows"][1]["cells"][0]["value"] == 3.0
