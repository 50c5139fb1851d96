"""SQLite: a file may hold a view that never ends, or makes a text of a gigabyte out of nothing."""

import sqlite3
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.opening.columns import Packed, check_size, packed
from auszug_lib.delivery.reading.opening.database_errors import reported
from auszug_lib.delivery.reading.opening.database_table import read_columns, sources
from auszug_lib.delivery.reading.opening.limits import MOST_SECONDS, Tally
from auszug_lib.delivery.reading.opening.refusal import RefusalError

_LOCKED = 2  # seconds until another program must have let go of the file
_STEPS, _LONGEST_TEXT = 100_000, 1_000_000


def tables_in_sqlite(path: Path, shown: str) -> Iterator[tuple[str, Packed]]:
    """Yield every table and view of an SQLite file, all in one state; raises `DeliveryError`."""
    from sqlalchemy import NullPool, create_engine

    with reported(shown):
        creator = partial(_bounded, _read_only(path))
    with reported(shown, connecting=True):
        connection = create_engine("sqlite://", poolclass=NullPool, creator=creator).connect()
    tally = Tally()
    with connection, reported(shown):
        connection.exec_driver_sql("BEGIN")
        for table, source in sources(connection).items():
            tally.part()
            where = f"Tabelle „{' '.join(table.split())}“ in {shown}"
            with reported(where):
                try:
                    yield f"{table}", packed(read_columns(connection, source, check_size))
                except RefusalError as refusal:
                    raise DeliveryError(f"{where} {refusal}") from None


def _bounded(uri: str) -> sqlite3.Connection:
    """Return a connection to an SQLite file on which nothing takes more time than a delivery does."""
    connection = sqlite3.connect(uri, uri=True, timeout=_LOCKED)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT)
    end = time.process_time() + MOST_SECONDS - 2  # before the whole process is ended
    connection.set_progress_handler(lambda: time.process_time() > end, _STEPS)
    return connection


def _read_only(path: Path) -> str:
    # After file:// SQLite expects a path that begins with a slash; a drive's letter goes without both.
    place = path.as_posix()
    uri = ("file://" if place.startswith("/") else "file:") + quote(place, safe="/:") + "?mode=ro"
    with path.open("rb") as file:
        is_wal = file.read(20)[18:] == b"\2\2"
    # Such a file would get two others at its side even for reading, unless it is said to be at rest.
    is_at_rest = is_wal and not path.with_name(path.name + "-wal").exists()
    return uri + ("&immutable=1" if is_at_rest else "")
