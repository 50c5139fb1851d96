"""The Word document: what is in it, that nothing in it acts, and what a city's own template keeps."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
import time_machine
from docx import Document
from docx.oxml.ns import qn
from nbconvert.exporters import get_exporter

from auszug_lib import NotebookError, ParamsError
from auszug_lib.pipeline.page import read_page
from auszug_lib.pipeline.render import AuszugWordExporter
from auszug_lib.pipeline.word import word_document
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.prose import Prose

from .conftest import CHART, PROSE, TITLE, as_on_disk, code, shown

ACTIVE = "w:hyperlink|w:instrText|w:object|w:altChunk|w:sdt|w:fldSimple[not(contains(@w:instr, 'PAGE'))]"


def word(notebook: Any, template: Path | None = None) -> Any:
    return Document(io.BytesIO(word_document(read_page(notebook), template)))


def of_blocks(*blocks: Any) -> Any:
    return as_on_disk(code(shown(TITLE)), *(code(shown(block)) for block in blocks))


def said(document: Any) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]


def test_nbconvert_finds_it_by_name_and_takes_the_template_as_an_option(
    notebook: Any, tmp_path: Path
) -> None:
    assert get_exporter("auszug_docx") is AuszugWordExporter
    Document().save(tmp_path / "vorlage.docx")
    plain, _ = AuszugWordExporter().from_notebook_node(notebook)
    assert plain == word_document(read_page(notebook))
    own, _ = AuszugWordExporter(template=str(tmp_path / "vorlage.docx")).from_notebook_node(notebook)
    assert own == word_document(read_page(notebook), tmp_path / "vorlage.docx") != plain


def test_headings_captions_and_lists_are_real_ones(notebook: Any) -> None:
    assert {
        ("Heading 1", TITLE.subject),
        ("Heading 2", "Abschnitt <script>"),
        ("Caption", "Tabelle"),
        ("Caption", "Diagramm"),
        ("List Bullet", "eins"),
        ("Quote", "Zitat"),
        ("Normal", "Ein Absatz mit code und Verweis (https://example.org)."),
        ("Normal", "Quelle: Eine Fußnote."),
    } <= set(said(word(notebook)))


def test_lists_keep_their_numbers_and_depth() -> None:
    lists = "3. drei\n4. vier\n   - tief\n     1. tiefer\n\n- oben"
    assert said(word(of_blocks(Prose(lists))))[4:] == [
        *(("Normal", "3. drei"), ("Normal", "4. vier"), ("List Bullet 2", "tief"), ("Normal", "1. tiefer")),
        ("List Bullet", "oben"),
    ]


def test_a_table_repeats_its_head_keeps_its_rows_whole_and_has_a_name() -> None:
    rows = (
        Row("Nord", (Cell("1.234", 1234.0), Cell("eins"))),
        Row("Alle", (Cell("–", 0.0), Cell("")), total=True),
    )
    document = word(of_blocks(Table("t", "Haushalte", "Träger", ("Zahl", "Wort"), rows)))
    table = document.tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Träger", "Zahl", "Wort"],
        ["Nord", "1.234", "eins"],
        ["Alle", "–", ""],
    ]
    assert [len(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [1, 0, 0]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    assert table._tbl.xpath("string(./w:tblPr/w:tblCaption/@w:val)") == "Haushalte"
    bold = [[bool(cell.paragraphs[0].runs[0].bold) for cell in row.cells[:2]] for row in table.rows]
    assert bold == [[True, True], [False, False], [True, True]]
    right = [cell.paragraphs[0].alignment is not None for cell in table.rows[1].cells]
    assert right == [False, True, False]


def test_key_figures_are_a_table_that_compares_where_there_is_something(notebook: Any) -> None:
    [table] = [one for one in word(notebook).tables if one.cell(0, 0).text == "Kennzahl"]
    assert [cell.text for cell in table.rows[0].cells] == ["Kennzahl", "Zahl", "Zum Vergleich"]
    assert [cell.text for cell in table.rows[1].cells] == ["Haushalte", "132", "2016: 293"]


def test_a_chart_is_a_picture_with_its_alternative_text(notebook: Any) -> None:
    document = word(notebook)
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Eine Säule."
    [image] = document.part.package.image_parts
    assert image.content_type == "image/png"
    assert image.blob.startswith(b"\x89PNG")


def test_a_picture_needs_an_alternative_text() -> None:
    drawing = {"image/svg+xml": CHART.svg}
    silent = nbformat.v4.new_output("display_data", data=drawing)
    with pytest.raises(NotebookError, match="fehlt der Alternativtext"):
        word(as_on_disk(code(shown(TITLE), silent)))
    spoken = nbformat.v4.new_output(
        "display_data", data=drawing, metadata={"image/svg+xml": {"alt": "Säule"}}
    )
    assert len(word(as_on_disk(code(shown(TITLE), spoken))).inline_shapes) == 1


def test_it_is_in_german_and_its_properties_name_nobody(notebook: Any) -> None:
    document = word(notebook)
    languages = document.styles.element.xpath(".//w:lang/@w:val")
    assert set(languages) == {"de-DE"}
    about = document.core_properties
    assert (about.title, about.author, about.last_modified_by) == (
        TITLE.subject,
        TITLE.authority,
        TITLE.authority,
    )
    assert (about.language, about.created.isoformat()) == ("de-DE", "2021-12-31T00:00:00+00:00")


def test_its_bytes_depend_on_the_page_alone(notebook: Any) -> None:
    with time_machine.travel("2031-05-06 07:08:09"):
        later = word_document(read_page(notebook))
    assert later == word_document(read_page(notebook))
    with zipfile.ZipFile(io.BytesIO(later)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


HOSTILE = ("=1+1", "{ HYPERLINK x }", "<w:p/>&amp;", "]]>", "\x1b[31m\x00", "https://example.org", "_x0041_")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_it_is_a_field_a_link_or_a_formula(text: str) -> None:
    table = Table("t", text, text, (text,), (Row(text, (Cell(text),)),), (text,))
    printed = nbformat.v4.new_output("stream", name="stdout", text=text)
    document = word(as_on_disk(code(shown(TITLE)), code(shown(table), shown(PROSE), printed)))
    parts = [part for part in document.part.package.iter_parts() if hasattr(part, "element")]
    for part in parts:
        assert part.element.xpath(" | ".join(f".//{kind}" for kind in ACTIVE.split("|"))) == []
        assert not any(rel.is_external for rel in part.rels.values())
    shown_text = re.sub(r"[\x00-\x1f]", "", text)
    assert document.tables[-1].cell(1, 0).text == shown_text
    assert document.paragraphs[-1].text == shown_text


# ---- the head of every page, and a template of the city's own


def heads(document: Any) -> list[str]:
    """Return the text of all headers that pages have."""
    parts = [part for part in document.part.package.iter_parts() if "/header" in part.partname]
    return sorted("".join(part.element.xpath(".//w:t/text()")) for part in parts)


def test_every_page_says_what_it_must(notebook: Any) -> None:
    assert heads(word(notebook)) == [TITLE.marks[0]]
    page = read_page(notebook).with_head(marks=())
    assert heads(Document(io.BytesIO(word_document(page)))) == []


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A city's letter: words at its top, three heads of pages, two sections, and not all styles."""
    document = Document()
    document.styles["Caption"].delete()
    document.styles["List Bullet"].delete()
    document.styles["Heading 1"].font.name = "Comic Sans MS"
    document.settings.odd_and_even_pages_header_footer = True
    document.add_paragraph("Ratsbüro, Zimmer 7")
    first = document.sections[0]
    first.different_first_page_header_footer = True
    for number, header in enumerate((first.header, first.first_page_header, first.even_page_header)):
        header.paragraphs[0].text = f"Wappen {number}. "
    document.add_section()
    document.add_paragraph("")
    document.save(tmp_path / "vorlage.docx")
    return tmp_path / "vorlage.docx"


def test_a_template_keeps_its_words_and_styles_and_gets_what_it_lacks(notebook: Any, template: Path) -> None:
    document = word(notebook, template)
    assert said(document)[0] == ("Normal", "Ratsbüro, Zimmer 7")
    assert document.styles["Heading 1"].font.name == "Comic Sans MS"
    assert {("Caption", "Tabelle"), ("Normal", "• eins")} <= set(said(document))
    assert document.styles["Caption"].base_style.name == "Normal"


def test_all_heads_of_a_template_say_that_it_is_a_draft(notebook: Any, template: Path) -> None:
    assert heads(word(notebook, template)) == [f"Wappen {number}. {TITLE.marks[0]}" for number in range(3)]


def test_a_template_that_is_no_word_document_is_one_sentence(notebook: Any, tmp_path: Path) -> None:
    (tmp_path / "vorlage.docx").write_text("nichts", encoding="utf-8")
    with pytest.raises(ParamsError, match=r"notice_template: „vorlage\.docx“ ist kein Word-Dokument"):
        word(notebook, tmp_path / "vorlage.docx")


def test_a_long_title_is_no_longer_than_a_property_may_be(notebook: Any) -> None:
    page = read_page(notebook).with_head(subject="Wort " * 100)
    document = Document(io.BytesIO(word_document(page)))
    assert len(document.core_properties.title) == 255


def test_the_packages_own_template_has_nothing_but_looks() -> None:
    from auszug_lib.pipeline.word import _OURS

    document = Document(str(_OURS))
    assert len(document.element.body) == 1  # its page
    assert document.core_properties.author == ""
    assert document.styles["Normal"].font.name == "Arial"
    assert document.element.find(f".//{qn('w:t')}") is None
