"""A PDF beside the web page of the same blocks: whatever Markdown can say has its numbers in both."""

from dataclasses import replace
from pathlib import Path

import pytest

from auszug_lib.params_folder import ParamsFolder
from auszug_lib.pipeline.page import Page, Part
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.pipeline.web import web_page
from auszug_lib.publication.document import (
    Block,
    Cell,
    Chart,
    KeyFigure,
    KeyFigures,
    Row,
    Sitting,
    Table,
    Title,
)
from auszug_lib.publication.markdown import Prose
from auszug_lib.verification.known import Known, known_of
from auszug_lib.verification.page import WebPage
from auszug_lib.verification.pdf import read_pdf
from auszug_lib.verification.printed import print_findings

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
    Chart("bild", "Ein Bild 6", "21, 22 und 2.345.", SVG.format(TEXTS), "Was 7 zeigt", ("Fußnote 8.",)),
    Table(
        "lang",
        "Lange Tabelle",
        "Nr.",
        ("A 1", "B 2"),
        tuple(Row(f"{n}", (Cell("3"), Cell("."))) for n in range(60)),
    ),
)


def page_of(title: Title, *blocks: Block) -> Page:
    return Page(
        Part(title.document(), title.html()), tuple(Part(block.document(), block.html()) for block in blocks)
    )


@pytest.fixture(scope="module")
def known() -> Known:
    folder = ParamsFolder(Path(__file__).parents[3] / "params")
    return known_of(folder, folder.year("2019"), {})


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> WebPage:
    file = tmp_path_factory.mktemp("seite") / "seite.html"
    file.write_text(web_page(page_of(TITLE, *BLOCKS)), encoding="utf-8")
    return WebPage(file, "seite.html")


def findings(
    folder: Path, shown: WebPage, known: Known, title: Title, *blocks: Block, **how: bool
) -> list[str]:
    file = folder / "seite.pdf"
    file.write_bytes(typeset(page_of(title, *blocks)))
    return [str(one) for one in print_findings("seite.pdf", read_pdf(file), shown, known, **how)]


def test_both_say_the_same_over_several_pages(tmp_path: Path, shown: WebPage, known: Known) -> None:
    assert findings(tmp_path, shown, known, TITLE, *BLOCKS) == []


def test_the_sittings_may_stand_in_another_order_for_one_committee(
    tmp_path: Path, shown: WebPage, known: Known
) -> None:
    own = replace(TITLE, sittings=TITLE.sittings[::-1])
    assert findings(tmp_path, shown, known, own, *BLOCKS, own_head=True) == []
    [told] = findings(tmp_path, shown, known, own, *BLOCKS)
    assert told == "seite.pdf (Seite 1): Die Zahl 02.03.2020 steht anderswo als auf der Webseite."


def test_other_numbers_places_and_sections_are_told(tmp_path: Path, shown: WebPage, known: Known) -> None:
    _, *others = BLOCKS
    changed = Prose(PROSE.markdown.replace("+3", "−3"))
    assert findings(tmp_path, shown, known, TITLE, changed, *others) == [
        "seite.pdf (Seite 1, Teil 4): Die Zahl −3 steht nicht auf der Webseite.",
        "seite.pdf (Teil 4): Die Zahl +3 der Webseite fehlt.",
    ]
    swapped = Prose(PROSE.markdown.replace("eins 11 mit **12**", "eins 12 mit **11**"))
    assert findings(tmp_path, shown, known, TITLE, swapped, *others) == [
        "seite.pdf (Seite 1, Teil 4): Die Zahl 12 steht anderswo als auf der Webseite."
    ]
    renamed = Prose(PROSE.markdown.replace("### Unter 5", "### Unter 6"))
    assert "Die Abschnitte sind nicht die der Webseite, etwa „Unter 6“." in str(
        findings(tmp_path, shown, known, TITLE, renamed, *others)
    )
