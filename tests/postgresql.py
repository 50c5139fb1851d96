"""A real PostgreSQL for tests: a fresh server on 127.0.0.1 that lives as long as its folder.

Tests take the session's server from the fixture `postgresql` (tests/conftest.py) and give each
delivery a database of its own: `create_database(postgresql, "drk_2019")`.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Everybody may log in without a password but this role, which may read every table.
READER = "leser"
PASSWORD = "nur-für-Tests/§7@"

_HBA = f"""
host all {READER} 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
"""

# The data are thrown away, so nothing need reach the disk; nothing listens but 127.0.0.1.
_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
shared_buffers = 16MB
max_connections = 20
"""


def is_installed() -> bool:
    """Say whether this machine has a PostgreSQL server to start."""
    return _programs() is not None


@contextmanager
def running_postgresql(folder: Path) -> Iterator[str]:
    """Start a server whose data lie in `folder`; stop it at the end.

    Parameters
    ----------
    folder
        An empty folder. Under root it is handed to an ordinary account, which PostgreSQL insists on and
        which must be able to reach it: not one of pytest's `tmp_path`, whose parents are root's alone.

    Yields
    ------
    str
        SQLAlchemy's URL of the database `postgres`, as superuser, without a password.
    """
    programs = _programs()
    assert programs is not None, "PostgreSQL is not installed"
    account = _ordinary_account(folder)
    data, port = folder / "data", _free_port()
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync"]
    server = [programs / "pg_ctl", "-D", data, "-w"]
    _run([*initdb, "-A", "trust"], folder, account)
    (data / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"{_SETTINGS}port = {port}\n")
    _run([*server, "start", "-l", folder / "log"], folder, account)
    try:
        url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        _execute(url, f"CREATE ROLE {READER} LOGIN PASSWORD '{PASSWORD}' IN ROLE pg_read_all_data")
        yield url
    finally:
        _run([*server, "stop", "-m", "immediate"], folder, account)


def create_database(url: str, name: str) -> str:
    """Create an empty database on the server that `url` leads to and return its own URL."""
    from sqlalchemy import make_url
    from sqlalchemy.dialects.postgresql.base import PGIdentifierPreparer
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

    preparer = PGIdentifierPreparer(PGDialect_psycopg())
    _execute(url, f"CREATE DATABASE {preparer.quote_identifier(name)}")
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _execute(url: str, statement: str) -> None:
    from sqlalchemy import NullPool, create_engine

    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


def _programs() -> Path | None:
    # Debian keeps the server's programs off the PATH, in a folder for each version.
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))[::-1]
    return next((path for path in folders if any(path.glob("initdb*")) and any(path.glob("postgres*"))), None)


def _ordinary_account(folder: Path) -> dict[str, Any]:
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _run(command: list[str | Path], folder: Path, account: dict[str, Any]) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, errors="replace", check=False, **account
    )
    log = folder / "log"
    told = log.read_text(encoding="utf-8", errors="replace") if done.returncode and log.exists() else ""
    assert done.returncode == 0, done.stdout + done.stderr + told
