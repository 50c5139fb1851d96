"""What goes wrong with databases, in German."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.opening.limits import MOST_SECONDS

DEADLINE = 30.0  # seconds in which a server must have said everything
TOO_SLOW = f"antwortet nicht innerhalb von {DEADLINE:.0f} Sekunden; bitte später noch einmal versuchen"
_ENCODING = "enthält Text, der nicht in UTF-8 geschrieben ist"
_DISCONNECTED = "hat die Verbindung mitten im Lesen beendet; bitte noch einmal versuchen"
_TROUBLES = {
    "SQLITE_NOTADB": "ist keine SQLite-Datenbank",
    "SQLITE_CORRUPT": "ist beschädigt; bitte neu liefern lassen",
    "SQLITE_BUSY": "ist von einem anderen Programm gesperrt; bitte dort schließen",
    "SQLITE_INTERRUPT": (
        f"ist größer als jede Lieferung (das Lesen braucht mehr als {MOST_SECONDS:.0f} Sekunden); "
        "bitte nur die Tabellen der Lieferung schicken"
    ),
    "SQLITE_TOOBIG": "hält einen Text, der länger ist als jede Zelle; bitte neu liefern lassen",
    "22021": _ENCODING,
    "42501": "ist für dieses Konto gesperrt; bitte das Leserecht geben lassen",
    "57014": TOO_SLOW,
}


@contextmanager
def reported(name: str, connecting: bool = False) -> Iterator[None]:
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
