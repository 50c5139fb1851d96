"""What any file of a delivery may take and hold: far more than a city has, each limit named in its sentence.

A workbook with 100,000 cases, flats and placements takes half of the time and the memory.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from auszug_lib.delivery.reading.opening.refusal import RefusalError

MOST_SECONDS = 6.0  # of the processor's time, for a file or for all those together that come to nothing
MOST_TOGETHER = 20.0  # for all the files of a folder
MOST_MEMORY = 700_000_000

MOST_FILES = 20_000  # in a folder
MOST_PARTS = 1_000  # sheets in a workbook, files in an archive, tables in a database
MOST_BYTES = 200_000_000  # in the file of a single table
MOST_HANDED = 150_000_000  # bytes that its columns have when unpacked
MOST_ROWS = 1_048_576  # in a table, as in a sheet of Excel
MOST_CELLS = 6_000_000
MOST_COLUMNS = 1_000
MOST_TEXTS, MOST_SIGNS = 3_000_000, 50_000_000  # different texts, and signs in them

_SHARED = {str, dt.date, dt.datetime}

TOO_LARGE_TO_OPEN = (
    "ist größer als jede Lieferung oder hat Zellen weit außerhalb der Tabelle (das Lesen braucht mehr als "
    f"{MOST_SECONDS:.0f} Sekunden oder {MOST_MEMORY // 1_000_000} MB Speicher); "
    "bitte löschen, was nicht zur Lieferung gehört, und neu speichern."
)


def number(limit: int) -> str:
    """Return a limit as a sentence names it.

    >>> number(1048576)
    '1.048.576'
    """
    return f"{limit:,}".replace(",", ".")


def too_many(limit: int, what: str) -> RefusalError:
    """Return the refusal of a file that has more of something than a limit allows."""
    return RefusalError(
        f"ist größer als jede Lieferung (mehr als {number(limit)} {what}); "
        "bitte löschen, was nicht zur Lieferung gehört, und neu speichern."
    )


class Tally:
    """Counts what a file holds, and lets equal texts and days be one object, which is handed over once."""

    def __init__(self) -> None:
        self._once: dict[Any, Any] = {}
        self._parts = self._cells = 0

    def part(self) -> None:
        """Count a sheet, file or table; raises `RefusalError` where it is one too many."""
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise too_many(MOST_PARTS, "Blätter oder Dateien")

    def row(self, row: Sequence[Any]) -> list[Any]:
        """Return a row with equal cells as one; raises `RefusalError` where there are too many cells."""
        self._cells += len(row)
        if self._cells > MOST_CELLS:
            raise too_many(MOST_CELLS, "Zellen")
        once = self._once
        return [once.setdefault(cell, cell) if type(cell) in _SHARED else cell for cell in row]

    def check_texts(self) -> None:
        """Raise `RefusalError` where the texts so far are too many or too long."""
        if len(self._once) > MOST_TEXTS:
            raise too_many(MOST_TEXTS, "verschiedene Texte")
        if sum(len(text) for text in self._once if type(text) is str) > MOST_SIGNS:
            raise too_many(MOST_SIGNS, "Zeichen")
