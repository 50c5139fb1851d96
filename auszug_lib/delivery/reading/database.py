"""Read a delivery from a database, SQLite or PostgreSQL, over a connection that cannot change anything."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd
import pyarrow as pa

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.database_table import read_frame, sources
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
_SESSION = {"statement_timeout": "60s", "TimeZone": GERMAN_TIME, "DateStyle": "ISO"}
_LOCKED = 5  # seconds until another program must have let go of an SQLite file
# A file of SQLite may hold a view that never ends, or makes a text of a gigabyte out of nothing.
_MOST_SECONDS, _STEPS, _LONGEST_TEXT = 8.0, 100_000, 1_000_000

_ENCODING = "enthält Text, der nicht in UTF-8 geschrieben ist"
_DISCONNECTED = "hat die Verbindung mitten im Lesen beendet; bitte noch einmal versuchen"
_TROUBLES = {
    "SQLITE_NOTADB": "ist keine SQLite-Datenbank",
    "SQLITE_CORRUPT": "ist beschädigt; bitte neu liefern lassen",
    "SQLITE_BUSY": "ist von einem anderen Programm gesperrt; bitte dort schließen",
    "SQLITE_INTERRUPT": "ist größer als jede Lieferung; bitte nur die Tabellen der Lieferung schicken",
    "SQLITE_TOOBIG": "hält einen Text, der länger ist als jede Zelle; bitte neu liefern lassen",
    "22021": _ENCODING,
    "42501": "ist für dieses Konto gesperrt; bitte das Leserecht geben lassen",
    "57014": "antwortet nicht innerhalb von 60 Sekunden; bitte später noch einmal versuchen",
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


def read_database(url: str) -> dict[str, pd.DataFrame]:
    """Read every table and view of a database, or of the schema that the URL's `search_path` selects.

    Parameters
    ----------
    url
        SQLAlchemy's URL, such as `sqlite:///lieferungen/drk.db` or
        `postgresql+psycopg://leser@127.0.0.1/drk`. A password is best left out: libpq takes it from
        `PGPASSWORD`, `.pgpass` or a service file (`?service=drk`); there are no placeholders.

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
        return read_sqlite_file(Path(parsed.database or ":memory:"))
    # What the URL says itself comes first.
    arguments = {key: value for key, value in _LIBPQ.items() if key not in parsed.query}
    reading = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return _read(shown_name(url), parsed, connect_args=arguments, execution_options=reading)


def read_sqlite_file(path: Path) -> dict[str, pd.DataFrame]:
    """Read every table and view of an SQLite file, as `read_database` does."""
    if not path.is_file():
        raise DeliveryError(f"Die SQLite-Datei „{path.name}“ gibt es nicht.")
    with _reported(path.name):
        uri = _read_only(path)
    return _read(path.name, "sqlite://", creator=partial(_bounded, uri))


def _bounded(uri: str) -> Any:
    """Return a connection to an SQLite file on which nothing takes more time than a delivery does."""
    import sqlite3

    connection = sqlite3.connect(uri, uri=True, timeout=_LOCKED)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_TEXT)
    end = time.process_time() + _MOST_SECONDS
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


def _read(name: str, url: "URL | str", **options: Any) -> dict[str, pd.DataFrame]:
    from sqlalchemy import NullPool, create_engine, func, select

    with _reported(name, connecting=True):
        connection = create_engine(url, poolclass=NullPool, **options).connect()
    frames = {}
    with connection, _reported(name):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # one state of the data for all tables
        else:
            settings = [func.set_config(key, value, True) for key, value in _SESSION.items()]
            connection.execute(select(*settings))
        for table, source in sources(connection).items():
            with _reported(f"Tabelle „{' '.join(table.split())}“ in {name}"):
                frames[table] = read_frame(connection, source)
    if not frames:
        raise DeliveryError(f"In {name} liegt keine Tabelle.")
    return frames


@contextmanager
def _reported(name: str, connecting: bool = False) -> Iterator[None]:
    """Report in German what goes wrong; what the drivers say may hold account, host and cells."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OSError, ImportError, UnicodeError, pa.ArrowException) as error:
        cause = getattr(error, "orig", error)
        unsaid = _refusal(cause) if connecting else "lässt sich nicht lesen"
        is_disconnected = getattr(error, "connection_invalidated", False) and not connecting
        trouble = _DISCONNECTED if is_disconnected else _trouble(cause) or unsaid
        raise DeliveryError(f"{name} {trouble}.") from None


def _trouble(cause: object) -> str:
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    if state is not None:
        return _TROUBLES.get(state, f"lässt sich nicht lesen (Fehler {state})")
    if isinstance(cause, ImportError):
        return "braucht psycopg, und das fehlt; bitte installieren: pip install 'auszug[postgres]'"
    # sqlite3 says it in words only, always the same.
    return _ENCODING if isinstance(cause, UnicodeError) or "decode to UTF-8" in str(cause) else ""


def _refusal(cause: object) -> str:
    server = getattr(cause, "pgconn", None)
    if server is not None and server.needs_password:
        return "verlangt ein Kennwort; bitte PGPASSWORD setzen oder es in .pgpass eintragen"
    # libpq keeps the server's code to itself; FATAL is what a server says that is there, in most languages.
    if "FATAL" in str(cause):
        return "weist die Anmeldung ab; bitte Konto, Kennwort und Namen der Datenbank prüfen"
    return "ist nicht erreichbar; bitte die Adresse und die Verbindung zum Server prüfen"
