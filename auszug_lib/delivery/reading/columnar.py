"""Parquet: tables that bring their own types."""

from typing import Any

import pandas as pd

from auszug_lib.delivery.reading.layout import table_from_frame
from auszug_lib.delivery.reading.raw import Note, RawTable
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.errors import DeliveryError

_MOST_ROWS = 10_000_000
_MOST_UNPACKED = 2_000_000_000

_ZONE = "Europe/Berlin"  # the day of a time with a zone is the day in Germany


def read_parquet(source: Any, note: Note, table: str, vocabulary: Vocabulary) -> RawTable:
    """Return the table in a Parquet file.

    Parameters
    ----------
    source
        A path, or a file open for reading bytes.
    note
        Gives the file's name, and its stem as the sheet.
    table, vocabulary
        Which table it is, and the words for its columns.

    Raises
    ------
    DeliveryError
        Where the file is damaged or larger than any delivery.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(source)
        size = file.metadata
        unpacked = sum(size.row_group(n).total_byte_size for n in range(size.num_row_groups))
        if size.num_rows > _MOST_ROWS or unpacked > _MOST_UNPACKED:
            raise DeliveryError(f"{note.file} ist größer als jede Lieferung; bitte die Datei prüfen.")
        # What pandas wrote beside the columns would turn some of them into an index.
        frame = file.read().to_pandas(
            date_as_object=False, ignore_metadata=True, self_destruct=True, split_blocks=True
        )
    except (pa.ArrowException, OSError, ValueError):
        raise DeliveryError(f"{note.file} ist keine lesbare Parquet-Datei; bitte neu speichern.") from None
    return table_from_frame(note, table, _plain(frame), vocabulary)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with cells as other sources have them."""
    columns = {n: _plain_cells(frame.iloc[:, n]) for n in range(frame.shape[1])}
    return pd.DataFrame(columns, index=frame.index).set_axis(frame.columns, axis=1)


def _plain_cells(column: pd.Series) -> pd.Series:
    """Return cells of a type that only Parquet has as one that all have."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.dt.tz_convert(_ZONE).dt.tz_localize(None)
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.astype(object)
    held = pd.api.types.infer_dtype(column, skipna=True) if column.dtype == object else ""
    if held == "bytes":  # as older programs write text
        return column.map(lambda cell: cell.decode("utf-8", "replace"), na_action="ignore")
    return column.astype("float64") if held == "decimal" else column
