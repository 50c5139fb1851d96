"""The sandbox: whatever a carrier sent is opened in a process of its own, of bounded time and memory.

Whatever a broken or hostile file does to the libraries that open it, it does it there: the process may crash,
hang or swell; here it becomes one sentence, and the next file is opened in another process.
"""

import os
import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import psutil

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.names import shown as as_shown
from auszug_lib.delivery.reading.opening.file_type import DAMAGED, EMPTY, UNREADABLE
from auszug_lib.delivery.reading.opening.limits import (
    MOST_MEMORY,
    MOST_SECONDS,
    MOST_TOGETHER,
    TOO_LARGE_TO_OPEN,
)
from auszug_lib.delivery.words import Words

_MOST_KEPT = 250_000_000  # bytes that a process may have left over from one file when it opens the next
_FAILED = 1  # how Python ends after an error
_PAUSE = 0.01  # between two looks at the process, in seconds
_NOT_OPENED = (
    "wurde nicht geöffnet, denn andere Dateien haben schon "
    f"{MOST_SECONDS:.0f} Sekunden gebraucht, ohne lesbar zu sein; bitte zuerst diese entfernen."
)
_NOT_OPENED_TOO = (
    f"wurde nicht geöffnet, denn die Dateien davor haben schon {MOST_TOGETHER:.0f} Sekunden gebraucht; "
    "bitte nur die Lieferungen in den Ordner legen."
)
_COMMAND = (sys.executable, "-I", "-m", "auszug_lib.delivery.reading.opening")
_DAYS = ("date", "datetime", "time", "timedelta")


class Glass:
    """Opens one file after the other; a process that one of them ends is started again for the next.

    Parameters
    ----------
    words
        What tables and their columns may be called, for files that hold a single table.
    """

    def __init__(self, words: Words | None = None) -> None:
        self._words = (dict(words.sheets), {n: dict(c) for n, c in words.columns.items()}) if words else None
        self._lock = threading.Lock()
        self._process: _Process | None = None
        self._wasted = self._used = 0.0  # seconds for files that came to nothing, and for all

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def opened(self, path: Path, shown: str = "") -> list[Any]:
        """Return the sheets, tables or files that a file holds, as `opening` yields them.

        Raises `DeliveryError` where the file, which is `shown` in the sentence, is empty, broken, protected,
        not what its name says, or too large to open.
        """
        shown = as_shown(shown or path.name)
        _check_access(path, shown)
        with self._lock:
            if self._wasted >= MOST_SECONDS:
                raise DeliveryError(f"{shown} {_NOT_OPENED}")
            if self._used >= MOST_TOGETHER:
                raise DeliveryError(f"{shown} {_NOT_OPENED_TOO}")
            if self._process is None:
                self._process = _Process(self._words or ({}, {}))
            parts, refusal = self._process.asked(path, shown, MOST_SECONDS - self._wasted)
            self._used += self._process.used
            if refusal:
                self._wasted += self._process.used
            if self._process.is_spent():
                self._end()
        if refusal:
            raise DeliveryError(refusal)
        return parts

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


def _check_access(path: Path, shown: str) -> None:
    # Not a pipe or device, which may never end. Opening it here would let go of locks of SQLite.
    if not path.is_file() or not os.access(path, os.R_OK):
        raise DeliveryError(f"{shown} {UNREADABLE}")
    if not path.stat().st_size:
        raise DeliveryError(f"{shown} {EMPTY}")


class _Process:
    """The process behind the glass, watched while it opens a file."""

    def __init__(self, words: tuple[object, object]) -> None:
        self._process = subprocess.Popen(
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._seen = psutil.Process(self._process.pid)
        self._send(words)
        self._began = 0.0
        self._allowed = MOST_SECONDS
        self.used = 0.0  # seconds of the processor's time that the last file took
        threading.Thread(target=self._watch, daemon=True).start()

    def asked(self, path: Path, shown: str, seconds: float) -> tuple[list[Any], str]:
        """Return the parts of a file, and the sentence why there are no more of them."""
        self._began, self._allowed = self._began + self.used, seconds
        self._send((str(path.absolute()), shown))
        try:
            parts, refusal, is_done = _received(self._process.stdout)
        except _ForeignError:
            self._process.kill()
            return [], f"{shown} {DAMAGED}"
        self._look()
        if is_done:
            return parts, refusal
        code = self._process.wait()
        # Where there is no memory to be had, a library ends the process as harshly as the watch does.
        return parts, f"{shown} {DAMAGED if code == _FAILED else TOO_LARGE_TO_OPEN}"

    def is_spent(self) -> bool:
        """Return whether the process has ended, or keeps too much for another file."""
        with suppress(psutil.Error):
            return self._process.poll() is not None or self._seen.memory_info().rss > _MOST_KEPT
        return True

    def end(self) -> None:
        """End the process, which has nothing more to do."""
        self._process.kill()
        with self._process:  # closes its pipes, and waits for it
            pass

    def _send(self, message: object) -> None:
        with suppress(OSError):  # it is gone, and answers with nothing
            self._process.stdin.write(pickle.dumps(message))  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]

    def _watch(self) -> None:
        """End the process when a file takes more time or memory than any delivery needs."""
        while self._process.poll() is None:
            if self._look() > MOST_MEMORY or self.used > self._allowed:
                self._process.kill()
            time.sleep(_PAUSE)

    def _look(self) -> int:
        """Note the time that the process has used, and return its memory in bytes."""
        with suppress(psutil.Error), self._seen.oneshot():
            self.used = sum(self._seen.cpu_times()[:2]) - self._began
            return int(self._seen.memory_info().rss)
        return 0


class _ForeignError(Exception):
    """What was handed over is no plain value."""


class _Cells(pickle.Unpickler):
    """Reads nothing but plain values: what comes out of a foreign file is never run."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _DAYS:
            return super().find_class(module, name)
        raise _ForeignError(name)


def _received(stream: Any) -> tuple[list[Any], str, bool]:
    """Return the parts that were handed over, why there are no more, and whether that is all it says."""
    parts: list[Any] = []
    refusal = ""
    with suppress(pickle.UnpicklingError, EOFError):  # it was ended in the middle of a message
        while True:
            kind, what = _Cells(stream).load()
            if kind == "done":
                return parts, refusal, True
            if kind == "refused":
                refusal = what
            else:
                parts.append(what)
    return parts, refusal, False
