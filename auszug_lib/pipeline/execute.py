"""Execution: papermill runs a notebook in this process, with an engine of ours."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import papermill
from papermill.engines import papermill_engines

import auszug_lib
from auszug_lib import AuszugError, NotebookError, ParamsError
from auszug_lib.pipeline.engine import AuszugEngine
from auszug_lib.pipeline.jobs import Job

_ENGINE = "auszug"

papermill_engines.register(_ENGINE, AuszugEngine)  # found by its entry point too, where that is installed


class Trail:
    """How far the run of a notebook has come; a file says in which cell, should its process die."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.notebook: Any = None

    def enter(self, notebook: Any, cell: Any) -> None:
        """Note which cell is run next."""
        self.notebook = notebook
        self._note(f"in Zelle [{cell.execution_count}]{_section(notebook, cell)}")

    def leave(self) -> None:
        """Note that all cells have been run."""
        self._note("nach der letzten Zelle, beim Drucken")

    def _note(self, place: str) -> None:
        self._file.write_text(place, encoding="utf-8")

    @property
    def place(self) -> str:
        """Where the run is, in German: in which cell, and under which heading if there is one."""
        return self._file.read_text(encoding="utf-8") if self._file.is_file() else "vor der ersten Zelle"


def execute(file: Path, job: Job, folder: Path, trail: Trail, keep: Path) -> Any:
    """Return the notebook in `file`, executed in a folder with the job's parameters, without times and paths.

    Where a cell fails, it raises `AuszugError`; for a `NotebookError` the notebook is kept in `keep`.
    """
    try:
        executed = papermill.execute_notebook(
            file,
            None,
            dict(job.parameters),
            engine_name=_ENGINE,
            progress_bar=False,
            autosave_cell_every=0,
            cwd=folder,
            entered=trail.enter,
        )
    except papermill.PapermillExecutionError as error:
        reported = _failure(error, trail.place, file, keep)
        if isinstance(reported, NotebookError):  # a wrong delivery is understood without its notebook
            write_notebook(trail.notebook, keep)
        raise reported from None
    trail.leave()
    return _without_times(executed)


def _failure(error: Any, place: str, file: Path, kept: Path) -> AuszugError:
    """Return the error to raise for a failed cell: the notebook's own where it is one of the package's.

    For any other, a `NotebookError` names the cell and where the notebook is kept, as far as it came.
    """
    expected = getattr(auszug_lib, error.ename, None)
    if isinstance(expected, type) and issubclass(expected, AuszugError):
        return expected(error.evalue)
    first_line = (error.evalue.strip().splitlines() or [""])[0]
    reason = f"{error.ename}: {first_line}." if first_line else f"{error.ename}."
    return NotebookError(
        f"{file.name} ist gescheitert {place}: {reason} Das gescheiterte Notebook liegt unter {kept}."
    )


def _section(notebook: Any, until: Any) -> str:
    """Return the heading above a cell, or nothing where there is none."""
    heading = ""
    for cell in notebook.cells:
        if cell is until:
            break
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = cell.source.splitlines()[0].lstrip("#").strip()
    return f" (unter „{heading}“)" if heading else ""


def check_parameters(folder: Path, jobs: Iterable[Job]) -> None:
    """Raise `AuszugError` where a notebook is missing, or does not know a parameter that its job brings."""
    for job in jobs:
        file = notebook_file(folder, job)
        known = papermill.inspect_notebook(file)
        for name in job.parameters:
            if name not in known:
                raise ParamsError(
                    f"{file.name} kennt den Parameter „{name}“ nicht; "
                    "bitte in die Zelle „parameters“ des Notebooks eintragen oder aus den Parametern nehmen."
                )


def notebook_file(folder: Path, job: Job) -> Path:
    """Return the file of a job's notebook in `folder`; raises `NotebookError` where there is none."""
    file = folder / f"{job.notebook}.ipynb"
    if not file.is_file():
        raise NotebookError(f"Das Notebook {file.name} fehlt im Ordner „{folder.name}“.")
    return file


def write_notebook(notebook: Any, file: Path) -> None:
    """Write a notebook to `file`, whose folder need not exist yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, file)


def _without_times(notebook: Any) -> Any:
    """Return the notebook without clock, paths and chance: same input, same notebook."""
    notebook.metadata.papermill = {"parameters": notebook.metadata.papermill.parameters}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    return notebook
