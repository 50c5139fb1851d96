"""The workbook to write findings into: the carrier's own, or one rebuilt from what was read."""

import datetime as dt
import gc
import io
import numbers
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
import pandas as pd
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from auszug_lib.delivery.personal import personal_texts
from auszug_lib.delivery.reading.names import personal_name, shown
from auszug_lib.delivery.reading.raw import RawDelivery, RawTable
from auszug_lib.delivery.schema import TABLES
from auszug_lib.params.codes import CodeList
from auszug_lib.workbooks.returned_texts import forget_hidden_texts, forget_names

_LONGEST_SHEET_NAME = 31
_WIDTH, _WIDEST = 20, 30

# Whatever openpyxl raises over a workbook that another program wrote in its own way.
_NOT_UNDERSTOOD = (
    *(AttributeError, LookupError, OSError, TypeError, ValueError),
    *(InvalidFileException, ParseError, zipfile.BadZipFile),
)

_KINDS = (numbers.Real, dt.date, dt.time, dt.timedelta)
_ENDLESS = (float("inf"), float("-inf"))

# Written into every copy in place of the clock, so that the same delivery gives the same bytes.
_STAMP = dt.datetime(2000, 1, 1)


@dataclass(frozen=True)
class Book:
    """A workbook, and its sheets by the names of file and sheet that findings use."""

    workbook: Workbook
    sheets: Mapping[tuple[str, str], Worksheet]


def book_of(delivery: RawDelivery, lists: Mapping[str, CodeList]) -> Book:
    """Return a delivery as a workbook that can be written into; it has no formula and loads nothing.

    Where it is no workbook yet, its codes become the words of the `lists`, as in the form.
    """
    own = _own(delivery.workbook) if delivery.workbook else None
    if own is None:
        return _rebuilt(delivery, lists)
    file = delivery.shown
    return Book(own, {(file, shown(sheet.title)): sheet for sheet in own.worksheets})


@contextmanager
def no_garbage_collected() -> Iterator[None]:
    """Switch garbage collection off for a while: looking for dead ones among millions of cells takes long."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def write_text(cell: Cell, text: str) -> None:
    """Write a text that stays one, also where it begins like a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith("=")  # else it becomes a formula once somebody edits it


def write_heading(cell: Cell, text: str) -> None:
    """Write a heading, bold in the workbook's own font."""
    write_text(cell, text)
    cell.font = Font(name=cell.font.name, size=cell.font.size, bold=True)


def content(book: Book) -> bytes:
    """Return the workbook as the bytes of an .xlsx file."""
    written, stamped = io.BytesIO(), io.BytesIO()
    book.workbook.properties.modified = _STAMP
    with zipfile.ZipFile(written, "w") as archive:
        ExcelWriter(book.workbook, archive).write_data()
    with zipfile.ZipFile(written) as archive, zipfile.ZipFile(stamped, "w") as target:
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name, _STAMP.timetuple()[:6])
            target.writestr(entry, archive.read(name), zipfile.ZIP_DEFLATED)
    return stamped.getvalue()


def _own(path: Path) -> Workbook | None:
    """Return the carrier's workbook, values in place of formulas; None where openpyxl cannot read it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about looks that get lost
        try:
            workbook = openpyxl.load_workbook(path, data_only=True, keep_links=False)
        except _NOT_UNDERSTOOD:
            return None
    for sheet in workbook.chartsheets:
        workbook.remove(sheet)
    # No sheet of a delivery is called like this.
    for sheet in [sheet for sheet in workbook.worksheets if personal_name(sheet.title)]:
        workbook.remove(sheet)
    if not workbook.worksheets:
        return None
    # Those of the carrier name whoever wrote the file.
    workbook.properties = DocumentProperties(creator="auszug", created=_STAMP)
    for sheet in workbook.worksheets:
        _forget_comments(sheet)
        # A chart or pivot table keeps a hidden copy of its cells, those with personal data too.
        sheet._charts, sheet._images, sheet._pivots = [], [], []
        _forget_links(sheet.defined_names)
        forget_hidden_texts(sheet)
    _forget_links(workbook.defined_names)
    forget_names(workbook)
    return workbook


def _forget_comments(sheet: Worksheet) -> None:
    """Remove who wrote a comment, and the comment too where it holds personal data."""
    commented = [cell for row in sheet.iter_rows() for cell in row if cell.comment is not None]
    texts = pd.Series([cell.comment.text for cell in commented], dtype="str")
    for cell, kind in zip(commented, personal_texts(texts), strict=True):
        cell.comment = None if isinstance(kind, str) else Comment(cell.comment.text, "")


def _forget_links(names: dict[str, Any]) -> None:
    """Remove the names for cells of other files and for other programs."""
    for name in [name for name, defined in names.items() if re.search(r"[\[|]", defined.attr_text or "")]:
        del names[name]


def set_page(sheet: Worksheet, header: int) -> None:
    """Print a sheet one page wide, its row of headings on every page, and keep that row in view."""
    sheet.freeze_panes = f"A{header + 1}"
    sheet.print_title_rows = f"1:{header}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = sheet.ORIENTATION_LANDSCAPE, sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _rebuilt(delivery: RawDelivery, lists: Mapping[str, CodeList]) -> Book:
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.created = _STAMP
    sheets = {(raw.file, raw.sheet): _rebuilt_sheet(workbook, raw, lists) for raw in delivery.tables.values()}
    return Book(workbook, sheets)


def _rebuilt_sheet(workbook: Workbook, raw: RawTable, lists: Mapping[str, CodeList]) -> Worksheet:
    name = re.sub(r"[\\/*?:\[\]]", "_", raw.sheet)[:_LONGEST_SHEET_NAME] or raw.table
    sheet = workbook.create_sheet(name)
    for letter, heading in raw.headings.items():
        write_heading(sheet[f"{letter}{raw.header}"], heading)
        sheet.column_dimensions[letter].width = _WIDTH
    for name, letter in raw.letters.items():
        if name in raw.cells:
            codes = TABLES[raw.table].column(name).codes
            words = lists[codes].choices if codes else {}
            _write_column(sheet, letter, raw.cells[name], words)
            longest = max(map(len, words.values()), default=0)
            sheet.column_dimensions[letter].width = min(max(_WIDTH, longest), _WIDEST)
    for unknown in raw.extra.columns:
        _write_column(sheet, str(unknown), raw.extra[unknown])
    set_page(sheet, raw.header)
    return sheet


def _write_column(
    sheet: Worksheet, letter: str, cells: pd.Series, words: Mapping[Any, str] = MappingProxyType({})
) -> None:
    position = column_index_from_string(letter)
    filled = cells.dropna()
    for row, value in zip(filled.index.tolist(), filled.tolist(), strict=True):
        _write(sheet.cell(row, position), words.get(value, value))


def _write(cell: Cell, value: Any) -> None:
    """Write a value as it was read; what a workbook has no kind for becomes text."""
    if isinstance(value, dt.datetime):
        cell.value = value.replace(tzinfo=None)
    elif isinstance(value, str) or value in _ENDLESS or not isinstance(value, _KINDS):
        write_text(cell, str(value))
    else:
        cell.value = value
