"""Web page, PDF and Word of the same blocks: whatever Markdown can say has its numbers in all of them."""

import io
from collections import Counter

from bs4 import BeautifulSoup
from docx import Document
from pypdf import PdfReader

from auszug_lib.pipeline.page import Page, Part, web_page
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.pipeline.word import word_document
from auszug_lib.publication.document import Cell, Chart, KeyFigure, KeyFigures, Row, Sitting, Table, Title
from auszug_lib.publication.prose import Prose
from auszug_lib.verification.known import numbers_in

TITLE = Title(
    *("Mitteilung", "öffentlicher Teil", "Bericht über 2019", "Stadt Köln", "Amt für Wohnungswesen"),
    *((Sitting("Rat", "01.03.2020"), Sitting("Ausschuss", "02.03.2020")), ("Probe 3",), "2019-12-31"),
)
PROSE = Prose(
    "## Teil 4\n\n1. eins 11 mit **12** und *1.234,5*\n2. zwei +3\n   - [vier](https://example.org/44)\n\n"
    "> Zitat 55 und `code 66`  \n77\n\n```\nblock 88\n```\n\n### Unter 5\n\n" + "Wort 9 und 10. " * 120
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">{}</svg>'
TEXTS = "".join(f'<text x="{x}" y="30">{number}</text>' for x, number in ((5, 21), (60, 22), (120, "2.345")))
BLOCKS = (
    PROSE,
    KeyFigures("Kennzahlen", (KeyFigure(Cell("132", 132.0), "Haushalte 31", "davor 30"),)),
    Chart("bild", "Ein Bild 6", "21, 22 und 2.345.", SVG.format(TEXTS), "Was 7 zeigt", "Fußnote 8."),
    Table(
        "lang",
        "Lange Tabelle",
        "Nr.",
        ("A 1", "B 2"),
        tuple(Row(f"{n}", (Cell("3"), Cell("."))) for n in range(60)),
    ),
)


PAGE = Page(
    Part(TITLE.document(), TITLE.html()), tuple(Part(block.document(), block.html()) for block in BLOCKS)
)


def test_page_and_pdf_say_the_same_over_several_pages() -> None:
    main = BeautifulSoup(web_page(PAGE), "html.parser").find("main")
    assert main
    shown = Counter(number for text in main.find_all(string=True) for number in numbers_in(text))
    pages = [leaf.extract_text() for leaf in PdfReader(io.BytesIO(typeset(PAGE))).pages]
    printed = Counter(numbers_in(" ".join(pages)))
    assert len(pages) > 2
    assert shown - printed == Counter()
    # Beside that, print has heads of the page and of each part of a table, numbers of items, and addresses.
    assert set(printed - shown) == {"2019", "01.03.2020", "02.03.2020", "44", "1", "2", "3"}


def test_word_says_nothing_that_the_page_does_not_say() -> None:
    page = BeautifulSoup(web_page(PAGE), "html.parser")
    spoken = [str(node["aria-label"]) for node in page.find_all(attrs={"aria-label": True})]
    shown = Counter(numbers_in(" ".join([page.get_text(" "), *spoken])))
    document = Document(io.BytesIO(word_document(PAGE)))
    texts = document.element.body.xpath(".//w:t/text() | .//wp:docPr/@descr")
    written = Counter(number for text in texts for number in numbers_in(text))
    assert set(shown) <= set(written)
    # Beside that, it has the numbers of items and, as print, addresses.
    assert set(written - shown) == {"1", "2", "44"}
