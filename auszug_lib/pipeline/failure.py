"""Failures: what went wrong in a notebook, told in one German sentence."""

from pathlib import Path
from typing import Any

from auszug_lib import errors
from auszug_lib.errors import AuszugError, NotebookError

KERNEL_DIED = "DeadKernelError"


def failure(error: Any, notebook: Any, file: Path, kept: Path) -> AuszugError:
    """Return the error to raise for a failed cell.

    Parameters
    ----------
    error
        A `papermill.PapermillExecutionError`.
    notebook
        The notebook as far as it came.
    file
        The notebook's own file, which the sentence names.
    kept
        Where the failed notebook lies.

    Returns
    -------
    AuszugError
        The same error where the notebook raised one of `auszug_lib.errors`, its exit code included;
        a `NotebookError` that names the cell for any other.
    """
    expected = getattr(errors, error.ename, None)
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
    if error.ename == KERNEL_DIED:
        return "Der Kernel ist dabei abgestürzt, vielleicht aus Mangel an Arbeitsspeicher."
    first_line = (error.evalue.strip().splitlines() or [""])[0]
    return f"{error.ename}: {first_line}." if first_line else f"{error.ename}."
