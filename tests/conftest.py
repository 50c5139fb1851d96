"""What holds for all tests, and the one PostgreSQL that they share."""

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
EXAMPLE_YEARS = ("2016", "2019", "2020", "2022", "2023")

_WITH_KERNELS = ("functional", "browser", "pipeline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker start all kernels: two at once may choose the same port."""
    for item in items:
        if set(_WITH_KERNELS) & set(item.path.parts):
            item.add_marker(pytest.mark.xdist_group("kernel"))


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of all five example years, made in one run; for reading only."""
    out = tmp_path_factory.mktemp("outputs")
    code = "from auszug_lib.cli import main; main()"
    command = [sys.executable, "-W", "error", "-c", code, "report", *EXAMPLE_YEARS, "--out", str(out)]
    result = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    return out


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
