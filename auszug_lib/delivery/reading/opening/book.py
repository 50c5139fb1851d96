"""Workbooks, opened with python-calamine after a look at what they are."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError

from auszug_lib.delivery.reading.opening.archive import workbook_archive
from auszug_lib.delivery.reading.opening.file_type import (
    BEGINNING,
    COMPOUND,
    XLS,
    ZIP,
    kind_of,
    kind_of_compound,
    remedy,
)
from auszug_lib.delivery.reading.opening.refusal import PASSWORD, TOO_LARGE, RefusalError
from auszug_lib.delivery.reading.opening.unreadable import lost_in_ods, lost_in_xls, lost_in_xlsx

_MOST_XLS = 100_000_000  # the largest sheets, 65,536 rows of 30 cells, are 40 MB
_SHARED = {str, dt.date, dt.datetime}

SheetRows = tuple[str, list[list[Any]], Mapping[str, str]]


def sheets_in(path: Path) -> Iterator[SheetRows]:
    """Yield the sheets of a workbook .xlsx, .xlsm, .xls or .ods.

    Yields
    ------
    name, rows, lost
        All rows from the first one on; and by cell, such as B12, the rule that says why its content could
        not be read.

    Raises
    ------
    RefusalError
        Where the file is protected or not what its name says; one that is damaged may raise anything.
    """
    lost = _lost_cells(path)
    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError:
        raise RefusalError(PASSWORD) from None
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        yield name, _with_shared_cells(rows), lost.get(name, {})


def _lost_cells(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Look at what the file is; return by sheet the cells whose content python-calamine passes over."""
    ending = path.suffix.lower()
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    if beginning.startswith(COMPOUND):
        _check_compound(path, ending)
        return lost_in_xls(path)
    if not beginning.startswith(ZIP):
        raise RefusalError(remedy(kind_of(beginning)))
    with workbook_archive(path) as archive:
        return lost_in_ods(archive) if ending == ".ods" else lost_in_xlsx(archive)


def _check_compound(path: Path, ending: str) -> None:
    """Refuse an old Office file that is no .xls, or too large."""
    if path.stat().st_size > _MOST_XLS:
        raise RefusalError(TOO_LARGE)
    kind = kind_of_compound(path.read_bytes())
    if not kind:
        raise RefusalError(PASSWORD)
    if kind != XLS or ending != ".xls":
        raise RefusalError(remedy(kind))


def _with_shared_cells(rows: list[list[Any]]) -> list[list[Any]]:
    """Let equal texts and days be the same object, so that they are handed over once."""
    once: dict[Any, Any] = {}
    return [[once.setdefault(cell, cell) if type(cell) in _SHARED else cell for cell in row] for row in rows]
