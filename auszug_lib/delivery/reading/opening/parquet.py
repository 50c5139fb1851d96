"""Parquet: read row by row, since a file of kilobytes may hold gigabytes."""

from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from auszug_lib.delivery.reading.opening.columns import Packed, check_size, packed
from auszug_lib.delivery.reading.opening.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, too_many
from auszug_lib.delivery.reading.opening.refusal import RefusalError

_ROWS = 10_000  # that are unpacked at a time
_NOT_READABLE = "ist keine lesbare Parquet-Datei; bitte neu speichern."


def columns_in_parquet(file: IO[bytes]) -> Packed:
    """Return the columns of a Parquet file that is open for reading.

    Raises `RefusalError` where it is damaged or larger than any delivery.
    """
    try:
        with pq.ParquetFile(file) as parquet:
            return packed(_columns(parquet))
    except (pa.ArrowException, OSError, ValueError):
        raise RefusalError(_NOT_READABLE) from None


def _columns(parquet: pq.ParquetFile) -> list[tuple[str, pa.ChunkedArray]]:
    rows, columns = parquet.metadata.num_rows, len(parquet.schema_arrow)
    for found, most, what in (
        (columns, MOST_COLUMNS, "Spalten"),
        (rows, MOST_ROWS, "Zeilen"),
        (rows * columns, MOST_CELLS, "Zellen"),
    ):
        if found > most:
            raise too_many(most, what)
    size, batches = 0, []
    for batch in parquet.iter_batches(_ROWS):
        size += sum(map(_size, batch.columns))
        check_size(size)
        batches.append(batch)
    table = pa.Table.from_batches(batches, parquet.schema_arrow)
    return [(name, _plain(table.column(n))) for n, name in enumerate(table.column_names)]


def _size(cells: pa.Array) -> int:
    """Return how many bytes cells have once each of them has its own text."""
    if not pa.types.is_dictionary(cells.type):
        return int(cells.nbytes)
    texts = cells.dictionary
    if texts.type not in (pa.string(), pa.large_string(), pa.binary()):
        return int(texts.nbytes + cells.nbytes)
    lengths = pc.binary_length(texts).cast(pa.int64())
    return int(cells.nbytes + (pc.sum(lengths.take(cells.indices)).as_py() or 0))


def _plain(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return cells of which each is one value; what is nested, as no cell can be, becomes a text."""
    if not pa.types.is_nested(cells.type):
        return cells
    texts: list[Any] = [None if cell is None else str(cell) for cell in cells.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])
