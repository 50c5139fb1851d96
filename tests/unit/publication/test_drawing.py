"""Drawings: text as text, the same bytes every time, nothing that points outside, room for every word."""

import re

import pytest

from auszug_lib.publication import drawing
from auszug_lib.publication.document import Cell

NONE = Cell("–", 0.0)
SEVERAL = [Cell(str(number), float(number)) for number in (7, 19, 11)]


def draw_all():
    drawn = [
        drawing.bars(["Köln & Umland", "Kalk"], [Cell("3", 3.0, "2019/gesamt/m/d/1"), NONE]),
        drawing.columns(["Jan", "Feb"], [NONE, NONE]),
        drawing.panels(["1", "2"], {"Nord & Süd": [NONE, Cell("4", 4.0)], "Ost": [Cell("."), NONE]}),
        drawing.trend(
            [2015, 2019], [None, Cell("132", 132.0)], [[Cell("288", 288.0), Cell("233", 233.0)], []]
        ),
    ]
    return [svg for both in drawn for svg in both]


def words(svg: str) -> list[str]:
    return re.findall(r"<text [^>]*>([^<]*)</text>", svg)


def test_text_stays_text_and_is_escaped():
    svg = draw_all()[0]
    assert ">Köln &amp; Umland</text>" in svg
    assert "Source Sans Pro" in svg


def test_a_second_drawing_has_the_same_bytes():
    assert draw_all() == draw_all()


def test_nothing_has_an_id_that_another_drawing_has_too():
    for svg in draw_all():
        assert svg.startswith("<svg")
        assert " id=" not in svg


def test_a_number_in_a_drawing_says_which_figure_it_is():
    assert all(' data-figure="2019/gesamt/m/d/1">3</text>' in svg for svg in draw_all()[:2])


def test_both_forms_have_the_same_words():
    labels = ["Januar", "Februar", "September"]
    for both in (drawing.bars(labels, SEVERAL), drawing.panels(labels, {"Caritas": SEVERAL, "DRK": SEVERAL})):
        assert set(words(both.svg)) == set(words(both.narrow))


def test_months_stand_where_they_have_the_room_and_lie_where_they_have_none():
    months = ["Januar", "März", "September"] * 4
    wide, narrow = drawing.columns(months, SEVERAL * 4)
    assert {"Jan", "Mär", "Sep"} < set(words(wide))
    assert {"Januar", "März", "September"} < set(words(narrow))


def test_columns_that_have_no_room_for_their_figures_lie():
    long = Cell("1.234.567", 1234567.0)
    assert words(drawing.columns(["1", "2"] * 6, [long] * 12).svg)[:2] == ["1", "1.234.567"]


def test_a_word_that_is_longer_than_its_room_is_broken():
    wide, narrow = drawing.bars(["Haus" * 40], [Cell("3", 3.0)])
    for svg in (wide, narrow):
        *lines, figure = words(svg)
        assert ("".join(lines), figure) == ("Haus" * 40, "3")
        assert len(lines) > 2


@pytest.mark.parametrize(
    ("years", "gap"), [([2019, 2020], ""), ([2016, 2018], "2017"), ([2015, 2019], "2016 bis 2018")]
)
def test_years_without_data_break_the_axis(years, gap):
    for svg in drawing.trend(years, SEVERAL[:2], [[], []]):
        texts = " ".join(word for word in words(svg) if word not in ("7", "19"))
        assert texts.replace("keine Angabe", "").split() == f"{years[0]} {gap} {years[1]}".split()
        assert ("keine Angabe" in texts) == bool(gap)
        assert svg.count("<rect") == svg.count("stroke=") == 2


def test_a_series_may_have_no_figure_of_its_own():
    for svg in drawing.trend([2018, 2019], [None, None], [[Cell("20", 20.0)], [Cell("19", 19.0)]]):
        assert words(svg) == ["früher veröffentlicht", *words(svg)[1:]]
        assert {"19", "20"} <= set(words(svg))


def test_what_was_published_before_is_written_where_it_is_another_number():
    same, other = Cell("19", 19.0, "same"), Cell("20", 20.0, "other")
    wide, narrow = drawing.trend([2019, 2020], SEVERAL[:2], [[], [same, other]])
    for svg in (wide, narrow):
        assert words(svg)[0] == "früher veröffentlicht"
        assert 'data-figure="other">20<' in svg
        assert "same" not in svg
        assert svg.count('z"') == 3  # the diamonds, one of them in the key
