"""Hostile and broken files: each is one sentence, in bounded time and memory, and changes nothing on disk.

The bounds are those of the program as a whole, started as a process of its own, with all these files at once.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from ..hostile_deliveries import DELIVERIES

PROJECT = Path(__file__).parents[2]
MOST_MEMORY = 2**30
MOST_SECONDS = 10  # of the processor's time


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the example of 2019 as files."""
    project = tmp_path_factory.mktemp("projekt")
    shutil.copytree(PROJECT / "params", project / "params")
    (project / "examples").symlink_to(PROJECT / "examples")
    shutil.copytree(PROJECT / "examples/2019", project / "lieferungen")
    file = project / "params" / "2019.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("data: examples/2019", "data: lieferungen"), encoding="utf-8"
    )
    return project


def drk(project: Path) -> Path:
    return project / "lieferungen" / "drk-2019.xlsx"


class Ran(NamedTuple):
    """How a command ended, what it told, and what it took: the memory in bytes, the time in seconds."""

    code: int
    told: list[str]
    memory: int
    seconds: float


# Each of these takes as much as it may, and no other is opened after it.
GREEDY = ("full_rows.xlsx", "weit", "endless_view.sqlite")
# These are no deliveries, or several.
OTHERS = ("kaputt", "bild", "a/a", "odd_names")
QUICK = [name for name in DELIVERIES if name not in (*GREEDY, *OTHERS)]


@pytest.fixture(scope="module")
def checked(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What `auszug check` says where all of these that are quickly refused lie among the deliveries."""
    project = copied(example, tmp_path_factory.mktemp("feindlich"))
    for name in QUICK:
        DELIVERIES[name](project / "lieferungen")
    ran = run(project, "check")
    assert not [*project.parent.rglob("boese.csv")]
    return ran


@pytest.mark.parametrize("name", QUICK)
def test_a_delivery_that_cannot_be_read_is_one_sentence(checked: Ran, name: str) -> None:
    [sentence] = [line for line in checked.told if line.startswith(name) or f" {name} " in line]
    assert sentence.endswith(".")


def test_all_that_cannot_be_read_is_reported_at_once(checked: Ran) -> None:
    assert (checked.code, len(checked.told)) == (2, len(QUICK))


def test_their_memory_is_bounded_all_together(checked: Ran) -> None:
    assert checked.memory < MOST_MEMORY


@pytest.mark.parametrize("name", [*GREEDY, *OTHERS])
def test_time_and_memory_are_bounded(example: Path, tmp_path: Path, name: str) -> None:
    project = copied(example, tmp_path)
    for one in (name, "empty.xlsx"):  # with which no report is made, whose time is not what counts here
        DELIVERIES[one](project / "lieferungen")
    ran = run(project, "check")
    assert ran.code == 2
    assert ran.memory < MOST_MEMORY
    assert ran.seconds < MOST_SECONDS
    assert not [line for line in ran.told if not line.isprintable()]


def copied(example: Path, folder: Path) -> Path:
    return Path(shutil.copytree(example, folder / "projekt", symlinks=True))


CELLS = (
    ("formel_ohne_wert", "wohnungen", "G2", "=1+1"),
    ("formel_im_text", "beratungen", "C2", '=HYPERLINK("http://localhost";"Klick")'),
    ("markup_im_text", "beratungen", "C3", "<script>alert(1)</script>"),
    ("markup_im_text", "workshops", "C2", '#read("/etc/passwd")'),
)


def test_a_hostile_cell_is_one_sentence(example: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(example, tmp_path / "projekt", symlinks=True))
    book = openpyxl.load_workbook(drk(project))
    for rule, sheet, cell, value in CELLS:
        book[sheet][cell] = value
        if rule == "formel_im_text":
            book[sheet][cell].data_type = "s"
    book.save(drk(project))
    ran = run(project, "report")
    assert ran.code == 2
    assert len(ran.told) == 1 + len(CELLS)  # how many mistakes, and each
    for rule, sheet, cell, value in CELLS:
        [sentence] = [line for line in ran.told if f"drk-2019.xlsx, Blatt {sheet}, Zelle {cell}" in line]
        assert f"[{rule}]" in sentence
        assert value not in sentence


def run(project: Path, command: str) -> Ran:
    """Run a command that must change nothing on disk."""
    before = snapshot(project)
    code = "from auszug_lib.cli import main; main()"
    measured = (
        "import resource, subprocess, sys;"
        f"done = subprocess.run([sys.executable, '-c', {code!r}, {command!r}, '2019']);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_maxrss, used.ru_utime + used.ru_stime);"
        "sys.exit(done.returncode)"
    )
    result = subprocess.run(
        [sys.executable, "-c", measured],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,  # only lest a test that hangs hangs for ever
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert snapshot(project) == before
    unit = 1 if sys.platform == "darwin" else 1024
    memory, seconds = result.stdout.split()[-2:]
    return Ran(result.returncode, result.stderr.strip().splitlines(), int(memory) * unit, float(seconds))


def snapshot(project: Path) -> dict[Path, tuple[int, int]]:
    files = [path for path in project.rglob("*") if path.is_file()]
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}
