"""The web pages in a real browser: nothing is loaded, nothing overflows, nothing is hidden from anyone."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

STEMS = ("mitteilung", "gesamtbericht", "traegerbericht-drk")
NARROW, WIDE = {"width": 320, "height": 900}, {"width": 1200, "height": 900}


def show(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_asks_no_host_and_complains_of_nothing(page: Page, folder: Path, stem: str):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    show(page, folder / f"{stem}.html")
    assert [url for url in asked if not url.startswith("data:")] == [(folder / f"{stem}.html").as_uri()]
    assert complaints == []


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_only_tables_and_charts_scroll_sideways(page: Page, folder: Path, stem: str, size):
    page.set_viewport_size(size)
    show(page, folder / f"{stem}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("stem", STEMS)
def test_headings_go_down_one_level_at_a_time(page: Page, folder: Path, stem: str):
    show(page, folder / f"{stem}.html")
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("stem", STEMS)
def test_every_chart_has_words_and_every_id_is_its_own(page: Page, folder: Path, stem: str):
    show(page, folder / f"{stem}.html")
    charts = page.evaluate("[...document.querySelectorAll('figure [role=img]')].map(c => c.ariaLabel)")
    assert charts
    assert all(label and len(label) > 40 for label in charts)
    ids = page.evaluate(
        "[...document.querySelectorAll('[id]')].filter(e => !e.closest('svg')).map(e => e.id)"
    )
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("stem", STEMS)
def test_the_charts_words_stay_inside_the_drawing(page: Page, folder: Path, stem: str):
    show(page, folder / f"{stem}.html")
    outside = page.evaluate(
        """[...document.querySelectorAll('svg text')].filter(text => {
             const word = text.getBoundingClientRect(), drawing = text.closest('svg').getBoundingClientRect();
             return word.left < drawing.left - 1 || word.right > drawing.right + 1
                 || word.top < drawing.top - 1 || word.bottom > drawing.bottom + 1;
           }).map(text => text.textContent)"""
    )
    assert outside == []


def test_the_marks_stay_in_sight(page: Page, folder: Path):
    show(page, folder / "gesamtbericht.html")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert page.get_by_text("Beispieldaten: keine echten Fälle").first.is_visible()
    top = page.evaluate("document.elementFromPoint(100, 8).textContent")
    assert "Beispieldaten" in top
