"""The example's deliveries as the workbooks that carriers would send."""

import datetime as dt
import io
from collections.abc import Mapping

import pandas as pd

from auszug_lib.delivery.schema import TABLES, Column
from auszug_lib.workbooks.spreadsheet import DATE_FORMAT, new_spreadsheet, write_cells

_NARROWEST, _WIDEST = 8, 40
_WORDS = ("id", "code")


def workbook(delivery: Mapping[str, pd.DataFrame], year: int) -> bytes:
    """Return a workbook with a sheet a table; the same delivery gives the same bytes."""
    memory = io.BytesIO()
    with new_spreadsheet(memory, dt.datetime(year + 1, 1, 31)) as book:
        heading, date = book.add_format({"bold": True}), book.add_format({"num_format": DATE_FORMAT})
        for name, table in TABLES.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            # Codes such as "1" are words; without this, Excel marks every one of them as a mistake.
            sheet.ignore_errors({"number_stored_as_text": "A1:Z1048576"})
            for position, column in enumerate(table.columns):
                cells = delivery[name][column.name]
                sheet.write_string(0, position, column.name, heading)
                write_cells(sheet, position, column, cells, date if column.kind == "date" else None)
                sheet.set_column(position, position, _width(column, cells))
    return memory.getvalue()


def _width(column: Column, cells: pd.Series) -> int:
    filled = cells.dropna()
    longest = filled.str.len().max() if column.kind in _WORDS and len(filled) else _NARROWEST
    return int(min(max(longest, len(column.name)) + 2, _WIDEST))
