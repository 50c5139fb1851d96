"""How much faster `auszug report` is than the stock tools: `python tests/benchmarks/report_vs_stock.py`.

Both make the same five reports of 2019 as HTML and PDF from the project's own notebooks. The stock loop
is what a Makefile would do: for each notebook a process of papermill and two of nbconvert.

What one report more costs is compared with a plain script of the same cells, which prints them to HTML and
PDF: what papermill, IPython and the files beside the pages take besides.
"""

import ast
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.jobs import Job, load_set
from auszug_lib.pipeline.make import Task, make_report
from auszug_lib.pipeline.page import read_page, web_page
from auszug_lib.pipeline.press import load
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.project import Project

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


def plain(job: Job) -> None:
    """Run the cells of a report as a script does, and print what they show."""
    notebook = nbformat.read(PROJECT / "notebooks" / f"{job.notebook}.ipynb", as_version=4)
    names: dict[str, object] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        *lines, last = ast.parse(cell.source).body
        is_shown = isinstance(last, ast.Expr)
        exec(compile(ast.Module([*lines, *([] if is_shown else [last])], []), "cell", "exec"), names)
        shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if is_shown else None
        if shown is not None:
            bundle = shown._repr_mimebundle_()
            cell.outputs = [nbformat.v4.new_output("display_data", data=bundle)]
        if "parameters" in cell.metadata.get("tags", []):
            names.update(job.parameters)
    page = read_page(notebook)
    web_page(page).encode()
    typeset(page)


def marginal() -> tuple[float, float]:
    """Return the processor's seconds for one more report of a year, and for the same as a plain script."""
    project = Project(ParamsFolder(PROJECT / "params"))
    jobs = [job for job in load_set(project, YEAR).jobs if job.notebook == "carrier_report"]
    load()
    os.chdir(PROJECT)
    with tempfile.TemporaryDirectory() as name, project.kept():
        folder = Path(name)

        def made(job: Job) -> None:
            own = PROJECT / "notebooks" / f"{job.notebook}.ipynb"
            places = (folder / "oeffentlich", folder / "a.ipynb", folder / "b.ipynb", folder / "zelle")
            make_report(Task(job, project.folder.path, YEAR, "oeffentlich", False, own, *places), project)

        times: dict[Callable[[Job], None], list[float]] = {made: [], plain: []}
        for job in (jobs[0], *jobs, *jobs):
            for way, taken in times.items():
                start = time.process_time()
                way(job)
                taken.append(time.process_time() - start)
        return tuple(statistics.median(taken[1:]) for taken in times.values())  # the first one loads


def main() -> None:
    """Print the times and their ratios."""
    ours, bare = marginal()
    print(f"ein Bericht mehr:        {ours:6.2f} s Rechenzeit")
    print(f"als einfaches Skript:    {bare:6.2f} s Rechenzeit")
    print(f"Verhältnis:              {ours / bare:6.2f}")
    slow = seconds(stock)
    fast = statistics.median(seconds(auszug) for _ in range(3))
    print(f"papermill und nbconvert: {slow:6.1f} s")
    print(f"auszug report {YEAR}:      {fast:6.1f} s (Median von drei Läufen)")
    print(f"Verhältnis:              {slow / fast:6.1f}")


if __name__ == "__main__":
    main()
