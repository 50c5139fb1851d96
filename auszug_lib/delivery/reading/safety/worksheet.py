"""The XML of a worksheet of .xlsx: how far its cells reach, and how much text they repeat.

Nothing here goes from cell to cell in Python, a sheet may have millions of them; and nothing asks where a
tag ends, so that no trick with quotation marks hides a cell, but for the careful look that makes sure first.
"""

import re

import numpy as np

from auszug_lib.delivery.reading.safety.markup import tag_positions
from auszug_lib.delivery.reading.safety.refusal import STRANGE, TOO_LARGE, RefusalError
from auszug_lib.delivery.reading.safety.size import Sheet

# Measured with python-calamine 0.9: 8 million numbers in 266,667 rows took 610 MB.
_PER_CELL = 76
# The tags around a cell take at least as much of the XML, the rest may be text.
_MARKUP = 30
_COPIES = 2  # of a text that stands in the cell itself

_LONGEST_REFERENCE = 11  # XFD1048576 and the quotation mark after it
_PADDING = bytes(_LONGEST_REFERENCE + 8)
# Attributes with blanks around the equals sign; no program writes them, and each costs a microsecond.
_MOST_SPACED = 10_000
_SPACED = re.compile(rb"r\s*=\s*[\"']([A-Za-z]{0,9})(\d{0,18})")
_TOO_FAR = 1 << 40  # for a reference that does not end
_LONGEST_INDEX = 8
# Two for each of as many cells as can be read.
_MOST_FORMULA_TAGS = 20_000_000

Numbers = np.ndarray


class Worksheet:
    """What was seen of a worksheet.

    Parameters
    ----------
    careful
        Whether blank cells are left out of account, as python-calamine does, and texts counted one by one.
        This takes longer, and is only worth it for sheets that seem too large at first sight.
    text_lengths
        The length of each of the workbook's shared strings.
    """

    def __init__(self, text_lengths: Numbers, *, careful: bool = False) -> None:
        self._careful = careful
        self._lengths = np.append(text_lengths, text_lengths.max(initial=0))
        self._rows = self._columns = self._last_row = self._unnumbered_rows = 0
        self._unplaced = self._unplaced_in_row = self._most_unplaced_in_row = 0
        self._elements = self._formula_tags = self._cells = self._text = self._size = 0

    def sheet(self, name: str) -> Sheet:
        """Return how large the sheet is at most."""
        rows, columns = self._rows, self._columns
        if self._unplaced:
            # A cell that does not say where it is stands beside the one before, such a row below that before.
            rows = max(rows, self._last_row) + self._unnumbered_rows
            columns += self._most_unplaced_in_row
        text = self._text + _COPIES * max(0, self._size - _MARKUP * self._elements)
        memory = _PER_CELL * max(rows * columns, self._cells) + text
        return Sheet(name, rows, columns, self._cells, memory)

    def see(self, window: bytes) -> None:
        """Take a window of the XML into account; raises `RefusalError` where it is too much or too odd."""
        self._size += len(window)
        text = np.frombuffer(window + _PADDING, np.uint8)
        before, here, after = text[:-2], text[1:-1], text[2:]
        opening = (before == ord("<")) | (before == ord(":"))
        ending = (after <= ord(" ")) | (after == ord(">")) | (after == ord("/"))
        cells = np.flatnonzero(opening & (here == ord("c")) & ending)
        rows = np.flatnonzero(opening & (here == ord("r")) & (after == ord("o")))
        unplaced = cells[~_named(text, cells + 2)]
        self._see_unplaced(unplaced, rows[text[rows + 3] == ord("w")], text)
        placed = self._see_references(window, text)
        self._elements += len(cells)
        self._formula_tags += int(np.count_nonzero(opening & (here == ord("f")) & ending))
        if self._formula_tags > _MOST_FORMULA_TAGS:
            raise RefusalError(TOO_LARGE)
        if self._careful:
            self._cells += placed + len(unplaced)
            if self._lengths[-1]:
                self._see_texts(text)
        else:
            self._cells = self._elements
            self._text = self._elements * int(self._lengths[-1])

    def _see_unplaced(self, unplaced: Numbers, rows: Numbers, text: Numbers) -> None:
        self._unnumbered_rows += len(rows) - int(_named(text, rows + 4).sum())
        if not self._unplaced and not len(unplaced):
            return
        self._unplaced += len(unplaced)
        ends = [0, *np.searchsorted(unplaced, rows), len(unplaced)]
        in_rows = np.diff(ends)
        in_rows[0] += self._unplaced_in_row
        self._unplaced_in_row = int(in_rows[-1])
        self._most_unplaced_in_row = max(self._most_unplaced_in_row, int(in_rows.max()))

    def _see_references(self, window: bytes, text: Numbers) -> int:
        """Take all attributes named r into account; returns how many cells they place."""
        before, here, after = text[:-2], text[1:-1], text[2:]
        # A quotation mark may end the attribute before, even though a blank should stand between.
        names = (before <= ord("'")) & (here == ord("r"))
        found = np.flatnonzero(names & (after == ord("=")))
        spaced = np.flatnonzero(names & (after <= ord(" ")))
        quoted = (text[found + 3] == ord('"')) | (text[found + 3] == ord("'"))
        self._see_spaced(window, [*spaced, *found[~quoted]])
        found = found[quoted]
        if self._careful:
            found = found[~_blank(window, text, found)]
        rows, columns = _decoded(text, found + 4)
        placed = (columns > 0) & (rows > 0)
        self._include(int((rows * placed).max(initial=0)), int((columns * placed).max(initial=0)))
        self._last_row = max(self._last_row, int(rows.max(initial=0)))
        return int(placed.sum())

    def _see_spaced(self, window: bytes, positions: list[int]) -> None:
        if len(positions) > _MOST_SPACED:
            raise RefusalError(STRANGE)
        for position in positions:
            if found := _SPACED.match(window, position + 1):
                letters, digits = np.frombuffer(found[1].upper(), np.uint8), found[2] or b"0"
                column = int(sum((int(letter) - 64) * 26**n for n, letter in enumerate(letters[::-1])))
                self._include(int(digits), column)

    def _include(self, rows: int, columns: int) -> None:
        self._rows, self._columns = max(self._rows, rows), max(self._columns, columns)

    def _see_texts(self, text: Numbers) -> None:
        """Add up the lengths of the shared strings that cells refer to."""
        before, here, after = text[:-2], text[1:-1], text[2:]
        quoted = ((before == ord('"')) | (before == ord("'"))) & ((after == ord('"')) | (after == ord("'")))
        ends = np.append(np.flatnonzero(text == ord(">")), [len(text) - _LONGEST_INDEX] * 2)
        kinds = np.flatnonzero(quoted & (here == ord("s")))
        starts = ends[np.searchsorted(ends[:-2], kinds) + 1] + 1
        self._text += int(self._lengths[_indices(text, starts, len(self._lengths) - 1)].sum())


def _named(text: Numbers, positions: Numbers) -> Numbers:
    r"""Say at which positions ` r="` stands."""
    return (
        (text[positions] <= ord(" "))
        & (text[positions + 1] == ord("r"))
        & (text[positions + 2] == ord("="))
        & (text[positions + 3] == ord('"'))
    )


def _decoded(text: Numbers, starts: Numbers) -> tuple[Numbers, Numbers]:
    """Return rows and columns, counted from 1, of references such as B12; 0 where there is none."""
    rows, columns = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    reading = np.ones(len(starts), bool)
    for n in range(_LONGEST_REFERENCE):
        sign = text[n:][starts]
        digit, letter = sign - np.uint8(ord("0")), (sign | np.uint8(32)) - np.uint8(ord("a"))
        is_digit, is_letter = reading & (digit < 10), reading & (letter < 26)
        if is_letter.any():
            np.copyto(columns, columns * 26 + letter + 1, where=is_letter)
        np.copyto(rows, rows * 10 + digit, where=is_digit)
        reading = is_digit | is_letter
        if not reading.any():
            break
    rows[reading] = _TOO_FAR
    return rows, columns


def _indices(text: Numbers, starts: Numbers, otherwise: int) -> Numbers:
    """Return the numbers that stand at `starts`, where they are below `otherwise`."""
    numbers = np.zeros(len(starts), np.int64)
    reading = np.ones(len(starts), bool)
    for n in range(_LONGEST_INDEX):
        digit = text[starts + n] - np.uint8(ord("0"))
        reading = reading & (digit < 10)
        numbers = np.where(reading, numbers * 10 + digit, numbers)
    clear = ~reading & (text[starts] - np.uint8(ord("0")) < 10)
    return np.where(clear & (numbers < otherwise), numbers, otherwise)


def _blank(window: bytes, text: Numbers, references: Numbers) -> Numbers:
    """Say which references belong to a cell that holds nothing but its looks."""
    tags = np.append(tag_positions(window, text), len(window))
    ends = np.append(np.flatnonzero(text[: len(window)] == ord(">")), len(window))
    tag = np.maximum(np.searchsorted(tags, references, "right") - 1, 0)
    following = tags[np.minimum(tag + 1, len(tags) - 1)]
    # Up to the next tag there is a single sign that may end this one; it does.
    first, last = np.searchsorted(ends, tags[tag]), np.searchsorted(ends, following)
    closed = text[ends[first] - 1] == ord("/")
    emptied = (
        (text[following + 1] == ord("/"))
        & (text[following + 2] == ord("c"))
        & (text[following + 3] == ord(">"))
    )
    return (last - first == 1) & (closed | emptied)
