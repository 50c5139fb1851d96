"""The example's deliveries as the workbooks that carriers would send."""

import datetime as dt
import io
from collections.abc import Mapping

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.schema import TABLES, Column

_NARROWEST, _WIDEST = 8, 40
_DATE = {"num_format": "dd.mm.yyyy"}
_WORDS = ("id", "code", "text")


def workbook(delivery: Mapping[str, pd.DataFrame], year: int) -> bytes:
    """Return a workbook with a sheet a table; the same delivery gives the same bytes."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"created": dt.datetime(year + 1, 1, 31)})
        formats = {"heading": book.add_format({"bold": True}), "date": book.add_format(_DATE)}
        for name, table in TABLES.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            # Codes such as "1" are words; without this, Excel marks every one of them as a mistake.
            sheet.ignore_errors({"number_stored_as_text": "A1:Z1048576"})
            for position, column in enumerate(table.columns):
                _write_column(sheet, position, column, delivery[name][column.name], formats)
    return memory.getvalue()


def _write_column(
    sheet: Worksheet,
    position: int,
    column: Column,
    cells: pd.Series,
    formats: Mapping[str, Format],
) -> None:
    """Write a column's heading and filled cells; text is written as text, never as formula or link."""
    sheet.write_string(0, position, column.name, formats["heading"])
    filled = cells.dropna()
    if column.kind == "bool":
        filled = filled.map({True: "ja", False: "nein"})
    for row, cell in zip(filled.index.tolist(), filled.tolist(), strict=True):
        if column.kind == "date":
            sheet.write_datetime(row + 1, position, cell, formats["date"])
        elif column.kind in ("count", "decimal"):
            sheet.write_number(row + 1, position, cell)
        else:
            sheet.write_string(row + 1, position, cell)
    longest = filled.str.len().max() if column.kind in _WORDS and len(filled) else _NARROWEST
    sheet.set_column(position, position, min(max(longest, len(column.name)) + 2, _WIDEST))
