"""A shell for cells: IPython as in a kernel, but in this process; it hands on as messages what cells show."""

import asyncio
import atexit
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from tempfile import TemporaryFile
from typing import IO, Any

import matplotlib
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import activate_matplotlib
from jupyter_client.session import Session
from traitlets.config import Config

from auszug_lib import NotebookError

Receiver = Callable[[dict[str, Any]], object]

_MOST_SHOWN = 10_000_000  # bytes a cell: charts have a hundredth of it
_SHOWS = ("stream", "display_data", "update_display_data", "execute_result")

_BACKEND, _INLINE = "MPLBACKEND", "module://matplotlib_inline.backend_inline"
_IN_MEMORY = Config({"HistoryManager": {"hist_file": ":memory:"}})


class OutputError(Exception):
    """A cell shows more than any page could hold."""

    def __str__(self) -> str:
        return f"Die Zelle gibt mehr als {_MOST_SHOWN // 1_000_000} MB aus"


class Shell(ZMQInteractiveShell):
    """A kernel's shell, without the kernel."""

    language_info = IPythonKernel.language_info

    def ask_exit(self) -> None:
        """End the notebook at `exit()`, which ends a kernel."""
        raise SystemExit

    def run(self, code: str, receive: Receiver) -> dict[str, Any]:
        """Run a cell, give every message about it to `receive`, and return what a kernel would reply."""
        session = _Session(receive)
        self.displayhook.session = self.display_pub.session = session
        with _what_is_written(session):
            result = self.run_cell(code, store_history=True)  # type: ignore[no-untyped-call]
        if session.is_full:
            error = {"ename": OutputError.__name__, "evalue": str(OutputError()), "traceback": []}
            session.send(None, "error", error)
            return {"status": "error", **error}
        if result.success and not self._last_traceback_during_displayhook:
            return {"status": "ok"}
        raised = result.error_before_exec or result.error_in_exec
        return {
            "status": "error",
            "ename": type(raised).__name__,
            "evalue": str(raised),
            "traceback": self._last_traceback or [],
        }


@contextmanager
def fresh_shell() -> Iterator[Shell]:
    """Yield a shell whose names, numbers and hooks are new; the process is then as it was before.

    Raises `NotebookError` where the process has a shell already, as in a notebook: two would share names.
    """
    if InteractiveShell.initialized():
        raise NotebookError("Die Engine „auszug“ läuft nicht in einem Notebook; bitte in der Shell aufrufen.")
    with _process_as_before():
        shell = Shell.instance(config=_IN_MEMORY)
        try:
            _show_figures(shell)
            yield shell
        finally:
            if pyplot := sys.modules.get("matplotlib.pyplot"):
                pyplot.close("all")
                pyplot.uninstall_repl_displayhook()
            shell.atexit_operations()
            atexit.unregister(shell.atexit_operations)
            shell.restore_sys_module_state()
            Shell.clear_instance()


@contextmanager
def _process_as_before() -> Iterator[None]:
    """Undo afterwards what a shell and its cells change in the process."""
    environment, path = dict(os.environ), list(sys.path)
    loop = asyncio._get_running_loop()
    task = asyncio.current_task(loop) if loop else None
    if loop and task:
        asyncio._leave_task(loop, task)  # since Python 3.14 a thread has one, whatever loops it has
    asyncio._set_running_loop(None)  # the shell's own loop runs what cells await
    with chdir(os.curdir), warnings.catch_warnings(), matplotlib.rc_context():
        sys.path.insert(0, "")  # modules in the current folder are found, as in a kernel
        os.environ.setdefault(_BACKEND, _INLINE)
        try:
            yield
        finally:
            asyncio._set_running_loop(loop)
            if loop and task:
                asyncio._enter_task(loop, task)
            sys.path[:] = path
            os.environ.clear()
            os.environ.update(environment)


def _show_figures(shell: Shell) -> None:
    """Let figures that a cell draws be shown below it; matplotlib arranges that for the first shell alone."""
    matplotlib.use(os.environ[_BACKEND])
    if inline := sys.modules.get("matplotlib_inline.backend_inline"):
        vars(inline.configure_inline_support).pop("current_backend", None)
        activate_matplotlib(os.environ[_BACKEND])  # type: ignore[no-untyped-call]
        inline.configure_inline_support(shell, os.environ[_BACKEND])


class _Session(Session):  # type: ignore[misc]
    """Where a kernel sends its messages over a socket, they go to a function."""

    def __init__(self, receive: Receiver) -> None:
        super().__init__()
        self._receive = receive
        self._shown = 0

    @property
    def is_full(self) -> bool:
        """Whether more was to be shown than is taken."""
        return self._shown > _MOST_SHOWN

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, **_: Any) -> None:
        """Hand on a message as it would arrive at the other end: as plain data."""
        message = self.msg(msg_or_type, content, parent) if isinstance(msg_or_type, str) else msg_or_type
        packed = self.pack(message["content"])
        if message["msg_type"] in _SHOWS:
            self._shown += len(packed)
            if self.is_full:
                return
        self._receive({**message, "content": self.unpack(packed)})


class _Stream(io.StringIO):
    """Standard output or error while a cell runs: what is flushed is sent."""

    encoding = "UTF-8"

    def __init__(self, session: _Session, name: str) -> None:
        super().__init__()
        self._session = session
        self.name = name

    def write(self, text: str) -> int:
        """Keep a text until it is sent, and end a cell that writes for ever."""
        written = super().write(text)
        if self.tell() > _MOST_SHOWN:
            self.flush()
        if self._session.is_full:
            raise OutputError
        return written

    def flush(self) -> None:
        """Send what was written since."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        self.send(text)

    def send(self, text: str) -> None:
        """Send text as if it had been written."""
        if text:
            self._session.send(None, "stream", {"name": self.name, "text": text})


@contextmanager
def _what_is_written(session: _Session) -> Iterator[None]:
    """Send what is written to standard output and error, at last what programs wrote that a cell started."""
    streams = {1: _Stream(session, "stdout"), 2: _Stream(session, "stderr")}
    with ExitStack() as stack:
        files = {number: stack.enter_context(_in_file(number)) for number in streams}
        with redirect_stdout(streams[1]), redirect_stderr(streams[2]):
            yield
        for number, stream in streams.items():
            stream.flush()
            files[number].seek(0)
            stream.send(files[number].read(_MOST_SHOWN + 1).decode("utf-8", "replace"))


@contextmanager
def _in_file(number: int) -> Iterator[IO[bytes]]:
    """Yield a file that takes what is written to a descriptor."""
    before = os.dup(number)
    with TemporaryFile() as file:
        os.dup2(file.fileno(), number)
        try:
            yield file
        finally:
            os.dup2(before, number)
            os.close(before)
