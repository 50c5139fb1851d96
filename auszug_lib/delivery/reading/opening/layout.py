"""The layout of a sheet: what a workbook says about its cells beside their values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# A cell's row and column, and the first and the last of some rows or columns, all counted from 0.
Cell = tuple[int, int]
Run = tuple[int, int]

# Rules that report a cell which python-calamine passes over as if it were empty.
UNCACHED, ERROR = "formel_ohne_wert", "fehlerwert"


@dataclass
class Layout:
    """What is to be known of a sheet before its values are believed.

    Parameters
    ----------
    unreadable
        By cell the rule that reports that its content could not be read.
    merged
        The first and the last cell of each merged range.
    hidden_rows, hidden_columns
        What is not shown, also by a filter.
    is_hidden
        Whether the whole sheet is not shown.
    counts_from_1904
        Whether bare day numbers count from 1 January 1904.
    """

    unreadable: dict[Cell, str] = field(default_factory=dict)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    hidden_rows: list[Run] = field(default_factory=list)
    hidden_columns: list[Run] = field(default_factory=list)
    is_hidden: bool = False
    counts_from_1904: bool = False

    def hide_rows(self, first: int, last: int) -> None:
        """Add rows that are not shown; those below others at hand are one run with them."""
        if self.hidden_rows and self.hidden_rows[-1][1] == first - 1:
            first, _ = self.hidden_rows.pop()
        self.hidden_rows.append((first, last))


# By the names of sheets.
Layouts = Mapping[str, Layout]
