"""A Dask scheduler with two workers on this machine makes the same bytes, also where one of them is killed.

Its clients are processes of their own: they have threads, and the one that runs the tests is forked.
"""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from ..shell import auszug, auszug_process
from .conftest import TITLE, write_notebook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Die Proben hier senden Signale")


@dataclass(frozen=True)
class Dask:
    """A scheduler's address, and its two workers."""

    address: str
    workers: tuple["subprocess.Popen[bytes]", ...]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    folder = tmp_path_factory.mktemp("dask")
    common = ("--host", "127.0.0.1", "--no-dashboard")
    started = [_dask(folder / "0.log", "scheduler", *common, "--port", "0")]
    try:
        address = _after("Scheduler at:", folder / "0.log", started[0])
        worker = (
            "worker",
            address,
            *common,
            "--nthreads",
            "1",
            "--no-nanny",
            "--local-directory",
            str(folder),
        )
        started += [_dask(folder / f"{number}.log", *worker) for number in (1, 2)]
        for number in (1, 2):
            _after("Registered to:", folder / f"{number}.log", started[number])
        yield Dask(address, tuple(started[1:]))
    finally:
        for process in started:
            process.kill()
            process.wait()


def _dask(log: Path, *words: str) -> "subprocess.Popen[bytes]":
    with log.open("wb") as file:
        return subprocess.Popen([sys.executable, "-m", "dask", *words], stderr=file)


def _after(word: str, log: Path, process: "subprocess.Popen[bytes]") -> str:
    """Return what a process writes behind a word, once it has."""
    while word not in (text := log.read_text(encoding="utf-8")) or not text.endswith("\n"):
        assert process.poll() is None, text
        time.sleep(0.01)
    return text.partition(word)[2].split()[0]


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy of the project whose reports are made, without them."""
    ignored = shutil.ignore_patterns("outputs")
    return Path(shutil.copytree(made, tmp_path / made.name, ignore=ignored))


def test_a_cluster_makes_the_same_bytes(made: Path, copy: Path, dask: Dask) -> None:
    """As does one process after another, a new one (test_report) and a kernel (test_stock_tools)."""
    result = auszug_process(copy, "report", "2021", "--cluster", dask.address)
    assert (result.returncode, result.stderr) == (0, "")
    assert contents(copy / "outputs/2021") == contents(made / "outputs/2021")


def test_a_failing_notebook_is_the_same_sentence(copy: Path, dask: Dask) -> None:
    write_notebook(copy / "notebooks/combined_report.ipynb", TITLE, "1 / 0")
    here = auszug(copy, "report", "--all")
    there = auszug_process(copy, "report", "--all", "--cluster", dask.address)
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    assert "ist gescheitert in Zelle [4]: ZeroDivisionError" in there.stderr
    assert "2020/fehlgeschlagen/gesamtbericht.ipynb" in contents(copy / "outputs")
    assert not list(copy.glob("outputs/*/oeffentlich"))


def test_all_years_are_finished_where_a_worker_is_killed_while_it_writes(
    made: Path, copy: Path, dask: Dask
) -> None:
    program = "from auszug_lib.cli import main; main()"
    run = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, "report", "--all", "--cluster", dask.address],
        cwd=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    while not list(copy.glob("outputs/.*-in-arbeit/neu/oeffentlich/mitteilung.html")):
        assert run.poll() is None
        time.sleep(0.01)
    killed = dask.workers[0]
    descendants = psutil.Process(killed.pid).children(recursive=True)
    killed.send_signal(signal.SIGKILL)
    told, complaint = run.communicate()
    assert (run.returncode, complaint) == (0, "")
    assert [line for line in told.splitlines() if line.startswith("Fertig")] == [
        "Fertig: outputs/2020/oeffentlich",
        "Fertig: outputs/2021/oeffentlich",
    ]
    assert contents(copy / "outputs") == contents(made / "outputs")
    assert descendants
    psutil.wait_procs(descendants, timeout=60)
    assert not any(process.is_running() for process in descendants)


def test_where_no_scheduler_answers_it_is_one_sentence_and_nothing_is_written(copy: Path) -> None:
    result = auszug_process(copy, "report", "2021", "--cluster", "tcp://127.0.0.1:1")
    assert result.returncode == 2
    assert "antwortet kein Scheduler von Dask" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (copy / "outputs").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--all"], "--all heißt alle Jahre; bitte keine daneben nennen."),
        (["--cluster", "tcp://127.0.0.1:1", "--workers", "2"], "--workers gilt auf diesem Rechner"),
    ],
)
def test_what_excludes_each_other_is_refused(copy: Path, words: list[str], sentence: str) -> None:
    result = auszug(copy, "report", "2021", *words)
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence in result.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, by their path there."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
