"""The web pages in a real browser: nothing is loaded, the marks stay."""

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


def test_the_marks_stay_in_sight(page: Page, public: Path):
    show(page, public / "gesamtbericht.html")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert page.get_by_text("Beispieldaten: keine echten Fälle").first.is_visible()
    top = page.evaluate("document.elementFromPoint(100, 8).textContent")
    assert "Beispieldaten" in top
