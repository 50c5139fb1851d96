"""Drawings: text as text, the same bytes every time, nothing that points outside."""

from auszug_lib.publication import drawing


def draw_all():
    return [
        drawing.bars(["Köln & Umland", "Kalk"], [3, 0], ["3", "–"]),
        drawing.columns(["Jan", "Feb"], [0, 0], ["–", "–"]),
        drawing.trend([2015, 2019], [None, 132], [[288, 233], []], str),
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
