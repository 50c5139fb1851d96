"""Staging: a set of reports is written aside and renamed into place, whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from auszug_lib import AuszugError

_PREFIX = ".in-arbeit-"
_ASIDE = "vorher"


@contextmanager
def staged(folder: Path, names: Iterable[str], run: str = "") -> Iterator[Path]:
    """Yield a folder with the empty subfolders `names`; what is written there replaces those of `folder`.

    Where the `with` block or a replacement fails, the old subfolders are as they were. Where the disk
    refuses, as Windows does for a file that is open in a program, it raises `AuszugError`.

    A `run` with a name is the only one that has it: what its worker wrote before that was lost is removed.
    """
    new_folders = [path for path in (folder, *folder.parents) if not path.exists()]
    names = tuple(names)
    staging = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for lost in folder.glob(f"{_PREFIX}{run}-*") if run else ():
            shutil.rmtree(lost, ignore_errors=True)
        staging = Path(tempfile.mkdtemp(dir=folder, prefix=f"{_PREFIX}{run}-"))
        for name in names:
            (staging / name).mkdir()
        yield staging
        _replace_all(folder, staging, names)
    except OSError as error:
        raise AuszugError(
            f"In {folder} ließ sich nicht schreiben, alles ist dort wie vorher; "
            "vielleicht ist eine Datei daraus noch geöffnet, oder der Platz reicht nicht."
        ) from error
    finally:
        if staging != folder:
            with suppress(OSError):  # a worker that is still writing shall find nothing there
                staging = staging.rename(staging.with_name(f"{staging.name}-weg"))
            shutil.rmtree(staging, ignore_errors=True)
        with suppress(OSError):  # those that hold something now stay
            for path in new_folders:
                path.rmdir()


def _replace_all(folder: Path, staging: Path, names: Iterable[str]) -> None:
    """Move every new subfolder in place of the old one; what fails halfway is undone backwards."""
    aside = staging / _ASIDE
    aside.mkdir()
    with ExitStack() as undo:
        for name in names:
            # Windows cannot rename over a folder, so the old one steps aside first.
            if (folder / name).exists():
                (folder / name).rename(aside / name)
                undo.callback((aside / name).rename, folder / name)
            (staging / name).rename(folder / name)
            undo.callback((folder / name).rename, staging / name)
        undo.pop_all()
