"""Formulas: how the form's cells, columns and lists are named in them, and those that mark a mistake."""

import re
from collections.abc import Iterator, Mapping

from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.rules.rule import RULES, Rule
from auszug_lib.delivery.schema import DELIVERY, TABLES, Column, TableSchema
from auszug_lib.delivery.vocabulary import LISTS_SHEET
from auszug_lib.params.codes import CodeList

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


def list_range(lists: Mapping[str, CodeList], name: str) -> str:
    """Return where the choices of a code list stand: Listen!$B$2:$B$7."""
    letter = xl_col_to_name(list(lists).index(name))
    return f"{LISTS_SHEET}!${letter}$2:${letter}${len(lists[name].codes) + 1}"


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


def marked_rules(table: TableSchema) -> Iterator[tuple[Rule, str]]:
    """Yield the rules of `table` that are marked, each with the formula that is true where it is broken."""
    cells = _cells(table)
    for rule in RULES.values():
        if rule.excel and rule.table == table.name:
            yield rule, f"={rule.excel.format_map(cells)}"


def missing(table: TableSchema, column: Column) -> str:
    """Return the formula that is true where a required cell is empty in a row that has been begun."""
    first, last = (own_cell(table, table.columns[n].name) for n in (0, -1))
    return f'=AND(COUNTA({first}:{last})>0,{own_cell(table, column.name)}="")'


def named_columns() -> dict[str, str]:
    """Return the range of every column that a formula of another sheet names."""
    formulas = " ".join(formula for table in TABLES.values() for _, formula in marked_rules(table))
    words = set(re.findall(r"\w+", formulas))
    ranges = {
        _name(table, column.name): whole_column(table, column.name)
        for table in TABLES.values()
        for column in table.columns
    }
    return {name: cells for name, cells in ranges.items() if name in words}


def _name(table: TableSchema, column: str) -> str:
    return f"{table.name}_{column}"


def _cells(table: TableSchema) -> dict[str, str]:
    """Return what the words in the formulas of `table` stand for.

    A column of the own table is the cell in this row, `faelle_personen` that of the case it points to;
    `in_vermittlungen` is true if a row there points to this one. Other sheets are reached by the names of
    their columns: not every Excel takes a reference to another sheet in a conditional format.
    """
    cells = {"stand": f"INDEX({_name(DELIVERY, 'stand')},2)"}
    for child, key, parent in references():
        own = own_cell(table, key.name) if table in (child, parent) else ""
        if table == child:
            row = f"MATCH({own},{_name(parent, key.name)},0)"
            for column in parent.columns:
                name = _name(parent, column.name)
                cells[name] = f"INDEX({name},{row})"
        if table == parent:
            cells[f"in_{child.name}"] = f"ISNUMBER(MATCH({own},{_name(child, key.name)},0))"
    return cells | {column.name: own_cell(table, column.name) for column in table.columns}
