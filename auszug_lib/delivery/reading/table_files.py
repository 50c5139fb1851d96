"""Folders and zip archives: a delivery with a CSV or Parquet file for each table."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.delimited import read_delimited
from auszug_lib.delivery.reading.extract import table_from_frame
from auszug_lib.delivery.reading.names import shown
from auszug_lib.delivery.reading.opening.columns import Columns, unpacked
from auszug_lib.delivery.reading.opening.file_type import PARQUET_ENDINGS, is_table
from auszug_lib.delivery.reading.opening.table import is_hidden
from auszug_lib.delivery.reading.opening.text import TextTable
from auszug_lib.delivery.reading.raw import Note, Place, RawDelivery, RawTable, first_of_each, notes_on_names
from auszug_lib.delivery.reading.sandbox import Glass
from auszug_lib.delivery.reading.sheets import assigned
from auszug_lib.delivery.scalars import GERMAN_TIME
from auszug_lib.delivery.vocabulary import Vocabulary


def read_folder(
    folder: Path, vocabulary: Vocabulary, glass: Glass, *, is_source: bool = False
) -> RawDelivery:
    """Read a folder with a file for each table; raises `DeliveryError`.

    What else lies there is reported, unless the folder is a source, whose other files are read by themselves.
    """
    files = table_files(folder)
    held = {file.name: glass.opened(file, f"{folder.name}/{file.name}")[0] for file in files}
    read = _read_tables(folder.name, held, vocabulary)
    others = [] if is_source else [path for path in visible(folder) if path not in files]
    unread = [Note("datei_unbekannt", f"{folder.name}/{path.name}") for path in others]
    return replace(read, notes=first_of_each([*read.notes, *unread]))


def visible(folder: Path) -> list[Path]:
    """Return what lies in `folder`, but for hidden and lock files, sorted by name."""
    return sorted(path for path in folder.iterdir() if not is_hidden(path.name))


def table_files(folder: Path) -> list[Path]:
    """Return the files in `folder` that may hold a table, sorted by name."""
    return [path for path in visible(folder) if path.is_file() and is_table(path.name)]


def holds_table(folder: Path, vocabulary: Vocabulary) -> bool:
    """Return whether any file in `folder` is called like a table of a delivery."""
    return any(vocabulary.table(file.stem) for file in table_files(folder))


def read_archive(path: Path, vocabulary: Vocabulary, glass: Glass) -> RawDelivery:
    """Read a zip archive of such files, without unpacking it to disk; raises `DeliveryError`."""
    held = [(name, content) for name, content in glass.opened(path) if not is_hidden(_last(name))]
    tables = {_last(name): content for name, content in held if is_table(name)}
    if not tables:
        raise DeliveryError(f"{shown(path.name)} enthält keine CSV- oder Parquet-Dateien; bitte neu packen.")
    if len(tables) < sum(is_table(name) for name, _ in held):
        raise DeliveryError(
            f"{shown(path.name)} enthält Dateien desselben Namens in mehreren Ordnern; "
            "bitte je Träger und Jahr ein eigenes Archiv packen."
        )
    read = _read_tables(path.name, tables, vocabulary)
    others = [Note("datei_unbekannt", f"{path.name}/{name}") for name, _ in held if not is_table(name)]
    return replace(read, notes=first_of_each([*read.notes, *others]))


def _last(name: str) -> str:
    return PurePosixPath(name).name


def _read_tables(name: str, entries: Mapping[str, Any], vocabulary: Vocabulary) -> RawDelivery:
    tables, notes = assigned(name, entries, vocabulary, are_files=True)
    stems = {entry: PurePosixPath(entry).stem for entry in entries}
    notes += [
        Note("datei_unbekannt", f"{name}/{entry}") for entry in entries if not vocabulary.table(stems[entry])
    ]
    read = {
        table: _read_table(entries[entry], Place(f"{name}/{entry}", stems[entry]), table, vocabulary)
        for table, entry in tables.items()
    }
    return RawDelivery(name, read, (*notes, *notes_on_names(name, entries)))


def _read_table(held: Any, place: Place, table: str, vocabulary: Vocabulary) -> RawTable:
    if place.file.lower().endswith(PARQUET_ENDINGS):
        return read_parquet(unpacked(*held), place, table, vocabulary)
    return read_delimited(TextTable(*held), place, table, vocabulary)


def read_parquet(columns: Columns, place: Place, table: str, vocabulary: Vocabulary) -> RawTable:
    """Return the table that the columns of a Parquet file are."""
    import pyarrow as pa

    cells = pa.table({str(n): cells for n, (_, cells) in enumerate(columns)})
    frame = cells.to_pandas(date_as_object=False, self_destruct=True, split_blocks=True)
    plain = pd.DataFrame({n: _plain_cells(frame[n]) for n in frame}, index=frame.index)
    return table_from_frame(place, table, plain.set_axis([name for name, _ in columns], axis=1), vocabulary)


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
