"""Extract a table from a sheet: between the title above it and the totals below it, without blank rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.utility import xl_col_to_name

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.headings import read_headings
from auszug_lib.delivery.reading.opening.limits import MOST_CELLS
from auszug_lib.delivery.reading.raw import Note, Place, RawTable, RowCounts
from auszug_lib.delivery.reading.sheets import personal_notes
from auszug_lib.delivery.scalars import is_written_with_comma, parse_numbers
from auszug_lib.delivery.schema import CARRIER, TABLES
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.delivery.words import heading_text

_ROWS_OF_TITLE = 30  # so far down a heading row is looked for
# How Excel and LibreOffice write an error, in German and in English, where it was saved as text.
_ERRORS = (
    *("#BEZUG!", "#REF!", "#NV", "#N/A", "#NAME?", "#WERT!", "#VALUE!", "#DIV/0!", "#NULL!", "#ZAHL!"),
    *("#NUM!", "#ÜBERLAUF!", "#SPILL!", "#KALK!", "#CALC!", "Err:502", "Err:508", "Err:509", "Err:522"),
)
_ERROR_TEXTS = pa.array(_ERRORS, pa.large_string())
_MEASURED = ("date", "count", "decimal")  # kinds of columns whose values have digits
_LAST_ROWS = 3  # so far up from the end a row of totals is looked for
_MOST_RUNS = 20  # so many gaps in a table are reported one by one
_TOTAL = re.compile(
    r"\s*(?:(?:gesamt|zwischen|teil|end)?summen?|gesamt(?:zahl|ergebnis)?|ergebnis|insgesamt|total|zusammen"
    r"|anzahl|[Σ∑])(?!\w).*",
    re.IGNORECASE | re.DOTALL,
)
_LIKE_A_NUMBER = re.compile(r"\s*-?[\d.,' ]+(?:€|EUR|qm|m²)?\s*")


def table_from_rows(
    place: Place, table: str, rows: Sequence[Sequence[Any]], decimal: str, vocabulary: Vocabulary
) -> RawTable:
    """Return a table from all rows of a sheet; `decimal` is the mark in numbers written as text."""
    known: list[int] = []
    for row in rows[:_ROWS_OF_TITLE]:
        known.append(vocabulary.recognised(row, table))
        if known[-1] == len(TABLES[table].columns):  # no other row names more
            break
    if not any(known):
        missing = place.note("kopfzeile_vorhanden", "A1")
        empty = pd.DataFrame()
        return RawTable(table, place.file, place.sheet, empty, {}, empty, {}, 1, decimal, notes=(missing,))
    header = known.index(max(known))
    body = _body(rows, header, place)
    texts = [heading_text(cell) for cell in rows[header]]
    beyond = body.iloc[:, len(texts) :]
    too_long = beyond.index[beyond.notna().any(axis=1)]
    notes = personal_notes(place, rows[:header])
    notes += block_notes("zeile_zu_lang", place, xl_col_to_name(len(texts)), too_long)
    raw = _raw_table(place, table, texts, body, header + 1, decimal, vocabulary)
    if header:
        notes += block_notes("datensatz_ueber_kopfzeile", place, "A", _records_above(rows[:header], raw))
        notes.append(place.note("kopfzeile_versetzt", f"A{header + 1}", row=header + 1))
    return replace(raw, notes=(*notes, *raw.notes), counts=replace(raw.counts, above=header))


def _records_above(rows: Sequence[Sequence[Any]], raw: RawTable) -> pd.Index:
    """Return the numbers of the rows above the headings that are filled like records.

    They stand there where somebody has sorted the headings in among them.
    """
    letters = list(raw.headings)
    columns = [column for column in TABLES[raw.table].columns if column.name in raw.letters]
    required = [letters.index(raw.letters[column.name]) for column in columns if column.required]
    measured = [letters.index(raw.letters[column.name]) for column in columns if column.kind in _MEASURED]

    def is_record(row: Sequence[Any]) -> bool:
        texts = dict(enumerate(map(heading_text, row)))
        return all(texts.get(place) for place in required) and all(
            not texts.get(place) or any(map(str.isdigit, texts[place])) for place in measured
        )

    return pd.Index([number for number, row in enumerate(rows, start=1) if required and is_record(row)])


def table_from_frame(place: Place, table: str, frame: pd.DataFrame, vocabulary: Vocabulary) -> RawTable:
    """Return a table from a frame with named columns, as Parquet and databases have it.

    Its rows are numbered as if it were a sheet with the headings in the first row.
    """
    body = frame.set_axis(range(frame.shape[1]), axis=1).set_axis(range(2, len(frame) + 2))
    texts = [heading_text(name) for name in frame.columns]
    return _raw_table(place, table, texts, _without_empty(body), 1, ".", vocabulary)


def _body(rows: Sequence[Sequence[Any]], header: int, place: Place) -> pd.DataFrame:
    """Return the rows below the header, numbered as in the sheet, all as wide as the widest."""
    below = rows[header + 1 :]
    width = max(map(len, rows[header:]))
    if width * len(below) > MOST_CELLS:
        raise DeliveryError(
            f"{place.file} hat Zeilen mit weit mehr Zellen als die übrigen; bitte löschen, was nicht zur "
            "Tabelle gehört."
        )
    if set(map(len, below)) - {width}:
        below = [[*row, *[None] * (width - len(row))] for row in below]
    columns = zip(*below, strict=True) if below else [()] * width
    numbers = pd.RangeIndex(header + 2, len(rows) + 1)
    typed = {place: _typed(cells, numbers) for place, cells in enumerate(columns)}
    return pd.DataFrame(typed, index=numbers, columns=range(width))


def _typed(cells: Sequence[Any], numbers: pd.Index) -> pd.Series:
    """Return the cells of a column as what they are, without texts that hold nothing but spaces."""
    types = set(map(type, cells))
    if str not in types:
        return pd.Series(cells, numbers)
    filled = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    return pd.Series(filled, numbers, dtype="str" if types <= {str, type(None)} else object)


def _without_empty(body: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: _filled(body[name]) for name in body}, index=body.index)


def _filled(column: pd.Series) -> pd.Series:
    """Return the column without its texts that hold nothing but spaces."""
    if isinstance(column.dtype, pd.StringDtype):
        return column.mask(column.str.strip() == "")
    if column.dtype != object:
        return column
    return column.mask(np.array([isinstance(cell, str) and not cell.strip() for cell in column], dtype=bool))


def _raw_table(
    place: Place,
    table: str,
    texts: Sequence[str],
    body: pd.DataFrame,
    header: int,
    decimal: str,
    vocabulary: Vocabulary,
) -> RawTable:
    is_filled = body.notna()
    filled = is_filled.any().tolist()[: len(texts)]
    headings = read_headings(texts, filled, place, header, table, vocabulary)
    cells = body[list(headings.places.values())].set_axis(list(headings.places), axis=1)
    extra = body[list(headings.unknown)]
    mark = "," if decimal == "." and _writes_commas(cells, table) else decimal
    beside = body.drop(columns=list(headings.places.values()))
    kept, notes, counts = records(cells, beside, TABLES[table].key or CARRIER, mark, place)
    filled_rows = body.index[is_filled.any(axis=1)]
    return RawTable(
        table=table,
        file=place.file,
        sheet=place.sheet,
        cells=kept,
        letters={name: xl_col_to_name(place) for name, place in headings.places.items()},
        extra=extra.set_axis([xl_col_to_name(n) for n in extra.columns], axis=1),
        headings={xl_col_to_name(n): text for n, text in enumerate(headings.texts)},
        header=header,
        decimal=mark,
        flaws=_errors(kept, headings.places),
        notes=(*headings.notes, *notes),
        counts=replace(counts, read=int(filled_rows[-1]) - header if len(filled_rows) else 0),
    )


def _errors(cells: pd.DataFrame, places: Mapping[str, int]) -> dict[str, str]:
    """Return the cells whose text is the name of an error, with the rule that reports it."""
    return {
        f"{xl_col_to_name(place)}{row}": "fehlerwert"
        for name, place in places.items()
        if _may_hold_text(cells[name])
        for row in cells.index[_are_errors(cells[name])]
    }


def _are_errors(column: pd.Series) -> np.ndarray:
    if column.dtype == object:
        return np.array([isinstance(cell, str) and cell in _ERRORS for cell in column], dtype=bool)
    return np.asarray(pc.is_in(pa.array(column, pa.large_string()), value_set=_ERROR_TEXTS))


def _writes_commas(cells: pd.DataFrame, table: str) -> bool:
    """Return whether a source that should write decimals with a point uses a comma all the same."""
    numbers = [column.name for column in TABLES[table].columns if column.kind == "decimal"]
    columns = [cells[name] for name in numbers if name in cells and _may_hold_text(cells[name])]
    return any(is_written_with_comma(column[_are_texts(column)].astype("str")) for column in columns)


def _may_hold_text(column: pd.Series) -> bool:
    return column.dtype == object or isinstance(column.dtype, pd.StringDtype)


def _are_texts(cells: pd.Series) -> np.ndarray:
    return np.array([isinstance(cell, str) for cell in cells], dtype=bool)


def records(
    cells: pd.DataFrame, beside: pd.DataFrame, key: str, decimal: str, place: Place
) -> tuple[pd.DataFrame, list[Note], RowCounts]:
    """Return the rows of `cells` that are records, notes on the others, and how many there are of each.

    `beside` are the columns that are none of the schema's; every record has `key` filled.
    """
    keyless = cells.index[cells[key].isna()] if key in cells else cells.index
    # Only a row without its key may hold nothing; the others need no second look.
    empty = keyless[cells.loc[keyless].isna().all(axis=1)]
    kept = cells.drop(empty) if len(empty) else cells
    totals = [row for row in kept.index[-_LAST_ROWS:] if _is_total(kept, beside, row, key, decimal)]
    kept = kept.drop(totals) if totals else kept
    total_notes = [place.note("summenzeile", f"A{row}") for row in totals]
    if not len(empty):
        return kept, total_notes, RowCounts(records=len(kept), totals=len(totals))
    own = empty[beside.loc[empty].notna().any(axis=1)]
    blank = empty.difference(own)
    last = max((int(rows[-1]) for rows in (kept.index, totals, own) if len(rows)), default=0)
    gaps = blank[blank < kept.index.max()] if len(kept) else blank[:0]  # what is blank below is no gap
    notes = block_notes("leerzeile", place, "A", gaps)
    notes += block_notes("notizzeile", place, "A", own)
    notes += total_notes
    counts = RowCounts(records=len(kept), totals=len(totals), blank=int((blank < last).sum()), own=len(own))
    return kept, notes, counts


def block_notes(rule: str, place: Place, letter: str, rows: pd.Index) -> list[Note]:
    """Return a note on each run of neighbouring rows, at the cell of its first one in a column."""
    return [place.note(rule, f"{letter}{first}", rows=words) for first, words in blocks(rows)]


def blocks(rows: pd.Index) -> list[tuple[int, str]]:
    """Return each run of neighbouring rows: its first row's number, and its rows in words.

    Of very many runs the last one returned stands for all that follow.
    """
    numbers = rows.to_numpy()
    runs = np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1) if len(numbers) else []
    named = [(int(run[0]), _in_words(run[0], run[-1])) for run in runs[:_MOST_RUNS]]
    others = sum(map(len, runs[_MOST_RUNS:]))
    if others:
        first, words = named[-1]
        named[-1] = (first, f"{words} und {others} weitere danach")
    return named


def _in_words(first: int, last: int) -> str:
    return f"Zeile {first}" if first == last else f"Zeilen {first} bis {last}"


def _is_total(cells: pd.DataFrame, extra: pd.DataFrame, row: int, key: str, decimal: str) -> bool:
    """Return whether a row says that it is one of totals, or comes to the sums or counts above."""
    own = {str(name): cell for name, cell in cells.loc[row].items() if pd.notna(cell)}
    figures = [cell for cell in own.values() if not _is_label(cell)]
    has_label_beside = key not in own and any(map(_is_label, extra.loc[row]))
    if len(own) == len(cells.columns) or not (own or has_label_beside):
        return False
    if len(figures) < len(own) or has_label_beside:
        return all(map(_is_like_a_number, figures))
    if list(own) == [key]:
        return False
    return all(_adds_up(cells, row, name, name == key, decimal) for name in own)


def _is_label(cell: Any) -> bool:
    return isinstance(cell, str) and _TOTAL.fullmatch(cell) is not None


def _is_like_a_number(cell: Any) -> bool:
    if isinstance(cell, str):
        return _LIKE_A_NUMBER.fullmatch(cell) is not None
    return isinstance(cell, int | float | np.number) and not isinstance(cell, bool | np.bool_)


def _adds_up(cells: pd.DataFrame, row: int, name: str, only_counted: bool, decimal: str) -> bool:
    """Return whether a cell is the sum of the numbers above it, or how many cells are filled there."""
    if not _is_like_a_number(cells.at[row, name]):
        return False
    *above, total = _numbers(cells.loc[:row, name].dropna(), decimal)
    is_sum = bool(above) and not only_counted and np.isclose(np.sum(above), total)
    return bool(is_sum or (len(above) > 1 and total == len(above)))


def _numbers(column: pd.Series, decimal: str) -> np.ndarray:
    """Return the numbers in a column, missing where it holds something else."""
    written = _are_texts(column)
    unwritten = pd.to_numeric(column.where(~written), errors="coerce")
    numbers = unwritten.to_numpy(dtype="float64", na_value=np.nan).copy()
    numbers[written] = parse_numbers(column[written].astype("str"), decimal)[0]
    return numbers
