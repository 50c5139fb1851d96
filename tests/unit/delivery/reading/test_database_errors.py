"""Databases that cannot be read: nothing is changed, one sentence says why, and no secret is given away."""

import socket
import sqlite3
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import NullPool, create_engine, make_url

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading import database
from auszug_lib.delivery.reading.database import read_database, shown_name
from auszug_lib.delivery.reading.opening import sqlite

from ....postgresql import PASSWORD, READER
from .conftest import NUMBERS, run, text_of, typed, write_typed

UNREACHABLE = "ist nicht erreichbar; bitte die Adresse und die Verbindung zum Server prüfen."


@pytest.fixture
def reader(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty database for the account that needs a password, without the password."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", "gibt-es-nicht")
    return text_of(make_url(postgresql_url).set(username=READER))


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where somebody listens and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield silent.getsockname()[1]


def message(url: str, deadline: float = 30.0) -> str:
    """Return what is reported of a database that cannot be read; it is one sentence, without a secret."""
    with pytest.raises(DeliveryError) as raised:
        read_database(url, deadline)
    reported = str(raised.value)
    secrets = [READER, PASSWORD, "geheim", "127.0.0.1", "localhost", "postgres@", "/tmp"]
    assert not [secret for secret in secrets if secret in reported]
    assert "\n" not in reported
    assert ". " not in reported
    return reported


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM faelle",
        "DROP TABLE faelle",
        "CREATE TABLE neu (x TEXT)",
        "UPDATE faelle SET fall_id = ''",
    ],
)
def test_the_connection_cannot_change_anything(
    url: str, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_typed(url, typed())
    with monkeypatch.context() as patched:
        for module in (database, sqlite):
            patched.setattr(module, "sources", lambda connection: connection.exec_driver_sql(statement))
        if url.startswith("sqlite"):
            with pytest.raises(DeliveryError, match=r"\(Fehler SQLITE_READONLY\)\.$"):
                [*sqlite.tables_in_sqlite(Path(make_url(url).database), "drk.db")]
        else:
            assert message(url).endswith("(Fehler 25006).")
    pd.testing.assert_frame_equal(read_database(url)["faelle"], typed())


def test_a_view_cannot_change_anything_either(postgresql_url: str) -> None:
    run(
        postgresql_url,
        "CREATE TABLE spur (x int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql VOLATILE AS 'INSERT INTO spur VALUES (1) RETURNING x'",
        """CREATE FUNCTION g() RETURNS text LANGUAGE sql VOLATILE
           AS $$SELECT set_config('transaction_read_only', 'off', true)$$""",
        "CREATE VIEW faelle AS SELECT g() AS a, f() AS b",
    )
    assert "Tabelle „faelle“ in postgresql:drk_" in message(postgresql_url)
    run(postgresql_url, "DROP VIEW faelle")
    assert len(read_database(postgresql_url)["spur"]) == 0


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    assert message(f"sqlite:///{tmp_path / 'drk.db'}") == "Die SQLite-Datei „drk.db“ gibt es nicht."
    assert message("sqlite://") == "Die SQLite-Datei „:memory:“ gibt es nicht."
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("dialect", ["mysql", "mysql+pymysql", "postgresql+asyncpg", "https", "gibtsnicht"])
def test_other_databases_are_named_and_left(dialect: str) -> None:
    assert message(f"{dialect}://leser:geheim@localhost/drk") == (
        f"Datenbanken der Art „{dialect}“ sind nicht lesbar; "
        "möglich sind sqlite:///… und postgresql+psycopg://…"
    )


@pytest.mark.parametrize("bad", ["postgresql://leser:geheim", "postgresql://leser@localhost:geheim/drk"])
def test_an_address_that_is_none(bad: str) -> None:
    assert "ist nicht zu verstehen" in message(bad)


def test_a_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert message("postgresql://leser:geheim@localhost/drk") == (
        "postgresql:drk braucht psycopg, und das fehlt; bitte installieren: pip install 'auszug[postgres]'."
    )


@pytest.mark.parametrize("rest", ["127.0.0.1:1/drk", "127.0.0.1/drk?geheim=1", "/?service=drk"])
def test_a_server_that_is_not_there(rest: str) -> None:
    assert message(f"postgresql://leser:geheim@{rest}") == f"postgresql:drk {UNREACHABLE}"


def test_a_server_that_never_answers(silent_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database._LIBPQ, "connect_timeout", 2)
    assert (
        message(f"postgresql://leser:geheim@127.0.0.1:{silent_port}/drk") == f"postgresql:drk {UNREACHABLE}"
    )


def let_in(line: socket.socket) -> None:
    """Read what a client says, and let it in."""
    line.recv(10_000)
    line.sendall(b"R" + struct.pack("!II", 8, 0) + b"Z" + struct.pack("!I", 5) + b"I")


def silent(line: socket.socket) -> None:
    """Let a client in and say nothing more."""
    let_in(line)
    while line.recv(10_000):
        pass


def garbled(line: socket.socket) -> None:
    let_in(line)
    line.recv(10_000)
    line.sendall(b"\xff" * 10_000)


def endless(line: socket.socket) -> None:
    """Let a client in and answer without an end."""
    let_in(line)
    while True:
        line.sendall(b"N" + struct.pack("!I", 5) + b"\0")
        time.sleep(0.01)


TOO_SLOW = "antwortet nicht innerhalb von 30 Sekunden; bitte später noch einmal versuchen."


@pytest.mark.parametrize(("answer", "told"), [(silent, TOO_SLOW), (garbled, "."), (endless, TOO_SLOW)])
def test_a_server_that_is_none(answer: Callable[[socket.socket], None], told: str) -> None:
    def serve() -> None:
        with suppress(OSError), server.accept()[0] as line:
            answer(line)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        port = server.getsockname()[1]
        url = f"postgresql://leser:geheim@127.0.0.1:{port}/drk?sslmode=disable&gssencmode=disable"
        reported = message(url, deadline=1.0)
        thread.join(20)
    assert reported.startswith("postgresql:drk ")
    assert reported.endswith(told)
    assert not thread.is_alive()  # nobody waits any longer on either side


def test_the_password_comes_as_libpq_takes_it(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = shown_name(reader)
    assert message(reader) == (
        f"{name} verlangt ein Kennwort; bitte PGPASSWORD setzen oder es in .pgpass eintragen."
    )
    refused = f"{name} weist die Anmeldung ab; bitte Konto, Kennwort und Namen der Datenbank prüfen."
    monkeypatch.setenv("PGPASSWORD", "geheim")
    assert message(reader) == refused
    assert message(text_of(make_url(reader).set(password="geheim"))) == refused
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert message(reader) == f"In {name} liegt keine Tabelle."
    assert message(text_of(make_url(reader).set(database="gibtsnicht"))) == refused.replace(
        name, "postgresql:gibtsnicht"
    )


def test_a_table_without_leave_to_read(postgresql_url: str) -> None:
    run(postgresql_url, 'CREATE TABLE "Fälle\n1" (x TEXT)', "CREATE ROLE gast LOGIN")
    guest = text_of(make_url(postgresql_url).set(username="gast"))
    assert message(guest) == (
        f"Tabelle „Fälle 1“ in {shown_name(guest)} ist für dieses Konto gesperrt; "
        "bitte das Leserecht geben lassen."
    )


def test_a_table_that_takes_too_long(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run(postgresql_url, "CREATE VIEW faelle AS SELECT pg_sleep(20)::text AS fall_id")
    monkeypatch.setitem(database._SESSION, "statement_timeout", "50ms")
    assert "antwortet nicht innerhalb von 30 Sekunden" in message(postgresql_url)


def test_a_connection_that_breaks_off(postgresql_url: str) -> None:
    run(
        postgresql_url, "CREATE VIEW faelle AS SELECT pg_terminate_backend(pg_backend_pid())::text AS fall_id"
    )
    assert message(postgresql_url) == (
        f"Tabelle „faelle“ in {shown_name(postgresql_url)} hat die Verbindung mitten im Lesen beendet; "
        "bitte noch einmal versuchen."
    )


def test_a_server_without_an_encoding(postgresql: str) -> None:
    name = f"drk_{next(NUMBERS)}"
    with create_engine(postgresql, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' TEMPLATE template0")
    url = text_of(make_url(postgresql).set(database=name))
    written = f"{url}?client_encoding=utf8"
    run(written, "CREATE TABLE orte AS SELECT convert_from('\\x4bc3b66c6e', 'SQL_ASCII') AS ort")
    assert read_database(url)["orte"]["ort"].to_list() == ["Köln"]
    run(written, "INSERT INTO orte SELECT convert_from('\\x4bf66c6e', 'SQL_ASCII')")
    assert (
        message(url)
        == f"Tabelle „orte“ in postgresql:{name} enthält Text, der nicht in UTF-8 geschrieben ist."
    )


@pytest.mark.parametrize(
    ("content", "reported"),
    [
        (b"", "drk.db ist leer (0 Byte); bitte die Datei neu speichern und noch einmal schicken."),
        (b"PK\x03\x04 eine Excel-Datei\n" * 100, "drk.db ist keine SQLite-Datenbank."),
    ],
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes, reported: str) -> None:
    (tmp_path / "drk.db").write_bytes(content)
    assert message(f"sqlite:///{tmp_path / 'drk.db'}") == reported


def test_a_damaged_file(sqlite_url: str) -> None:
    write_typed(sqlite_url, pd.concat([typed()] * 500))
    file = Path(make_url(sqlite_url).database)
    file.write_bytes(file.read_bytes()[:5000])
    assert message(sqlite_url) == "drk.db ist beschädigt; bitte neu liefern lassen."


def test_text_in_another_encoding(sqlite_url: str) -> None:
    run(sqlite_url, "CREATE TABLE orte AS SELECT CAST(x'4bf66c6e' AS TEXT) AS ort")
    assert message(sqlite_url) == "Tabelle „orte“ in drk.db enthält Text, der nicht in UTF-8 geschrieben ist."


def test_a_view_of_nothing(sqlite_url: str) -> None:
    run(sqlite_url, "CREATE VIEW faelle AS SELECT * FROM gibtsnicht")
    assert message(sqlite_url) == "drk.db lässt sich nicht lesen (Fehler SQLITE_ERROR)."


def test_a_file_that_another_program_holds(sqlite_url: str) -> None:
    run(sqlite_url, "CREATE TABLE faelle (x TEXT)")
    with closing(sqlite3.connect(make_url(sqlite_url).database)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert message(sqlite_url) == "drk.db ist von einem anderen Programm gesperrt; bitte dort schließen."
