"""Marks: conditional formats that show while typing where cells contradict each other, or one is missing."""

import re
from collections.abc import Iterator

from auszug_lib.delivery.rules.rule import RULES, Rule
from auszug_lib.delivery.schema import DELIVERY, TABLES, Column, TableSchema
from auszug_lib.workbooks.form.places import column_name, own_cell, references


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


def _cells(table: TableSchema) -> dict[str, str]:
    """Return what the words in the formulas of `table` stand for.

    A column of the own table is the cell in this row, `faelle_personen` that of the case it points to;
    `in_vermittlungen` is true if a row there points to this one. Other sheets are reached by the names of
    their columns: not every Excel takes a reference to another sheet in a conditional format.
    """
    cells = {"stand": f"INDEX({column_name(DELIVERY, 'stand')},2)"}
    for child, key, parent in references():
        if child == table:
            row = f"MATCH({own_cell(table, key.name)},{column_name(parent, key.name)},0)"
            for column in parent.columns:
                cells[f"{parent.name}_{column.name}"] = f"INDEX({column_name(parent, column.name)},{row})"
        if parent == table:
            found = f"MATCH({own_cell(table, key.name)},{column_name(child, key.name)},0)"
            cells[f"in_{child.name}"] = f"ISNUMBER({found})"
    return cells | {column.name: own_cell(table, column.name) for column in table.columns}


def column_names() -> Iterator[tuple[str, TableSchema, Column]]:
    """Yield the columns that formulas of other sheets name."""
    formulas = " ".join(formula for table in TABLES.values() for _, formula in marked_rules(table))
    words = set(re.findall(r"\w+", formulas))
    for table in TABLES.values():
        for column in table.columns:
            if column_name(table, column.name) in words:
                yield column_name(table, column.name), table, column
