"""Workbooks of the kind .xls: the records that python-calamine will read, looked at beforehand."""

import struct
from collections.abc import Iterator

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from auszug_lib.delivery.reading.safety.compound import Compound
from auszug_lib.delivery.reading.safety.refusal import DAMAGED, PASSWORD, TOO_LARGE, RefusalError
from auszug_lib.delivery.reading.safety.size import Sheet, check_sizes
from auszug_lib.delivery.reading.safety.sst import excess_lengths
from auszug_lib.delivery.reading.safety.worksheet_flaws import SheetFlaws

STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_FILEPASS, _BOUNDSHEET, _SST = 0x002F, 0x0085, 0x00FC
_DIMENSIONS, _FORMULA, _BOOLERR, _MULRK, _LABELSST = 0x0200, 0x0006, 0x0205, 0x00BD, 0x00FD
# Formula, MulRk, RString, LabelSst, Number, Label, BoolErr, Rk.
_CELLS = frozenset((_FORMULA, _MULRK, 0x00D6, _LABELSST, 0x0203, 0x0204, _BOOLERR, 0x027E))
_MAY_BE_ERRORS = (_FORMULA, _BOOLERR)
_IN_MULRK = 6  # bytes that a cell takes in it

# A sheet has 65,536 rows of 256 cells, and each cell is a record of its own; going through this many takes 4
# seconds.
_MOST_RECORDS = 10_000_000
_MOST_RANGE = 65_536 * 256
# Measured with python-calamine 0.9: 1.95 million cells took 180 MB, beside three times the file.
_PER_CELL, _PER_FILE = 110, 3
_PER_STRING = 40

_RECORD = struct.Struct("<HHHHHL")  # of any record kind and length, of a cell row, column, looks and string
_PADDING = bytes(_RECORD.size)


def look_at_workbook(compound: Compound) -> dict[str, SheetFlaws]:
    """Return by sheet what a reader would silently lose.

    Raises
    ------
    RefusalError
        Where records are damaged or hostile, or the sheets so large that reading them would take too much
        memory.
    """
    name = next(name for name in STREAMS if name in compound.names())
    stream = compound.stream(name)
    book = _Workbook(stream)
    flaws, sizes = {}, []
    for sheet, start in book.sheets:
        seen = _Sheet(book, start)
        flaws[sheet] = SheetFlaws(errors=seen.errors)
        flaws[sheet].check()
        text = int(book.excess[seen.strings[seen.strings < len(book.excess)]].sum())
        memory = _PER_CELL * max(seen.rows * seen.columns, seen.cells) + text
        sizes.append(Sheet(sheet, seen.rows, seen.columns, seen.cells, memory))
    check_sizes(sizes, beside=_PER_FILE * len(stream) + _PER_STRING * len(book.excess), together=True)
    return flaws


class _Workbook:
    """The records for the whole workbook: names and beginnings of its sheets, lengths of its strings."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream + _PADDING
        self.left = _MOST_RECORDS
        self.sheets: list[tuple[str, int]] = []
        self.excess = np.zeros(0, np.int64)
        strings: list[bytes] = []
        last = version = 0
        for kind, start, length in self.records(0):
            if kind == _FILEPASS:
                raise RefusalError(PASSWORD)
            if kind == _SST or (kind == _CONTINUE and last == _SST):
                strings.append(self.stream[start : start + length])
            if kind == _BOF:
                (version,) = struct.unpack_from("<H", self.stream, start)
            if kind == _BOUNDSHEET:
                self.sheets.append(_sheet(self.stream[start : start + length], old=version == 0x0500))
            last = kind if kind != _CONTINUE else last
        if strings:
            self.excess = excess_lengths(strings)

    def records(self, start: int) -> Iterator[tuple[int, int, int]]:
        """Yield kind, start and length of the records up to the end of the part that begins at `start`."""
        end = len(self.stream) - len(_PADDING)
        if start > end:
            raise RefusalError(DAMAGED)
        while start < end:
            kind, length, *_ = _RECORD.unpack_from(self.stream, start)
            start += 4
            self.left -= 1
            if start + length > end:
                raise RefusalError(DAMAGED)
            if self.left <= 0:
                raise RefusalError(TOO_LARGE)
            if kind == _EOF:
                return
            yield kind, start, length
            start += length


class _Sheet:
    """How far the cells of a sheet reach, which strings they refer to, and which of them hold an error."""

    def __init__(self, book: _Workbook, start: int) -> None:
        stream, end, read = book.stream, len(book.stream) - len(_PADDING), _RECORD.unpack_from
        rows = columns = -1
        cells = depth = 0
        strings: list[int] = []
        self.errors: list[str] = []
        # The one loop over cells: where a record begins, only the length of the one before says.
        for _ in range(book.left):
            if start >= end:
                break
            book.left -= 1
            kind, length, row, column, _, string = read(stream, start)
            if kind in _CELLS and depth == 1:
                cells += 1
                if row > rows:
                    rows = row
                if column > columns:
                    columns = column
                if kind == _LABELSST:
                    strings.append(string)
                elif kind == _MULRK:
                    columns = max(columns, *struct.unpack_from("<H", stream, start + 2 + length))
                    cells += length // _IN_MULRK
                elif kind in _MAY_BE_ERRORS and _is_error(kind, stream, start + 4):
                    self.errors.append(xl_rowcol_to_cell(row, column))
            elif kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif kind == _DIMENSIONS:
                _check_dimensions(stream[start + 4 : start + 4 + length])
            start += 4 + length
        else:
            raise RefusalError(TOO_LARGE)
        if start > end:
            raise RefusalError(DAMAGED)
        self.rows, self.columns, self.cells = rows + 1, columns + 1, cells
        self.strings = np.array(strings, np.int64)


def _is_error(kind: int, stream: bytes, start: int) -> bool:
    if kind == _BOOLERR:
        return stream[start + 7] == 1
    # Where the two last bytes of a result are full it is no number, and the first one says what it is.
    return stream[start + 6] == 2 and stream[start + 12 : start + 14] == b"\xff\xff"


def _check_dimensions(data: bytes) -> None:
    """Refuse a false range of cells: python-calamine takes memory for it before it sees any."""
    layout = {10: "<HHHH", 14: "<LLHH"}.get(len(data))
    if layout is None:
        raise RefusalError(DAMAGED)
    first_row, end_row, _, end_column = struct.unpack_from(layout, data)
    if first_row > end_row > 0 or (end_row - first_row) * end_column > _MOST_RANGE:
        raise RefusalError(DAMAGED)


def _sheet(data: bytes, *, old: bool) -> tuple[str, int]:
    """Return name and beginning of a sheet."""
    if len(data) < 8:
        raise RefusalError(DAMAGED)
    (start,) = struct.unpack_from("<L", data)
    letters = data[6]
    if old:
        name = data[7 : 7 + letters].decode("cp1252", "replace")
    elif data[7] & 1:
        name = data[8 : 8 + 2 * letters].decode("utf-16-le", "replace")
    else:
        name = data[8 : 8 + letters].decode("latin-1")
    return name.replace("\0", ""), start
