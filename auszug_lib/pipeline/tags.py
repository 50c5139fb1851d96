"""The tags of a PDF, where Typst leaves something out: it knows the heads of columns, not those of rows."""

import io
from collections.abc import Iterator

import pikepdf


def with_row_headers(pdf: bytes) -> bytes:
    """Return a tagged PDF in which the first cell of every table row is the header of its row.

    Parameters
    ----------
    pdf
        What Typst made: its tables have a head, and their cells name the heads of their columns.

    Returns
    -------
    bytes
        The same pages and attachments; the same bytes every time.
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
