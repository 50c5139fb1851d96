"""Sheets: which sheet or file of a delivery holds which table, and what the others hold."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.personal import KINDS, personal_heading, personal_texts
from auszug_lib.delivery.reading.raw import Note, Place
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.delivery.words import heading_text

ROWS_OF_NOTES = 5000  # so far sheets that belong to no delivery are searched for personal data


def assigned(
    file: str, names: Iterable[str], vocabulary: Vocabulary, *, are_files: bool = False
) -> tuple[dict[str, str], list[Note]]:
    """Return for each table the name of the sheet or file that holds it, and notes on the names.

    `file` is the workbook's name, or the folder's where `are_files`; then the names without their endings say
    which table they hold.
    """
    tables: dict[str, str] = {}
    notes = []
    for name in names:
        word = PurePosixPath(name).stem if are_files else name
        table = vocabulary.table(word)
        place = Place(f"{file}/{name}") if are_files else Place(file, name)
        if table in tables:
            notes.append(place.note("blatt_einmal", table=table, other=tables[table]))
        elif table:
            tables[table] = name
            if word != table:
                notes.append(place.note("blatt_umbenannt", table=table))
    return tables, notes


def personal_notes(place: Place, rows: Sequence[Sequence[Any]]) -> list[Note]:
    """Return a note on each cell with personal data in the first rows of a sheet, which are no records."""
    texts = {
        f"{xl_col_to_name(column)}{number}": cell
        for number, row in enumerate(rows, start=1)
        for column, cell in enumerate(row)
        if isinstance(cell, str) and cell
    }
    if not texts:  # as nearly always
        return []
    kinds = personal_texts(pd.Series(texts, dtype="str")).dropna()
    return [place.note("personenbezug", str(cell), kind=KINDS[kind]) for cell, kind in kinds.items()]


def unknown_sheet(place: Place, rows: Sequence[Sequence[Any]]) -> list[Note]:
    """Return notes on a sheet that belongs to no delivery; none for an empty one.

    The first row that holds anything is taken for the headings.
    """
    filled = [n for n, row in enumerate(rows) if any(cell not in ("", None) for cell in row)]
    if not filled:
        return []
    headings = [heading_text(cell) for cell in rows[filled[0]]]
    notes = [place.note("blatt_unbekannt")]
    for position, heading in enumerate(headings):
        cell = f"{xl_col_to_name(position)}{filled[0] + 1}"
        column = [row[position] for row in rows[filled[0] + 1 :] if position < len(row)]
        texts = pd.Series([cell for cell in column if isinstance(cell, str) and cell], dtype="str")
        kind = personal_heading(heading) or next(iter(personal_texts(texts).dropna()), None)
        if kind:
            notes.append(place.note("personenbezug_spalte", cell, kind=KINDS[kind]))
    return notes
