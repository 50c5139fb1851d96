"""Places: how formulas of the form name cells and whole columns, and which column points to which table."""

from collections.abc import Iterator

from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.schema import DELIVERY, TABLES, Column, TableSchema

_ROWS = 10_000  # more records than a carrier has in a year; what stands below is read all the same

_PARENTS = {table.key: table for table in TABLES.values() if table.key}


def rows_of(table: TableSchema) -> int:
    """Return how many rows are prepared for records."""
    return 1 if table == DELIVERY else _ROWS


def position_of(table: TableSchema, column: str) -> int:
    """Return the place of a column in its sheet, from 0."""
    return [other.name for other in table.columns].index(column)


def own_cell(table: TableSchema, column: str) -> str:
    """Return the cell in the first row of records, in a formula that moves down with the rows: $C2."""
    return f"${xl_col_to_name(position_of(table, column))}2"


def whole_column(table: TableSchema, column: str) -> str:
    """Return the range of a column: faelle!$A$1:$A$10001.

    It starts at the heading, which is locked: were it the first record, deleting that would break formulas.
    """
    letter = xl_col_to_name(position_of(table, column))
    return f"{table.name}!${letter}$1:${letter}${rows_of(table) + 1}"


def column_name(table: TableSchema, column: str) -> str:
    """Return the name that stands for `whole_column` in the workbook."""
    return f"{table.name}_{column}"


def parent_of(table: TableSchema, column: Column) -> TableSchema | None:
    """Return the table whose records `column` points to; None where it points to none."""
    parent = _PARENTS.get(column.name)
    return None if parent == table else parent


def references() -> Iterator[tuple[TableSchema, Column, TableSchema]]:
    """Yield every column that points to another table: its table, the column, the table it points to."""
    for table in TABLES.values():
        for column in table.columns:
            if parent := parent_of(table, column):
                yield table, column, parent
