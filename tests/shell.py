"""The shell: `auszug` as somebody types it, in a process of its own or, which is quicker, in this one."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pytest

from auszug_lib.cli import main

# Always the same thread: playwright keeps an event loop running in the main one.
_SHELL = ThreadPoolExecutor(max_workers=1)


def auszug_process(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `auszug` in a project as a process of its own."""
    command = [sys.executable, "-W", "error", "-c", "from auszug_lib.cli import main; main()", *words]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)


def auszug(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `auszug` in a project, in this process; only its notebooks run in others."""
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryFile("w+", encoding="utf-8") as out,
        TemporaryFile("w+", encoding="utf-8") as err,
    ):
        patch.chdir(project)
        patch.setattr(sys, "argv", ["auszug", *words])
        patch.setattr(logging.root, "handlers", [])  # pytest's keep to themselves what the shell would show
        with _written_to(1, out), _written_to(2, err), redirect_stdout(out), redirect_stderr(err):
            stop = _SHELL.submit(main).exception()
        if not isinstance(stop, SystemExit):
            raise stop or AssertionError("auszug says how it ended")
        told = [(file.seek(0), file.read())[1] for file in (out, err)]
    return subprocess.CompletedProcess(words, int(stop.code or 0), *told)


@contextmanager
def _written_to(number: int, file: IO[str]) -> Iterator[None]:
    """Let what is written to standard output or error go to a file, by other processes too."""
    before = os.dup(number)
    os.dup2(file.fileno(), number)
    try:
        yield
    finally:
        os.dup2(before, number)
        os.close(before)
