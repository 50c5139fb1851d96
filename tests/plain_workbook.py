"""The example's deliveries as plain workbooks with the schema's own headings, unlike the form."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import xlsxwriter
from generator.deliveries import example_deliveries

from auszug_lib.delivery.schema import TABLES
from auszug_lib.params import City, Year
from auszug_lib.params.published import PublishedFigure
from auszug_lib.workbooks.table_sheet import write_cells


def workbook(delivery: Mapping[str, pd.DataFrame], year: int) -> bytes:
    """Return a workbook with a sheet a table; the same delivery gives the same bytes."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": dt.datetime(year + 1, 1, 31)})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, table in TABLES.items():
            sheet = book.add_worksheet(name)
            for position, column in enumerate(table.columns):
                sheet.write_string(0, position, column.name)
                look = day if column.kind == "date" else None
                write_cells(sheet, position, column, delivery[name][column.name], look)
    return memory.getvalue()


def write_example(city: City, year: Year, published: Sequence[PublishedFigure], folder: Path) -> None:
    """Write the example's deliveries of a year, one a carrier."""
    folder.mkdir(parents=True, exist_ok=True)
    for code, tables in example_deliveries(city, year, published).items():
        file = folder / f"{city.carrier(code).stem}-{year.year}.xlsx"
        file.write_bytes(workbook(tables, year.year))
