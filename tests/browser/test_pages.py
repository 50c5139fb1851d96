"""The web pages in a real browser: nothing is loaded, nothing leaves a drawing, the marks stay."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import show

STEMS = ("mitteilung", "gesamtbericht", "traegerbericht-drk")


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_asks_no_host_and_complains_of_nothing(page: Page, public: Path, stem: str):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    show(page, public / f"{stem}.html")
    assert [url for url in asked if not url.startswith("data:")] == [(public / f"{stem}.html").as_uri()]
    assert complaints == []


def test_charts_say_what_they_show_and_every_id_is_its_own(sheet: Page):
    labels = sheet.evaluate("[...document.querySelectorAll('figure [role=img]')].map(c => c.ariaLabel)")
    assert labels or "pruefbericht" in sheet.url or "gremien" in sheet.url
    assert all(len(label) > 40 for label in labels)
    ids = sheet.evaluate(
        "[...document.querySelectorAll('[id]')].filter(e => !e.closest('svg')).map(e => e.id)"
    )
    assert len(set(ids)) == len(ids)


def test_the_charts_words_stay_inside_the_drawing(sheet: Page):
    outside = sheet.evaluate(
        """[...document.querySelectorAll('svg text')].filter(text => {
             const word = text.getBoundingClientRect(), drawing = text.closest('svg').getBoundingClientRect();
             return word.left < drawing.left - 1 || word.right > drawing.right + 1
                 || word.top < drawing.top - 1 || word.bottom > drawing.bottom + 1;
           }).map(text => text.textContent)"""
    )
    assert outside == []


def test_the_marks_stay_in_sight(page: Page, public: Path):
    show(page, public / "gesamtbericht.html")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert page.get_by_text("Beispieldaten: keine echten Fälle").first.is_visible()
    top = page.evaluate("document.elementFromPoint(100, 8).textContent")
    assert "Beispieldaten" in top
