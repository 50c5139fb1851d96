"""The PDF: the page as data goes to Typst, whose template lays it out as PDF/UA-1 and PDF/A-3a.

Its tables lie in it as CSV too, so that whoever keeps the PDF alone can still calculate with them.
"""

import base64
import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import typst

from auszug_lib import NotebookError
from auszug_lib.params.typeface import FONT_FOLDER
from auszug_lib.pipeline.csv_files import table_csv
from auszug_lib.pipeline.page import Page
from auszug_lib.pipeline.processes import has_threads

_TEMPLATE = Path(__file__).with_name("report.typ")
DOTS = 200
_DRAWING = b'#set page(width: auto, height: auto, margin: 0pt); #image(bytes(sys.inputs.svg), format: "svg")'


def typeset(page: Page) -> bytes:
    """Return the page as PDF; the same page gives the same bytes.

    Where a picture has no alternative text, or Typst cannot lay the page out, it raises `NotebookError`.
    """
    title = page.title.document
    report = {
        "title": title,
        "blocks": [_for_typst(document) for document in page.documents],
        "attachments": [_attachment(table) for table in page.documents_of("table")],
    }
    has_threads.set()  # Typst computes in threads of its own from the first page on
    try:
        pdf = typst.compile(
            _TEMPLATE,
            font_paths=reports_font(),
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(report, ensure_ascii=False)},
            pdf_standards=["ua-1", "a-3a"],
            timestamp=dt.datetime.fromisoformat(title["date"]).replace(tzinfo=dt.UTC),
        )
    except typst.TypstError as error:
        raise NotebookError(
            f"„{title['subject']}“ ließ sich nicht als PDF setzen: {_in_german(error.message)}."
        ) from error
    return _with_row_headers(pdf)


def _in_german(message: str) -> str:
    """Return why Typst refused a page; a sign without a glyph is the one reason that text can bring."""
    if sign := re.search(r'the text `"(.+?)"` could not be displayed', message):
        return f"Die Schrift hat kein Zeichen für „{sign[1]}“"
    return message


def as_png(svg: str) -> bytes:
    """Return a drawing as a picture of so many `DOTS` an inch, in the reports' typeface."""
    has_threads.set()
    try:
        return typst.compile(
            _DRAWING,
            font_paths=reports_font(),
            ignore_system_fonts=True,
            sys_inputs={"svg": svg},
            format="png",
            ppi=DOTS,
        )
    except typst.TypstError as error:
        raise NotebookError(f"Ein Bild ließ sich nicht zeichnen: {error.message}.") from error


@cache
def reports_font() -> typst.Fonts:
    """Return the reports' typeface alone, so that every machine sets the same pages."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONT_FOLDER])


def _for_typst(document: Mapping[str, Any]) -> Mapping[str, Any]:
    if document["kind"] != "picture":
        return document
    content = content_of(document)
    # Typst reads no Base64, but numbers.
    return {**document, "content": content.decode() if document["format"] == "svg" else list(content)}


def content_of(picture: Mapping[str, Any]) -> bytes:
    """Return an analyst's own picture; raises `NotebookError` where it has no alternative text."""
    if not picture["alt"]:
        raise NotebookError(
            "Einem Bild im Notebook fehlt der Alternativtext, so wird der Bericht nicht barrierefrei; "
            "bitte mit report.chart(...) zeichnen oder in den Metadaten der Ausgabe „alt“ angeben."
        )
    data = str(picture["data"])
    return data.encode() if picture["format"] == "svg" else base64.b64decode(data)


def _attachment(table: Mapping[str, Any]) -> Mapping[str, str]:
    """Return a table as a file in the PDF: the bytes that lie beside the report, with their mark."""
    content = table_csv(table).decode("utf-8")
    return {"name": f"{table['name']}.csv", "description": table["title"], "content": content}


def _with_row_headers(pdf: bytes) -> bytes:
    """Return a tagged PDF in which the first cell of every table row is the header of its row.

    Typst knows the heads of columns, not those of rows.
    """
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for row in _rows(document):
            for place, cell in enumerate(row.K):
                _mark(cell, is_header=place == 0)
        document.save(written, deterministic_id=True)
    return written.getvalue()


def _rows(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the structure elements of all rows below the heads of tables."""
    for element in document.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TBody":
            yield from element.K


def _mark(cell: pikepdf.Object, *, is_header: bool) -> None:
    """Make a cell a header, or leave it to the scopes of the headers which ones are its own.

    A list of headers in a cell would count alone, and Typst's lists only the heads of columns.
    """
    [attributes] = [entry for entry in cell.A if entry.O == "/Table"]
    del attributes.Headers
    if is_header:
        cell.S = pikepdf.Name.TH
        attributes.Scope = pikepdf.Name.Row
