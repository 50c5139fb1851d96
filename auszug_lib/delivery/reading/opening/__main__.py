"""What `sandbox` starts, with a file: pickles what a workbook or archive holds, or why it is refused."""

import datetime as dt
import gc
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

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
from auszug_lib.delivery.reading.opening.layout import Layout, Layouts
from auszug_lib.delivery.reading.opening.ods import check_password, layouts_in_ods
from auszug_lib.delivery.reading.opening.xls import layouts_in_xls
from auszug_lib.delivery.reading.opening.xlsx import layouts_in_xlsx

_MOST_XLS = 100_000_000  # the largest sheets, 65,536 rows of 30 cells, are 40 MB
_SHARED = {str, dt.date, dt.datetime}


def _messages(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each sheet or table of the file as „held“, or why it is „refused“."""
    try:
        for part in (tables_in if path.suffix.lower() == ".zip" else _sheets_in)(path):
            yield "held", part
    except RefusalError as refusal:
        yield "refused", str(refusal)


def _sheets_in(path: Path) -> Iterator[tuple[str, list[list[Any]], dict[str, Any]]]:
    """Yield the sheets of a workbook: name, all rows from the first one on, and the fields of its `Layout`.

    Raises `RefusalError` where the file is protected or not what its name says; one that is damaged may raise
    anything.
    """
    is_old = _is_old(path)
    layouts: Layouts = {} if is_old else _layouts(path)
    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError:
        raise RefusalError(PASSWORD) from None
    if is_old:
        layouts = layouts_in_xls(path, book.sheet_names)
    for sheet in book.sheets_metadata:
        rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        layout = layouts.get(sheet.name, Layout())
        layout.is_hidden = sheet.visible != SheetVisibleEnum.Visible
        yield sheet.name, _with_shared_cells(rows), vars(layout)


def _is_old(path: Path) -> bool:
    """Return whether the file is .xls; refuse an old Office file that is none, or too large."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    if not beginning.startswith(COMPOUND):
        if beginning.startswith(ZIP):
            return False
        raise RefusalError(remedy(kind_of(beginning)))
    if path.stat().st_size > _MOST_XLS:
        raise RefusalError(TOO_LARGE)
    kind = kind_of_compound(path.read_bytes())
    if not kind:
        raise RefusalError(PASSWORD)
    if kind != XLS or path.suffix.lower() != ".xls":
        raise RefusalError(remedy(kind))
    return True


def _layouts(path: Path) -> Layouts:
    if path.suffix.lower() != ".ods":
        with opened_archive(path, XLSX) as archive:
            return layouts_in_xlsx(archive)
    with opened_archive(path, ODS) as archive:
        check_password(archive)
        return layouts_in_ods(archive)


def _with_shared_cells(rows: list[list[Any]]) -> list[list[Any]]:
    """Let equal texts and days be the same object, so that they are handed over once."""
    once: dict[Any, Any] = {}
    return [[once.setdefault(cell, cell) if type(cell) in _SHARED else cell for cell in row] for row in rows]


if __name__ == "__main__":
    gc.disable()  # millions of cells, none of them in a circle
    for message in _messages(Path(sys.argv[1])):
        pickle.dump(message, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
