"""The tables of .ods: how large they become when repeated cells and rows are written out.

LibreOffice ends each row and each table with thousands of repeated blank cells, which python-calamine leaves
out. Cells that are filled it repeats, and blank ones before a filled one too.
"""

import html
import re
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np

from auszug_lib.delivery.reading.safety.ods_flaws import flaws_in, names_of
from auszug_lib.delivery.reading.safety.ods_rows import MOST_ROWS, Rows, Tags, rows_in
from auszug_lib.delivery.reading.safety.refusal import STRANGE, TOO_LARGE, RefusalError
from auszug_lib.delivery.reading.safety.size import Sheet
from auszug_lib.delivery.reading.safety.worksheet_flaws import MOST_FLAWS, SheetFlaws

# Measured with python-calamine 0.9: 16.4 million cells, all but one of each row blank, took 870 MB, and 4.5
# million that fill their sheet 520 MB.
_PER_CELL, _PER_PLACE = 53, 62
# The tags around a cell take at least as much of the XML, the rest may be text.
_MARKUP = 120

_NAME = re.compile(rb"<table:table\s(?:[^<]*?\s)?table:name\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


@dataclass
class _Table:
    """A table as far as it was seen; `passed` are its rows so far, `rows` those up to the last filled one."""

    name: str
    passed: int = 0
    rows: int = 0
    columns: int = 0
    elements: int = 0
    cells: int = 0
    pushed: int = 0
    text: int = 0
    size: int = 0

    def see(self, rows: Rows, chosen: slice) -> None:
        """Take some of the rows in a window into account."""
        repeats, filled = rows.repeats[chosen], rows.filled[chosen]
        width = rows.width[chosen]
        last = np.cumsum(repeats)[filled]
        if len(last):
            self.rows = self.passed + int(last[-1])
            self.columns = max(self.columns, int(width[filled].max()))
        self.passed += int(repeats.sum())
        self.pushed += int(width.sum())
        self.cells += int((width * repeats)[filled].sum())
        self.text += int(rows.text[chosen].sum())

    def sheet(self) -> Sheet:
        """Return how large the table is."""
        text = self.text + max(0, self.size - _MARKUP * self.elements)
        memory = _PER_CELL * self.pushed + _PER_PLACE * self.rows * self.columns + text
        return Sheet(self.name, self.rows, self.columns, self.cells, memory)


class OdsTables:
    """What was seen of the tables of a workbook; `flaws` are those of each by its name."""

    def __init__(self) -> None:
        self.flaws: dict[str, SheetFlaws] = {}
        self._tables: list[_Table] = []
        self._elements = 0

    def see(self, window: bytes) -> None:
        """Take a window of the XML into account; raises `RefusalError` where it is too much or too odd."""
        tags = Tags(window)
        rows = rows_in(window, tags)
        self._elements += len(rows.starts)
        if self._elements > 2 * MOST_ROWS:
            raise RefusalError(TOO_LARGE)
        if rows.stray and self._tables:
            raise RefusalError(STRANGE)  # a row as long as no sheet has
        uncached, errors = flaws_in(window)
        bounds = [0, *tags.tables.tolist(), len(window)]
        for number, (start, end) in enumerate(pairwise(bounds)):
            if number:
                self._tables.append(_Table(_name(window, start)))
            if self._tables:
                table, chosen = self._tables[-1], slice(*np.searchsorted(rows.starts, [start, end]))
                first_row = table.passed - int(rows.repeats[: chosen.start].sum())
                flaws = self.flaws.setdefault(table.name, SheetFlaws())
                for positions, names in ((uncached, flaws.uncached), (errors, flaws.errors)):
                    within = [position for position in positions if start <= position < end]
                    found = names_of(within, window, rows, first_row)
                    names += islice(found, MOST_FLAWS + 1)
                flaws.check()
                table.see(rows, chosen)
                table.size += end - start
                table.elements += int(np.diff(np.searchsorted(tags.cells, [start, end]))[0])

    def sheets(self) -> list[Sheet]:
        """Return how large the tables are."""
        return [table.sheet() for table in self._tables]


def _name(window: bytes, start: int) -> str:
    name = _NAME.match(window, start)
    return html.unescape((name[1] or name[2] or b"").decode(errors="replace")) if name else ""
