"""Check cells: what a single cell must be, and that no two records share an identifier."""

import numpy as np

from auszug_lib.delivery.content import check_content, suspicious_texts
from auszug_lib.delivery.outcome import EMPTY, OUTCOMES, PLAIN
from auszug_lib.delivery.parse import expected
from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.rules.blame import duplicates
from auszug_lib.delivery.schema import TABLES, Column, Table
from auszug_lib.delivery.session import CheckSession


def check_cells(session: CheckSession) -> None:
    """Test every cell on the session by itself, then the identifiers."""
    suspects = suspicious_texts(session)
    for table in TABLES.values():
        _empty_lost_columns(session, table)
        for column in table.columns:
            _check_flaws(session, table, column)
        check_content(session, table, suspects)
        for column in table.columns:
            _check_outcomes(session, table, column)
            if column.kind in ("count", "decimal"):
                negative = session.tables[table.name][column.name] < 0
                session.flag("nicht_negativ", table.name, column.name, negative, column=column.name)
        if table.key:
            _check_unique(session, table)


def _empty_lost_columns(session: CheckSession, table: Table) -> None:
    """Say nothing more of the columns whose headings are known to be wrong."""
    for carrier, raw in session.raw[table.name].items():
        lost = [note.words["column"] for note in raw.notes if note.rule == "spalte_vorhanden"]
        if lost:
            session.empty_rows(table.name, session.tables[table.name][CARRIER] == carrier, *map(str, lost))


def _check_flaws(session: CheckSession, table: Table, column: Column) -> None:
    """Tell the cells that the source itself could not read: formulas without a result, error values."""
    for carrier, raw in session.raw[table.name].items():
        for rule_id in sorted(set(raw.flaws.values())):
            flawed = {cell for cell, rule in raw.flaws.items() if rule == rule_id}
            own = session.tables[table.name][CARRIER] == carrier
            where = own & session.cell_names(table.name, column.name).isin(flawed)
            session.flag(rule_id, table.name, column.name, where)


def _check_outcomes(session: CheckSession, table: Table, column: Column) -> None:
    outcomes = session.outcomes[table.name][column.name]
    lists = session.vocabulary.lists
    decimals = {raw.decimal for raw in session.raw[table.name].values()}
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
            where = (outcomes == outcome) & session.sent(table.name, column.name, decimal)
            if outcome == EMPTY and column.since > 1:
                where &= session.is_since(table.name, column.since)
            session.flag(OUTCOMES[outcome], table.name, column.name, where, **words)


def _check_unique(session: CheckSession, table: Table) -> None:
    again = duplicates(session.tables, table)
    if again.any():
        session.flag("eindeutig", table.name, table.key, again, column=table.key)
        session.empty_rows(table.name, again)
