"""The workbook of tables, held against the tables on the pages."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from auszug_lib.pipeline.files import MadeReport
from auszug_lib.pipeline.shown import ShownTable
from auszug_lib.pipeline.table_book import sheets_of
from auszug_lib.project import ReportYear
from auszug_lib.publication.numbers import value_of
from auszug_lib.verification.known import normalized
from auszug_lib.verification.web import Finding, WebPage


def book_findings(file: Path, year: ReportYear, pages: Mapping[MadeReport, WebPage]) -> Iterator[Finding]:
    """Yield what a workbook says otherwise than the reports' pages do, cell by cell."""
    reports = [replace(report, tables=tuple(_tables(page))) for report, page in pages.items()]
    expected = sheets_of(year, reports)
    try:
        book = CalamineWorkbook.from_path(file)
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except CalamineError:
        yield Finding(file.name, "", "Die Mappe lässt sich nicht lesen.")
        return
    if list(sheets) != list(expected):
        yield Finding(file.name, "", "Die Blätter sind nicht die Tabellen der Seiten.")
    for name in filter(sheets.__contains__, expected):
        yield from (
            Finding(file.name, f"Blatt „{name}“", one) for one in _of_sheet(sheets[name], expected[name])
        )


def _tables(page: WebPage) -> Iterator[ShownTable]:
    for table in page.soup.select(".auszug-table[id]"):
        notes = tuple(normalized(note.get_text()) for note in table.select(".note"))
        lines = (tuple(normalized(cell.get_text()) for cell in row(("th", "td"))) for row in table("tr"))
        yield ShownTable(normalized("".join(one.get_text() for one in table("caption"))), notes, tuple(lines))


def _of_sheet(rows: list[list[Any]], table: ShownTable) -> Iterator[str]:
    """Yield where a sheet is not the table that it should be; what stands above that is read as one text."""
    head = len(rows) - len(table.lines)
    above = " ".join(str(cell) for row in rows[: max(head, 0)] for cell in row if cell != "")
    lines = zip_longest(rows[max(head, 0) :], table.lines, fillvalue=())
    pairs = [(above, " ".join((table.title, *table.notes)))]
    pairs += [pair for row, line in lines for pair in zip_longest(row, line, fillvalue="")]
    for cell, text in pairs:
        same = normalized(cell) == normalized(text) if isinstance(cell, str) else cell == value_of(text)
        if not same:
            yield f"In der Datei steht {cell or 'nichts'}, auf der Seite {text or 'nichts'}."
