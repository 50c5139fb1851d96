"""Workbooks: .xlsx, .xlsm, .xls and .ods, read with python-calamine."""

from collections.abc import Mapping
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from auszug_lib.delivery.reading.guard import Flaws, check_workbook
from auszug_lib.delivery.reading.layout import table_from_rows, with_flaws
from auszug_lib.delivery.reading.raw import Note, RawDelivery, RawTable
from auszug_lib.delivery.reading.sheets import ROWS_OF_NOTES, assigned, unknown_sheet
from auszug_lib.delivery.vocabulary import FINDINGS_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET, Vocabulary
from auszug_lib.errors import DeliveryError

_OURS = (INSTRUCTIONS_SHEET, LISTS_SHEET, FINDINGS_SHEET)
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
_GIVEN_BACK = (".xlsx", ".xlsm")
_OWN_DECIMAL = ","  # of numbers that were typed as text


def read_workbook(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read a workbook; raises `DeliveryError` where it cannot be opened."""
    flaws = check_workbook(path)
    try:
        book = CalamineWorkbook.from_path(path)
        sheets, notes = assigned(path.name, book.sheet_names, vocabulary)
        tables = {
            table: _read_sheet(book, Note("", path.name, sheet), table, vocabulary, flaws)
            for table, sheet in sheets.items()
        }
        others = [name for name in book.sheet_names if not vocabulary.table(name) and name not in _OURS]
        notes += [note for name in others for note in _notes_on(book, path.name, name)]
    except (CalamineError, OSError):
        raise DeliveryError(
            f"{path.name} ist keine lesbare Tabellendatei; bitte neu als .xlsx speichern."
        ) from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # how the reader's own language gives up
            raise
        raise DeliveryError(f"{path.name} ist beschädigt; bitte neu als .xlsx speichern.") from None
    own = path if path.suffix.lower() in _GIVEN_BACK else None
    return RawDelivery(path.name, tables, tuple(notes), own)


def _read_sheet(
    book: CalamineWorkbook, note: Note, table: str, vocabulary: Vocabulary, flaws: Flaws
) -> RawTable:
    rows = book.get_sheet_by_name(note.sheet).to_python(skip_empty_area=False)
    raw = table_from_rows(note, table, rows, _OWN_DECIMAL, vocabulary)
    return with_flaws(raw, _flaws_by_cell(flaws, note.sheet))


def _flaws_by_cell(flaws: Flaws, sheet: str) -> Mapping[str, str]:
    uncached = dict.fromkeys(flaws.uncached.get(sheet, ()), "formel_ohne_wert")
    return {**uncached, **dict.fromkeys(flaws.errors.get(sheet, ()), "fehlerwert")}


def _notes_on(book: CalamineWorkbook, file: str, sheet: str) -> list[Note]:
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=ROWS_OF_NOTES)
    return unknown_sheet(Note("", file, sheet), rows)
