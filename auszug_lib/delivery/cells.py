"""Check cells: what a single cell must be, and that no two records share an identifier."""

import numpy as np

from auszug_lib.delivery.content import check_content, suspicious_texts
from auszug_lib.delivery.desk import Desk
from auszug_lib.delivery.outcome import EMPTY, OUTCOMES, PLAIN
from auszug_lib.delivery.parse import expected
from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.rules.blame import duplicates
from auszug_lib.delivery.schema import TABLES, Column, Table


def check_cells(desk: Desk) -> None:
    """Test every cell on the desk by itself, then the identifiers."""
    suspects = suspicious_texts(desk)
    for table in TABLES.values():
        _empty_lost_columns(desk, table)
        for column in table.columns:
            _check_flaws(desk, table, column)
        check_content(desk, table, suspects)
        for column in table.columns:
            _check_outcomes(desk, table, column)
            if column.kind in ("count", "decimal"):
                negative = desk.tables[table.name][column.name] < 0
                desk.flag("nicht_negativ", table.name, column.name, negative, column=column.name)
        if table.key:
            _check_unique(desk, table)


def _empty_lost_columns(desk: Desk, table: Table) -> None:
    """Say nothing more of the columns whose headings are known to be wrong."""
    for carrier, raw in desk.raw[table.name].items():
        lost = [note.words["column"] for note in raw.notes if note.rule == "spalte_vorhanden"]
        if lost:
            desk.empty_rows(table.name, desk.tables[table.name][CARRIER] == carrier, *map(str, lost))


def _check_flaws(desk: Desk, table: Table, column: Column) -> None:
    """Tell the cells that the source itself could not read: formulas without a result, error values."""
    for carrier, raw in desk.raw[table.name].items():
        for rule_id in sorted(set(raw.flaws.values())):
            flawed = {cell for cell, rule in raw.flaws.items() if rule == rule_id}
            own = desk.tables[table.name][CARRIER] == carrier
            where = own & desk.cell_names(table.name, column.name).isin(flawed)
            desk.flag(rule_id, table.name, column.name, where)


def _check_outcomes(desk: Desk, table: Table, column: Column) -> None:
    outcomes = desk.outcomes[table.name][column.name]
    lists = desk.vocabulary.lists
    decimals = {raw.decimal for raw in desk.raw[table.name].values()}
    for outcome in np.unique(outcomes[outcomes != PLAIN]):
        if outcome == EMPTY and not column.required:
            continue
        for decimal in decimals:
            words = {
                "column": column.name,
                "codes": lists[column.codes].allowed if column.codes else "",
                "other": column.fallback_code,
                "expected": expected(column.kind, decimal),
                "mark": decimal,
            }
            where = (outcomes == outcome) & desk.sent(table.name, column.name, decimal)
            if outcome == EMPTY and column.since > 1:
                where &= desk.is_since(table.name, column.since)
            desk.flag(OUTCOMES[outcome], table.name, column.name, where, **words)


def _check_unique(desk: Desk, table: Table) -> None:
    again = duplicates(desk.tables, table)
    if again.any():
        desk.flag("eindeutig", table.name, table.key, again, column=table.key)
        desk.empty_rows(table.name, again)
