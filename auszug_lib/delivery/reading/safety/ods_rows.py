"""The rows in a window of the XML of .ods, and the cells that they become when repeats are written out."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from auszug_lib.delivery.reading.safety.markup import tag_positions
from auszug_lib.delivery.reading.safety.refusal import STRANGE, RefusalError

MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576

_PADDING = bytes(32)
_REPEAT = re.compile(
    rb"number-(columns|rows)-repeated\s*=\s*[\"']([^\"'<]*)[\"']([^<]*)(</table:table-row>)?"
)
_MOST_DIGITS = 9
_SPACES = re.compile(rb"text:c\s*=\s*[\"']\+?(\d{1,9})")
_COLUMN_TAG = b"<table:table-column"
_CELL_END = b"table-cell>"

Numbers = np.ndarray


@dataclass(frozen=True)
class Rows:
    """The rows in a window.

    Parameters
    ----------
    starts, cell_starts
        Where rows and cells begin in the window.
    repeats
        How often each row stands there.
    repeat_starts, cell_repeats
        Where cells are repeated, and how often.
    filled
        Which rows have a cell that is not blank.
    width
        How many cells each row becomes. Blank ones at its end do not count, python-calamine leaves them out.
    text
        How many bytes more each row holds because cells and blanks are repeated, and the row itself.
    stray
        How many cells stand before the first row.
    """

    starts: Numbers
    cell_starts: Numbers
    repeats: Numbers
    repeat_starts: Numbers
    cell_repeats: Numbers
    filled: Numbers
    width: Numbers
    text: Numbers
    stray: int


class Tags:
    """Where the tags of tables, rows and cells begin in a window."""

    def __init__(self, window: bytes) -> None:
        self._text = np.frombuffer(window + _PADDING, np.uint8)
        tags = tag_positions(window, self._text)
        self.tables = self._named(tags, b"<table:table")
        self.rows = self._named(tags, b"<table:table-row")
        self.spaces = self._named(tags, b"<text:s")
        # Most tags are cells. Two letters tell them from all others; one too many would do no harm.
        cells = tags[self._text[tags + 13] == ord("c")]
        cells = cells[self._text[cells + 14] == ord("e")]
        self.cells = np.sort(np.concatenate([cells, self._named(tags, b"<table:covered-table-cell")]))

    def _named(self, tags: Numbers, name: bytes) -> Numbers:
        after = self._text[tags + len(name)]
        found = tags[(after <= ord(" ")) | (after == ord(">")) | (after == ord("/"))]
        for n, letter in enumerate(name):
            found = found[self._text[found + n] == letter]
        return found


def rows_in(window: bytes, tags: Tags) -> Rows:
    """Return the rows that begin in a window; raises `RefusalError` where a repeat is not a plain number."""
    starts, ends = tags.rows, np.append(tags.rows, len(window))
    seen = _Repeats(window)
    width = np.bincount(np.searchsorted(starts, tags.cells, "right"), minlength=len(starts) + 1)
    row = np.searchsorted(starts, seen.starts, "right")
    np.add.at(width, row, seen.more)
    text = np.zeros(len(starts) + 1, np.int64)
    np.add.at(text, row, seen.text)
    repeats, filled = np.ones(len(starts) + 1, np.int64), _filled(window, ends)
    repeats[np.searchsorted(starts, seen.row_starts, "right")] = seen.row_numbers
    text, repeats = (repeats * text)[1:], repeats[1:]
    for n in np.flatnonzero((repeats > 1) & filled):
        text[n] += int(repeats[n] - 1) * _length(window[ends[n] : ends[n + 1]])
    if len(tags.spaces):
        text[:1] += _length(window) - len(window)
    stray, width = int(width[0]), np.minimum(width[1:], MOST_COLUMNS)
    return Rows(starts, tags.cells, repeats, seen.starts, seen.numbers, filled, width, text, stray)


class _Repeats:
    """Where in a window cells and rows are repeated, and how often.

    For cells also: how many cells `more` that makes, and how much more `text`.
    """

    def __init__(self, window: bytes) -> None:
        cells: list[tuple[int, int, int, int]] = []
        rows: list[tuple[int, int]] = []
        for repeat in _REPEAT.finditer(window):
            start, digits = repeat.start(), repeat[2].strip().removeprefix(b"+")
            if not digits.isdigit() or len(digits) > _MOST_DIGITS:
                raise RefusalError(STRANGE)
            if repeat[1] == b"rows":
                rows.append((start, min(int(digits), MOST_ROWS)))
                continue
            number = min(int(digits), MOST_COLUMNS)
            tag = window[window.rfind(b"<", 0, start) : start] + repeat[3]
            if b"value" in tag or b"formula" in tag:
                length = _length(window[start : window.find(_CELL_END, start)])
                cells.append((start, number, number - 1, (number - 1) * length))
            elif not tag.startswith(_COLUMN_TAG):
                # Blank cells at the end of a row are none.
                at_end = repeat[4] is not None and repeat[3].endswith(b"/>")
                cells.append((start, number, -1 if at_end else number - 1, 0))
        self.starts, self.numbers, self.more, self.text = np.array(cells, np.int64).reshape(-1, 4).T
        self.row_starts, self.row_numbers = np.array(rows, np.int64).reshape(-1, 2).T


def _length(xml: bytes) -> int:
    return len(xml) + sum(int(number) for number in _SPACES.findall(xml))


def _filled(window: bytes, ends: Numbers) -> Numbers:
    bounds = ends.tolist()
    found = [
        window.find(b"value", start, end) >= 0 or window.find(b"formula", start, end) >= 0
        for start, end in pairwise(bounds)
    ]
    return np.array(found, bool)
