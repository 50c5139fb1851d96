"""Torn rows: what a stray quotation mark, missing cells or a cut have done to the rows of a text file."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.reading.extract import block_notes
from auszug_lib.delivery.reading.raw import Note, Place, RawTable

_LINE_END = re.compile(r"\r\n|\r|\n")
_BLOCK = 16  # so many rows Excel writes together, without the columns at the end that none of them fills

_Rows = Sequence[Sequence[str]]


def torn_notes(rows: _Rows, raw: RawTable, separator: str, place: Place, *, is_ended: bool) -> Iterator[Note]:
    """Yield notes on the rows of a table that are not what was written.

    `raw` is what the rows of the file were read as, `is_ended` is whether its last line has an end.
    """
    width = _width(raw.headings.values())
    if not width:
        return
    swallowing = list(_swallowing(rows, raw.header, width, separator))
    for number, position in swallowing:
        yield place.note("zeilen_im_text", f"{xl_col_to_name(position)}{number}")
    others = raw.cells.index.difference([number for number, _ in swallowing])
    lengths = {number: len(rows[number - 1]) for number in others}
    if min(lengths.values(), default=width) >= width:
        return
    yield from _short_notes(rows, lengths, raw, separator, place, is_ended=is_ended)


def _swallowing(rows: _Rows, header: int, width: int, separator: str) -> Iterator[tuple[int, int]]:
    """Yield the row number and the position of each cell whose text holds whole rows of the table."""
    usual, _ = Counter(map(len, rows[header - 1 :])).most_common(1)[0]
    for number, row in enumerate(rows[header - 1 :], start=header):
        text = "".join(row)
        if "\n" not in text and "\r" not in text:  # hardly any cell has several lines
            continue
        for position, cell in enumerate(row):
            if ("\n" in cell or "\r" in cell) and _holds_rows(
                row, position, {width, max(width, usual)}, separator
            ):
                yield number, position


def _holds_rows(row: Sequence[str], position: int, widths: set[int], separator: str) -> bool:
    """Return whether the lines of a cell, with what stands beside it, are rows as wide as the table's."""
    first, *between, last = [_separators(separator, line) for line in _LINE_END.split(row[position])]
    begins = position + first + 1 in widths
    ends = last + len(row) - position in widths
    holds = any(count + 1 in widths for count in between)
    return (begins and ends) or (holds and (ends or (begins and first > 0)))


def _separators(separator: str, text: str) -> int:
    """Return how many separators there are in a text; before a space, one is punctuation."""
    return len(re.findall(f"{separator}(?! )", text))


def _short_notes(
    rows: _Rows, lengths: Mapping[int, int], raw: RawTable, separator: str, place: Place, *, is_ended: bool
) -> Iterator[Note]:
    """Yield notes on the rows that end early; `lengths` are by row those of the records."""
    headed = _width(raw.headings.values())
    known = _width(text if letter in raw.letters.values() else "" for letter, text in raw.headings.items())
    usual = min(max(lengths.values(), default=0), headed)  # headings may go on where no row does
    left_out = _left_out(rows, lengths, usual, separator)
    last = len(rows)
    others = max((length for number, length in lengths.items() if number != last), default=known)
    if not is_ended and last not in left_out and lengths.get(last, headed) < min(others, headed):
        yield place.note("datei_abgeschnitten", f"{xl_col_to_name(lengths[last])}{last}")
        lengths = {number: length for number, length in lengths.items() if number != last}
    left_out |= {n for n, length in lengths.items() if length < usual and _is_even(rows, n)}
    left_out |= {n for n, length in lengths.items() if usual <= length < known}
    for length in sorted(set(lengths.values())):
        torn = pd.Index([n for n in lengths if lengths[n] == length < usual and n not in left_out])
        yield from block_notes("zeile_zu_kurz", place, xl_col_to_name(length), torn)
    if left_out:
        first = min(left_out)
        yield place.note("zeile_verkuerzt", f"{xl_col_to_name(lengths[first])}{first}", count=len(left_out))


def _width(texts: Iterable[str]) -> int:
    """Return how many cells there are up to the last that is not empty."""
    return max((number for number, text in enumerate(texts, start=1) if text), default=0)


def _left_out(rows: _Rows, lengths: Mapping[int, int], usual: int, separator: str) -> set[int]:
    """Return the short rows of a program that writes no empty cells at the ends of rows.

    A row is none of them where a text in it may have swallowed cells.
    """
    full = [number for number, length in lengths.items() if length >= usual]
    if 2 * len(full) >= len(lengths) or not all(rows[number - 1][usual - 1].strip() for number in full):
        return set()
    short = [number for number, length in lengths.items() if length < usual and rows[number - 1][-1].strip()]
    return {number for number in short if not _separators(separator, "\n".join(rows[number - 1]))}


def _is_even(rows: _Rows, number: int) -> bool:
    """Return whether all rows that Excel writes together with this one end where one of them is filled."""
    start = (number - 1) // _BLOCK * _BLOCK
    together = rows[start : start + _BLOCK]
    return len(set(map(len, together))) == 1 and any(row[-1].strip() for row in together)
