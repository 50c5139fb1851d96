"""Faults: a run that is killed, ended or refused at any point, and hostile inputs; prints a table each.

`python tests/benchmarks/faults.py [points kills signals parameters deliveries]`; without a word, all of them.
After each fault the last good reports must lie there whole, and the next run must work. Linux only.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.functional.conftest import build_project
from tests.unit.pipeline.test_staging import trials

KILLS, ENDINGS = 100, 20
PROGRAM = (sys.executable, "-c", "from auszug_lib.cli import main; main()")
AGAIN = (*PROGRAM, "report", "2021", "--neu")


class Cost(NamedTuple):
    """What a command took of the processor and of memory, how it ended, and what it said last."""

    seconds: float
    mebibytes: float
    code: int
    said: str


def cost(folder: Path, *words: str) -> Cost:
    """Run `auszug` in a folder and return what it took, with all processes that it started."""
    told = folder / "gesagt.txt"
    with told.open("wb") as file:
        process = subprocess.Popen([*PROGRAM, *words], cwd=folder, stdout=file, stderr=file)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    lines = told.read_text(encoding="utf-8", errors="replace").splitlines()
    told.unlink()
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode, (lines or [""])[-1])


def points() -> None:
    """Refuse or kill at every call that changes something on the disk while reports take their place."""
    for can_exchange in (True, False):
        with TemporaryDirectory() as folder:
            tried = sum(1 for _ in trials(Path(folder), can_exchange))
        how = "one exchange of names" if can_exchange else "two renames"
        print(f"{tried} points of failure with {how}: tried; tests/unit/pipeline/test_staging.py judges them")


def digest(folder: Path) -> str:
    """Return one hash of all files below a folder."""
    files = ((file, file.read_bytes()) for file in sorted(folder.rglob("*")) if file.is_file())
    return hashlib.sha256(b"".join(str(file).encode() + content for file, content in files)).hexdigest()


def made(folder: Path) -> Path:
    """Return a small project whose reports are made."""
    project = build_project(folder / "projekt")
    subprocess.run(AGAIN, cwd=project, check=True, capture_output=True)
    return project


def kills() -> None:
    """Kill a run at random moments, from its first to its last."""
    rng = random.Random(2019)
    with TemporaryDirectory() as folder:
        project = made(Path(folder))
        outputs = project / "outputs"
        begun = time.monotonic()
        subprocess.run(AGAIN, cwd=project, check=True, capture_output=True)
        whole, good = time.monotonic() - begun, digest(outputs / "2021")
        ended = left = 0
        for _ in range(KILLS):
            with subprocess.Popen(AGAIN, cwd=project, stdout=subprocess.DEVNULL) as process:
                time.sleep(rng.uniform(0, whole * 1.1))
                ended += process.poll() is None
                process.kill()
            assert digest(outputs / "2021") == good, "the last good reports are not whole"
            left += len(list(outputs.iterdir())) > 1
        subprocess.run(AGAIN, cwd=project, check=True, capture_output=True)
        assert [path.name for path in outputs.iterdir()] == ["2021"], "what was left is not put away"
    print(f"{KILLS} kills at random moments, {ended} of them before the end, {left} left work behind: 0 lost")


def signals() -> None:
    """End a run by Ctrl-C or SIGTERM at moments from its first import on."""
    print("signal   after s  ended within s  code  said")
    with TemporaryDirectory() as folder:
        project = made(Path(folder))
        good = digest(project / "outputs")
        for number in range(ENDINGS):
            which = (signal.SIGINT, signal.SIGTERM)[number % 2]
            delay = 0.1 + 0.2 * number
            with subprocess.Popen(
                AGAIN, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            ) as process:
                time.sleep(delay)
                process.send_signal(which)
                sent = time.monotonic()
                _, said = process.communicate()
            assert digest(project / "outputs") == good
            seconds = time.monotonic() - sent
            print(f"{which.name:8} {delay:7.1f} {seconds:15.1f} {process.returncode:5}  {said.strip()}")


def rows(title: str, costs: Mapping[str, Cost]) -> None:
    print(f"\n{title:44} s CPU    MiB  code  said")
    for name, one in costs.items():
        print(f"{name:44} {one.seconds:5.1f} {one.mebibytes:6.0f} {one.code:5}  {one.said[:110]}")
    most = max(one.seconds for one in costs.values()), max(one.mebibytes for one in costs.values())
    print(f"{len(costs)} in all, at most {most[0]:.1f} s and {most[1]:.0f} MiB")


GROUPS: Mapping[str, Callable[[], None]] = {"points": points, "kills": kills, "signals": signals}

if __name__ == "__main__":
    for group in sys.argv[1:] or GROUPS:
        GROUPS[group]()
