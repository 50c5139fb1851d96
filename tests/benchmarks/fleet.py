"""What a fleet of cities costs, alone and on a cluster: `python tests/benchmarks/fleet.py`.

Writes 20 cities with 2 to 6 carriers and 3 years, whose carriers send workbooks with 130 placements a city
and year, as Cologne has; `… fleet.py 16 1` writes 16 and one. All reports are made one after another, then by
a Dask scheduler and two workers on this machine, which must give the same bytes. Then one city is made
alone, beside 4,000 parameter files, and with ten years. Linux only: of memory that processes share, each has
its part.
"""

import filecmp
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import psutil
import yaml
from distributed import Client, get_task_stream
from growth import large_delivery

HERE = Path(__file__).parents[2]
PLACEMENTS, WORKERS, YEARS = 130, 2, 3
MANY_CITIES, MANY_YEARS, MANY_WORKERS = 400, 10, 20
FIRST_YEAR = 2019
MEBIBYTE = 1024**2


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds by the clock and of processor time."""

    wall: float
    busy: float


def name_of(city: int, year: int) -> str:
    return f"stadt{city:03}-{FIRST_YEAR + year}"


def carriers_of(city: int) -> list[str]:
    return [f"T{number}" for number in range(np.random.default_rng(city).integers(2, 7))]


def write_params(project: Path, cities: int, years: int) -> None:
    """Write the parameters of so many cities and years, whose deliveries need not exist."""
    params = project / "params"
    params.mkdir(parents=True)
    (project / "notebooks").symlink_to(HERE / "notebooks")
    pattern = yaml.safe_load((HERE / "params/koeln.yaml").read_text(encoding="utf-8"))
    del pattern["published"], pattern["aliases"]  # they name Cologne's carriers
    for city in range(cities):
        carriers = [
            {"code": code, "name": f"Träger {code}", "short_name": code} for code in carriers_of(city)
        ]
        own = {**pattern, "name": f"Stadt {city}", "carriers": carriers}
        _write(params / f"stadt{city:03}.yaml", own)
        for year in range(years):
            name = name_of(city, year)
            own = {"city": f"stadt{city:03}", "year": FIRST_YEAR + year, "data": f"lieferungen/{name}"}
            _write(params / f"{name}.yaml", {**own, "visibility": "oeffentlich"})


def _write(file: Path, values: object) -> None:
    file.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")


def write_deliveries(project: Path, city: int, year: int) -> None:
    """Write the workbooks of all carriers of a city for a year."""
    carriers = carriers_of(city)
    folder = project / "lieferungen" / name_of(city, year)
    folder.mkdir(parents=True)
    for number, carrier in enumerate(carriers):
        seed = (city * MANY_YEARS + year) * 10 + number
        tables = large_delivery(PLACEMENTS // len(carriers), carrier, seed)
        with pd.ExcelWriter(folder / f"{carrier}.xlsx", datetime_format="dd.mm.yyyy") as book:
            for sheet, frame in tables.items():
                _of_year(frame, year).to_excel(book, sheet_name=sheet, index=False)


def _of_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return records of the first year as those of a later one, with identifiers of their own."""
    moved = {
        name: column + pd.DateOffset(years=year)
        if column.dtype.kind == "M"
        else column.astype("str") + f"-{year}"
        for name, column in frame.items()
        if column.dtype.kind == "M" or str(name).endswith("_id")
    }
    moved |= {"berichtsjahr": frame["berichtsjahr"] + year} if "berichtsjahr" in frame else {}
    return frame.assign(**moved)


def report(project: Path, *words: str) -> Cost:
    """Run `auszug report` and return what it and all its processes took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", "from auszug_lib.cli import main; main()", "report", *words, "--neu"]
    subprocess.run(command, cwd=project, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - start, busy)


def reports_in(out: Path) -> int:
    return len(list(out.glob("*/oeffentlich/*.pdf")))


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[Client, list[int]]]:
    """Yield a client of a scheduler on this machine, and the process numbers of its workers."""
    file = folder / "scheduler.json"
    common = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard")
    worker = ("worker", *common, "--nthreads", "1", "--local-directory", str(folder))
    started = [_dask("scheduler", *common, "--port", "0"), *(_dask(*worker) for _ in range(WORKERS))]
    try:
        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(WORKERS)
            yield client, [process.pid for process in started[1:]]
    finally:
        for process in started:
            process.terminate()
            process.wait()


def _dask(*words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "dask", *words], stderr=subprocess.DEVNULL)


@contextmanager
def peaks(numbers: Sequence[int]) -> Iterator[list[float]]:
    """Yield a list of the most memory in MiB that each process and its children had so far."""
    most, ended = [0.0] * len(numbers), threading.Event()

    def look() -> None:
        while not ended.wait(1):
            for place, number in enumerate(numbers):
                most[place] = max(most[place], _memory(psutil.Process(number)))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()


def _memory(process: psutil.Process) -> float:
    """Return the memory of a process and its children in MiB, of what they share each its part."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            total += one.memory_full_info().pss
    return total / MEBIBYTE


def same(one: Path, other: Path) -> bool:
    files = [{file.relative_to(out) for file in out.rglob("*.*") if file.is_file()} for out in (one, other)]
    return files[0] == files[1] and all(
        filecmp.cmp(one / file, other / file, shallow=False) for file in files[0]
    )


def measure_fleet(folder: Path, cities: int, years: int) -> None:
    """Print what the fleet takes one report after another, and on the cluster."""
    project, alone, together = folder / "flotte", folder / "allein", folder / "gemeinsam"
    write_params(project, cities, years)
    for city in range(cities):
        for year in range(years):
            write_deliveries(project, city, year)
    cost = report(project, "--all", "--workers", "1", "--out", str(alone))
    number = reports_in(alone)
    print(f"{cities} Städte, {years} Jahre:      {number} Berichte, je HTML und PDF")
    print(f"nacheinander:            {_speed(number, cost)}")
    with cluster(folder) as (client, workers), get_task_stream(client) as tasks, peaks(workers) as most:
        cost = report(project, "--all", "--cluster", client.scheduler.address, "--out", str(together))
    busy = sum(part["stop"] - part["start"] for task in tasks.data for part in task["startstops"])
    print(f"Cluster, {WORKERS} Worker:       {_speed(number, cost)}")
    print(f"davon beschäftigt:       {100 * busy / WORKERS / cost.wall:7.1f} %")
    print(f"Speicher je Worker:      {max(most):7.0f} MiB")
    print(f"dieselben Bytes:         {'ja' if same(alone, together) else 'NEIN':>7}")
    hours = cost.wall / (cities * years) * MANY_CITIES * MANY_YEARS / 3600
    print(f"{MANY_CITIES} Städte, {MANY_YEARS} Jahre:    {hours:7.1f} h")
    print(f"  mit {MANY_WORKERS} Workern:        {hours * WORKERS / MANY_WORKERS:7.1f} h")


def _speed(number: int, cost: Cost) -> str:
    return f"{cost.wall:7.1f} s  {number / cost.wall * 60:6.1f} Berichte je Minute"


def measure_neighbours(folder: Path) -> None:
    """Print the processor time a report of one city takes, whatever lies beside it."""
    for text, cities, beside, years in (
        ("eine Stadt, 3 Jahre", 1, YEARS, YEARS),
        (f"neben {MANY_CITIES * MANY_YEARS} Jahresdateien", MANY_CITIES, MANY_YEARS, YEARS),
        ("eine Stadt, 10 Jahre", 1, MANY_YEARS, MANY_YEARS),
    ):
        project, out = folder / "projekt", folder / "ergebnis"
        write_params(project, cities, beside)
        for year in range(years):
            write_deliveries(project, 0, year)
        names = [name_of(0, year) for year in range(years)]
        cost = report(project, *names, "--workers", "1", "--out", str(out))
        print(f"{text:24} {cost.busy / reports_in(out):7.2f} s je Bericht (Rechenzeit)")
        for place in (project, out):
            shutil.rmtree(place)


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(HERE)
    with tempfile.TemporaryDirectory() as temporary:
        measure_fleet(Path(temporary), *(map(int, sys.argv[1:]) if sys.argv[1:] else (20, YEARS)))
        measure_neighbours(Path(temporary))
