"""The release file holds what was published, and nothing else."""

import shutil
from pathlib import Path

import pytest

from auszug_lib.disclosure.frozen import read_release, release_file, write_release
from auszug_lib.errors import ParamsError
from auszug_lib.params_folder import ParamsFolder

from .conftest import FOLDER, YEAR

FIGURES = {
    ("DRK", "households_placed", "month_group", "Q1"): 7.0,
    ("DRK", "cases_closed", "gesamt", "gesamt"): None,
}


@pytest.fixture
def folder(tmp_path: Path) -> ParamsFolder:
    return ParamsFolder(Path(shutil.copytree(FOLDER.path, tmp_path / "params")))


def test_what_is_written_is_read(folder):
    assert read_release(folder, YEAR) is None
    file = write_release(folder, YEAR, FIGURES)
    assert file == release_file(folder, YEAR) == folder.path / "releases" / "2019.json"
    assert read_release(folder, YEAR).values == FIGURES
    assert [path.name for path in file.parent.iterdir()] == ["2019.json"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        '{"city": "koeln", "year": 2019, "figures": {"DRK": 1}}',
        '{"city": "bonn", "year": 2019, "figures": {}}',
    ],
)
def test_a_file_that_is_none_is_told(folder, content):
    file = write_release(folder, YEAR, {})
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ParamsError, match=r"releases/2019\.json"):
        read_release(folder, YEAR)
