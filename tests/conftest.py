"""What holds for all tests, and what they share: one PostgreSQL, one making of all example years."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings

from auszug_lib.delivery.check import Checked
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.project import Project, ReportYear

from .koeln import KOELN
from .postgresql import is_installed, running_postgresql
from .shell import auszug, auszug_process
from .trials import TRIALS

# A slow machine is no failure: time is measured in tests/benchmarks, never here.
settings.register_profile("auszug", deadline=None, max_examples=30 * TRIALS)
settings.load_profile("auszug")


PROJECT = Path(__file__).parents[1]
YEARS = tuple(file.stem for file in sorted((PROJECT / "params").glob("[0-9]*.yaml")))


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that the first process of a test run fills and all others use; for reading only."""
    ours = factory.getbasetemp()
    place = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    folder, lock = place / name, place / f"{name}-gesperrt"
    while not folder.exists():
        try:
            lock.mkdir()
        except FileExistsError:
            time.sleep(0.1)
            continue
        try:
            if not folder.exists():
                with TemporaryDirectory(dir=place) as aside:
                    make(Path(aside, name))
                    Path(aside, name).rename(folder)
        finally:
            lock.rmdir()
    return folder


_CHECKED: dict[str, Checked] = {}


@pytest.fixture(scope="session")
def koeln() -> Project:
    return KOELN


@pytest.fixture
def own_params(tmp_path: Path, koeln: Project, monkeypatch: pytest.MonkeyPatch) -> ParamsFolder:
    """A copy of the parameters, to be changed, beside the same deliveries: they are read and checked once."""
    (tmp_path / "examples").symlink_to(PROJECT / "examples")
    read, compute = Project.inbox, ReportYear.checked.func

    def inbox(self: Project, source: Any, city: str, vocabulary: Any) -> Any:
        if isinstance(source, Path) and source.is_relative_to(tmp_path / "examples"):
            return read(koeln, PROJECT / source.relative_to(tmp_path), city, vocabulary)
        return read(self, source, city, vocabulary)

    def checked(self: ReportYear) -> Checked:
        policy = self.params.disclosure
        together = policy and policy.carriers_together and (self.params.visibility, policy.carriers_together)
        params = self.params.model_dump_json(exclude={"disclosure", "visibility"})
        sources = [one.sources for one in (*self.earlier, self)]
        key = f"{together} {sources} {params} {self.city.model_dump_json(exclude={'disclosure'})}"
        key = key.replace(str(tmp_path), "")
        if key not in _CHECKED:
            _CHECKED[key] = compute(self)
        return _CHECKED[key]

    monkeypatch.setattr(Project, "inbox", inbox)
    known = cached_property(checked)
    known.__set_name__(ReportYear, "checked")
    monkeypatch.setattr(ReportYear, "checked", known)
    return ParamsFolder(Path(shutil.copytree(PROJECT / "params", tmp_path / "params")))


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the public reports of all example years, beside their notebooks; for reading only."""

    def make(out: Path) -> None:
        made = auszug_process(PROJECT, "report", *YEARS, "--out", str(out))
        assert (made.returncode, made.stderr) == (0, "")

    return made_once(tmp_path_factory, "berichte", make)


@pytest.fixture(scope="session")
def public(editions: Path) -> Path:
    """The public reports of 2019."""
    return editions / "2019" / "oeffentlich"


@pytest.fixture(scope="session")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal reports of 2019, in which nothing is secret, beside their notebooks; for reading only."""

    def make(out: Path) -> None:
        made = auszug(PROJECT, "report", "2019", "--intern", "--out", str(out))
        assert (made.returncode, made.stderr) == (0, "")

    return made_once(tmp_path_factory, "intern", make) / "2019" / "intern"


@pytest.fixture(scope="session")
def outputs(editions: Path, internal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that leads to the public reports of all years and to an internal one."""
    folder = tmp_path_factory.mktemp("alles")
    for year in YEARS:
        (folder / year).mkdir()
        (folder / year / "oeffentlich").symlink_to(editions / year / "oeffentlich")
    (folder / "2019" / "intern").symlink_to(internal)
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server of its own; `create_database` of tests/postgresql.py makes databases in it."""
    if not is_installed():
        if "CI" in os.environ:
            pytest.fail("PostgreSQL ist in der CI Pflicht.")
        pytest.skip("PostgreSQL ist nicht installiert.")
    # pytest's own folders are root's alone where root runs the tests; the server is not run by root.
    with TemporaryDirectory(prefix="auszug-") as folder, running_postgresql(Path(folder)) as url:
        yield url
