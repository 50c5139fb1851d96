"""Folders and zip archives: a delivery with a file for each table."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from auszug_lib.delivery.reading import columnar, delimited
from auszug_lib.delivery.reading.guard import check_archive, check_file
from auszug_lib.delivery.reading.raw import Note, RawDelivery, RawTable
from auszug_lib.delivery.reading.sheets import assigned
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.errors import DeliveryError

TABLE_ENDINGS = (*delimited.ENDINGS, *columnar.ENDINGS)

Open = Callable[[], IO[bytes]]


# What systems and programs leave beside the files that people see.
_HIDDEN_STARTS, _HIDDEN_ENDS = (".", "~$"), ("-wal", "-shm", "-journal")
_HIDDEN = ("thumbs.db", "desktop.ini")


def read_folder(folder: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read a folder with a CSV or Parquet file for each table; raises `DeliveryError`."""
    files = table_files(folder)
    for file in files:
        check_file(file)
    return _read_tables(folder.name, {file.name: partial(_opened, file) for file in files}, vocabulary)


def _opened(file: Path) -> IO[bytes]:
    return file.open("rb")


def visible(folder: Path) -> list[Path]:
    """Return what lies in `folder`, but for hidden and lock files, sorted by name."""
    return sorted(path for path in folder.iterdir() if not _is_hidden(path.name))


def _is_hidden(name: str) -> bool:
    return name.startswith(_HIDDEN_STARTS) or name.endswith(_HIDDEN_ENDS) or name.lower() in _HIDDEN


def table_files(folder: Path) -> list[Path]:
    """Return the files in `folder` that may hold a table, sorted by name."""
    return [path for path in visible(folder) if path.is_file() and path.suffix.lower() in TABLE_ENDINGS]


def holds_table(folder: Path, vocabulary: Vocabulary) -> bool:
    """Say whether any file in `folder` is called like a table of a delivery."""
    return any(vocabulary.table(file.stem) for file in table_files(folder))


def read_archive(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read a zip archive of such files, without unpacking it to disk; raises `DeliveryError`."""
    check_archive(path)
    with zipfile.ZipFile(path) as archive:
        packed = [name for name in archive.namelist() if not name.startswith("__MACOSX/")]
        files = [name for name in packed if not (name.endswith("/") or _is_hidden(PurePosixPath(name).name))]
        tables = [name for name in files if PurePosixPath(name).suffix.lower() in TABLE_ENDINGS]
        entries = {PurePosixPath(name).name: partial(archive.open, name) for name in tables}
        if not entries:
            raise DeliveryError(f"{path.name} enthält keine CSV- oder Parquet-Dateien; bitte neu packen.")
        if len(entries) < len(tables):
            raise DeliveryError(
                f"{path.name} enthält Dateien desselben Namens in mehreren Ordnern; "
                "bitte je Träger und Jahr ein eigenes Archiv packen."
            )
        others = [Note("datei_unbekannt", f"{path.name}/{name}") for name in files if name not in tables]
        try:
            read = _read_tables(path.name, entries, vocabulary)
        except (zipfile.BadZipFile, RuntimeError, OSError, EOFError):
            raise DeliveryError(f"{path.name} ist beschädigt; bitte neu packen.") from None
    return replace(read, notes=(*read.notes, *others))


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
        if note.file.lower().endswith(columnar.ENDINGS):
            return columnar.read_parquet(file, note, table, vocabulary)
        return delimited.read_delimited(file.read(), note, table, vocabulary)
