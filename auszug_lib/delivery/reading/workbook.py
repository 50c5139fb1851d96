"""Workbooks: .xlsx, .xlsm, .xls and .ods."""

from dataclasses import replace
from pathlib import Path

from auszug_lib.delivery.reading.layout import table_from_rows
from auszug_lib.delivery.reading.raw import Note, RawDelivery
from auszug_lib.delivery.reading.sandbox import open_confined
from auszug_lib.delivery.reading.sheets import ROWS_OF_NOTES, assigned, unknown_sheet
from auszug_lib.delivery.vocabulary import FINDINGS_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET, Vocabulary

_OURS = (INSTRUCTIONS_SHEET, LISTS_SHEET, FINDINGS_SHEET)
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
_GIVEN_BACK = (".xlsx", ".xlsm")
_OWN_DECIMAL = ","  # of numbers that were typed as text


def read_workbook(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read a workbook; raises `DeliveryError` where it cannot be opened."""
    held = {name: (rows, lost) for name, rows, lost in open_confined(path)}
    sheets, notes = assigned(path.name, held, vocabulary)
    tables = {}
    for table, sheet in sheets.items():
        rows, lost = held[sheet]
        raw = table_from_rows(Note("", path.name, sheet), table, rows, _OWN_DECIMAL, vocabulary)
        tables[table] = replace(raw, flaws={**raw.flaws, **lost})
    for name, (rows, _) in held.items():
        if not vocabulary.table(name) and name not in _OURS:
            notes += unknown_sheet(Note("", path.name, name), rows[:ROWS_OF_NOTES])
    own = path if path.suffix.lower() in _GIVEN_BACK else None
    return RawDelivery(path.name, tables, tuple(notes), own)
