"""Findings: what is wrong in a delivery, and in which cell."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.read import RawDelivery

FILE, ROW = "datei", "zeile"


@dataclass(frozen=True)
class Finding:
    """What is wrong, and where; never the cell's content.

    Parameters
    ----------
    file, sheet
        Name of the file, and of the sheet (table) in it.
    cell
        The cell, such as B12, or the row, such as „Zeile 1“; empty where the whole sheet is meant.
    rule
        Name of the rule that is broken.
    message
        What is wrong, in one German sentence.
    """

    file: str
    sheet: str
    cell: str
    rule: str
    message: str

    def __str__(self) -> str:
        cell = self.cell if " " in self.cell else f"Zelle {self.cell}"
        place = ", ".join([self.file, f"Blatt {self.sheet}", *([cell] if self.cell else [])])
        return f"{place}: {self.message} [{self.rule}]"


class Places:
    """Where the columns of the deliveries stand in their sheets.

    Parameters
    ----------
    deliveries
        The deliveries as read.
    """

    def __init__(self, deliveries: Sequence[RawDelivery]) -> None:
        self._letters = {
            (raw.file, sheet, heading): xl_col_to_name(position)
            for delivery in deliveries
            for sheet, raw in delivery.tables.items()
            for position, heading in reversed(list(enumerate(raw.headings)))
        }

    def cell(self, file: str, sheet: str, column: str, row: int) -> str:
        """Return the cell's name, such as B12, or „Zeile 12“ where the sheet lacks the column."""
        return f"{self._letters.get((file, sheet, column), 'Zeile ')}{row}"

    def has(self, file: str, sheet: str, column: str) -> bool:
        """Say whether the sheet has the column at all."""
        return (file, sheet, column) in self._letters

    def findings(
        self, frame: pd.DataFrame, sheet: str, column: str, rule: str, message: str
    ) -> list[Finding]:
        """Return one finding for each row of `frame`.

        Parameters
        ----------
        frame
            The rows that are wrong, with the columns `datei` and `zeile`.
        sheet, column
            Where the cells stand.
        rule, message
            As in `Finding`.
        """
        rows = zip(frame[FILE], frame[ROW], strict=True)
        return [
            Finding(file, sheet, self.cell(file, sheet, column, row), rule, message) for file, row in rows
        ]
