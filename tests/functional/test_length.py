"""What a committee reads: a short notice, a joint report that says the most important first, full pages."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PageObject, PdfReader

from auszug_lib.publication.document import CHART_OF

from ..conftest import YEARS
from .test_pdf_structure import PUBLIC

WORDS_OF_A_NOTICE = 400
PAGES_OF_A_BODY = 8


def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def filled(page: PageObject) -> float:
    """Return how far down text goes, as a share of the page; its foot is left out."""
    heights: list[float] = []

    def see(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            heights.append(cm[1] * tm[4] + cm[3] * tm[5] + cm[5])

    page.extract_text(visitor_text=see)
    height = float(page.mediabox.height)
    return 1 - min(y for y in heights if y > 0.09 * height) / height


@pytest.mark.parametrize("year", YEARS)
def test_the_notice_is_as_short_as_one_that_a_city_sends(editions: Path, year: str) -> None:
    page = soup(editions / year / "oeffentlich/mitteilung.html")
    for other in page.select("head, .skip, table, .note"):
        other.decompose()
    assert len(page.get_text(" ").split()) <= WORDS_OF_A_NOTICE
    pages = PdfReader(editions / year / "oeffentlich/mitteilung.pdf").pages
    assert sum(filled(page) if place else 1 for place, page in enumerate(pages)) < 1.55


@pytest.mark.parametrize("year", YEARS)
def test_the_joint_report_says_the_most_important_first(editions: Path, year: str) -> None:
    texts = [
        page.extract_text() for page in PdfReader(editions / year / "oeffentlich/gesamtbericht.pdf").pages
    ]
    assert "Das Wichtigste in Kürze" in texts[0]
    assert "Inhalt" in texts[0]
    for answer in ("Wie viele:", "Wer:", "Wo:", "Wer noch wartet:"):
        assert answer in texts[0]
    [appendix, *_] = [place for place, text in enumerate(texts) if place and "Anhang: Tabellen" in text]
    assert appendix <= PAGES_OF_A_BODY


@pytest.mark.parametrize("name", PUBLIC)
def test_no_page_is_half_empty(editions: Path, name: str) -> None:
    *pages, _ = PdfReader(editions / name).pages
    assert {place: share for place, page in enumerate(pages, 1) if (share := filled(page)) < 0.5} == {}


@pytest.mark.parametrize("stem", ["gesamtbericht", "traegerbericht-drk"])
@pytest.mark.parametrize("year", YEARS)
def test_a_chart_and_its_table_lead_to_each_other(editions: Path, year: str, stem: str) -> None:
    page = soup(editions / year / f"oeffentlich/{stem}.html")
    charts = [str(chart["id"]) for chart in page.select(".auszug-chart")]
    links = {str(link["href"]) for link in page.select(".way a")}
    tables = {name.removesuffix(CHART_OF) for name in charts}
    assert links == {f"#{name}" for name in (*charts, *tables)}
