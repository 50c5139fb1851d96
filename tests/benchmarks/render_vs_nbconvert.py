"""How long a report's HTML and PDF take to print: `python tests/benchmarks/render_vs_nbconvert.py`.

All print the same executed notebook, the joint report of 2019. The stock command, `jupyter nbconvert --to
html`, is a process of its own. `auszug report` prints in the process that has executed the notebook: the time
of that is taken from the executed notebook in memory to the bytes of both forms, in a
fresh process, so that neither the templates nor Typst have seen a page before. Outside of it are the imports
and the cutting of the typeface, which a run does once, while the deliveries are being read. The last
line leaves nothing out: both forms by the stock command, two processes.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
YEAR, REPORT = "2019", "gesamtbericht"
ROUNDS = 5

IN_THE_RUN = """
import sys, time
import nbformat
from auszug_lib.pipeline.page import read_page
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.pipeline.page import web_page

notebook = nbformat.read(sys.argv[1], as_version=4)
start = time.perf_counter()
page = read_page(notebook)
web_page(page).encode(), typeset(page)
print(time.perf_counter() - start)
"""


def run(*words: str) -> str:
    """Run Python as a process of its own, in the project, and return what it prints."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    finished = subprocess.run(
        [sys.executable, *words], cwd=PROJECT, env=environment, check=True, capture_output=True, text=True
    )
    return finished.stdout


def command(form: str, notebook: Path) -> float:
    """Return how many seconds `jupyter nbconvert` takes for one form, from a cold start."""
    start = time.perf_counter()
    run(
        "-m", "jupyter", "nbconvert", "--to", form, "--output-dir", str(notebook.parent / form), str(notebook)
    )
    return time.perf_counter() - start


def in_the_run(notebook: Path) -> float:
    """Return how many seconds a run takes for both forms."""
    return float(run("-c", IN_THE_RUN, str(notebook)))


def main() -> None:
    """Print the medians, and how they compare with the stock command's."""
    stock, ours, whole = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        run("-c", "from auszug_lib.cli import main; main()", "report", YEAR, "--out", folder)
        notebook = Path(folder) / YEAR / "notebooks" / f"{REPORT}.ipynb"
        for _ in range(ROUNDS):  # in turns, so that a busy moment hits all alike
            stock.append(command("html", notebook))
            ours.append(in_the_run(notebook))
            whole.append(command("auszug_html", notebook) + command("auszug_pdf", notebook))
    tell("jupyter nbconvert --to html", stock, stock)
    tell("HTML und PDF im Lauf", ours, stock)
    tell("HTML und PDF, zwei Befehle", whole, stock)


def tell(name: str, seconds: list[float], stock: list[float]) -> None:
    """Print a line: what was measured, its median, and its ratio to the stock command's."""
    median = statistics.median(seconds)
    print(f"{name + ':':29}{median:6.2f} s   Verhältnis {median / statistics.median(stock):5.2f}")


if __name__ == "__main__":
    main()
