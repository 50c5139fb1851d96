"""Pages: a sheet to be read and printed, made of headings, paragraphs and tables one below the other."""

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

WIDTHS = (28, 36, 36)
SCALE = 85  # per cent, at which these widths are as wide as A4

_ROOM_ON_A4 = 835.0  # points at this scale, within the margins of `sheet.set_pages`
_LINE = 13.5  # points
_SIGNS_IN_WIDTH = 1.15  # how many signs of ordinary text go into a unit of width
_INDENT = 2  # of the cells of tables
_POINT = "•  "


@dataclass(frozen=True)
class Line:
    """A row of the sheet.

    Parameters
    ----------
    texts
        A text a cell; a single one goes over the whole width.
    styles
        The name of each cell's look.
    height
        In points; no program fits the height of merged cells to their text by itself.
    """

    texts: tuple[str, ...]
    styles: tuple[str, ...]
    height: float


def heading(text: str, style: str, height: float) -> list[Line]:
    """Return a heading in its look."""
    return [Line((text,), (style,), height)]


def chapter(title: str) -> list[Line]:
    """Return the heading of a chapter."""
    return heading(title, "chapter", 34)


def section(title: str) -> list[Line]:
    """Return the heading of a section."""
    return heading(title, "section", 24)


def paragraph(text: str) -> list[Line]:
    """Return a paragraph."""
    return [Line((text,), ("paragraph",), _lines(text, sum(WIDTHS)) * _LINE + 3)]


def points(texts: Iterable[str]) -> list[Line]:
    """Return a list, a paragraph a point."""
    return [line for text in texts for line in paragraph(f"{_POINT}{text}")]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[Line]:
    """Return a table with two or three columns, and some room below it."""
    body = [_row(row, ("term", *["framed"] * (len(row) - 1))) for row in rows]
    return [_row(head, ["head"] * len(head)), *body, Line(("",), ("paragraph",), _LINE / 2)]


def _row(texts: Sequence[str], styles: Sequence[str]) -> Line:
    lines = max(_lines(text, width - _INDENT) for text, width in zip(texts, WIDTHS, strict=False))
    return Line(tuple(texts), tuple(styles), lines * _LINE + 3)


def _lines(text: str, width: int) -> int:
    return max(1, len(textwrap.wrap(text, math.floor(width * _SIGNS_IN_WIDTH))))


class Page:
    """A sheet of three columns that is filled from top to bottom.

    Parameters
    ----------
    sheet
        The empty sheet.
    styles
        The formats of `looks.looks`.
    """

    def __init__(self, sheet: Worksheet, styles: Mapping[str, Format]) -> None:
        self._sheet = sheet
        self._styles = styles
        self._row = 0
        self._left = _ROOM_ON_A4
        self._breaks: list[int] = []
        sheet.hide_gridlines(2)
        for position, width in enumerate(WIDTHS):
            sheet.set_column(position, position, width)

    def add(self, *parts: Iterable[Line]) -> None:
        """Add what is to stay on one printed page, if it fits on one at all."""
        lines = [line for part in parts for line in part]
        if self._left < sum(line.height for line in lines) < _ROOM_ON_A4:
            self.turn()
        for line in lines:
            self._write(line)

    def turn(self) -> None:
        """Begin a new printed page."""
        self._breaks.append(self._row)
        self._sheet.set_h_pagebreaks(self._breaks)
        self._left = _ROOM_ON_A4

    def _write(self, line: Line) -> None:
        if self._left < line.height:
            self.turn()
        self._left -= line.height
        self._sheet.set_row(self._row, line.height)
        if len(line.texts) == 1:
            whole = (self._row, 0, self._row, len(WIDTHS) - 1)
            self._sheet.merge_range(*whole, "", self._styles[line.styles[0]])
        for position, (text, style) in enumerate(zip(line.texts, line.styles, strict=True)):
            self._sheet.write_string(self._row, position, text, self._styles[style])
        self._row += 1
