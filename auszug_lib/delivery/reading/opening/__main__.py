"""What `sandbox` starts: pickles for each file what it holds, or why it is refused."""

import gc
import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.opening.archive import opened_archive, tables_in_archive
from auszug_lib.delivery.reading.opening.file_type import (
    BEGINNING,
    COMPOUND,
    DAMAGED,
    DATABASES,
    ODS,
    PASSWORD,
    XLS,
    XLSX,
    ZIP,
    check_table,
    is_table,
    kind_of,
    kind_of_compound,
    remedy,
)
from auszug_lib.delivery.reading.opening.layout import Layout, Layouts
from auszug_lib.delivery.reading.opening.limits import TOO_LARGE_TO_OPEN, Tally, too_many
from auszug_lib.delivery.reading.opening.ods import check_password, layouts_in_ods
from auszug_lib.delivery.reading.opening.refusal import RefusalError
from auszug_lib.delivery.reading.opening.table import table_in
from auszug_lib.delivery.reading.opening.xls import layouts_in_xls
from auszug_lib.delivery.reading.opening.xlsx import layouts_in_xlsx
from auszug_lib.delivery.words import Words

_MOST_XLS = 100_000_000  # the largest sheets, 65,536 rows of 30 cells, are 40 MB


def _messages(path: Path, shown: str, words: Words) -> Iterator[tuple[str, Any]]:
    """Yield each sheet or table of the file as „held“, or the sentence why it is „refused“."""
    try:
        for part in _parts(path, shown, words):
            yield "held", part
    except DeliveryError as sentence:
        yield "refused", str(sentence)
    except RefusalError as refusal:
        yield "refused", f"{shown} {refusal}"
    except MemoryError:
        yield "refused", f"{shown} {TOO_LARGE_TO_OPEN}"
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # whatever a library raises, or Rust in a panic: the next file is waiting
        yield "refused", f"{shown} {DAMAGED}"


def _parts(path: Path, shown: str, words: Words) -> Iterator[Any]:
    ending = path.suffix.lower()
    if ending == ".zip":
        return tables_in_archive(path, shown, words)
    if ending in DATABASES:
        from auszug_lib.delivery.reading.opening.sqlite import tables_in_sqlite

        return tables_in_sqlite(path, shown)
    return _table_in(path, shown, words) if is_table(path.name) else _sheets_in(path)


def _table_in(path: Path, shown: str, words: Words) -> Iterator[Any]:
    with path.open("rb") as file:
        check_table(file, path.name)
        file.seek(0)
        yield table_in(file, shown, words)


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
    tally = Tally()
    for sheet in book.sheets_metadata:
        tally.part()
        cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        rows = [tally.row(row) for row in cells]
        tally.check_texts()
        layout = layouts.get(sheet.name, Layout())
        layout.is_hidden = sheet.visible != SheetVisibleEnum.Visible
        yield sheet.name, rows, vars(layout)


def _is_old(path: Path) -> bool:
    """Return whether the file is .xls; refuse an old Office file that is none, or too large."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    if not beginning.startswith(COMPOUND):
        if beginning.startswith(ZIP):
            return False
        raise RefusalError(remedy(kind_of(beginning)))
    if path.stat().st_size > _MOST_XLS:
        raise too_many(_MOST_XLS // 1_000_000, "MB")
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


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request, which is for a file, with its messages and „done“, until nobody asks."""
    words = Words(*pickle.load(requests))
    while True:
        try:
            path, shown = pickle.load(requests)
        except EOFError:
            return
        for message in _messages(Path(path), shown, words):
            pickle.dump(message, answers, pickle.HIGHEST_PROTOCOL)
        pickle.dump(("done", None), answers)
        answers.flush()
        gc.collect()


if __name__ == "__main__":
    gc.disable()  # millions of cells, none of them in a circle
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
        _serve(sys.stdin.buffer, out)
