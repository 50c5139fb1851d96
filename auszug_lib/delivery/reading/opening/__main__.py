"""What `sandbox` starts, with a file: pickles what a workbook or archive holds, or why it is refused."""

import datetime as dt
import gc
import pickle
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError

from auszug_lib.delivery.reading.opening.archive import opened_archive, tables_in
from auszug_lib.delivery.reading.opening.file_type import (
    BEGINNING,
    COMPOUND,
    ODS,
    PASSWORD,
    TOO_LARGE,
    XLS,
    XLSX,
    ZIP,
    RefusalError,
    kind_of,
    kind_of_compound,
    remedy,
)
from auszug_lib.delivery.reading.opening.unreadable import (
    Unreadable,
    unreadable_in_ods,
    unreadable_in_xls,
    unreadable_in_xlsx,
)

_MOST_XLS = 100_000_000  # the largest sheets, 65,536 rows of 30 cells, are 40 MB
_SHARED = {str, dt.date, dt.datetime}


def _messages(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each sheet or table of the file as „held“, or why it is „refused“."""
    try:
        for part in (tables_in if path.suffix.lower() == ".zip" else _sheets_in)(path):
            yield "held", part
    except RefusalError as refusal:
        yield "refused", str(refusal)


def _sheets_in(path: Path) -> Iterator[tuple[str, list[list[Any]], Mapping[str, str]]]:
    """Yield the sheets of a workbook: name, all rows from the first one on, and the unreadable cells.

    Raises `RefusalError` where the file is protected or not what its name says; one that is damaged may raise
    anything.
    """
    unreadable = _unreadable_cells(path)
    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError:
        raise RefusalError(PASSWORD) from None
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        yield name, _with_shared_cells(rows), unreadable.get(name, {})


def _unreadable_cells(path: Path) -> Unreadable:
    """Look at what the file is; return the cells whose content python-calamine passes over."""
    ending = path.suffix.lower()
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    if beginning.startswith(COMPOUND):
        _check_compound(path, ending)
        return unreadable_in_xls(path)
    if not beginning.startswith(ZIP):
        raise RefusalError(remedy(kind_of(beginning)))
    with opened_archive(path, ODS if ending == ".ods" else XLSX) as archive:
        return unreadable_in_ods(archive) if ending == ".ods" else unreadable_in_xlsx(archive)


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


if __name__ == "__main__":
    gc.disable()  # millions of cells, none of them in a circle
    for message in _messages(Path(sys.argv[1])):
        pickle.dump(message, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
