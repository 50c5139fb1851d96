"""The executor: results in order, and one kind of error for a process that is gone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from auszug_lib import NotebookError
from auszug_lib.pipeline.processes import LostError, Processes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Die Proben hier senden Signale")

LONG = 3600.0
BOTH = pytest.mark.parametrize("are_forked", [True, False], ids=["forked", "spawned"])


def doubled(number: int) -> int:
    time.sleep(0.1 if number == 1 else 0)
    return 2 * number


def fails(number: int) -> int:
    if number == 2:
        raise NotebookError("Nummer 2 scheitert.")
    return number


def dies(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


class UnsendableError(Exception):
    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")
        self.never_sent = lambda: None


def raises_what_cannot_be_sent(number: int) -> int:
    raise UnsendableError("nicht", "übertragbar")


def starts_another(file: Path) -> None:
    """Start a program that never ends, write its number, and never end."""
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    file.with_suffix(".neu").write_text(f"{os.getpid()} {program.pid}")
    file.with_suffix(".neu").rename(file)
    time.sleep(LONG)


@BOTH
def test_results_come_in_the_order_of_the_calls(are_forked: bool) -> None:
    executor = Processes(2, LONG, are_forked=are_forked)
    assert list(executor.map(doubled, [1, 2, 3])) == [2, 4, 6]


@BOTH
def test_an_error_is_raised_in_its_place(are_forked: bool) -> None:
    results = Processes(1, LONG, are_forked=are_forked).map(fails, [1, 2, 3])
    assert next(results) == 1
    with pytest.raises(NotebookError, match=r"^Nummer 2 scheitert\.$"):
        next(results)


def test_an_error_that_cannot_be_sent_keeps_its_traceback() -> None:
    with pytest.raises(RuntimeError, match=r"raises_what_cannot_be_sent[^$]*nicht übertragbar"):
        list(Processes(1, LONG, are_forked=True).map(raises_what_cannot_be_sent, [1]))


def test_a_process_that_dies_is_lost() -> None:
    with pytest.raises(LostError) as lost:
        list(Processes(1, LONG, are_forked=True).map(dies, [1]))
    assert not lost.value.late


def ended(file: Path) -> list[bool]:
    """Return which of the processes that `starts_another` wrote down have ended."""
    return [not running(int(number)) for number in file.read_text().split()]


def running(number: int) -> bool:
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_process_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    file = tmp_path / "nummern"
    with pytest.raises(LostError) as lost:
        list(Processes(1, 1.0, are_forked=True).map(starts_another, [file]))
    assert lost.value.late
    assert ended(file) == [True, True]


def test_nothing_goes_on_where_nobody_asks_for_more(tmp_path: Path) -> None:
    file = tmp_path / "nummern"
    results = Processes(2, LONG, are_forked=True).map(first_or_second, [None, file])
    assert next(results) is None
    while not file.exists():
        time.sleep(0.01)
    results.close()  # type: ignore[attr-defined]
    assert ended(file) == [True, True]


def first_or_second(file: Path | None) -> Any:
    return starts_another(file) if file else None


def test_nothing_goes_on_when_the_run_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "nummern"
    program = f"""
import runpy
from pathlib import Path
from auszug_lib.pipeline.processes import Processes
starts_another = runpy.run_path({__file__!r})["starts_another"]
list(Processes(1, 3600, are_forked=True).map(starts_another, [Path({str(file)!r})]))
"""
    with subprocess.Popen([sys.executable, "-c", program]) as run:
        while not file.exists():
            time.sleep(0.01)
        run.kill()
    while ended(file) != [True, True]:
        time.sleep(0.01)
