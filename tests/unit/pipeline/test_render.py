"""The two exporters: what stands in the page and in the PDF."""

import io
import re
from typing import Any

import nbformat
import pikepdf
import pytest
from nbconvert.exporters import get_exporter
from pypdf import PdfReader

from auszug_lib import NotebookError
from auszug_lib.pipeline.csv_files import table_csv
from auszug_lib.pipeline.page import read_page
from auszug_lib.pipeline.render import AuszugHTMLExporter, AuszugPDFExporter
from auszug_lib.publication.prose import Prose

from .conftest import TITLE, as_on_disk, code, shown

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def html(notebook: Any) -> str:
    return str(AuszugHTMLExporter().from_notebook_node(notebook)[0])


def pdf(notebook: Any) -> bytes:
    return bytes(AuszugPDFExporter().from_notebook_node(notebook)[0])


def pdf_text(notebook: Any) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(notebook))).pages).split()
    )


def picture(alt: str) -> Any:
    metadata = {"image/png": {"alt": alt}} if alt else {}
    return nbformat.v4.new_output("display_data", data={"image/png": PNG}, metadata=metadata)


def test_nbconvert_finds_both_by_name() -> None:
    assert get_exporter("auszug_html") is AuszugHTMLExporter
    assert get_exporter("auszug_pdf") is AuszugPDFExporter


def test_both_say_everything_the_notebook_shows_and_no_code(notebook: Any) -> None:
    page, text = html(notebook), pdf_text(notebook)
    for words in (
        "132",
        "2016: 293",
        "Tabelle",
        "Diagramm",
        "Eine Fußnote.",
        "01.03.2022",
        "Wohnungsamt",
        "Zitat",
    ):
        assert words in page
        assert words in text
    assert "geheimer_code" not in page + text


def test_html_has_landmarks_a_skip_link_and_no_way_out(notebook: Any) -> None:
    page = html(notebook)
    for landmark in ("<header", '<main id="inhalt"', "<footer>", 'href="#inhalt"', '<aside class="marks"'):
        assert page.count(landmark) == 1
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|@import|src=\"https?:", page)


def test_html_escapes_text_and_markdown(notebook: Any) -> None:
    page = html(notebook)
    assert "<h1>Bericht &lt;1&gt; &amp; #eval</h1>" in page
    assert "<h2>Abschnitt &lt;script&gt;</h2>" in page


def test_a_long_page_offers_its_sections_and_a_short_one_does_not(notebook: Any) -> None:
    assert "<nav" not in html(notebook)
    for number in range(9):
        notebook.cells.append(nbformat.v4.new_markdown_cell(f"## Teil *{number}* <b>"))
    page = html(notebook)
    links = re.findall(r'<li><a href="#(.+?)">(.+?)</a></li>', page)
    assert len(links) == 10
    assert links[1] == ("abschnitt-2", "Teil 0 &lt;b&gt;")
    assert all(page.count(f'id="{anchor}"') == 1 for anchor, _ in links)


def test_marks_reach_the_print_margin_without_ending_the_style_sheet(notebook: Any) -> None:
    [rule] = re.findall(r'@page \{ @top-left \{ content: "(.*)"; \} \}', html(notebook))
    decoded = re.sub(r"\\([0-9a-f]{6})", lambda match: chr(int(match[1], 16)), rule)
    assert decoded == TITLE.marks[0]
    assert not set(rule) & set(' "<>:')


def test_pdf_is_the_same_every_time(notebook: Any) -> None:
    assert pdf(notebook) == pdf(notebook)


def test_pdf_has_bookmarks_and_the_title(notebook: Any) -> None:
    reader = PdfReader(io.BytesIO(pdf(notebook)))
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE.subject
    titles = [entry.title for entry in flat(reader.outline)]
    assert titles == ["Bericht <1> & #eval", "Abschnitt <script>"]


def flat(outline: Any) -> list[Any]:
    return [leaf for entry in outline for leaf in (flat(entry) if isinstance(entry, list) else [entry])]


def test_pdf_tags_table_headers_lists_and_figures(notebook: Any) -> None:
    with pikepdf.open(io.BytesIO(pdf(notebook))) as document:
        kinds = {
            str(item.S) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item
        }
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/Caption"} <= kinds


def test_a_sign_the_typeface_lacks_is_named() -> None:
    with pytest.raises(NotebookError, match=r"Die Schrift hat kein Zeichen für „\N{GRINNING FACE}“"):
        pdf(as_on_disk(code(shown(TITLE)), code(shown(Prose("So \N{GRINNING FACE}")))))


def test_pdf_prints_the_address_of_a_link(notebook: Any) -> None:
    assert "Verweis (https://example.org)" in pdf_text(notebook)


def test_a_picture_with_alternative_text_gets_into_both() -> None:
    notebook = as_on_disk(code(shown(TITLE), picture("Ein Punkt.")))
    assert f'<img src="data:image/png;base64,{PNG}" alt="Ein Punkt.">' in html(notebook)
    assert pdf(notebook).startswith(b"%PDF")


def test_a_picture_without_alternative_text_gets_into_no_pdf() -> None:
    with pytest.raises(NotebookError, match="fehlt der Alternativtext"):
        pdf(as_on_disk(code(shown(TITLE), picture(""))))


def test_the_pdf_holds_its_tables_as_they_lie_beside_it(notebook: Any) -> None:
    [table] = read_page(notebook).documents_of("table")
    with pikepdf.open(io.BytesIO(pdf(notebook))) as document:
        [(name, file)] = document.attachments.items()
        assert name == f"{table['name']}.csv"
        assert file.get_file().read_bytes() == table_csv(table)
        assert file.get_file().mime_type == "text/csv"


def test_the_first_cell_of_a_row_is_its_header_in_the_pdf(notebook: Any) -> None:
    with pikepdf.open(io.BytesIO(pdf(notebook))) as document:
        bodies = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        rows = [row for body in bodies if body.get("/S") == "/TBody" for row in body.K]
        assert rows
        for row in rows:
            assert [str(cell.S) for cell in row.K] == ["/TH", *["/TD"] * (len(row.K) - 1)]
            assert [entry.Scope for entry in row.K[0].A if "/Scope" in entry] == ["/Row"]
