"""Every PDF of every year, as PDF/UA-1 and PDF/A-3a want it: what is read aloud, and what lies in it."""

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from pikepdf import Name, Pdf
from pypdf import PdfReader

from auszug_lib.verification.known import numbers_in

from ..conftest import YEARS
from . import tagged_pdf

STEMS = ("mitteilung", "gesamtbericht", "traegerbericht-caritas", "traegerbericht-drk", "traegerbericht-kfr")
PUBLIC = [f"{year}/oeffentlich/{stem}.pdf" for year in YEARS for stem in STEMS]
INTERNAL = [f"2019/intern/{stem}.pdf" for stem in (*STEMS, "pruefbericht")]
CHECKS = (
    tagged_pdf.declarations,
    tagged_pdf.headings,
    tagged_pdf.figures,
    tagged_pdf.tables,
    tagged_pdf.untagged,
    tagged_pdf.fonts,
)


def test_the_files_below_are_all_there_are(outputs: Path) -> None:
    reports = [*outputs.glob("*/oeffentlich/*.pdf"), *outputs.glob("*/intern/*.pdf")]
    assert {file.relative_to(outputs).as_posix() for file in reports} == {*PUBLIC, *INTERNAL}


@pytest.mark.parametrize("name", [*PUBLIC, *INTERNAL])
def test_a_screen_reader_finds_everything(outputs: Path, name: str) -> None:
    with Pdf.open(outputs / name) as document:
        assert [complaint for check in CHECKS for complaint in check(document)] == []
        assert tagged_pdf.elements(document, "/Table")
        with_charts = "mitteilung" not in name and "pruefbericht" not in name
        assert bool(tagged_pdf.elements(document, "/Figure")) == with_charts


@pytest.mark.parametrize("name", [*PUBLIC, *INTERNAL])
def test_every_table_of_the_page_lies_in_the_pdf(outputs: Path, name: str) -> None:
    page = BeautifulSoup((outputs / name).with_suffix(".html").read_text(encoding="utf-8"), "html.parser")
    tables = {f"{table['id']}.csv" for table in page.select(".auszug-table[id]")}
    with Pdf.open(outputs / name) as document:
        assert tagged_pdf.attachments(document).keys() == tables
        captions = len(tagged_pdf.elements(document, "/Table"))
        assert tables
        assert captions - len(tables) in (0, 1)  # the committees' dates are a table without a file


@pytest.mark.parametrize("stem", STEMS)
def test_every_figure_of_the_page_stands_in_the_text_of_the_pdf(public: Path, stem: str) -> None:
    page = BeautifulSoup((public / f"{stem}.html").read_text(encoding="utf-8"), "html.parser")
    figures = page.select("[data-figure]:not(.narrow *)")
    shown = Counter(number for figure in figures for number in numbers_in(figure.get_text()))
    text = " ".join(leaf.extract_text() for leaf in PdfReader(public / f"{stem}.pdf").pages)
    assert len(shown) > 20
    assert shown - Counter(numbers_in(text)) == Counter()


def test_the_head_of_a_table_is_read_once_though_it_is_printed_on_every_page(outputs: Path) -> None:
    with Pdf.open(outputs / "2019/intern/pruefbericht.pdf") as document:
        assert tagged_pdf.repeated_heads(document) > 0


# ---- the checks can fail


def silence(document: Pdf) -> None:
    del tagged_pdf.elements(document, "/Figure")[0].Alt


def forget_rows(document: Pdf) -> None:
    [cell] = tagged_pdf.elements(document, "/TBody")[0].K[0].K[:1]
    cell.S = Name.TD


def forget_scope(document: Pdf) -> None:
    [attributes] = [entry for entry in tagged_pdf.elements(document, "/TH")[0].A if entry.O == "/Table"]
    del attributes.Scope


def drop_a_cell(document: Pdf) -> None:
    del tagged_pdf.elements(document, "/TBody")[0].K[0].K[-1]


def lose_the_caption(document: Pdf) -> None:
    [caption] = [part for part in tagged_pdf.elements(document, "/Table")[0].K if part.S == "/Caption"]
    caption.S = Name.P


def paint_untagged(document: Pdf) -> None:
    document.pages[-1].contents_add(b"q 0 0 10 10 re f Q")


def orphan_a_paragraph(document: Pdf) -> None:
    paragraph = tagged_pdf.elements(document, "/P")[0]
    paragraph.P.K = pikepdf.Array([kid for kid in paragraph.P.K if kid.objgen != paragraph.objgen])


def lose_the_bookmarks(document: Pdf) -> None:
    del document.Root.Outlines


def skip_a_level(document: Pdf) -> None:
    tagged_pdf.elements(document, "/H2")[0].S = Name.H3


def lose_the_letters(document: Pdf) -> None:
    objects = (item for item in document.objects if isinstance(item, pikepdf.Dictionary))
    del next(item for item in objects if "/ToUnicode" in item)["/ToUnicode"]


def lose_the_language(document: Pdf) -> None:
    document.Root.Lang = "en"


def claim_less(document: Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


DAMAGES = (
    silence,
    forget_rows,
    forget_scope,
    drop_a_cell,
    lose_the_caption,
    paint_untagged,
    orphan_a_paragraph,
    lose_the_bookmarks,
    skip_a_level,
    lose_the_letters,
    lose_the_language,
    claim_less,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_pdf_does_not_pass(outputs: Path, damage: Callable[[Pdf], None]) -> None:
    changed = io.BytesIO()
    with Pdf.open(outputs / "2019/oeffentlich/traegerbericht-drk.pdf") as document:
        damage(document)
        document.save(changed)
    with Pdf.open(changed) as document:
        assert [complaint for check in CHECKS for complaint in check(document)]
