"""What a sheet's layout says about its table: values of merged cells, rows and columns that nobody sees."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name, xl_range, xl_rowcol_to_cell

from auszug_lib.delivery.reading.opening.layout import Cell, Layout, Run
from auszug_lib.delivery.reading.raw import Note, Place, RawTable
from auszug_lib.delivery.schema import TABLES

# One value of these kinds for several rows is that of each; one number may be the sum of them all.
_SHARED = ("id", "code", "date", "bool")


def as_laid_out(raw: RawTable, layout: Layout) -> RawTable:
    """Return the table with the values of merged cells in each of its rows, and with flaws and notes."""
    cells = raw.cells.copy() if layout.merged else raw.cells
    unreadable = {xl_rowcol_to_cell(*cell): rule for cell, rule in layout.unreadable.items()}
    flaws = {**raw.flaws, **unreadable}
    names = {xl_cell_to_rowcol(f"{letter}1")[1]: name for name, letter in raw.letters.items()}
    place = Place(raw.file, raw.sheet)
    notes = []
    for first, last in sorted(layout.merged):
        value = _value(raw.cells, names, first)
        for column, rows in _covered(raw, names, first, last):
            own = raw.cells.loc[rows, names[column]]
            if pd.isna(value) and own.isna().all():
                continue
            if column == first[1] and TABLES[raw.table].column(names[column]).kind in _SHARED:
                cells.loc[rows[own.isna()], names[column]] = value
                notes.append(
                    place.note("zellen_verbunden", xl_rowcol_to_cell(*first), area=xl_range(*first, *last))
                )
                rows = rows[own.notna() & (own != value)]
            flaws |= {f"{xl_col_to_name(column)}{row}": "zelle_verdeckt" for row in rows}
    notes += _hidden_notes(raw, names, layout, place)
    return replace(
        raw, cells=cells, flaws=flaws, notes=(*raw.notes, *notes), counts_from_1904=layout.counts_from_1904
    )


def _value(cells: pd.DataFrame, names: Mapping[int, str], place: Cell) -> Any:
    """Return the value in a cell that is given by row and column; missing where no record has it."""
    row, column = place[0] + 1, names.get(place[1])
    return cells.at[row, column] if column and row in cells.index else None


def _covered(
    raw: RawTable, names: Mapping[int, str], first: Cell, last: Cell
) -> Iterator[tuple[int, pd.Index]]:
    """Yield the columns of a merged range with the rows whose cells there only the first one covers."""
    if first[0] < raw.header:  # a title or a heading
        return
    rows = _within(raw.cells.index, [(first[0], last[0])])
    for column in names:
        if first[1] <= column <= last[1]:
            covered = rows[rows > first[0] + 1] if column == first[1] else rows
            if len(covered):
                yield column, covered


def _within(rows: pd.Index, runs: Iterable[Run]) -> pd.Index:
    """Return those of the rows, numbered as in the sheet, that are in any run, counted from 0."""
    numbers = [range(first + 1, min(last + 1, int(rows.max())) + 1) for first, last in runs if len(rows)]
    return rows[rows.isin(list(chain.from_iterable(numbers)))]


def _hidden_notes(raw: RawTable, names: Mapping[int, str], layout: Layout, place: Place) -> Iterator[Note]:
    """Yield one note on all that is read although it is not shown; nothing else says that it counts."""
    rows = _within(raw.cells.index, layout.hidden_rows)
    columns = sorted(
        column
        for column, name in names.items()
        if any(first <= column <= last for first, last in layout.hidden_columns)
        and raw.cells[name].notna().any()
    )
    hidden = ["das ganze Blatt"] if layout.is_hidden else []
    hidden += [_counted(len(rows), "Zeile")] if len(rows) else []
    hidden += [_counted(len(columns), "Spalte")] if columns else []
    if hidden:
        cell = f"{xl_col_to_name(columns[0]) if columns else 'A'}{rows[0] if len(rows) else raw.header}"
        yield place.note("ausgeblendet", cell, hidden=", ".join(hidden))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("n" if number > 1 else "")
