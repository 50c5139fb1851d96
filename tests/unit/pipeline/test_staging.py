"""Written aside and put in place: all of it or nothing, wherever the run ends."""

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from auszug_lib import AuszugError
from auszug_lib.pipeline import staging
from auszug_lib.pipeline.processes import LostError, Processes
from auszug_lib.pipeline.staging import clean_up, staged

OLD = {"ersetzt/alt.txt": "ersetzt", "auch/alt.txt": "auch", "bleibt/tief/alt.txt": "bleibt"}
NEW = {"ersetzt/neu.txt": "neu", "auch/neu.txt": "neu", "bleibt/tief/alt.txt": "bleibt"}


def written(folder: Path) -> Path:
    for name, text in OLD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """A year's folder with three subfolders, two of them to be replaced."""
    return written(tmp_path / "2019")


def contents(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()
    }


def replace(year: Path) -> None:
    """Replace two of the subfolders."""
    with staged(year, ["ersetzt", "auch"]) as stage:
        for name in ("ersetzt", "auch"):
            (stage / name / "neu.txt").write_text("neu")


def refuse_to_exchange(*_: Path) -> bool:
    return False


def test_new_subfolders_replace_the_old_ones(year: Path) -> None:
    replace(year)
    assert contents(year) == NEW
    assert list(year.parent.iterdir()) == [year]


def test_where_nothing_was_there_is_something(tmp_path: Path) -> None:
    replace(tmp_path / "aus" / "gaben" / "2019")
    assert set(contents(tmp_path / "aus/gaben/2019")) == {"ersetzt/neu.txt", "auch/neu.txt"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_changes_nothing_and_leaves_nothing(year: Path, error: type[BaseException]) -> None:
    def fail(folder: Path) -> None:
        with staged(folder, ["ersetzt"]) as stage:
            (stage / "ersetzt" / "neu.txt").write_text("neu")
            raise error

    for folder in (year, year.parent / "nichts" / "2020"):
        with pytest.raises(error):
            fail(folder)
    assert list(year.parent.iterdir()) == [year]
    assert contents(year) == OLD


def test_a_disk_that_refuses_is_one_sentence(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AuszugError, match="alles ist dort wie vorher"):
        replace(year)
    assert contents(year) == OLD


def test_a_second_run_says_that_there_is_a_first(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_PATIENCE", 0.1)
    with staged(year, ["ersetzt"]):
        [outcome] = Processes(1).map(outcome_of, [year])
    assert outcome == "2019 wird gerade in einem anderen Lauf gemacht; bitte warten, bis er fertig ist."


def outcome_of(year: Path) -> str:
    try:
        replace(year)
    except AuszugError as error:
        return str(error)
    return ""


# ---- faults

CALLS = ("rename", "link", "mkdir", "rmdir", "unlink", "fsync", "open")


class Fault:
    """What happens before one of the calls that change something on the disk."""

    def __init__(self, at: int, happen: Callable[[], None]) -> None:
        self.left, self._happen = at, happen

    def around(self, call: Callable[..., object], *given: object, **named: object) -> object:
        self.left -= 1
        if self.left == 0:
            self._happen()
        return call(*given, **named)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refused() -> None:
    raise OSError(28, "No space left on device")


def run_with(fault: Fault, can_exchange: bool, year: Path) -> tuple[bool, int]:
    """Replace the subfolders while a call goes wrong; return whether that succeeded, and the calls left."""
    for name in CALLS:
        setattr(os, name, partial(fault.around, getattr(os, name)))
    exchange = staging._exchange if can_exchange else refuse_to_exchange
    staging._exchange = partial(fault.around, exchange)  # type: ignore[assignment]
    try:
        replace(year)
    except AuszugError:
        return False, fault.left
    return True, fault.left


def trials(tmp_path: Path, can_exchange: bool) -> Iterator[tuple[Path, bool | None]]:
    """Yield the folder after a fault at every call, and whether the run succeeded, None if it was killed."""
    for happen in (killed, refused):
        for at in count(1):
            year = written(tmp_path / f"{happen.__name__}-{at}" / "2019")
            run = partial(run_with, Fault(at, happen), can_exchange)
            try:
                [(succeeded, left)] = Processes(1, are_forked=True).map(run, [year])
            except LostError:
                succeeded, left = None, 0
            yield year, succeeded
            if left > 0:
                assert at > 30  # so many calls there are at least
                break


@pytest.mark.skipif(os.name != "posix", reason="Prozesse werden hier nicht verdoppelt")
@pytest.mark.parametrize("can_exchange", [True, False])
def test_wherever_it_ends_the_year_is_old_or_new_and_the_next_run_puts_it_right(
    tmp_path: Path, can_exchange: bool
) -> None:
    for year, succeeded in trials(tmp_path, can_exchange):
        if year.exists():
            assert contents(year) in (OLD, NEW)
        else:
            assert (succeeded, can_exchange) == (None, False)
        if succeeded is False:
            assert contents(year) == OLD
        clean_up(year)
        assert contents(year) in (OLD, NEW)
        assert list(year.parent.iterdir()) == [year]
        replace(year)
        assert contents(year) == NEW
        assert list(year.parent.iterdir()) == [year]
