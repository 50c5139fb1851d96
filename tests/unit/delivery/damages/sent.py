"""Deliveries as rows of cells that a damage can change, and the files they are written to."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name


@dataclass(frozen=True)
class Place:
    """Where a finding must be: at a cell by name such as B12, or at a sheet or file as a whole."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True)
class Formula:
    """A cell with a formula; without a result, as programs other than Excel leave it."""

    text: str
    result: str = ""


@dataclass
class Sheet:
    """A sheet: rows of cells, the headings in the first one.

    Rows are numbered as in the spreadsheet: the first record is in row 2. Some ranges of cells may be merged,
    and some rows hidden.
    """

    file: str
    title: str
    rows: list[list[Any]]
    merged: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        return self.rows[0]

    @property
    def numbers(self) -> range:
        return range(2, len(self.rows) + 1)

    def __getitem__(self, cell: tuple[int, str]) -> Any:
        number, column = cell
        return self.rows[number - 1][self.columns.index(column)]

    def __setitem__(self, cell: tuple[int, str], value: Any) -> None:
        number, column = cell
        self.rows[number - 1][self.columns.index(column)] = value

    def where(self, **fits: Callable[[Any], Any]) -> list[int]:
        """Return the numbers of the rows whose cells in these columns all fit."""
        return [n for n in self.numbers if all(test(self[n, column]) for column, test in fits.items())]

    def at(self, number: int, column: str) -> Place:
        return self.place(self.columns.index(column), number)

    def place(self, position: int, number: int) -> Place:
        return Place(self.file, self.title, f"{xl_col_to_name(position)}{number}")

    def copied(self, file: str = "", title: str = "") -> "Sheet":
        return Sheet(file or self.file, title or self.title, [list(row) for row in self.rows])


@dataclass
class Book:
    """A carrier's delivery as a workbook: its sheets by title."""

    carrier: str
    file: str
    sheets: dict[str, Sheet]

    def __getitem__(self, title: str) -> Sheet:
        return self.sheets[title]

    def copied(self, file: str = "") -> "Book":
        sheets = {title: sheet.copied(file) for title, sheet in self.sheets.items()}
        return Book(self.carrier, file or self.file, sheets)


@dataclass
class Sent:
    """What was sent: workbooks, and by name other files beside them. A damage changes it in place.

    The first workbook is the one to be damaged; which carrier's it is, is left to chance. In a later year
    `before` is what the carrier sent for the year before.
    """

    books: list[Book]
    before: Book | None = None
    beside: dict[str, bytes] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        return self.books[0]

    def __getitem__(self, title: str) -> Sheet:
        return self.book[title]


def write_files(sent: Sent, folder: Path) -> None:
    """Write the workbooks and the other files into `folder`."""
    for book in sent.books:
        _write_workbook(folder / book.file, book)
    for name, content in sent.beside.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def _write_workbook(file: Path, book: Book) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd.mm.yyyy"}
    with xlsxwriter.Workbook(file, options) as written:
        for title, sheet in book.sheets.items():
            page = written.add_worksheet(title)
            for number, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, Formula):
                        page.write_formula(number, column, cell.text, value=cell.result)
                    elif isinstance(cell, dt.datetime | dt.date):
                        page.write_datetime(number, column, cell)
                    elif cell not in ("", None):
                        page.write(number, column, cell)
            for area in sheet.merged:
                row, column = xl_cell_to_rowcol(area.partition(":")[0])
                page.merge_range(area, sheet.rows[row][column])
            for number in sheet.hidden:
                page.set_row(number - 1, options={"hidden": True})
