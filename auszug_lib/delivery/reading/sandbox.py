"""The sandbox: workbooks and archives are opened in a process of their own, of bounded time and memory.

Whatever a broken or hostile file does to the libraries that open it, it does it there: the process may crash,
hang or swell; here it becomes one sentence.
"""

import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.opening.file_type import DAMAGED, EMPTY, UNREADABLE

# A workbook with 100,000 cases, flats and placements, far more than a city has, takes half of both.
_MOST_SECONDS = 8.0  # of processor time
_MOST_MEMORY = 700_000_000
_FAILED = 1  # how Python ends after an error
_PAUSE = 0.02  # between two looks at the process, in seconds

_TOO_LARGE_TO_OPEN = (
    "ist größer als jede Lieferung oder hat Zellen weit außerhalb der Tabelle; "
    "bitte löschen, was nicht zur Lieferung gehört, und neu speichern."
)
_COMMAND = (sys.executable, "-I", "-m", "auszug_lib.delivery.reading.opening")
_DAYS = ("date", "datetime", "time", "timedelta")


def open_confined(path: Path) -> list[Any]:
    """Return the sheets of a workbook or the files of a zip archive, as `opening` yields them.

    Raises `DeliveryError` where the file is empty, broken, protected, not what its name says, or too large to
    open.
    """
    try:
        if not path.stat().st_size:
            raise DeliveryError(f"{path.name} {EMPTY}")
        path.open("rb").close()
    except OSError:
        raise DeliveryError(f"{path.name} {UNREADABLE}") from None
    with subprocess.Popen(
        [*_COMMAND, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as opening:
        threading.Thread(target=_watch, args=(opening,), daemon=True).start()
        parts, refusal = _received(opening.stdout)
    if not refusal and opening.returncode:
        # Where there is no memory to be had, a library ends the process as harshly as the watch does.
        refusal = DAMAGED if opening.returncode == _FAILED else _TOO_LARGE_TO_OPEN
    if refusal:
        raise DeliveryError(f"{path.name} {refusal}")
    return parts


def _watch(process: subprocess.Popen[bytes]) -> None:
    """End a process that takes more time or memory than any delivery needs."""
    with suppress(psutil.NoSuchProcess):
        seen = psutil.Process(process.pid)
        while process.poll() is None:
            if sum(seen.cpu_times()[:2]) > _MOST_SECONDS or seen.memory_info().rss > _MOST_MEMORY:
                process.kill()
            time.sleep(_PAUSE)


class _Cells(pickle.Unpickler):
    """Reads nothing but plain values: what comes out of a foreign file is never run."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in _DAYS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(name)


def _received(stream: Any) -> tuple[list[Any], str]:
    """Return the parts that were handed over, and why it is refused to hand over more."""
    parts: list[Any] = []
    while stream.peek(1):
        try:
            kind, what = _Cells(stream).load()
        except (pickle.UnpicklingError, EOFError):  # it was ended in the middle of a message
            break
        if kind == "refused":
            return parts, what
        parts.append(what)
    return parts, ""
