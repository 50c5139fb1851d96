"""How much memory python-calamine will take for a workbook, at most."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from auszug_lib.delivery.reading.safety.refusal import TOO_LARGE, RefusalError, shown

# The process has 250 MB before it reads anything, and is to stay below a gibibyte.
MOST_MEMORY = 700_000_000
# As many empty cells, in all sheets, as take python-calamine some seconds.
_MOST_CELLS_IN_ALL = 40_000_000
# The last cell of a spreadsheet is XFD1048576.
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


@dataclass(frozen=True)
class Sheet:
    """How large a sheet is.

    Parameters
    ----------
    name
        As in the workbook.
    rows, columns
        Up to the furthest cell that is filled.
    cells
        How many are filled.
    memory
        How many bytes python-calamine takes for it at most.
    """

    name: str
    rows: int
    columns: int
    cells: int
    memory: int

    def fits(self, beside: int = 0) -> bool:
        """Say whether it has no cell beyond the last of Excel, and memory suffices beside so many bytes."""
        within = self.rows <= _MOST_ROWS and self.columns <= _MOST_COLUMNS
        return within and self.memory + beside <= MOST_MEMORY

    @property
    def last_cell(self) -> str:
        """The name of the last cell, of which the sheet need not have more than row and column."""
        name: str = xl_rowcol_to_cell(min(self.rows, _MOST_ROWS) - 1, min(self.columns, _MOST_COLUMNS) - 1)
        return name


def check_sizes(sheets: Sequence[Sheet], *, beside: int = 0, together: bool = False) -> None:
    """Refuse a workbook that is too large to read.

    Parameters
    ----------
    sheets
        Its sheets.
    beside
        How many bytes it takes beside them.
    together
        Whether all sheets are in memory at once.
    """
    if not sheets:
        return
    largest = max(sheets, key=lambda sheet: (not sheet.fits(), sheet.memory))
    others = sum(sheet.memory for sheet in sheets) - largest.memory if together else 0
    if largest.fits(beside + others) and _cells(sheets) <= _MOST_CELLS_IN_ALL:
        return
    if largest.rows * largest.columns > 2 * largest.cells:
        raise RefusalError(
            f"hat im Blatt „{shown(largest.name)}“ Zellen bis {largest.last_cell}, die meisten davon leer; "
            "bitte löschen, was außerhalb der Tabelle steht."
        )
    raise RefusalError(TOO_LARGE)


def _cells(sheets: Sequence[Sheet]) -> int:
    return sum(max(sheet.rows * sheet.columns, sheet.cells) for sheet in sheets)
