"""What holds for all tests, and what they share: one PostgreSQL, one making of all example years."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.project import Project

from .koeln import KOELN
from .postgresql import is_installed, running_postgresql
from .shell import auszug, auszug_process

# A slow machine is no failure: time is measured in tests/benchmarks, never here.
settings.register_profile("auszug", deadline=None)
settings.load_profile("auszug")


PROJECT = Path(__file__).parents[1]
YEARS = tuple(file.stem for file in sorted((PROJECT / "params").glob("[0-9]*.yaml")))

# The tests of the reports that are made once: one worker runs them all, so that they are.
_OF_EDITIONS = (
    "browser/",
    *(
        f"functional/test_{name}.py"
        for name in ("committees", "pdf_structure", "report_2019", "reproducible", "verify")
    ),
)


class _ByWhatTheyShare(LoadScopeScheduling):
    """One worker for what tests share: the reports of all years, or the fixtures of a file.

    The groups of `--dist=loadgroup` would do, but pytest-xdist 3.8 does not find them under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "editions" if file.partition("tests/")[2].startswith(_OF_EDITIONS) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Let pytest-xdist distribute the tests by what they share."""
    return _ByWhatTheyShare(config, log)


@pytest.fixture(scope="session")
def koeln() -> Project:
    return KOELN


@pytest.fixture
def own_params(tmp_path: Path, koeln: Project, monkeypatch: pytest.MonkeyPatch) -> ParamsFolder:
    """A copy of the parameters, to be changed, beside the same deliveries, which are read only once."""
    (tmp_path / "examples").symlink_to(PROJECT / "examples")
    read = Project.inbox

    def inbox(self: Project, source: Any, city: str, vocabulary: Any) -> Any:
        if isinstance(source, Path) and source.is_relative_to(tmp_path / "examples"):
            return read(koeln, PROJECT / source.relative_to(tmp_path), city, vocabulary)
        return read(self, source, city, vocabulary)

    monkeypatch.setattr(Project, "inbox", inbox)
    return ParamsFolder(Path(shutil.copytree(PROJECT / "params", tmp_path / "params")))


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the public reports of all example years, beside their notebooks; for reading only."""
    out = tmp_path_factory.mktemp("outputs")
    made = auszug_process(PROJECT, "report", *YEARS, "--out", str(out))
    assert (made.returncode, made.stderr) == (0, "")
    return out


@pytest.fixture(scope="session")
def public(editions: Path) -> Path:
    """The public reports of 2019."""
    return editions / "2019" / "oeffentlich"


@pytest.fixture(scope="session")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal reports of 2019, in which nothing is secret, beside their notebooks; for reading only."""
    out = tmp_path_factory.mktemp("intern")
    made = auszug(PROJECT, "report", "2019", "--intern", "--out", str(out))
    assert (made.returncode, made.stderr) == (0, "")
    return out / "2019" / "intern"


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
