"""Tables as people keep them, drawn by chance, and everything that can write one to a file."""

import csv
import datetime as dt
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import xlsxwriter
from hypothesis import strategies as st

from auszug_lib.delivery.schema import TABLES

DELIVERY = {"traeger": "DRK", "berichtsjahr": 2019, "stand": dt.date(2020, 1, 31), "schema_version": 2}

Rows = Sequence[Sequence[Any]]

_VALUES: Mapping[str, Sequence[Any]] = {
    "id": ("A1", "A2", "A3", "A4", "A5", "A6", "A7"),
    "date": (dt.date(2019, 4, 13), dt.date(2019, 5, 31), "24.12.2019"),
    "count": (1, 2, 30, "4"),
    "decimal": (0.5, 71.25, "512,40"),
    "bool": (True, False, "ja"),
}
_BLANK = (None, "", " ", "\u00a0")
_ODD = ("quatsch", "?", -1, "1.2.3", dt.date(2019, 7, 1), "Summe", "zwei\nZeilen", 7, "–")
_NOTES = ("noch offen", "geprüft;\nab hier neu", 7)
_TITLES = ("Träger im Jahr 2019", "Stand", 2019, dt.date(2019, 12, 31))
_OWN_HEADINGS = ("Bemerkung", "Farbe", "")


@dataclass(frozen=True)
class Drawn:
    """A table: what stands above its headings, the headings, and the rows below."""

    table: str
    above: Rows
    headings: Sequence[str]
    below: Rows

    @property
    def rows(self) -> Rows:
        """All rows from the first on."""
        return [*self.above, self.headings, *self.below]


def _cells(table: str, heading: str) -> st.SearchStrategy[Any]:
    column = {column.name: column for column in TABLES[table].columns}.get(heading)
    if column is None:
        return st.sampled_from((*_BLANK, *_BLANK, *_NOTES))
    values = _VALUES.get(column.kind, ("tandem", "sonstige", "mail", "telefon", "buero"))
    plain = st.sampled_from(values)
    return st.one_of(plain, plain, plain, plain, st.sampled_from(_BLANK), st.sampled_from(_ODD))


@st.composite
def tables(draw: st.DrawFn, table: str, *, framed: bool) -> Drawn:
    """Draw a table; a `framed` one has nothing but columns with names of their own."""
    own = draw(st.lists(st.sampled_from(_OWN_HEADINGS[: 2 if framed else 3]), max_size=2, unique=True))
    headings = draw(st.permutations([*(column.name for column in TABLES[table].columns), *own]))
    record = st.tuples(*(_cells(table, name) for name in headings))
    blank = st.tuples(*(st.sampled_from(_BLANK) for _ in headings))
    noted = st.tuples(*(_cells(table, name) if name in own else st.none() for name in headings))
    total = st.tuples(*(st.sampled_from((None, None, "Summe", 5)) for _ in headings))
    below = draw(st.lists(st.one_of(record, record, record, blank, noted, total), max_size=6))
    if framed:
        return Drawn(table, [], headings, below)
    above = draw(st.lists(st.lists(st.sampled_from((*_BLANK, *_TITLES)), max_size=3), max_size=3))
    lengths = st.sampled_from((-2, -1, *[0] * 8, 1, 2))  # how much longer or shorter than the headings
    beyond = st.sampled_from((*_BLANK, *_NOTES))
    uneven = [
        [*row[: len(row) + longer], *(draw(beyond) for _ in range(longer))]
        for row in below
        for longer in [draw(lengths)]
    ]
    return Drawn(table, above, headings, uneven)


def deliveries(*, framed: bool) -> st.SearchStrategy[Mapping[str, Drawn]]:
    """Draw every table of a delivery but the one about the delivery itself."""
    names = [name for name, table in TABLES.items() if table.key]
    return st.fixed_dictionaries({name: tables(name, framed=framed) for name in names})


Writer = Callable[[Path, Mapping[str, Rows]], None]


def _with_openpyxl(folder: Path, sheets: Mapping[str, Rows]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                page.cell(number, column, cell)
    book.save(folder / "drk.xlsx")


def _with_xlsxwriter(folder: Path, sheets: Mapping[str, Rows]) -> None:
    with xlsxwriter.Workbook(folder / "drk.xlsx", {"default_date_format": "dd.mm.yyyy"}) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    page.write(number, column, cell)


def _as_text(cell: Any) -> str:
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    return "" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def _with_csv(folder: Path, sheets: Mapping[str, Rows], **dialect: Any) -> None:
    for title, rows in sheets.items():
        with (folder / f"{title}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, **dialect).writerows([[_as_text(cell) for cell in row] for row in rows])


def _frame(rows: Rows) -> pd.DataFrame:
    """Return the rows below the headings as a frame of texts, missing where there is nothing."""
    return pd.DataFrame(
        [[_as_text(cell) or None for cell in row] for row in rows[1:]], columns=list(rows[0]), dtype="str"
    )


def _of_one_length(rows: Rows) -> Rows:
    width = max(map(len, rows))
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _with_pandas_csv(folder: Path, sheets: Mapping[str, Rows]) -> None:
    for title, rows in sheets.items():
        frame = pd.DataFrame([[_as_text(cell) for cell in row] for row in _of_one_length(rows)])
        frame.to_csv(folder / f"{title}.csv", sep=";", header=False, index=False)


def _with_pandas_ods(folder: Path, sheets: Mapping[str, Rows]) -> None:
    with pd.ExcelWriter(folder / "drk.ods", engine="odf") as book:
        for title, rows in sheets.items():
            pd.DataFrame(_of_one_length(rows), dtype=object).to_excel(
                book, sheet_name=title, header=False, index=False
            )


def _as_parquet(folder: Path, sheets: Mapping[str, Rows]) -> None:
    for title, rows in sheets.items():
        _frame(rows).to_parquet(folder / f"{title}.parquet")


def _as_sqlite(folder: Path, sheets: Mapping[str, Rows]) -> None:
    connection = sqlite3.connect(folder / "drk.sqlite")
    for title, rows in sheets.items():
        _frame(rows).to_sql(title, connection, index=False)
    connection.close()


ROW_WRITERS: Mapping[str, Writer] = {
    "openpyxl": _with_openpyxl,
    "xlsxwriter": _with_xlsxwriter,
    "csv-semicolon": partial(_with_csv, delimiter=";"),
    "csv-comma": partial(_with_csv, delimiter=",", quoting=csv.QUOTE_ALL, lineterminator="\n"),
    "csv-tab": partial(_with_csv, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\r"),
    "pandas-csv": _with_pandas_csv,
    "pandas-ods": _with_pandas_ods,
}
FRAME_WRITERS: Mapping[str, Writer] = {"parquet": _as_parquet, "sqlite": _as_sqlite}
