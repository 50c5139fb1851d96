"""Execution: papermill runs a notebook in the warm kernel, with papermill's own client and rules."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from auszug_lib.errors import NotebookError, ParamsError
from auszug_lib.pipeline.failure import KERNEL_DIED, failure
from auszug_lib.pipeline.kernel import FRESH_START, WarmKernel
from auszug_lib.pipeline.plan import Job

_ENGINE = "auszug"


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine, but for the kernel, which is there already."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, kernel: WarmKernel, **_: Any) -> None:
        """Run the notebook of `nb_man` in `kernel`, after emptying its namespace.

        Parameters
        ----------
        nb_man
            papermill's `NotebookExecutionManager`; its notebook is filled in place, a dead kernel included.
        kernel_name
            Name of the kernel's specification, for nbclient.
        kernel
            The running kernel; keeps its client for the next notebook.
        """
        client = PapermillNotebookClient(
            nb_man, km=kernel.manager, kernel_name=kernel_name, record_timing=False
        )
        client.kc = kernel.client
        kernel.notebook = nb_man.nb
        try:
            with client.setup_kernel():
                kernel.client = client.kc
                client.kc.execute(FRESH_START, silent=True)
            client.execute()
        except DeadKernelError:
            _note_death(nb_man.nb)


papermill_engines.register(_ENGINE, WarmEngine)


def execute(kernel: WarmKernel, file: Path, job: Job, keep: Path) -> Any:
    """Return the notebook in `file`, executed with the job's parameters.

    Parameters
    ----------
    kernel
        The kernel it runs in.
    file, job
        The notebook's own file, which stays as it is, and what is written into it.
    keep
        Where a failed notebook is kept, as far as it came.

    Returns
    -------
    NotebookNode
        Without times and paths: the same input gives the same notebook.

    Raises
    ------
    AuszugError
        Where a cell fails; only for a `NotebookError` is the notebook kept.
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
        told = failure(error, kernel.notebook, file, keep)
        if isinstance(told, NotebookError):  # a wrong delivery is understood without its notebook
            write_notebook(kernel.notebook, keep)
        raise told from None
    return _without_times(executed)


def check_parameters(folder: Path, jobs: Iterable[Job]) -> None:
    """Check that every notebook knows the parameters its job brings.

    Parameters
    ----------
    folder
        The folder with the notebooks.
    jobs
        The reports to make.

    Raises
    ------
    NotebookError
        Where a notebook is missing.
    ParamsError
        Where a notebook does not know a parameter.
    """
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
    running[-1].outputs = [nbformat.v4.new_output("error", ename=KERNEL_DIED, evalue="")]


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
