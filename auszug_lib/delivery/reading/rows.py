"""Rows: which rows below the headings are records, and which are blank or totals."""

import re
from typing import Any

import numpy as np
import pandas as pd

from auszug_lib.delivery.numerals import as_numbers
from auszug_lib.delivery.reading.raw import Note

_LAST_ROWS = 3  # so far up from the end a row of totals is looked for
_MOST_RUNS = 20  # so many gaps in a table are told one by one
_TOTAL = re.compile(
    r"\s*(?:(?:gesamt|zwischen|teil|end)?summen?|gesamt(?:zahl|ergebnis)?|ergebnis|insgesamt|total|zusammen"
    r"|anzahl|[Σ∑])(?!\w).*",
    re.IGNORECASE | re.DOTALL,
)
_LIKE_A_NUMBER = re.compile(r"\s*-?[\d.,' ]+(?:€|EUR|qm|m²)?\s*")


def records(
    cells: pd.DataFrame, extra: pd.DataFrame, key: str, decimal: str, note: Note
) -> tuple[pd.DataFrame, list[Note]]:
    """Drop the rows that are no records: blank ones, and totals below the table.

    Parameters
    ----------
    cells, extra
        The columns of the schema, and the others.
    key
        The column that every record has filled.
    decimal
        The decimal mark of numbers written as text.
    note
        Gives file and sheet.

    Returns
    -------
    kept, notes
        The rows of `cells` that are records, and what is to be said about the others.
    """
    keyless = cells.index[cells[key].isna()] if key in cells else cells.index
    # Only a row without its key may be blank; the others need no second look.
    blank = keyless[cells.loc[keyless].isna().all(axis=1)]
    kept = cells.drop(blank) if len(blank) else cells
    totals = [row for row in kept.index[-_LAST_ROWS:] if _is_total(kept, extra, row, key, decimal)]
    kept = kept.drop(totals) if totals else kept
    gaps = blank[blank < kept.index.max()] if len(kept) else blank[:0]  # what is blank below is no gap
    notes = [
        Note("leerzeile", note.file, note.sheet, f"A{first}", {"rows": words})
        for first, words in blocks(gaps)
    ]
    return kept, [*notes, *(Note("summenzeile", note.file, note.sheet, f"A{row}") for row in totals)]


def blocks(rows: pd.Index) -> list[tuple[int, str]]:
    """Return each run of neighbouring rows: its first row's number, and its rows in words.

    Of very many runs the last one returned stands for all that follow.
    """
    numbers = rows.to_numpy()
    runs = np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1) if len(numbers) else []
    told = [(int(run[0]), _in_words(run[0], run[-1])) for run in runs[:_MOST_RUNS]]
    others = sum(map(len, runs[_MOST_RUNS:]))
    if others:
        first, words = told[-1]
        told[-1] = (first, f"{words} und {others} weitere danach")
    return told


def _in_words(first: int, last: int) -> str:
    return f"Zeile {first}" if first == last else f"Zeilen {first} bis {last}"


def _is_total(cells: pd.DataFrame, extra: pd.DataFrame, row: int, key: str, decimal: str) -> bool:
    """Say whether a row says that it is one of totals, or comes to the sums or counts above."""
    own = cells.loc[row].dropna()
    labels = [name for name, cell in own.items() if _is_label(cell)]
    has_label_beside = any(map(_is_label, extra.loc[row])) and key not in own
    figures = own.drop(labels)
    if len(own) == len(cells.columns) or not (len(own) or has_label_beside):
        return False
    if len(labels) or has_label_beside:
        return all(map(_is_like_a_number, figures))
    if list(own.index) == [key]:
        return False
    return all(_adds_up(cells, row, name, name == key, decimal) for name in own.index)


def _is_label(cell: Any) -> bool:
    return isinstance(cell, str) and _TOTAL.fullmatch(cell) is not None


def _is_like_a_number(cell: Any) -> bool:
    if isinstance(cell, str):
        return _LIKE_A_NUMBER.fullmatch(cell) is not None
    return isinstance(cell, int | float | np.number) and not isinstance(cell, bool | np.bool_)


def _adds_up(cells: pd.DataFrame, row: int, name: str, only_counted: bool, decimal: str) -> bool:
    """Say whether a cell is the sum of the numbers above it, or how many cells are filled there."""
    if not _is_like_a_number(cells.at[row, name]):
        return False
    *above, total = _numbers(cells.loc[:row, name].dropna(), decimal)
    is_sum = bool(above) and not only_counted and np.isclose(np.sum(above), total)
    return bool(is_sum or (len(above) > 1 and total == len(above)))


def _numbers(column: pd.Series, decimal: str) -> np.ndarray:
    """Return the numbers in a column, missing where it holds something else."""
    written = np.array([isinstance(cell, str) for cell in column], dtype=bool)
    numbers = pd.to_numeric(column.where(~written), errors="coerce").to_numpy(
        dtype="float64", na_value=np.nan
    )
    numbers = numbers.copy()
    numbers[written] = as_numbers(column[written].astype("str"), decimal)[0]
    return numbers
