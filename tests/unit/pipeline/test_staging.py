"""Written aside and renamed into place: all of it, or nothing."""

from pathlib import Path

import pytest

from auszug_lib import AuszugError
from auszug_lib.pipeline.staging import staged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two subfolders, one of them to be replaced."""
    for name in ("ersetzt", "bleibt"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "alt.txt").write_text(name)
    return tmp_path


def names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_new_subfolder_replaces_the_old_one(folder: Path) -> None:
    with staged(folder, ["ersetzt"]) as stage:
        (stage / "ersetzt" / "neu.txt").write_text("neu")
        assert names(folder) >= {"ersetzt/alt.txt"}
    assert names(folder) == {"ersetzt/neu.txt", "bleibt/alt.txt"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_changes_nothing_and_leaves_nothing(folder: Path, error: type[BaseException]) -> None:
    def fail() -> None:
        with staged(folder, ["ersetzt"]) as stage:
            (stage / "ersetzt" / "neu.txt").write_text("neu")
            raise error

    with pytest.raises(error):
        fail()
    assert {path.name for path in folder.iterdir()} == {"ersetzt", "bleibt"}
    assert names(folder) == {"ersetzt/alt.txt", "bleibt/alt.txt"}


def test_where_the_second_swap_fails_the_first_is_undone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "bleibt" and self.parent.parent == folder:
            raise PermissionError
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with (
        pytest.raises(AuszugError, match="alles ist dort wie vorher"),
        staged(folder, ["ersetzt", "bleibt"]),
    ):
        pass
    assert names(folder) == {"ersetzt/alt.txt", "bleibt/alt.txt"}
