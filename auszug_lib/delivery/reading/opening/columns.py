"""Typed columns of Parquet files and databases, and how they are handed over."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from auszug_lib.delivery.reading.opening.limits import MOST_HANDED, number
from auszug_lib.delivery.reading.opening.refusal import RefusalError

# Names with their cells; a column of a database that mixes kinds has them as they are.
Columns = Sequence[tuple[str, "pa.ChunkedArray | list[Any]"]]
# The names, the typed columns as Arrow writes them, and the others by their place.
Packed = tuple[list[str], bytes, dict[int, list[Any]]]


def check_size(size: int) -> None:
    """Raise `RefusalError` where the cells of a table have more bytes than may be handed over."""
    if size > MOST_HANDED:
        raise RefusalError(
            f"wird beim Auspacken größer als jede Lieferung (mehr als {number(MOST_HANDED // 1_000_000)} MB);"
            " bitte prüfen, ob es die richtige Datei ist."
        )


def packed(columns: Columns) -> Packed:
    """Return columns as plain values; raises `RefusalError` where there is too much of them."""
    names = [f"{name}" for name, _ in columns]  # plain texts, whatever SQLAlchemy makes of them
    mixed = {place: cells for place, (_, cells) in enumerate(columns) if isinstance(cells, list)}
    typed = {str(place): cells for place, (_, cells) in enumerate(columns) if place not in mixed}
    table = pa.table(typed)
    check_size(table.nbytes)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return names, sink.getvalue().to_pybytes(), mixed


def unpacked(names: list[str], content: bytes, mixed: dict[int, list[Any]]) -> Columns:
    """Return the columns that were packed."""
    table = pa.ipc.open_stream(content).read_all()
    return [
        (name, mixed[place] if place in mixed else table.column(str(place)))
        for place, name in enumerate(names)
    ]
