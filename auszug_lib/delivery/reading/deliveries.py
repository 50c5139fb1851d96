"""Deliveries: everything that carriers sent, whatever kind of file or database it is."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from auszug_lib.delivery.reading import workbook
from auszug_lib.delivery.reading.database import is_url, read_database, read_sqlite_file, shown_name
from auszug_lib.delivery.reading.folders import (
    holds_table,
    read_archive,
    read_folder,
    table_files,
    visible,
)
from auszug_lib.delivery.reading.layout import table_from_frame
from auszug_lib.delivery.reading.raw import Note, RawDelivery
from auszug_lib.delivery.reading.sheets import ROWS_OF_NOTES, assigned, unknown_sheet
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.errors import DeliveryError

_DATABASES = (".sqlite", ".sqlite3", ".db")

Found = RawDelivery | Note | None


@dataclass(frozen=True)
class Inbox:
    """What was sent: the deliveries, what is to be said about other files, and what cannot be opened."""

    deliveries: tuple[RawDelivery, ...]
    notes: tuple[Note, ...] = ()
    problems: tuple[str, ...] = ()


def read_source(source: Path | str, vocabulary: Vocabulary) -> Inbox:
    """Read every delivery in a folder, in order of their names, or the one in a database.

    A delivery is a workbook (.xlsx, .xlsm, .xls, .ods), a zip archive or folder with a CSV or Parquet file a
    table, or a database.
    """
    with ThreadPoolExecutor() as pool:  # each workbook is opened in a process of its own
        found = list(pool.map(_attempted, _readers(source, vocabulary)))
    return Inbox(
        tuple(one for one in found if isinstance(one, RawDelivery)),
        tuple(one for one in found if isinstance(one, Note)),
        tuple(str(one) for one in found if isinstance(one, DeliveryError)),
    )


def _attempted(read: Callable[[], Found]) -> "Found | DeliveryError":
    try:
        return read()
    except DeliveryError as problem:
        return problem


def gathered(inboxes: Mapping[Path | str, Inbox]) -> Inbox:
    """Return what was sent to several sources as one.

    Raises
    ------
    DeliveryError
        Where there is no delivery at all, or files cannot be opened; a sentence each.
    """
    if problems := [problem for inbox in inboxes.values() for problem in inbox.problems]:
        raise DeliveryError("\n".join(problems))
    deliveries = tuple(delivery for inbox in inboxes.values() for delivery in inbox.deliveries)
    if not deliveries:
        names = ", ".join(f"„{_shown(source)}“" for source in inboxes)
        raise DeliveryError(
            f"In {names} liegt keine Lieferung; erwartet wird eine Excel-Datei oder ein Ordner mit CSV."
        )
    return Inbox(deliveries, tuple(note for inbox in inboxes.values() for note in inbox.notes))


def _readers(source: Path | str, vocabulary: Vocabulary) -> list[Callable[[], Found]]:
    """Return what reads each delivery, or says what a file is that holds none."""
    if isinstance(source, str) and is_url(source):
        return [partial(_read_url, source, vocabulary)]
    folder = Path(source)
    others = visible(folder)
    readers: list[Callable[[], Found]] = []
    if holds_table(folder, vocabulary):
        readers.append(partial(read_folder, folder, vocabulary))
        tables = table_files(folder)
        others = [path for path in others if path not in tables]
    return readers + [partial(_read, path, vocabulary) for path in others]


def _read_url(url: str, vocabulary: Vocabulary) -> RawDelivery:
    return frames_delivery(shown_name(url), read_database(url), vocabulary)


def read_delivery(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read one delivery: a workbook, a zip archive, a folder or a database file.

    Raises
    ------
    DeliveryError
        Where there is nothing, or something else, or where it cannot be opened.
    """
    found = _read(path, vocabulary) if path.exists() else None
    if isinstance(found, RawDelivery):
        return found
    what = "ist keine Lieferung" if path.exists() else "gibt es nicht"
    raise DeliveryError(
        f"{path.name} {what}; erwartet wird eine Excel-Datei oder ein Ordner mit einer CSV je Tabelle."
    )


def _read(path: Path, vocabulary: Vocabulary) -> Found:
    ending = path.suffix.lower()
    if path.is_dir() and holds_table(path, vocabulary):
        return read_folder(path, vocabulary)
    if path.is_dir() and not visible(path):
        return None
    if ending in workbook.ENDINGS:
        return workbook.read_workbook(path, vocabulary)
    if ending == ".zip":
        return read_archive(path, vocabulary)
    if ending in _DATABASES:
        return frames_delivery(path.name, read_sqlite_file(path), vocabulary)
    return Note("datei_unbekannt", path.name)


def frames_delivery(name: str, frames: Mapping[str, pd.DataFrame], vocabulary: Vocabulary) -> RawDelivery:
    """Return a delivery whose tables are frames by name; their rows are numbered like those of a sheet."""
    sheets, notes = assigned(name, frames, vocabulary)
    tables = {
        table: table_from_frame(Note("", name, sheet), table, frames[sheet], vocabulary)
        for table, sheet in sheets.items()
    }
    for other in frames:
        if not vocabulary.table(other):
            notes += unknown_sheet(Note("", name, other), _rows_of(frames[other]))
    return RawDelivery(name, tables, tuple(notes))


def _rows_of(frame: pd.DataFrame) -> list[list[Any]]:
    return [list(frame.columns), *frame.head(ROWS_OF_NOTES).astype(object).to_numpy().tolist()]


def _shown(source: Path | str) -> str:
    return shown_name(source) if isinstance(source, str) else source.name
