"""The shell's face: `auszug …`.

It loads the commands once it listens to signals: Ctrl-C is one German sentence from the first moment on.
"""

import errno
import gc
import os
import signal
import sys
import threading
import warnings
from typing import Any

from auszug_lib import AuszugError, ParamsError

_ENDING = (signal.SIGINT, signal.SIGTERM)
_PATIENCE = 4.0  # seconds in which a command that is to end puts away what it began

_LONGEST = 80  # signs of a path that is shown

# So many new objects are let be before those in circles are looked for: a command is over soon, and all that
# it imports is looked through each time.
_NEW_OBJECTS = 100_000


def main() -> None:
    """Run the command line; an expected mistake ends in one German sentence and its exit code."""
    received: list[int] = []
    if threading.current_thread() is threading.main_thread():
        _listen(received)
        gc.set_threshold(_NEW_OBJECTS)
        if not sys.warnoptions:  # what other packages say in English is for us, not for who runs them
            warnings.simplefilter("ignore")
    try:
        sentence, code = _run()
    except BaseException:  # an import that is interrupted may raise anything
        if not received:
            raise
    if received:
        _end(received)
    if sentence:
        sys.stderr.write(f"{sentence}\n")
    sys.exit(code)


def _run() -> tuple[str, int]:
    """Run a command and return what is to be said in the end, and the exit code."""
    from typer.exceptions import TyperException

    from auszug_lib.cli import commands  # noqa: F401 - it adds them to the app
    from auszug_lib.cli.app import app, in_german

    try:
        return "", app(prog_name="auszug", standalone_mode=False) or 0
    except TyperException as error:
        # `auszug` alone complains with its help.
        return in_german(error.format_message()), ParamsError.exit_code
    except AuszugError as error:
        return str(error), error.exit_code
    except OSError as error:
        name = f" bei „{os.fspath(error.filename)[:_LONGEST]}“" if isinstance(error.filename, str) else ""
        code = errno.errorcode.get(error.errno or 0, type(error).__name__)
        what = f"Das Betriebssystem verweigert die Arbeit{name} ({code})"
        return f"{what}; bitte Pfad, Rechte und freien Platz prüfen.", AuszugError.exit_code
    except ImportError as error:
        what = (
            f"„{error.name}“ lässt sich nicht laden: Ein Paket fehlt, oder der Arbeitsspeicher reicht nicht"
        )
        return f"{what}; bitte neu installieren oder mehr Speicher geben.", AuszugError.exit_code
    except MemoryError:
        return "Der Arbeitsspeicher reicht nicht; bitte mehr geben.", AuszugError.exit_code


def _listen(received: list[int]) -> None:
    """Let Ctrl-C and SIGTERM end the command, soon and whatever it does."""

    def interrupt(number: int, _: Any) -> None:
        received.append(number)
        if len(received) == 1:
            end = threading.Timer(_PATIENCE, _end, [received])
            end.daemon = True
            end.start()
            raise KeyboardInterrupt

    for number in _ENDING:
        signal.signal(number, interrupt)


def _end(received: list[int]) -> None:
    """End this process with the conventional code; the next run puts away what this one cannot."""
    os.write(2, b"Abgebrochen; was vorher fertig war, liegt noch da.\n")
    os._exit(128 + received[0])
