"""Folders and zip archives: a delivery with a file for each table."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from auszug_lib.delivery.reading import columnar, delimited
from auszug_lib.delivery.reading.opening.plain import PARQUET_ENDINGS, check_table_file, is_table
from auszug_lib.delivery.reading.opening.refusal import UNREADABLE, RefusalError
from auszug_lib.delivery.reading.raw import Note, RawDelivery, RawTable
from auszug_lib.delivery.reading.sandbox import open_confined
from auszug_lib.delivery.reading.sheets import assigned
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.errors import DeliveryError

Open = Callable[[], IO[bytes]]


# What systems and programs leave beside the files that people see.
_HIDDEN_STARTS, _HIDDEN_ENDS = (".", "~$"), ("-wal", "-shm", "-journal")
_HIDDEN = ("thumbs.db", "desktop.ini")


def read_folder(folder: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read a folder with a CSV or Parquet file for each table; raises `DeliveryError`."""
    files = table_files(folder)
    for file in files:
        _check(file)
    return _read_tables(folder.name, {file.name: partial(_opened, file) for file in files}, vocabulary)


def _check(file: Path) -> None:
    try:
        check_table_file(file)
    except RefusalError as refusal:
        raise DeliveryError(f"{file.parent.name}/{file.name} {refusal}") from None
    except OSError:
        raise DeliveryError(f"{file.parent.name}/{file.name} {UNREADABLE}") from None


def _opened(file: Path) -> IO[bytes]:
    return file.open("rb")


def visible(folder: Path) -> list[Path]:
    """Return what lies in `folder`, but for hidden and lock files, sorted by name."""
    return sorted(path for path in folder.iterdir() if not _is_hidden(path.name))


def _is_hidden(name: str) -> bool:
    return name.startswith(_HIDDEN_STARTS) or name.endswith(_HIDDEN_ENDS) or name.lower() in _HIDDEN


def table_files(folder: Path) -> list[Path]:
    """Return the files in `folder` that may hold a table, sorted by name."""
    return [path for path in visible(folder) if path.is_file() and is_table(path.name)]


def holds_table(folder: Path, vocabulary: Vocabulary) -> bool:
    """Say whether any file in `folder` is called like a table of a delivery."""
    return any(vocabulary.table(file.stem) for file in table_files(folder))


def read_archive(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read a zip archive of such files, without unpacking it to disk; raises `DeliveryError`."""
    held = [(name, content) for name, content in open_confined(path) if not _is_hidden(_last(name))]
    tables = {_last(name): partial(io.BytesIO, content) for name, content in held if is_table(name)}
    if not tables:
        raise DeliveryError(f"{path.name} enthält keine CSV- oder Parquet-Dateien; bitte neu packen.")
    if len(tables) < sum(is_table(name) for name, _ in held):
        raise DeliveryError(
            f"{path.name} enthält Dateien desselben Namens in mehreren Ordnern; "
            "bitte je Träger und Jahr ein eigenes Archiv packen."
        )
    read = _read_tables(path.name, tables, vocabulary)
    others = [Note("datei_unbekannt", f"{path.name}/{name}") for name, _ in held if not is_table(name)]
    return replace(read, notes=(*read.notes, *others))


def _last(name: str) -> str:
    return PurePosixPath(name).name


def _read_tables(name: str, entries: Mapping[str, Open], vocabulary: Vocabulary) -> RawDelivery:
    tables, notes = assigned(name, entries, vocabulary, are_files=True)
    stems = {entry: PurePosixPath(entry).stem for entry in entries}
    notes += [
        Note("datei_unbekannt", f"{name}/{entry}") for entry in entries if not vocabulary.table(stems[entry])
    ]
    read = {
        table: _read_table(entries[entry], Note("", f"{name}/{entry}", stems[entry]), table, vocabulary)
        for table, entry in tables.items()
    }
    return RawDelivery(name, read, tuple(notes))


def _read_table(open_file: Open, note: Note, table: str, vocabulary: Vocabulary) -> RawTable:
    with open_file() as file:
        if note.file.lower().endswith(PARQUET_ENDINGS):
            return columnar.read_parquet(file, note, table, vocabulary)
        return delimited.read_delimited(file.read(), note, table, vocabulary)
