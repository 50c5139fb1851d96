"""The web page and the PDF of the same blocks: whatever Markdown can say has its numbers in both."""

import io
from collections import Counter

from bs4 import BeautifulSoup
from pypdf import PdfReader

from auszug_lib.pipeline.page import Page, Part, web_page
from auszug_lib.pipeline.typeset import typeset
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


def test_both_say_the_same_over_several_pages() -> None:
    blocks = tuple(Part(block.document(), block.html()) for block in BLOCKS)
    page = Page(Part(TITLE.document(), TITLE.html()), blocks)
    main = BeautifulSoup(web_page(page), "html.parser").find("main")
    assert main
    shown = Counter(number for text in main.find_all(string=True) for number in numbers_in(text))
    pages = [leaf.extract_text() for leaf in PdfReader(io.BytesIO(typeset(page))).pages]
    printed = Counter(numbers_in(" ".join(pages)))
    assert len(pages) > 2
    assert shown - printed == Counter()
    # Beside that, print has heads of the page and of each part of a table, numbers of items, and addresses.
    assert set(printed - shown) == {"2019", "01.03.2020", "02.03.2020", "44", "1", "2", "3"}
