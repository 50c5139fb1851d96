"""An edited notice: each number in it that is not the report's is named with its place."""

import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from auszug_lib import ParamsError
from auszug_lib.pipeline.page import Page, Part
from auszug_lib.pipeline.word import word_document
from auszug_lib.publication.document import Cell, Chart, Row, Table, Title
from auszug_lib.publication.prose import Prose
from auszug_lib.verification.word import word_findings

TITLE = Title(
    "Mitteilung", "öffentlicher Teil", "Bericht über 2019", "Stadt", "Amt", (), ("Entwurf",), "2019-12-31"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text x="5" y="30">7</text></svg>'
BLOCKS = (
    Prose("## Wohnen"),
    Prose(
        "Im Jahr 2019 zogen **132** Haushalte mit 371 Personen um. Davor waren es 145 Haushalte.\n\n"
        "Beraten haben sie drei Träger, zum Beispiel am 31. Dezember. "
        "Davon waren 8 im Süden, davon waren 9 im Norden."
    ),
    Table(
        "t",
        "Haushalte nach Träger",
        "Träger",
        ("2019", "2018"),
        (Row("Nord", (Cell("58", 58.0), Cell("60", 60.0))), Row("Süd", (Cell("74", 74.0), Cell("–", 0.0)))),
    ),
    Table(
        "p",
        "Personen nach Träger",
        "Träger",
        ("2019", "2018"),
        (
            Row("Nord", (Cell("131", 131.0), Cell("141", 141.0))),
            Row("Süd", (Cell("240", 240.0), Cell("–", 0.0))),
        ),
    ),
    Chart("c", "Verlauf", "Säulendiagramm. 2018: 145; 2019: 132.", SVG),
    Prose("## Beratung\n\nIm Jahr 2019 gab es 151 Beratungen."),
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    page = Page(Part(TITLE.document()), tuple(Part(block.document()) for block in BLOCKS))
    file = tmp_path / "mitteilung.docx"
    file.write_bytes(word_document(page))
    return file


@pytest.fixture
def found(report: Path) -> Callable[[Callable[[Any], None]], list[str]]:
    """Return a function that returns what is found where somebody edits the report."""

    def edited(edit: Callable[[Any], None]) -> list[str]:
        document = Document(str(report))
        edit(document)
        document.save(str(report.with_name("neu.docx")))
        return [str(one) for one in word_findings(report.with_name("neu.docx"), report)]

    return edited


def replaced(old: str, new: str) -> Callable[[Any], None]:
    """Return an edit that replaces words, wherever they stand, and with them how they look."""

    def edit(document: Any) -> None:
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        places = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
        hits = [place for place in places if old in place.text]
        assert len(hits) == 1
        hits[0].text = hits[0].text.replace(old, new)

    return edit


def wohnen(reason: str) -> str:
    return f"neu.docx (Wohnen): {reason}"


def rename_a_column(document: Any) -> None:
    document.tables[0].cell(0, 2).text = "2017"


def change_a_cell(document: Any, text: str) -> None:
    document.tables[0].cell(2, 2).text = text


CHANGED = {
    "a number": (
        replaced("132", "123"),
        [wohnen("123 steht da, im Bericht 132: „Im Jahr 2019 zogen 123 Haushalte mit 371 Personen um.“.")],
    ),
    "last year's number in place of this year's": (
        replaced("132", "145"),
        [wohnen("145 steht da, im Bericht 132: „Im Jahr 2019 zogen 145 Haushalte mit 371 Personen um.“.")],
    ),
    "a number that stands in the next clause": (
        replaced("waren 8 im", "waren 9 im"),
        [wohnen("9 steht da, im Bericht 8: „Davon waren 9 im Süden,“.")],
    ),
    "a number in words": (
        replaced("drei Träger", "vier Träger"),
        [wohnen("vier steht da, im Bericht drei: „Beraten haben sie vier Träger,“.")],
    ),
    "a number in a sentence written anew": (
        replaced("Davor waren es 145 Haushalte.", "Gegenüber dem Vorjahr ist das ein Minus von 9 %."),
        [wohnen("9 steht da, im Bericht nicht: „…nüber dem Vorjahr ist das ein Minus von 9 %.“.")],
    ),
    "a cell": (
        replaced("58", "85"),
        [
            "neu.docx (Wohnen, Haushalte nach Träger, Zeile „Nord“, Spalte „2019“): "
            "85 steht da, im Bericht 58."
        ],
    ),
    "a zero": (
        lambda document: change_a_cell(document, "3"),
        ["neu.docx (Wohnen, Haushalte nach Träger, Zeile „Süd“, Spalte „2018“): 3 steht da, im Bericht –."],
    ),
    "an emptied cell": (
        replaced("60", ""),
        [
            "neu.docx (Wohnen, Haushalte nach Träger, Zeile „Nord“, Spalte „2018“): "
            "Nichts steht da, im Bericht 60."
        ],
    ),
    "a cell of a table with the same rows and columns": (
        replaced("131", "58"),
        [
            "neu.docx (Wohnen, Personen nach Träger, Zeile „Nord“, Spalte „2019“): "
            "58 steht da, im Bericht 131."
        ],
    ),
    "the heading of a column": (
        rename_a_column,
        [
            f"neu.docx (Wohnen, Haushalte nach Träger, Zeile „{row}“, Spalte „2017“): "
            f"{text} steht da, eine solche Zelle hat der Bericht nicht."
            for row, text in (("Träger", "2017"), ("Nord", "60"))
        ],
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_was_changed_is_named_with_its_place(found: Any, what: str) -> None:
    edit, expected = CHANGED[what]
    assert found(edit) == expected


def remove_a_row(document: Any) -> None:
    table = document.tables[0]._tbl
    table.remove(table.tr_lst[1])


def move_the_last_paragraph(document: Any) -> None:
    paragraphs = document.paragraphs
    paragraphs[3]._p.addprevious(paragraphs[-1]._p)


HARMLESS = {
    "nothing": lambda document: None,
    "other words": replaced("zogen", "sind erfreulicherweise"),
    "a sentence deleted": replaced(" Davor waren es 145 Haushalte.", ""),
    "sentences put together": replaced("um. Davor waren es", "um, davor waren es"),
    "other words in a cell's place": lambda document: change_a_cell(document, "keine"),
    "a row deleted": remove_a_row,
    "a paragraph moved": move_the_last_paragraph,
}


@pytest.mark.parametrize("what", HARMLESS)
def test_words_may_be_edited_and_numbers_deleted_or_moved(found: Any, what: str) -> None:
    assert found(HARMLESS[what]) == []


def test_tracked_changes_count_as_made(found: Any) -> None:
    def edit(document: Any) -> None:
        [run] = [run for one in document.paragraphs for run in one.runs if run.text == "132"]
        inserted, deleted = (parse_xml(f"<w:{kind} {nsdecls('w')}/>") for kind in ("ins", "del"))
        run._r.addprevious(inserted)
        run._r.addprevious(deleted)
        new = deepcopy(run._r)
        new.find(qn("w:t")).text = "133"
        inserted.append(new)
        deleted.append(run._r)
        run._r.find(qn("w:t")).tag = qn("w:delText")

    assert found(edit) == [
        wohnen("133 steht da, im Bericht 132: „Im Jahr 2019 zogen 133 Haushalte mit 371 Personen um.“.")
    ]


BOX = (
    "<w:r {ns}><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    "<mc:Choice><w:txbxContent>{p}</w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:txbxContent>{p}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
)
FIELD = "<w:fldSimple {ns} w:instr='=7000+777'><w:r><w:t>7777</w:t></w:r></w:fldSimple>"
PAGE = "<w:fldSimple {ns} w:instr='NUMPAGES'><w:r><w:t>7777</w:t></w:r></w:fldSimple>"
COMPLEX_PAGE = (
    "<w:r {ns}><w:fldChar w:fldCharType='begin'/><w:instrText> PAGE </w:instrText><w:t>7777</w:t>"
    "<w:fldChar w:fldCharType='end'/></w:r>"
)


def with_xml(xml: str) -> Callable[[Any], None]:
    """Return an edit that puts XML at the end of the last paragraph."""
    text = xml.format(ns=nsdecls("w"), p=f"<w:p {nsdecls('w')}><w:r><w:t>7777</w:t></w:r></w:p>")
    return lambda document: document.paragraphs[-1]._p.append(parse_xml(text))


@pytest.mark.parametrize("xml", [BOX, FIELD])
def test_text_boxes_and_fields_that_calculate_are_read_once(found: Any, xml: str) -> None:
    assert [one.count("7777 steht da, im Bericht nicht") for one in found(with_xml(xml))] == [1]


@pytest.mark.parametrize("xml", [PAGE, COMPLEX_PAGE])
def test_numbers_of_pages_are_no_finding(found: Any, xml: str) -> None:
    assert found(with_xml(xml)) == []


def test_heads_and_feet_of_pages_are_read_too(found: Any) -> None:
    def edit(document: Any) -> None:
        document.sections[0].footer.paragraphs[0].add_run(" 7777")

    assert found(edit) == ["neu.docx (Fußzeile): 7777 steht da, im Bericht nicht: „Seite von 7777“."]


def test_alternative_texts_are_read_and_other_pictures_named(found: Any) -> None:
    def edit(document: Any) -> None:
        document.inline_shapes[0]._inline.docPr.set("descr", "Säulendiagramm. 2018: 145; 2019: 7777.")
        png = document.part.package.image_parts._image_parts[0].blob
        document.add_picture(io.BytesIO(png + b"x"))

    assert found(edit) == [
        wohnen("7777 steht da, im Bericht 132: „2018: 145; 2019: 7777.“."),
        "neu.docx (image2.png): Das Bild steht nicht im Bericht; Zahlen darin lassen sich nicht prüfen.",
    ]


@pytest.mark.parametrize("content", [b"", b"nichts", b"PK\x03\x04nichts"])
def test_a_file_that_is_no_word_document_is_one_sentence(
    report: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "neu.docx").write_bytes(content)
    with pytest.raises(ParamsError, match=r"„neu\.docx“ lässt sich nicht als Word-Dokument öffnen"):
        list(word_findings(tmp_path / "neu.docx", report))
    with pytest.raises(ParamsError, match=r"„fehlt\.docx“ lässt sich nicht"):
        list(word_findings(tmp_path / "fehlt.docx", report))
