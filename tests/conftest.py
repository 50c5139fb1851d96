"""What holds for all tests, and what they share: one PostgreSQL, one making of all example years."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from .postgresql import is_installed, running_postgresql

# A slow machine is no failure: time is measured in tests/benchmarks, never here.
settings.register_profile("auszug", deadline=None)
settings.load_profile("auszug")


PROJECT = Path(__file__).parents[1]
YEARS = tuple(file.stem for file in sorted((PROJECT / "params").glob("[0-9]*.yaml")))

_SHARED = {"editions", "internal"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker run all tests that share what takes long to make, so that it is made once.

    That are the reports of all years, and whatever the tests of one file have in common.
    """
    for item in items:
        shared = _SHARED & set(getattr(item, "fixturenames", ()))
        item.add_marker(pytest.mark.xdist_group("editions" if shared else item.path.stem))


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the public reports of all example years, beside their notebooks; for reading only."""
    out = tmp_path_factory.mktemp("outputs")
    _report(*YEARS, "--out", str(out))
    return out


@pytest.fixture(scope="session")
def public(editions: Path) -> Path:
    """The public reports of 2019."""
    return editions / "2019" / "oeffentlich"


@pytest.fixture(scope="session")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal reports of 2019, in which nothing is secret, beside their notebooks; for reading only."""
    out = tmp_path_factory.mktemp("intern")
    _report("2019", "--intern", "--out", str(out))
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


def _report(*words: str) -> None:
    command = [sys.executable, "-W", "error", "-c", "from auszug_lib.cli import main; main()", "report"]
    result = subprocess.run([*command, *words], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


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
