"""Execution: papermill runs a notebook in the warm kernel, with papermill's own client and rules."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

import auszug_lib
from auszug_lib import AuszugError, NotebookError, ParamsError
from auszug_lib.pipeline.jobs import Job
from auszug_lib.pipeline.kernel import WarmKernel

_ENGINE = "auszug"
_KERNEL_DIED = "DeadKernelError"

# Seconds: the kernel answers once it has read its first year. One that died is noticed at once.
_LONGEST_START = 3600

# Silent, so that it counts as no cell: the next notebook starts at [1] in an empty namespace.
_FRESH_START = """
import sys
if "matplotlib.pyplot" in sys.modules:
    sys.modules["matplotlib.pyplot"].close("all")
get_ipython().reset(new_session=True)
"""


class _WarmEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine, but for the kernel, which is there already."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, kernel: WarmKernel, **_: Any) -> None:
        """Run the notebook of `nb_man` in a kernel that runs already, after emptying its namespace.

        The notebook is filled in place, a dead kernel included; the kernel keeps its client for the next one.
        """
        client = PapermillNotebookClient(
            nb_man,
            km=kernel.manager,
            kernel_name=kernel_name,
            record_timing=False,
            startup_timeout=_LONGEST_START,
        )
        client.kc = kernel.client
        kernel.notebook = nb_man.nb
        try:
            with client.setup_kernel():
                kernel.client = client.kc
                client.kc.execute(_FRESH_START, silent=True)
            client.execute()
        except DeadKernelError:
            _note_death(nb_man.nb)


papermill_engines.register(_ENGINE, _WarmEngine)


def execute(kernel: WarmKernel, file: Path, job: Job, keep: Path) -> Any:
    """Return the notebook in `file`, executed with the job's parameters, without times and paths.

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
            kernel=kernel,
        )
    except papermill.PapermillExecutionError as error:
        reported = _failure(error, kernel.notebook, file, keep)
        if isinstance(reported, NotebookError):  # a wrong delivery is understood without its notebook
            write_notebook(kernel.notebook, keep)
        raise reported from None
    return _without_times(executed)


def _failure(error: Any, notebook: Any, file: Path, kept: Path) -> AuszugError:
    """Return the error to raise for a failed cell: the notebook's own where it is one of the package's.

    For any other, a `NotebookError` names the cell and where the notebook is kept, as far as it came.
    """
    expected = getattr(auszug_lib, error.ename, None)
    if isinstance(expected, type) and issubclass(expected, AuszugError):
        return expected(error.evalue)
    number = f" [{error.exec_count}]" if error.exec_count else ""
    return NotebookError(
        f"{file.name} ist gescheitert in Zelle{number}{_section(notebook)}: {_reason(error)} "
        f"Das gescheiterte Notebook liegt unter {kept}."
    )


def _section(notebook: Any) -> str:
    """Return the heading above the failed cell, or nothing where there is none."""
    heading = ""
    for cell in notebook.cells:
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            break
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = cell.source.splitlines()[0].lstrip("#").strip()
    return f" (unter „{heading}“)" if heading else ""


def _reason(error: Any) -> str:
    if error.ename == _KERNEL_DIED:
        return "Der Kernel ist dabei abgestürzt, vielleicht aus Mangel an Arbeitsspeicher."
    first_line = (error.evalue.strip().splitlines() or [""])[0]
    return f"{error.ename}: {first_line}." if first_line else f"{error.ename}."


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


def _note_death(notebook: Any) -> None:
    """Write into the cell that was running what papermill takes for a failure."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    running = [cell for cell in code if cell.metadata.papermill.start_time]
    running[-1].outputs = [nbformat.v4.new_output("error", ename=_KERNEL_DIED, evalue="")]


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
