"""Read deliveries in the canonical layout: a workbook, or a folder with a CSV a table."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from auszug_lib.delivery.schema import TABLES
from auszug_lib.errors import DeliveryError


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in the file.

    Parameters
    ----------
    file
        The name of the file, as a finding shows it.
    headings
        The first row, in the order of the sheet's columns.
    cells
        One column a heading, cells as read (text, number, bool, date) or None; the index is the row
        number in the sheet, so that a finding can name the cell.
    decimal
        The decimal mark of numbers written as text.
    """

    file: str
    headings: tuple[str, ...]
    cells: pd.DataFrame
    decimal: str


@dataclass(frozen=True)
class RawDelivery:
    """A delivery as it stands on disk: its name, and its tables by name."""

    name: str
    tables: Mapping[str, RawTable]


def read_deliveries(folder: Path) -> list[RawDelivery]:
    """Read every delivery in `folder`, in order of their names.

    Returns
    -------
    list of RawDelivery
        One for each workbook (`.xlsx`) and each subfolder that holds CSV files.

    Raises
    ------
    DeliveryError
        Where there is no delivery, or one cannot be read at all.
    """
    deliveries = [read for path in sorted(folder.iterdir()) if (read := _read_delivery(path))]
    if not deliveries:
        raise DeliveryError(
            f"Im Ordner „{folder.name}“ liegt keine Lieferung (Excel-Datei oder Ordner mit CSV)."
        )
    return deliveries


def _read_delivery(path: Path) -> RawDelivery | None:
    if path.name.startswith((".", "~$")):  # hidden, or Excel's lock beside an open workbook
        return None
    if path.is_file() and path.suffix.lower() == ".xlsx":
        return RawDelivery(path.name, _read_workbook(path))
    if path.is_dir() and (files := sorted(path.glob("*.csv"))):
        tables = {file.stem: _read_csv(file) for file in files if file.stem in TABLES}
        return RawDelivery(path.name, tables)
    return None


def _read_workbook(path: Path) -> dict[str, RawTable]:
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
            if name in TABLES
        }
    except (CalamineError, OSError):
        raise DeliveryError(
            f"{path.name} ist keine lesbare Excel-Datei; bitte neu als .xlsx speichern."
        ) from None
    return {name: _raw_table(path.name, rows, ",") for name, rows in sheets.items()}


def _raw_table(file: str, rows: list[list[Any]], decimal: str) -> RawTable:
    headings = tuple(str(heading) for heading in rows[0]) if rows else ()
    cells = pd.DataFrame(rows[1:], columns=headings, index=range(2, max(len(rows), 1) + 1), dtype=object)
    named = [bool(heading) and heading not in headings[:n] for n, heading in enumerate(headings)]
    return RawTable(file, headings, _without_blanks(cells.loc[:, named]), decimal)


def _read_csv(file: Path) -> RawTable:
    name = f"{file.parent.name}/{file.name}"
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            separator = ";" if ";" in lines.readline() else ","
            lines.seek(0)
            rows = list(csv.reader(lines, delimiter=separator, strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise DeliveryError(
            f"{name} ist keine lesbare CSV-Datei; bitte als CSV in UTF-8 speichern."
        ) from None
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    # Programs that separate by semicolons write decimals with a comma, all others with a point.
    return _raw_table(name, padded, "," if separator == ";" else ".")


def _without_blanks(cells: pd.DataFrame) -> pd.DataFrame:
    """Make empty cells None and drop the rows that hold nothing else."""
    empty = cells.isna() | (cells == "")
    return cells.mask(empty, None).loc[~empty.all(axis=1)]
