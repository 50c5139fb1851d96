"""Folders and zip archives: a delivery with a CSV or Parquet file for each table."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

import pandas as pd

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.delimited import read_delimited
from auszug_lib.delivery.reading.extract import table_from_frame
from auszug_lib.delivery.reading.opening.file_type import (
    PARQUET_ENDINGS,
    UNREADABLE,
    RefusalError,
    check_table,
    is_table,
)
from auszug_lib.delivery.reading.raw import Note, Place, RawDelivery, RawTable
from auszug_lib.delivery.reading.sandbox import open_confined
from auszug_lib.delivery.reading.sheets import assigned
from auszug_lib.delivery.scalars import GERMAN_TIME
from auszug_lib.delivery.vocabulary import Vocabulary

# What systems and programs leave beside the files that people see.
_HIDDEN_STARTS, _HIDDEN_ENDS = (".", "~$"), ("-wal", "-shm", "-journal")
_HIDDEN = ("thumbs.db", "desktop.ini")

# More than any delivery has in a Parquet file: rows, and bytes when unpacked.
_MOST_ROWS = 10_000_000
_MOST_UNPACKED = 2_000_000_000


def read_folder(folder: Path, vocabulary: Vocabulary, *, is_source: bool = False) -> RawDelivery:
    """Read a folder with a file for each table; raises `DeliveryError`.

    What else lies there is reported, unless the folder is a source, whose other files are read by themselves.
    """
    files = table_files(folder)
    for file in files:
        try:
            with file.open("rb") as opened:
                check_table(opened, file.name)
        except RefusalError as refusal:
            raise DeliveryError(f"{file.parent.name}/{file.name} {refusal}") from None
        except OSError:
            raise DeliveryError(f"{file.parent.name}/{file.name} {UNREADABLE}") from None
    read = _read_tables(folder.name, {file.name: file for file in files}, vocabulary)
    others = [] if is_source else [path for path in visible(folder) if path not in files]
    unread = [Note("datei_unbekannt", f"{folder.name}/{path.name}") for path in others]
    return replace(read, notes=(*read.notes, *unread))


def visible(folder: Path) -> list[Path]:
    """Return what lies in `folder`, but for hidden and lock files, sorted by name."""
    return sorted(path for path in folder.iterdir() if not _is_hidden(path.name))


def _is_hidden(name: str) -> bool:
    return name.startswith(_HIDDEN_STARTS) or name.endswith(_HIDDEN_ENDS) or name.lower() in _HIDDEN


def table_files(folder: Path) -> list[Path]:
    """Return the files in `folder` that may hold a table, sorted by name."""
    return [path for path in visible(folder) if path.is_file() and is_table(path.name)]


def holds_table(folder: Path, vocabulary: Vocabulary) -> bool:
    """Return whether any file in `folder` is called like a table of a delivery."""
    return any(vocabulary.table(file.stem) for file in table_files(folder))


def read_archive(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read a zip archive of such files, without unpacking it to disk; raises `DeliveryError`."""
    held = [(name, content) for name, content in open_confined(path) if not _is_hidden(_last(name))]
    tables = {_last(name): content for name, content in held if is_table(name)}
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


def _read_tables(name: str, entries: Mapping[str, Path | bytes], vocabulary: Vocabulary) -> RawDelivery:
    tables, notes = assigned(name, entries, vocabulary, are_files=True)
    stems = {entry: PurePosixPath(entry).stem for entry in entries}
    notes += [
        Note("datei_unbekannt", f"{name}/{entry}") for entry in entries if not vocabulary.table(stems[entry])
    ]
    read = {
        table: _read_table(entries[entry], Place(f"{name}/{entry}", stems[entry]), table, vocabulary)
        for table, entry in tables.items()
    }
    return RawDelivery(name, read, tuple(notes))


def _read_table(entry: Path | bytes, place: Place, table: str, vocabulary: Vocabulary) -> RawTable:
    with entry.open("rb") if isinstance(entry, Path) else io.BytesIO(entry) as file:
        if place.file.lower().endswith(PARQUET_ENDINGS):
            return read_parquet(file, place, table, vocabulary)
        return read_delimited(file.read(), place, table, vocabulary)


def read_parquet(file: IO[bytes], place: Place, table: str, vocabulary: Vocabulary) -> RawTable:
    """Return the table in a Parquet file that is open for reading.

    Raises `DeliveryError` where the file is damaged or larger than any delivery.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        parquet = pq.ParquetFile(file)
        size = parquet.metadata
        unpacked = sum(size.row_group(n).total_byte_size for n in range(size.num_row_groups))
        if size.num_rows > _MOST_ROWS or unpacked > _MOST_UNPACKED:
            raise DeliveryError(f"{place.file} ist größer als jede Lieferung; bitte die Datei prüfen.")
        # What pandas wrote beside the columns would turn some of them into an index.
        frame = parquet.read().to_pandas(
            date_as_object=False, ignore_metadata=True, self_destruct=True, split_blocks=True
        )
    except (pa.ArrowException, OSError, ValueError):
        raise DeliveryError(f"{place.file} ist keine lesbare Parquet-Datei; bitte neu speichern.") from None
    columns = {n: _plain_cells(frame.iloc[:, n]) for n in range(frame.shape[1])}
    plain = pd.DataFrame(columns, index=frame.index).set_axis(frame.columns, axis=1)
    return table_from_frame(place, table, plain, vocabulary)


def _plain_cells(column: pd.Series) -> pd.Series:
    """Return cells of a type that only Parquet has as one that all have."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.dt.tz_convert(GERMAN_TIME).dt.tz_localize(None)
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.astype(object)
    held = pd.api.types.infer_dtype(column, skipna=True) if column.dtype == object else ""
    if held == "bytes":  # as older programs write text
        return column.map(lambda cell: cell.decode("utf-8", "replace"), na_action="ignore")
    return column.astype("float64") if held == "decimal" else column
