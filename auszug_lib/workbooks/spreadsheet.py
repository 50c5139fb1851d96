"""Spreadsheets: workbooks whose bytes depend on their content alone, and cells that stay what they are."""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.schema import Column
from auszug_lib.delivery.synonyms import NO, YES
from auszug_lib.errors import AuszugError

DATE_FORMAT = "dd.mm.yyyy"


def new_spreadsheet(
    memory: io.BytesIO, created: dt.datetime, font: Mapping[str, Any] | None = None, **properties: str
) -> xlsxwriter.Workbook:
    """Return a workbook that is written to `memory` when it is closed.

    Parameters
    ----------
    memory
        Takes the finished file.
    created
        The day it says it was made on; never today, so that the same content gives the same bytes.
    font
        The properties of its ordinary cells; XlsxWriter's own by default.
    **properties
        What it says about itself, such as its title.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(memory, {**options, "default_format_properties": dict(font or {})})
    book.set_properties({**properties, "created": created})
    return book


def write_cells(
    sheet: Worksheet, position: int, column: Column, cells: pd.Series, cell_format: Format | None = None
) -> None:
    """Write the filled cells of a column below its heading; text stays text, never formula or link.

    `cells` are as the schema types them; their index is the row, 0 for the first one below the headings.
    """
    filled = cells.dropna()
    if column.kind == "bool":
        filled = filled.map({True: YES, False: NO})
    for row, cell in zip(filled.index.tolist(), filled.tolist(), strict=True):
        if column.kind == "date":
            sheet.write_datetime(row + 1, position, cell, cell_format)
        elif column.kind in ("count", "decimal"):
            sheet.write_number(row + 1, position, cell, cell_format)
        else:
            sheet.write_string(row + 1, position, cell, cell_format)


def write_aside(path: Path, content: bytes) -> None:
    """Write a file aside and rename it into place, so that nobody ever reads half of one.

    Raises `AuszugError` where the disk refuses, as Windows does for a file that is open in a program.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(path)
    except OSError:
        raise AuszugError(
            f"{path} ließ sich nicht schreiben; "
            "vielleicht ist die Datei noch geöffnet, oder der Platz reicht nicht."
        ) from None
