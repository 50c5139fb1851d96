"""Sheets: a table of the form, with its headings, its cells, and what guards them."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.schema import DELIVERY, Column, Kind, TableSchema
from auszug_lib.delivery.synonyms import NO, YES
from auszug_lib.params.codes import CodeList
from auszug_lib.workbooks.entry import Entry, entry_of, marked_label
from auszug_lib.workbooks.formulas import marked_rules, missing, position_of, rows_of
from auszug_lib.workbooks.looks import cell_look, set_pages

_LAST_COLUMN = 16_383

# The rest says whose form it is, for which year.
_OPEN_IN_DELIVERY = ("stand", "beispiel")

_ALLOWED = {
    "sort": True,
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
}

_NARROWEST: Mapping[Kind, int] = {"id": 16, "code": 12, "bool": 11, "count": 10, "decimal": 11, "date": 12}
_WIDEST_CHOICE = 22  # longer ones are written smaller, so that the widest sheet can be read on one page
_ROOM = 2  # beside the longest word
_LINES_OF_ABOUT, _SMALL = 4, 0.8
_LINE = 11.5  # points


def write_sheet(
    book: xlsxwriter.Workbook,
    table: TableSchema,
    rows: pd.DataFrame,
    year: int,
    lists: Mapping[str, CodeList],
    styles: Mapping[str, Format],
) -> None:
    """Write the sheet of a table; `rows` are the records that are there already, as the schema types them."""
    sheet = book.add_worksheet(table.name)
    # Unlocked to the last column, for Excel deletes no row with a locked cell; but what belongs to no
    # delivery is not shown.
    beyond = len(table.columns)
    sheet.set_column(beyond, _LAST_COLUMN, None, cell_look(book, "code", locked=False), {"hidden": True})
    widths = [_width(column, lists) for column in table.columns]
    for position, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        _write_heading(sheet, position, column, styles)
        is_open = table != DELIVERY or column.name in _OPEN_IN_DELIVERY
        look = cell_look(book, column.kind, locked=not is_open)
        sheet.set_column(position, position, width, look)
        cells = rows[column.name]
        if column.codes:
            cells = cells.map(lists[column.codes].choices)
        write_cells(sheet, position, column, cells, look)
        allowed = _validation(column, entry_of(table, column, year, lists))
        sheet.data_validation(1, position, rows_of(table), position, allowed)
    _write_marks(sheet, table, styles)
    _guard(sheet, table)
    _lay_out(sheet, table, widths)


def write_cells(
    sheet: Worksheet, position: int, column: Column, cells: pd.Series, look: Format | None
) -> None:
    """Write the filled cells of a column below its heading; text stays text, never formula or link.

    `cells` are as the schema types them; their index is the row, 0 for the first one below the headings.
    """
    filled = cells.dropna()
    if column.kind == "bool":
        filled = filled.map({True: YES, False: NO})
    for row, cell in zip(filled.index.tolist(), filled.tolist(), strict=True):
        if column.kind == "date":
            sheet.write_datetime(row + 1, position, cell, look)
        elif column.kind in ("count", "decimal"):
            sheet.write_number(row + 1, position, cell, look)
        else:
            sheet.write_string(row + 1, position, cell, look)


def _write_heading(sheet: Worksheet, position: int, column: Column, styles: Mapping[str, Format]) -> None:
    """Write the label, which the reader knows the column by, and the explanation on a line below it."""
    look = styles["required" if column.required else "optional"]
    label, about = (styles["label"], marked_label(column)), (styles["about"], f"\n{column.about}")
    sheet.write_rich_string(0, position, *label, *about, look)


def _validation(column: Column, entry: Entry) -> dict[str, Any]:
    """Return the validation of a column's cells, as XlsxWriter takes it."""
    return {
        **entry.criteria,
        "ignore_blank": not column.required,
        "input_title": column.label,
        "input_message": f"{column.about[:1].upper()}{column.about[1:]}. Erwartet wird {entry.asked}.",
        "error_type": "stop" if entry.is_refused else "information",
        "error_title": column.label,
        "error_message": entry.refusal,
    }


def _write_marks(sheet: Worksheet, table: TableSchema, styles: Mapping[str, Format]) -> None:
    last = rows_of(table)
    marks: list[tuple[str, str, str]] = [
        (column, formula, rule.severity) for rule, formula in marked_rules(table) for column in rule.columns
    ]
    marks += [(column.name, missing(table, column), "missing") for column in table.columns if column.required]
    for column, formula, style in marks:
        position = position_of(table, column)
        mark = {"type": "formula", "criteria": formula, "format": styles[style]}
        sheet.conditional_format(1, position, last, position, mark)


def _guard(sheet: Worksheet, table: TableSchema) -> None:
    """Protect the headings, without a password: against slips, not against people."""
    last = len(table.columns) - 1
    sheet.protect(options=_ALLOWED if table != DELIVERY else {"format_columns": True})
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(last)}{rows_of(table) + 1}"})
    if table != DELIVERY:
        sheet.autofilter(0, 0, rows_of(table), last)


def _lay_out(sheet: Worksheet, table: TableSchema, widths: list[int]) -> None:
    """Fix the headings' row at the top, high enough, and print the sheet one page wide."""
    sheet.set_row(0, max(map(_height, table.columns, widths)))
    sheet.freeze_panes(1, 1 if table.key else 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    set_pages(sheet)


def _width(column: Column, lists: Mapping[str, CodeList]) -> int:
    """Return a width for the label, the choices and a few lines of explanation."""
    choices = lists[column.codes].choices.values() if column.codes else ()
    longest = min(max(map(len, choices), default=0), _WIDEST_CHOICE)
    about = math.ceil(len(column.about) * _SMALL / _LINES_OF_ABOUT)
    return max(_NARROWEST[column.kind], max(len(marked_label(column)), longest, about) + _ROOM)


def _height(column: Column, width: int) -> float:
    """Return the height in points that the heading needs, and a line for the filter's button below it."""
    lines = math.ceil(len(column.about) * _SMALL / (width - 2))
    return (2 + lines) * _LINE + 4
