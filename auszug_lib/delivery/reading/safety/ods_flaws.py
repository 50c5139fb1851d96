"""Cells in the rows of .ods whose content a reader would silently lose."""

import re
from collections.abc import Iterator

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from auszug_lib.delivery.reading.safety.ods_rows import Rows

_FORMULA = re.compile(rb"table:formula\s*=\s*\"[^\"]*\"([^<>]*)")
# A text that is shown without a value python-calamine does not read, unless the cell says that it is text.
_VALUE = re.compile(rb"office:(?:(?:string-|date-|time-|boolean-)?value\s*=|value-type\s*=\s*\"string\")")
_ERROR = re.compile(rb"calcext:value-type=\"error\"")


def flaws_in(window: bytes) -> tuple[list[int], list[int]]:
    """Return where cells have a formula but no stored value, and where a formula comes to an error."""
    uncached = []
    formula = None
    for formula in _FORMULA.finditer(window):
        if not _VALUE.search(formula[1]):
            start = window.rfind(b"<", 0, formula.start())
            if not _VALUE.search(window, start, formula.start()):
                uncached.append(formula.start())
    errors = _ERROR.finditer(window) if formula else ()
    return uncached, [error.start() for error in errors]


def names_of(positions: list[int], window: bytes, rows: Rows, first_row: int) -> Iterator[str]:
    """Yield the names of the cells, such as B12, in whose tags the positions are.

    Parameters
    ----------
    positions
        Where in the window.
    window, rows
        The XML, and its rows.
    first_row
        The number of the first of these rows in its sheet, counted from 0.
    """
    numbers = first_row + np.cumsum(rows.repeats) - rows.repeats
    for position in positions:
        row = int(np.searchsorted(rows.starts, position, "right")) - 1
        tag = window.rfind(b"<", 0, position)
        first, last = np.searchsorted(rows.cell_starts, [rows.starts[row], tag])
        before = slice(*np.searchsorted(rows.repeat_starts, [rows.starts[row], tag]))
        column = int(last - first) + int((rows.cell_repeats[before] - 1).sum())
        own = slice(*np.searchsorted(rows.repeat_starts, [tag, max(tag, window.find(b"<", position))]))
        repeated = int(rows.cell_repeats[own].max(initial=1))
        for line in range(int(numbers[row]), int(numbers[row] + rows.repeats[row])):
            for place in range(column, column + repeated):
                yield xl_rowcol_to_cell(line, place)
