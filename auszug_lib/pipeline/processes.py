"""Processes: an executor that makes each call in a process of its own, as many at once as there are cores.

Those that are forked have whatever is imported and computed by then; others start anew. What a call changes
in its process is gone with it.
"""

import copyreg
import gc
import math
import multiprocessing as mp
import os
import pickle
import signal
import sys
import threading
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from auszug_lib import AuszugError

Call = TypeVar("Call")
Result = TypeVar("Result")


# What to say of a report whose process died.
CRASHED = "Der Prozess ist dabei abgestürzt, vielleicht aus Mangel an Arbeitsspeicher."


# What cities and dimensions name is read-only, also in another process that a project is sent to.
def _read_only(names: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(names)


copyreg.pickle(MappingProxyType, lambda names: (_read_only, (dict(names),)))

_ENDING = (signal.SIGINT, signal.SIGTERM)

# Set once this process has threads that a fork would be without, and wait for.
has_threads = threading.Event()


class LostError(Exception):
    """There is no result: the process of a call died, or it was ended because it took too long."""

    def __init__(self, late: bool) -> None:
        super().__init__(late)
        self.late = late


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def can_fork() -> bool:
    """Return whether this process can be forked; elsewhere than on Linux the system has such threads."""
    return sys.platform == "linux" and not has_threads.is_set()


class Executor(Protocol):
    """What makes calls elsewhere; see `Processes` and `Cluster`."""

    @property
    def seconds(self) -> float:
        """How long each call may take."""

    @property
    def is_local(self) -> bool:
        """Whether calls are made on this machine, and so may hold what is large or nobody's business."""

    def map(self, function: Callable[[Call], Result], calls: Sequence[Call]) -> Generator[Result, None, None]:
        """Return an iterator over what the calls return, in their order."""


@dataclass(frozen=True)
class Processes:
    """An executor of so many processes at once, each of which may take so many seconds."""

    workers: int
    seconds: float = math.inf
    are_forked: bool = field(default_factory=lambda: can_fork())
    is_local = True

    def map(self, function: Callable[[Call], Result], calls: Sequence[Call]) -> Generator[Result, None, None]:
        """Yield what the calls return, in their order.

        What a call raises is raised in its place, `LostError` where it has no result. All other processes are
        ended then, as when nobody asks for more.
        """
        waiting = deque(enumerate(calls))
        running: dict[int, _Running] = {}
        outcomes: dict[int, Any] = {}
        try:
            for number in range(len(calls)):
                while number not in outcomes:
                    while waiting and len(running) < self.workers:
                        place, call = waiting.popleft()
                        running[place] = _Running(self, function, call)
                    for place in _done(running):
                        outcomes[place] = running[place].outcome()
                        running.pop(place).end()
                yield returned(outcomes.pop(number))
        finally:
            for process in running.values():
                process.end()


@contextmanager
def beside(function: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Call a function in a process while the `with` block does something else; yield what returns its result.

    That waits for it, and raises what the function raises, or `LostError`.
    """
    running = _Running(Processes(1), _called, function)

    def result() -> Result:
        running.answer.poll(None)
        return returned(running.outcome())

    try:
        yield result
    finally:
        running.end()


def _called(function: Callable[[], Result]) -> Result:
    return function()


def returned(outcome: Any) -> Any:
    """Return the outcome of a call, or raise it."""
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _done(running: "dict[int, _Running]") -> list[int]:
    """Return which of the processes have answered, died or run out of time, once any of them has."""
    left = min(process.deadline for process in running.values()) - time.monotonic()
    ready = wait([process.answer for process in running.values()], None if left == math.inf else max(0, left))
    return [
        place
        for place, process in running.items()
        if process.answer in ready or process.deadline <= time.monotonic()
    ]


class _Running:
    """A call in its process."""

    def __init__(self, executor: Processes, function: Callable[[Call], Result], call: Call) -> None:
        context: Any = mp.get_context("fork" if executor.are_forked else "spawn")
        self.answer, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_make, args=(theirs, function, call))
        with warnings.catch_warnings():
            # From Python 3.12 on a fork warns of threads: those of numpy and Arrow, which are made for it.
            warnings.simplefilter("ignore", DeprecationWarning)
            with _signals_held():
                self._process.start()
        theirs.close()
        self.deadline = time.monotonic() + executor.seconds

    def outcome(self) -> Any:
        """Return what the call returned, or what is to be raised."""
        if not self.answer.poll():
            return LostError(late=True)
        try:
            return self.answer.recv()
        except EOFError:
            return LostError(late=False)

    def end(self) -> None:
        """End the process and all that it started."""
        if self.answer.closed:
            return
        self.answer.close()
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back what ends a run, in a process that is started meanwhile until it is on its own."""
    if os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _make(answer: Connection, function: Callable[[Call], Result], call: Call) -> None:
    """Make a call in this process, which is its own, and send what it returns or raises."""
    if os.name == "posix":
        os.setsid()  # Ctrl-C is for the run, which ends this group
        for number in _ENDING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # what is inherited is not looked through, and so not copied
    with suppress(OSError):  # on Linux: where memory runs out, this process is ended, not the run
        Path("/proc/self/oom_score_adj").write_text("1000")
    # Other threads of the run may have been writing when this process was forked.
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
    try:
        sent = pickle.dumps(function(call))
    except AuszugError as error:
        sent = pickle.dumps(error)
    except BaseException as error:
        sent = pickle.dumps(_sendable(error))
    answer.send_bytes(sent)


def _sendable(error: BaseException) -> BaseException:
    """Return an error as it can be sent, with where it was raised."""
    error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(traceback.format_exc())
    return error


def _end_with_parent() -> None:
    """End this process and all that it started once the run is gone, whatever ended that."""
    run = mp.parent_process()
    if run:
        run.join()
        if os.name == "posix":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)
