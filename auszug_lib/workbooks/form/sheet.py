"""Sheets: a table of the form, with its headings, its cells, and what guards them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.schema import DELIVERY, Column, TableSchema
from auszug_lib.workbooks.form.entry import Context, Entry, entry_of, marked_label
from auszug_lib.workbooks.form.layout import lay_out, width_of
from auszug_lib.workbooks.form.looks import cell_look
from auszug_lib.workbooks.form.marks import marked_rules, missing
from auszug_lib.workbooks.form.places import position_of, rows_of
from auszug_lib.workbooks.spreadsheet import write_cells

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


def write_sheet(
    book: xlsxwriter.Workbook,
    table: TableSchema,
    rows: pd.DataFrame,
    context: Context,
    styles: Mapping[str, Format],
) -> None:
    """Write the sheet of a table.

    Parameters
    ----------
    book
        The workbook.
    table
        The table's definition.
    rows
        The records that are there already, as the schema types them.
    context
        What the entries depend on.
    styles
        The formats of `looks.looks`.
    """
    sheet = book.add_worksheet(table.name)
    # Unlocked to the last column, for Excel deletes no row with a locked cell; but what belongs to no
    # delivery is not shown.
    beyond = len(table.columns)
    sheet.set_column(beyond, _LAST_COLUMN, None, cell_look(book, "code", locked=False), {"hidden": True})
    for position, column in enumerate(table.columns):
        _write_heading(sheet, position, column, styles)
        is_open = table != DELIVERY or column.name in _OPEN_IN_DELIVERY
        look = cell_look(book, column.kind, locked=not is_open)
        sheet.set_column(position, position, width_of(column, context.lists), look)
        cells = rows[column.name]
        if column.codes:
            cells = cells.map(context.lists[column.codes].choice, na_action="ignore")
        write_cells(sheet, position, column, cells, look)
        allowed = _validation(column, entry_of(table, column, context))
        sheet.data_validation(1, position, rows_of(table), position, allowed)
    _write_marks(sheet, table, styles)
    _guard(sheet, table)
    lay_out(sheet, table, context.lists)


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
