"""The same deliveries, parameters and versions give the same bytes, elsewhere and on another day."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import PROJECT

# Python runs it at the start of every process, so of those that run notebooks too.
ANOTHER_DAY = """
import datetime, time_machine
time_machine.travel(datetime.datetime(2031, 2, 28, 23, 58, tzinfo=datetime.timezone.utc)).start()
"""


class Elsewhere:
    """A copy of the project in a folder with another name, for somebody with other settings, years later."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "ein Ordner mit einem viel laengeren Namen" / "bericht"
        for name in ("params", "notebooks", "examples/2016", "examples/2019"):
            shutil.copytree(PROJECT / name, self.project / name)
        (folder / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
        (folder / "matplotlibrc").write_text("ytick.labelsize: 30\n", encoding="utf-8")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("LC_")},
            "PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]),
            "PYTHONHASHSEED": "4711",
            "TZ": "LINT-14",
            "LANG": "C",
            "MATPLOTLIBRC": str(folder),
        }

    def python(self, program: str, *words: str) -> str:
        """Run a program text as a process of its own and return what it prints."""
        finished = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=self.project,
            env=self.environment,
            umask=0o077 if os.name == "posix" else -1,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (finished.returncode, finished.stderr) == (0, "")
        return finished.stdout

    def report(self, *words: str) -> Path:
        """Run `auszug report 2019` and return the year's folder."""
        program = "from auszug_lib.cli import main; main()"
        self.python(program, "report", "2019", *words, "--out", "ergebnis")
        return self.project / "ergebnis" / "2019"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    return Elsewhere(tmp_path_factory.mktemp("anderswo"))


def different(one: Path, other: Path) -> list[str]:
    """Return the files below two folders that are not the same, byte by byte."""
    names = {path.relative_to(folder) for folder in (one, other) for path in folder.rglob("*")}
    return sorted(
        name.as_posix() for name in names if not (one / name).is_dir() and not same(one / name, other / name)
    )


def same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()


def test_it_is_another_day_elsewhere(elsewhere: Elsewhere) -> None:
    program = "import datetime, time; print(datetime.date.today().year, time.localtime().tm_year)"
    assert elsewhere.python(program).split() == ["2031", "2031"]


def test_public_files_and_notebooks_are_the_same_bytes(public: Path, elsewhere: Elsewhere) -> None:
    made = elsewhere.report()
    assert len(list(made.rglob("*.*"))) > 40
    assert different(public.parent, made) == []


def test_the_report_on_the_deliveries_and_its_files_are_the_same_bytes(
    internal: Path, elsewhere: Elsewhere
) -> None:
    made = elsewhere.report("--intern", "--only", "pruefbericht")
    files = {file.relative_to(made).as_posix() for file in (made / "intern").rglob("*.*")}
    assert {"intern/pruefbericht.pdf", "intern/befunde.csv"} < files
    again = {*files, "notebooks/pruefbericht.ipynb"}
    assert again & {*different(internal.parent, made)} == {"intern/manifest.json"}  # it lists all reports
