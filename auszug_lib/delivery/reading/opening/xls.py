"""The layout of .xls: errors, merged and hidden cells, the first day; formulas there always have a value.

The records of the format, [MS-XLS] 2.3, each with its number and length before it, are few enough to be
looked at here: a library that reads all of them refuses what python-calamine reads.
"""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from auszug_lib.delivery.reading.opening.file_type import PASSWORD
from auszug_lib.delivery.reading.opening.layout import ERROR, Layout, Layouts
from auszug_lib.delivery.reading.opening.refusal import RefusalError

_STREAMS = ("Workbook", "Book")
_BEGIN, _END = (0x0809, 0x0409), 0x000A  # of the workbook's own records, a sheet's or a chart's within it
_ENCRYPTED, _SHEET, _FIRST_DAY = 0x002F, 0x0085, 0x0022
_FORMULA, _ERROR_OR_TRUTH, _ROW, _COLUMNS, _MERGED = 0x0006, 0x0205, 0x0208, 0x007D, 0x00E5
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x1


def layouts_in_xls(path: Path, names: Sequence[str]) -> Layouts:
    """Return the layouts of the sheets of .xls, whose names are given in their order."""
    import olefile  # few files need it

    with olefile.OleFileIO(path) as document:
        stream = next(name for name in _STREAMS if document.exists(name))
        content = document.openstream(stream).read()
    starts: list[int] = []
    from_1904 = False
    for number, record in _records(content, 0):
        if number == _ENCRYPTED:
            raise RefusalError(PASSWORD)
        if number == _SHEET:
            starts += struct.unpack_from("<I", record)
        if number == _FIRST_DAY:
            from_1904 = record[:1] == b"\1"
    layouts = {name: Layout(counts_from_1904=from_1904) for name in names}
    for layout, start in zip(layouts.values(), starts, strict=True):
        for number, record in _records(content, start):
            _read_record(number, record, layout)
    return layouts


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of the records that belong together, without those of charts among them."""
    depth = 0
    while start + 4 <= len(content):
        number, length = struct.unpack_from("<HH", content, start)
        depth += (number in _BEGIN) - (number == _END)
        if not depth:
            return
        if depth == 1:
            yield number, content[start + 4 : start + 4 + length]
        start += 4 + length


def _read_record(number: int, record: bytes, layout: Layout) -> None:
    if number == _ERROR_OR_TRUTH:
        row, column, is_error = struct.unpack_from("<HHxxx?", record)
    elif number == _FORMULA:
        row, column, kind, is_no_number = struct.unpack_from("<HHxxB5xH", record)
        is_error = kind == 2 and is_no_number == 0xFFFF
    else:
        _read_look(number, record, layout)
        return
    if is_error:
        layout.unreadable[row, column] = ERROR


def _read_look(number: int, record: bytes, layout: Layout) -> None:
    if number == _ROW:
        row, look = struct.unpack_from("<H10xH", record)
        if look & _ROW_HIDDEN:
            layout.hide_rows(row, row)
    elif number == _COLUMNS:
        first, last, look = struct.unpack_from("<HHxxxxH", record)
        if look & _COLUMN_HIDDEN:
            layout.hidden_columns.append((first, last))
    elif number == _MERGED:
        (count,) = struct.unpack_from("<H", record)
        for row, last_row, column, last in struct.iter_unpack("<HHHH", record[2 : 2 + 8 * count]):
            layout.merged.append(((row, column), (last_row, last)))
