"""The workbook of tables: every table of a year's reports on a sheet of its own, to calculate with."""

import datetime as dt
import io
import textwrap
import zipfile
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from auszug_lib.pipeline.files import MadeReport, marks_of
from auszug_lib.pipeline.shown import ShownTable
from auszug_lib.project import ReportYear
from auszug_lib.publication.numbers import SYMBOLS, ZERO, value_of
from auszug_lib.workbooks.looks import looks, new_book, number_look, set_pages

_CONTENTS, _BACK = "Inhalt", "Zum Inhalt"
_ROUNDED = "Alle Zahlen sind gerundet, wie die Berichte sie zeigen."
_NARROWEST, _WIDEST, _ROOM = 12, 74, 3
_LINE = 14  # points


def book_name(year: ReportYear) -> str:
    """Return the name of the workbook's file."""
    return f"tabellen-{year.params.year}.xlsx"


def sheets_of(year: ReportYear, reports: Sequence[MadeReport]) -> dict[str, ShownTable]:
    """Return the sheets of a set by name, the contents first; nothing where no report has a table.

    A table that several reports show alike has one sheet. Each says what every page must say.
    """
    places: dict[ShownTable, list[str]] = {}
    for report in reports:
        for table in report.tables:
            places.setdefault(table, []).append(f"{report.document_type} ({report.stem}.html)")
    city, marks = year.city, marks_of(reports)
    said = (" · ".join(marks),) if marks else ()
    names = {f"Tabelle {number}": table for number, table in enumerate(places, start=1)}
    lines = [(name, table.title, ", ".join(places[table])) for name, table in names.items()]
    symbols = "; ".join(f"{sign}: {meaning}" for sign, meaning in SYMBOLS.items())
    notes = (*said, f"{city.authority}, {city.department}", _ROUNDED, f"Zeichen: {symbols}")
    title = f"{city.programme} {year.params.year}: die Tabellen der Berichte"
    contents = ShownTable(title, notes, (("Blatt", "Tabelle", "Steht in"), *lines))
    tables = {
        name: ShownTable(table.title, (*said, ", ".join(places[table]), *table.notes, _BACK), table.lines)
        for name, table in names.items()
    }
    return {_CONTENTS: contents, **tables} if tables else {}


def table_book(year: ReportYear, reports: Sequence[MadeReport]) -> bytes:
    """Return the workbook of a set, or nothing where no report has a table.

    The same tables give the same bytes.
    """
    sheets, memory, packed = sheets_of(year, reports), io.BytesIO(), io.BytesIO()
    if not sheets:
        return b""
    with new_book(packed) as book:
        created = dt.datetime.combine(year.params.last_day, dt.time())
        title = sheets[_CONTENTS].title
        book.set_properties({"title": title, "author": year.city.authority, "created": created})
        styles = looks(book)
        for name, sheet in sheets.items():
            _write(book, book.add_worksheet(name), sheet, styles)
    # Nothing is compressed, for two versions of zlib would compress differently.
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as stored:
        for entry in archive.infolist():
            content = archive.read(entry)
            entry.compress_type = zipfile.ZIP_STORED
            stored.writestr(entry, content)
    return memory.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: Worksheet, table: ShownTable, styles: dict[str, Format]) -> None:
    """Write a table below its title and notes, where nothing is merged and no row is empty."""
    sheet.write_string(0, 0, table.title, styles["chapter"])
    for row, note in enumerate(table.notes, start=1):
        if note == _BACK:
            sheet.write_url(row, 0, f"internal:'{_CONTENTS}'!A1", styles["way"], note)
        else:
            sheet.write_string(row, 0, note, styles["note"])
    head, headings = len(table.notes) + 1, []
    widths = [_width(texts) for texts in zip(*table.lines, strict=True)]
    for row, line in enumerate(table.lines, start=head):
        sheet.set_row(row, _LINE * max(map(_lines, line, widths)))
    for column, (heading, *texts) in enumerate(zip(*table.lines, strict=True)):
        of_numbers = column > 0 and any(value_of(text) is not None for text in texts)
        headings.append(
            {"header": heading, "header_format": styles["head_of_numbers" if of_numbers else "head"]}
        )
        sheet.set_column(column, column, widths[column])
        sheet.write_string(head, column, heading, headings[-1]["header_format"])
        for row, text in enumerate(texts, start=head + 1):
            _write_cell(book, sheet, row, column, text, styles)
    if len({text.lower() for text in table.lines[0] if text}) == len(headings) and len(table.lines) > 1:
        # Excel and screen readers know the table and its headings, which have to differ.
        options = {"columns": headings, "style": None, "autofilter": sheet.name == _CONTENTS}
        sheet.add_table(head, 0, head + len(table.lines) - 1, len(headings) - 1, options)
    sheet.freeze_panes(head + 1, 1)
    sheet.repeat_rows(0, head)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    set_pages(sheet)


def _write_cell(
    book: xlsxwriter.Workbook, sheet: Worksheet, row: int, column: int, text: str, styles: dict[str, Format]
) -> None:
    """Write a printed number as a number that looks as printed, and all else as text, never as a formula."""
    if column == 0 and sheet.name == _CONTENTS:
        sheet.write_url(row, 0, f"internal:'{text}'!A1", styles["link"], text)
    elif column == 0:
        sheet.write_string(row, 0, text, styles["term"])
    elif (value := value_of(text)) is None:
        sheet.write_string(row, column, text, styles["symbol" if text in SYMBOLS else "framed"])
    else:
        form = _number_format(text)
        if form not in styles:
            styles[form] = number_look(book, form)
        sheet.write_number(row, column, value, styles[form])


def _number_format(text: str) -> str:
    """Return the format in which Excel shows a number as it is printed: with its sign, – for nothing."""
    digits = text.partition(",")[2]
    form = "0" if text.lstrip("+−").partition(",")[0].isdecimal() and len(text) > 3 else "#,##0"
    form += f".{'0' * len(digits)}" if digits else ""
    return f'{"+" if text[0] in "+−" else ""}{form};"−"{form};' + ('"–"' if text == ZERO else form)


def _width(texts: Sequence[str]) -> float:
    """Return a width for a column: its longest cell where that is short, else room to wrap."""
    heading = max(map(len, texts[0].split()), default=0) + _ROOM
    return min(max(_NARROWEST, heading, *(len(text) + _ROOM for text in texts[1:])), _WIDEST)


def _lines(text: str, width: float) -> int:
    room = int(width) - 1
    return len(textwrap.wrap(text, room)) if len(text) > room else 1
