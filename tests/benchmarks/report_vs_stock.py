"""How much faster `auszug report` is than the stock tools: `python tests/benchmarks/report_vs_stock.py`.

Both make the same five reports of 2019 as HTML and PDF from the project's own notebooks. The stock loop
is what a Makefile would do: for each notebook a process of papermill and two of nbconvert.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).parents[2]
YEAR = "2019"
NOTEBOOKS = (
    ("notice", ()),
    ("combined_report", ()),
    *(("carrier_report", ("-p", "carrier", carrier)) for carrier in ("Caritas", "DRK", "KFR")),
)


def run(*words: str) -> None:
    """Run a Python module or program text as a process of its own, in the project."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, *words], cwd=PROJECT, env=environment, check=True, capture_output=True)


def stock(folder: Path) -> None:
    """Make the reports with papermill and nbconvert, one process after another."""
    for number, (notebook, parameters) in enumerate(NOTEBOOKS):
        target = str(folder / f"{number}.ipynb")
        source = f"notebooks/{notebook}.ipynb"
        run("-m", "papermill", source, target, "-f", f"params/{YEAR}.yaml", *parameters)
        for ending in ("html", "pdf"):
            run("-m", "nbconvert", "--to", f"auszug_{ending}", target)


def auszug(folder: Path) -> None:
    """Make the reports with one call."""
    run("-c", "from auszug_lib.cli import main; main()", "report", YEAR, "--out", str(folder))


def seconds(make: Callable[[Path], None]) -> float:
    """Return how long a way of making the reports takes, from a cold start."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        make(Path(folder))
        return time.perf_counter() - start


def main() -> None:
    """Print both times and their ratio."""
    slow = seconds(stock)
    fast = statistics.median(seconds(auszug) for _ in range(3))
    print(f"papermill und nbconvert: {slow:6.1f} s")
    print(f"auszug report {YEAR}:      {fast:6.1f} s (Median von drei Läufen)")
    print(f"Verhältnis:              {slow / fast:6.1f}")


if __name__ == "__main__":
    main()
