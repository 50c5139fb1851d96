"""Drawings: text as text, the same bytes every time, nothing that points outside."""

from auszug_lib.publication import drawing
from auszug_lib.publication.document import Cell

NONE = Cell("–", 0.0)


def draw_all():
    return [
        drawing.bars(["Köln & Umland", "Kalk"], [Cell("3", 3.0, "2019/gesamt/m/d/1"), NONE]),
        drawing.columns(["Jan", "Feb"], [NONE, NONE]),
        drawing.panels(["1", "2"], {"Nord & Süd": [NONE, Cell("4", 4.0)], "Ost": [Cell("."), NONE]}),
        drawing.trend(
            [2015, 2019], [None, Cell("132", 132.0)], [[Cell("288", 288.0), Cell("233", 233.0)], []]
        ),
    ]


def test_text_stays_text_and_is_escaped():
    svg = draw_all()[0]
    assert ">Köln &amp; Umland</text>" in svg
    assert "Source Sans Pro" in svg


def test_a_second_drawing_has_the_same_bytes():
    assert draw_all() == draw_all()


def test_no_metadata_and_no_group_ids():
    for svg in draw_all():
        assert svg.startswith("<svg")
        assert "<metadata>" not in svg
        assert "<g id=" not in svg


def test_a_number_in_a_drawing_says_which_figure_it_is():
    assert '<g data-figure="2019/gesamt/m/d/1">' in draw_all()[0]


def test_two_years_alone_are_called_by_their_names():
    svg = drawing.trend([2019, 2020], [Cell("132", 132.0), Cell("140", 140.0)], [[], []])
    assert [year for year in ("2019", "2020") if f">{year}</text>" in svg] == ["2019", "2020"]
    assert "2.02e3" not in svg
