"""Read a delivery from a database, SQLite or PostgreSQL, over a connection that cannot change anything."""

import os
import re
import socket
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.names import shown
from auszug_lib.delivery.reading.opening.columns import Columns, unpacked
from auszug_lib.delivery.reading.opening.database_errors import DEADLINE, TOO_SLOW, reported
from auszug_lib.delivery.reading.opening.database_table import read_columns, sources
from auszug_lib.delivery.reading.sandbox import Glass
from auszug_lib.delivery.scalars import GERMAN_TIME

if TYPE_CHECKING:  # SQLAlchemy is slow to import, and most deliveries are files
    from sqlalchemy import URL

_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

# A server that is gone, or goes while rows are under way, is noticed after seconds, not after hours.
_LIBPQ = {
    "client_encoding": "utf8",
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
# The day of a time with a zone is the day in Germany.
_SESSION = {"statement_timeout": f"{DEADLINE:.0f}s", "TimeZone": GERMAN_TIME, "DateStyle": "ISO"}
_PANDAS = {
    pa.large_string(): pd.StringDtype(na_value=np.nan),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def shown_name(url: str) -> str:
    """Return what findings call the database: never its user, password or host.

    That is the file's name for SQLite; else dialect, database (or libpq's service) and, where the URL selects
    one, schema: `postgresql:auszug.drk`. Of a URL that cannot be understood for certain only the dialect.
    """
    dialect = url.partition("://")[0].partition("+")[0].lower()
    try:
        parsed = _parsed(url)
    except DeliveryError:
        return dialect
    # A second @ stands in a password that is not percent-encoded, and may bring parts of it anywhere.
    if url.count("@") > 1:
        return dialect
    if dialect == "sqlite":
        return Path(parsed.database or dialect).name
    selected = re.search(r"search_path\s*=\s*(\w+)", str(parsed.query.get("options", "")))
    database = parsed.database or parsed.query.get("dbname") or parsed.query.get("service")
    return dialect + (f":{database}" if database else "") + (f".{selected[1]}" if selected else "")


def read_database(url: str, deadline: float = DEADLINE) -> dict[str, pd.DataFrame]:
    """Read every table and view of a database, or of the schema that the URL's `search_path` selects.

    Parameters
    ----------
    url
        SQLAlchemy's URL, such as `sqlite:///lieferungen/drk.db` or
        `postgresql+psycopg://leser@127.0.0.1/drk`. A password is best left out: libpq takes it from
        `PGPASSWORD`, `.pgpass` or a service file (`?service=drk`); there are no placeholders.
    deadline
        Seconds in which a server must have said everything; a file has limits of its own.

    Returns
    -------
    frames
        By the tables' own names. Rows are in the order of the primary key if there is one. Texts are `str`,
        whole numbers `Int64`, other numbers `float64`, dates `datetime64[s]`, times `datetime64[us]` (German
        time, where they have a zone), truth values `boolean`; whatever else there is becomes text. In SQLite
        the values decide, not the column's type; where they mix texts and numbers each stays as it is.

    Raises
    ------
    DeliveryError
        Where there is no such database, it cannot be read, or it has no table.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        with Glass() as glass:
            return read_sqlite_file(Path(parsed.database or ":memory:"), glass)
    name = shown_name(url)
    return _frames(name, _in_time(name, parsed, deadline))


def read_sqlite_file(path: Path, glass: Glass) -> dict[str, pd.DataFrame]:
    """Read every table and view of an SQLite file, as `read_database` does."""
    if not path.exists():
        raise DeliveryError(f"Die SQLite-Datei „{shown(path.name)}“ gibt es nicht.")
    tables = {table: unpacked(*columns) for table, columns in glass.opened(path)}
    return _frames(shown(path.name), tables)


def _parsed(url: str) -> "URL":
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise DeliveryError(
            "Die Adresse der Datenbank ist nicht zu verstehen; sie sieht aus wie "
            "postgresql+psycopg://konto@server/datenbank, Sonderzeichen als %-Zeichen."
        ) from None
    if parsed.drivername.lower() not in _DRIVERS:
        raise DeliveryError(
            f"Datenbanken der Art „{parsed.drivername}“ sind nicht lesbar; "
            "möglich sind sqlite:///… und postgresql+psycopg://…"
        )
    return parsed.set(drivername=_DRIVERS[parsed.drivername.lower()])


def _read(name: str, url: "URL", connection: Future[Any]) -> dict[str, Columns]:
    """Return the columns of every table on a server; the connection is said as soon as it is there."""
    from sqlalchemy import NullPool, create_engine, event, func, select

    def connect(dialect: Any, _: object, given: Any, arguments: Any) -> Any:
        connection.set_result(dialect.connect(*given, **arguments))
        return connection.result()

    # What the URL says itself comes first.
    arguments = {key: value for key, value in _LIBPQ.items() if key not in url.query}
    reading = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with reported(name, connecting=True):
        engine = create_engine(url, poolclass=NullPool, connect_args=arguments, execution_options=reading)
        event.listen(engine, "do_connect", connect)
        opened = engine.connect()
    tables = {}
    with opened, reported(name):
        opened.execute(select(*(func.set_config(key, value, True) for key, value in _SESSION.items())))
        for table, source in sources(opened).items():
            with reported(f"Tabelle „{' '.join(table.split())}“ in {name}"):
                tables[table] = read_columns(opened, source)
    return tables


def _in_time(name: str, url: "URL", deadline: float) -> dict[str, Columns]:
    """Return what `_read` does; raises `DeliveryError` where it takes longer, whatever the server does."""
    connection: Future[Any] = Future()
    reading: Future[dict[str, Columns]] = Future()

    def read() -> None:
        try:
            reading.set_result(_read(name, url, connection))
        except BaseException as error:  # raised again where it is waited for
            reading.set_exception(error)

    threading.Thread(target=read, daemon=True).start()
    try:
        return reading.result(deadline)
    except TimeoutError:
        _hang_up(connection)
        raise DeliveryError(f"{name} {TOO_SLOW}.") from None


def _hang_up(connection: Future[Any]) -> None:
    """End a connection under the hands of the thread that waits for it, so that it waits no longer."""
    if connection.done():
        with suppress(OSError), socket.socket(fileno=os.dup(connection.result().fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)


def _frames(name: str, tables: Mapping[str, Columns]) -> dict[str, pd.DataFrame]:
    if not tables:
        raise DeliveryError(f"In {name} liegt keine Tabelle.")
    return {table: pd.DataFrame({key: _cells(cells) for key, cells in tables[table]}) for table in tables}


def _cells(cells: "pa.ChunkedArray | list[Any]") -> pd.Series:
    if isinstance(cells, list):
        return pd.Series(cells, dtype=object)
    return cells.to_pandas(types_mapper=_PANDAS.get)
