"""What leaves a notebook: a table as an Excel file, and as HTML for the clipboard."""

import datetime as dt
import html
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from auszug_lib import ParamsError
from auszug_lib.publication.document import Cell, Table
from auszug_lib.publication.numbers import value_of

_ENDING = ".xlsx"
# Text from records stays text, whatever it begins with.
_HARMLESS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_WIDEST = 50  # signs of a column

# On the web a script may put HTML on the clipboard when somebody clicks; the button copies what is below it.
_BUTTON = (
    '<button onclick="const t = this.nextElementSibling; navigator.clipboard.write([new ClipboardItem({'
    "'text/html': new Blob([t.outerHTML], {type: 'text/html'}), "
    "'text/plain': new Blob([t.innerText], {type: 'text/plain'})})])"
    ".then(() => this.textContent = 'Kopiert')\">In die Zwischenablage</button>"
)


class Clipping(str):
    """A table as HTML that Word and Excel take from the clipboard; a notebook shows it with a button."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return f"<div>{_BUTTON}{self}</div>"


class SavedFile(str):
    """The path of a file that was written; a notebook shows it as a link."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        name = html.escape(self)
        return f'Geschrieben: <a href="{name}" download>{name}</a>'


def frame_of(table: Table) -> pd.DataFrame:
    """Return a table's rows by their headers, with numbers where a column holds them, unrounded no more."""
    columns = [
        [_value(row.cells[place]) if numeric else row.cells[place].text for row in table.rows]
        for place, numeric in enumerate(table.numeric)
    ]
    headers = pd.Index([row.header for row in table.rows], name=table.stub)
    frame = pd.DataFrame(dict(enumerate(columns)), index=headers)
    return frame.set_axis(list(table.columns), axis="columns")


def _value(cell: Cell) -> float:
    if cell.value is not None:
        return cell.value
    found = value_of(cell.text)
    return math.nan if found is None else found


def excel_of(table: Table, path: str | Path) -> SavedFile:
    """Write a table of a report to an Excel file and return its path."""
    texts = [[row.cells[place].text for row in table.rows] for place in range(len(table.columns))]
    digits = [max([len(text.partition(",")[2]) for text in column] or [0]) for column in texts]
    source = f"Quelle: {table.source}" if table.source else ""
    note = " ".join([*table.notes, source]).strip()
    return write_sheet(
        path, table.title, frame_of(table).reset_index(allow_duplicates=True), [0, *digits], note
    )


def clipping_of(table: Table) -> Clipping:
    """Return a table of a report as HTML for the clipboard."""
    rows = [[row.header, *(cell.text for cell in row.cells)] for row in table.rows]
    texts = pd.DataFrame(rows, columns=[table.stub, *table.columns])
    return clipping(table.title, texts, (False, *table.numeric))


def clipping(title: str, texts: pd.DataFrame, numeric: Sequence[bool]) -> Clipping:
    """Return a table of texts as HTML whose looks are in its elements."""

    def cell(kind: str, text: object, right: bool) -> str:
        style = f"border:1px solid #999;padding:2px 6px;text-align:{'right' if right else 'left'}"
        return f'<{kind} style="{style}">{html.escape(str(text))}</{kind}>'

    def line(kind: str, values: Sequence[object]) -> str:
        return f"<tr>{''.join(cell(kind, *one) for one in zip(values, numeric, strict=True))}</tr>"

    rows = "".join(line("td", row) for row in texts.itertuples(index=False, name=None))
    head = f"<caption>{html.escape(title)}</caption><thead>{line('th', list(texts.columns))}</thead>"
    return Clipping(f'<table style="border-collapse:collapse">{head}<tbody>{rows}</tbody></table>')


def write_sheet(
    path: str | Path, title: str, frame: pd.DataFrame, digits: Sequence[int], note: str = ""
) -> SavedFile:
    """Write a table to an Excel file and return its path; `digits` are the decimal places of its columns.

    Raises `ParamsError` where the file cannot be written.
    """
    import xlsxwriter

    file = Path(path).with_suffix(_ENDING) if Path(path).suffix == "" else Path(path)
    if file.suffix.lower() != _ENDING:
        raise ParamsError(f"„{file.name}“ muss auf {_ENDING} enden.")
    book = xlsxwriter.Workbook(str(file), {**_HARMLESS, "default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet(_NO_SHEET_NAME.sub(" ", title)[:31])
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 12}))
    for place, (name, places) in enumerate(zip(frame.columns, digits, strict=True)):
        column = frame.iloc[:, place]
        is_number = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
        shape = book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "")})
        sheet.write_string(2, place, str(name), strong)
        longest = len(str(name))
        for row, value in enumerate(column, start=3):
            if not pd.isna(value):
                longest = max(longest, min(_WIDEST, len(str(value))))
                _write(sheet, row, place, value, shape if is_number else None)
        sheet.set_column(place, place, longest + 2)
    if len(frame):
        sheet.autofilter(2, 0, 2 + len(frame), len(frame.columns) - 1)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if note:
        sheet.write_string(len(frame) + 4, 0, note)
    try:
        book.close()
    except (OSError, xlsxwriter.exceptions.FileCreateError):
        raise ParamsError(
            f"„{file}“ lässt sich nicht schreiben; bitte in Excel schließen, oder Ordner und Rechte prüfen."
        ) from None
    return SavedFile(file)


def _write(sheet: Any, row: int, place: int, value: Any, shape: Any) -> None:
    if shape:
        sheet.write_number(row, place, float(value), shape)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, place, value)
    else:
        sheet.write_string(row, place, str(value))
