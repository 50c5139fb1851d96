"""Faults: a run that is killed, ended or refused at any point, and hostile inputs; prints a table each.

`python tests/benchmarks/faults.py [points kills signals parameters deliveries]`; without a word, all of them.
After each fault the last good reports must lie there whole, and the next run must work. Linux only.
"""

import hashlib
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml

from tests.functional.conftest import build_project
from tests.hostile_deliveries import DELIVERIES
from tests.unit.params.hostile import FILES, PARAGRAPHS, YEAR
from tests.unit.pipeline.test_staging import trials

PROJECT = Path(__file__).parents[2]
KILLS, ENDINGS = 100, 20
PROGRAM = (sys.executable, "-c", "from auszug_lib.cli import main; main()")
# Runs a command from a small process: a new one counts the memory of what it is started from as its own.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stderr=subprocess.STDOUT).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
AGAIN = (*PROGRAM, "report", "2021", "--neu")


class Cost(NamedTuple):
    """What a command took of the processor and of memory, how it ended, and what it said last."""

    seconds: float
    mebibytes: float
    code: int
    said: str


def cost(folder: Path, *words: str) -> Cost:
    """Run `auszug` in a folder and return what it took, with all processes that it started."""
    command = [sys.executable, "-c", MEASURED, *PROGRAM, *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    *lines, figures = done.stdout.decode("utf-8", "replace").splitlines()
    code, seconds, kibibytes = figures.split()
    return Cost(float(seconds), float(kibibytes) / 1024, int(code), (lines or [""])[-1])


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


def koeln(folder: Path, data: str) -> Path:
    """Return a project with Cologne's parameters of 2019 and deliveries in a folder called `data`."""
    (folder / "params").mkdir()
    for name in ("koeln.yaml", "published.yaml", "2019.yaml"):
        text = (PROJECT / "params" / name).read_text(encoding="utf-8")
        (folder / "params" / name).write_text(text.replace("data: examples/2019", f"data: {data}"), "utf-8")
    return folder


def parameters() -> None:
    """Read year files and paragraphs that are hostile or odd."""
    costs: dict[str, Cost] = {}
    for group, cases in {"file": FILES, "paragraph": PARAGRAPHS}.items():
        for name, (content, _) in cases.items():
            with TemporaryDirectory() as place:
                file = koeln(Path(place), "lieferungen") / "params" / "2019.yaml"
                if group == "paragraph":
                    year = {**yaml.safe_load(YEAR), "paragraphs": {"ausblick": content}}
                    content = yaml.safe_dump(year).encode("utf-8", "surrogatepass")
                file.unlink()
                if callable(content):
                    content(file)
                else:
                    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
                costs[f"{group}: {name}"] = cost(Path(place), "status")
    rows("Parameters", costs)


def deliveries() -> None:
    """Check deliveries that are hostile or broken, each by itself beside a good one."""
    costs: dict[str, Cost] = {}
    for name, write in DELIVERIES.items():
        with TemporaryDirectory() as place:
            folder = koeln(Path(place), "lieferungen") / "lieferungen"
            folder.mkdir()
            for file in ("caritas-2019.xlsx", "kfr-2019.xlsx"):
                (folder / file).write_bytes((PROJECT / "examples/2019" / file).read_bytes())
            write(folder)
            costs[name.encode("unicode_escape").decode()] = cost(Path(place), "check", "2019")
    rows("Deliveries", costs)


GROUPS: Mapping[str, Callable[[], None]] = {
    "points": points,
    "kills": kills,
    "signals": signals,
    "parameters": parameters,
    "deliveries": deliveries,
}

if __name__ == "__main__":
    for group in sys.argv[1:] or GROUPS:
        GROUPS[group]()
