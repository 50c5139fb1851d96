"""Staging: a year's reports are written aside and put in place in one step, whatever ends the run.

Beside the year's folder lie, while a run makes it, a folder to work in and a file that the run has locked.
"""

import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from auszug_lib import AuszugError

_NEW, _OLD = "neu", "vorher"

# Seconds in which another run may yet end: what it leaves is put away then.
_PATIENCE, _PAUSE = 5.0, 0.05

# Where a system or a disk cannot exchange two names at once.
_NOT_THERE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)
_AT_CURRENT_FOLDER, _EXCHANGE = -100, 2


@contextmanager
def staged(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield a folder with the empty subfolders `names`; what is written there replaces those of `folder`.

    At every moment `folder` is as it was or as it will be; only where neither the system nor the disk can
    exchange two folders it may be missing for a moment, and the next run puts it back.

    Where another run makes the same, or the disk refuses, as Windows does for a file that is open in a
    program, it raises `AuszugError`.
    """
    names = tuple(names)
    folder = folder.resolve()
    parents = [path for path in folder.parents if not path.exists()]
    work = _work(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            _clean_up(folder)
            try:
                work.mkdir(mode=0o700)
                for name in names:
                    (work / _NEW / name).mkdir(parents=True)
                yield work / _NEW
                _keep_the_rest(folder, work / _NEW, names)
                _replace(folder, work)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except BrokenPipeError:  # nobody reads any more what the run says
        raise
    except OSError as error:
        raise AuszugError(
            f"In {folder} ließ sich nicht schreiben, alles ist dort wie vorher; "
            "vielleicht ist eine Datei daraus noch geöffnet, oder der Platz reicht nicht."
        ) from error
    finally:
        with suppress(OSError):  # those that hold something now stay
            for path in parents:
                path.rmdir()


def clean_up(folder: Path) -> None:
    """Put away what a run left that was killed, unless another one is at work."""
    folder = folder.resolve()
    if _work(folder).exists() or _lock(folder).exists():
        with suppress(AuszugError, OSError), _locked(folder):
            _clean_up(folder)


def _clean_up(folder: Path) -> None:
    old = _work(folder) / _OLD
    if old.exists() and not folder.exists():
        old.rename(folder)
    if _work(folder).exists():
        shutil.rmtree(_work(folder))


def _work(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-in-arbeit")


def _lock(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-gesperrt")


def _keep_the_rest(folder: Path, new: Path, names: tuple[str, ...]) -> None:
    """Let the new folder have what else is in the old one."""
    if folder.exists():
        shutil.copytree(
            folder,
            new,
            symlinks=True,
            ignore=lambda place, _: names if Path(place) == folder else (),
            copy_function=_link,
            dirs_exist_ok=True,
        )


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a disk without links
        shutil.copy2(source, target, follow_symlinks=False)


def _replace(folder: Path, work: Path) -> None:
    """Put the new folder in place of the old one, once all of it is on the disk."""
    new, old = work / _NEW, work / _OLD
    for place, _, files in os.walk(new):
        for name in files:
            _flush(Path(place, name))
        _flush(Path(place))
    if not folder.exists():
        new.rename(folder)
    elif not _exchange(folder, new):
        folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
    with suppress(OSError):  # it is done
        _flush(folder.parent)


def _flush(path: Path) -> None:
    """Wait until a file or, where the system can, the names in a folder are on the disk."""
    if os.name != "posix" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step, and return whether that is possible here."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    names = (os.fsencode(one), os.fsencode(other))
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_CURRENT_FOLDER, names[0], _AT_CURRENT_FOLDER, names[1], _EXCHANGE)
    elif sys.platform == "darwin":
        failed = library.renamex_np(*names, _EXCHANGE)
    else:
        return False
    number = ctypes.get_errno()
    if failed and number not in _NOT_THERE:
        raise OSError(number, os.strerror(number), one)
    return not failed


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other runs from a year's folder, also from another machine that sees the same disk."""
    end = time.monotonic() + _PATIENCE
    with ExitStack() as held:
        while not _is_held(_lock(folder), held):
            if time.monotonic() > end:
                raise AuszugError(
                    f"{folder.name} wird gerade in einem anderen Lauf gemacht; "
                    "bitte warten, bis er fertig ist."
                )
            time.sleep(_PAUSE)
        yield


def _is_held(file: Path, held: ExitStack) -> bool:
    """Lock a file for this process alone, and let it be removed in the end; return whether that is done."""
    with suppress(BlockingIOError, FileExistsError, FileNotFoundError):
        if sys.platform == "win32":
            held.callback(os.close, os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY))
            return True
        import fcntl

        descriptor = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
        held.callback(os.close, descriptor)
        # Not `flock`, which processes that are forked would hold on to.
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), file.stat()):  # no other run removed it in between
            held.callback(_forget, file)
            return True
    return False


def _forget(lock: Path) -> None:
    with suppress(OSError):  # a lock that nobody holds keeps nobody out
        lock.unlink()
