"""Layout: find the table in a sheet, between the title above it and the totals below it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.numerals import is_written_with_comma
from auszug_lib.delivery.reading.headings import Headings, heading_text, read_headings, recognised
from auszug_lib.delivery.reading.raw import Note, RawTable
from auszug_lib.delivery.reading.rows import blocks, records
from auszug_lib.delivery.reading.sheets import personal_notes
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.errors import DeliveryError

_ROWS_OF_TITLE = 30  # so far down a heading row is looked for
_MOST_CELLS = 30_000_000  # in a table, when each row is as wide as the widest
# How Excel and LibreOffice write an error, in German and in English, where it was saved as text.
_ERRORS = (
    *("#BEZUG!", "#REF!", "#NV", "#N/A", "#NAME?", "#WERT!", "#VALUE!", "#DIV/0!", "#NULL!", "#ZAHL!"),
    *("#NUM!", "#ÜBERLAUF!", "#SPILL!", "#KALK!", "#CALC!", "Err:502", "Err:508", "Err:509", "Err:522"),
)


def table_from_rows(
    note: Note, table: str, rows: Sequence[Sequence[Any]], decimal: str, vocabulary: Vocabulary
) -> RawTable:
    """Return the table in the rows of a sheet.

    Parameters
    ----------
    note
        Gives file and sheet.
    table
        Which table it is.
    rows
        All rows of the sheet, from the first one on; of any lengths.
    decimal
        The decimal mark of numbers written as text.
    vocabulary
        The words for columns.
    """
    header = _header(rows, table, vocabulary)
    if header is None:
        missing = Note("kopfzeile_vorhanden", note.file, note.sheet, "A1")
        nothing = Headings((), {}, (), (missing,))
        return _raw_table(note, table, pd.DataFrame(), nothing, 1, decimal)
    body = _body(rows, header, note)
    notes = [*personal_notes(note, rows[:header]), *_rows_too_long(note, body, len(rows[header]))]
    texts = [heading_text(cell) for cell in rows[header]]
    raw = _with_headings(note, table, texts, body, header + 1, decimal, vocabulary)
    if header:
        notes.append(Note("kopfzeile_versetzt", note.file, note.sheet, f"A{header + 1}", {"row": header + 1}))
    return replace(raw, notes=(*notes, *raw.notes))


def table_from_frame(note: Note, table: str, frame: pd.DataFrame, vocabulary: Vocabulary) -> RawTable:
    """Return the table in a frame with named columns, as Parquet and databases have it.

    Its rows are numbered as if it were a sheet with the headings in the first row.
    """
    body = frame.set_axis(range(frame.shape[1]), axis=1).set_axis(range(2, len(frame) + 2))
    texts = [heading_text(name) for name in frame.columns]
    return _with_headings(note, table, texts, _without_empty(body), 1, ".", vocabulary)


def _header(rows: Sequence[Sequence[Any]], table: str, vocabulary: Vocabulary) -> int | None:
    known = [recognised(row, table, vocabulary) for row in rows[:_ROWS_OF_TITLE]]
    return known.index(max(known)) if any(known) else None


def _body(rows: Sequence[Sequence[Any]], header: int, note: Note) -> pd.DataFrame:
    """Return the rows below the header, numbered as in the sheet, all as wide as the widest."""
    below = rows[header + 1 :]
    width = max(map(len, rows[header:]))
    if width * len(below) > _MOST_CELLS:
        raise DeliveryError(
            f"{note.file} hat Zeilen mit weit mehr Zellen als die übrigen; bitte löschen, was nicht zur "
            "Tabelle gehört."
        )
    if set(map(len, below)) - {width}:
        below = [[*row, *[None] * (width - len(row))] for row in below]
    body = pd.DataFrame(list(below), index=range(header + 2, len(rows) + 1), columns=range(width))
    return _without_empty(body)


def _without_empty(body: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: _filled(body[name]) for name in body}, index=body.index)


def _filled(column: pd.Series) -> pd.Series:
    """Return the column without its texts that hold nothing but spaces."""
    if isinstance(column.dtype, pd.StringDtype):
        return column.mask(column.str.strip() == "")
    if column.dtype != object:
        return column
    return column.mask(np.array([isinstance(cell, str) and not cell.strip() for cell in column], dtype=bool))


def _rows_too_long(note: Note, body: pd.DataFrame, width: int) -> list[Note]:
    """Return a note for each run of rows with cells beyond the header's last: they are out of place."""
    rows = body.index[body.iloc[:, width:].notna().any(axis=1)]
    letter = xl_col_to_name(width)
    return [
        Note("zeile_zu_lang", note.file, note.sheet, f"{letter}{first}", {"rows": words})
        for first, words in blocks(rows)
    ]


def _with_headings(
    note: Note,
    table: str,
    texts: Sequence[str],
    body: pd.DataFrame,
    header: int,
    decimal: str,
    vocabulary: Vocabulary,
) -> RawTable:
    filled = body.notna().any().tolist()[: len(texts)]
    at_header = Note("", note.file, note.sheet, str(header))
    headings = read_headings(texts, filled, at_header, table, vocabulary)
    return _raw_table(note, table, body, headings, header, decimal)


def _raw_table(
    note: Note, table: str, body: pd.DataFrame, headings: Headings, header: int, decimal: str
) -> RawTable:
    cells = body[list(headings.places.values())].set_axis(list(headings.places), axis=1)
    extra = body[list(headings.unknown)]
    mark = "," if decimal == "." and _writes_commas(cells, table) else decimal
    kept, notes = records(cells, extra, TABLES[table].key or "traeger", mark, note)
    return RawTable(
        table=table,
        file=note.file,
        sheet=note.sheet,
        cells=kept,
        letters={name: xl_col_to_name(place) for name, place in headings.places.items()},
        extra=extra.set_axis([xl_col_to_name(n) for n in extra.columns], axis=1),
        headings={xl_col_to_name(n): text for n, text in enumerate(headings.texts)},
        header=header,
        decimal=mark,
        flaws=_errors(kept, headings.places),
        notes=(*headings.notes, *notes),
    )


def _errors(cells: pd.DataFrame, places: Mapping[str, int]) -> dict[str, str]:
    """Return the cells whose text is the name of an error, with the rule that says so."""
    return {
        f"{xl_col_to_name(place)}{row}": "fehlerwert"
        for name, place in places.items()
        if not is_typed(cells[name])
        for row in cells.index[cells[name].isin(_ERRORS)]
    }


def _writes_commas(cells: pd.DataFrame, table: str) -> bool:
    """Say whether a source that should write decimals with a point writes them with a comma all the same."""
    numbers = [column.name for column in TABLES[table].columns if column.kind == "decimal"]
    texts = [cells[name] for name in numbers if name in cells and not is_typed(cells[name])]
    return any(is_written_with_comma(column[column.map(_is_text)].astype("str")) for column in texts)


def is_typed(column: pd.Series) -> bool:
    """Say whether a column's type already tells that it holds no text."""
    return column.dtype != object and not isinstance(column.dtype, pd.StringDtype)


def _is_text(cell: object) -> bool:
    return isinstance(cell, str)
