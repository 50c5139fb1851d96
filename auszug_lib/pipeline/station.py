"""The station: a process beside a worker of a cluster that has loaded what reports need, and forks for each.

A worker has threads, so it cannot be forked itself, and loading takes longer than a report.
"""

import os
import pickle
import platform
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from auszug_lib import ParamsError
from auszug_lib.pipeline.current import made_with
from auszug_lib.pipeline.processes import LostError, Processes

_PROGRAM = "from auszug_lib.pipeline.station import serve; serve()"

# What is understood of an answer or a question that ends too early.
_BROKEN = (EOFError, OSError, pickle.UnpicklingError)

# Each thread of a worker has a station, so that it makes as many calls at once as it says.
_of_thread = threading.local()

_own_made_with = cache(made_with)  # as the station has loaded it, whatever is installed later


def answer(call: bytes, *, seconds: float, made_by: str, folders: Sequence[Path]) -> bytes:
    """Make a pickled call in the station of this thread; return its outcome, pickled: a result or an error.

    `made_by` is what `made_with` is where the call comes from, `folders` are those that both must see.
    """
    host = platform.node()
    if made_by != _own_made_with():
        return pickle.dumps(
            ParamsError(
                f"--cluster: Auf {host} ist auszug, Python oder ein Paket in anderer Fassung da als hier; "
                "bitte überall mit derselben constraints.txt installieren."
            )
        )
    for folder in folders:
        if not folder.is_dir():
            return pickle.dumps(
                ParamsError(
                    f"--cluster: Den Ordner „{folder}“ gibt es auf {host} nicht; "
                    "bitte einen nehmen, den alle Rechner unter diesem Namen sehen."
                )
            )
    station = _station()
    try:
        pickle.dump((call, seconds), station.stdin)  # type: ignore[arg-type]
        station.stdin.flush()  # type: ignore[union-attr]
        return bytes(pickle.load(station.stdout))  # type: ignore[arg-type]
    except _BROKEN:
        station.kill()
        return pickle.dumps(LostError(late=False))


def _station() -> "subprocess.Popen[bytes]":
    """Return the station of this thread, a new one where there is none or it has ended."""
    station: subprocess.Popen[bytes] | None = getattr(_of_thread, "station", None)
    if station is None or station.poll() is not None:
        station = _of_thread.station = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
    return station


def serve() -> None:
    """Make calls as they come, until the worker has ended."""
    from auszug_lib.pipeline.press import load

    # What a notebook reads or prints is neither a question nor an answer.
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    waiting: SimpleQueue[tuple[bytes, float]] = SimpleQueue()
    threading.Thread(target=_receive, args=(questions, waiting), daemon=True).start()
    load()
    while True:
        pickle.dump(_outcome(*waiting.get()), answers)
        answers.flush()


def _receive(questions: IO[bytes], waiting: "SimpleQueue[tuple[bytes, float]]") -> None:
    """Put what is asked into a queue; once nobody can ask, end this process and whatever it is doing."""
    with suppress(*_BROKEN):
        while True:
            waiting.put(pickle.load(questions))
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _outcome(call: bytes, seconds: float) -> bytes:
    try:
        [result] = Processes(1, seconds).map(_made, [call])
    except BaseException as error:  # it is raised where the call comes from
        return pickle.dumps(error)
    return pickle.dumps(result)


def _made(call: bytes) -> Any:
    function, value = pickle.loads(call)
    return function(value)
