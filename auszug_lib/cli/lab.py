"""The command that opens JupyterLab."""

import os
import subprocess
import sys

import typer

from auszug_lib.cli.app import command
from auszug_lib.cli.folders import params_folder
from auszug_lib.cli.options import Params
from auszug_lib.errors import NotebookError


@command("lab", help="Öffnet JupyterLab mit dem Notebook zum Erkunden.")
def lab(params: Params = None) -> None:
    """Open JupyterLab on the exploration notebook, on this machine only."""
    from auszug_lib.params.folder import PARAMS_VARIABLE
    from auszug_lib.pipeline.jobs import notebooks_folder

    folder = params_folder(params)
    notebook = notebooks_folder(folder) / "exploration.ipynb"
    if not notebook.is_file():
        raise NotebookError(f"Im Ordner „{notebook.parent.name}“ fehlt das Notebook {notebook.name}.")
    # Named by its address, not its path, so that the whole project can be browsed.
    options = ["--ServerApp.ip=127.0.0.1", f"--LabApp.default_url=/lab/tree/notebooks/{notebook.name}"]
    finished = subprocess.run(
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=notebook.parents[1],
        env={**os.environ, PARAMS_VARIABLE: str(folder.path.resolve())},
        check=False,
    )
    raise typer.Exit(finished.returncode)
