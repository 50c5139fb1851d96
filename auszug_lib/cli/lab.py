"""JupyterLab for analysts: in German, on this machine only, in the process of the command."""

import logging
import os
import secrets
import socket
from pathlib import Path

import typer

from auszug_lib import NotebookError, ParamsError
from auszug_lib.params.folder import PARAMS_VARIABLE, ParamsFolder
from auszug_lib.pipeline.jobs import notebooks_folder

_HERE = "127.0.0.1"
_SETTINGS = Path(__file__).with_name("lab_settings")
_START, _EXPLORATION = "start.md", "exploration.ipynb"


def run_lab(folder: ParamsFolder, port: int | None) -> None:
    """Open JupyterLab on the start page of the project's notebooks, and run its server until it is ended."""
    notebooks = notebooks_folder(folder)
    if not (notebooks / _EXPLORATION).is_file():
        raise NotebookError(f"Im Ordner „{notebooks.name}“ fehlt das Notebook {_EXPLORATION}.")
    if port is not None:
        _refuse_taken(port)
    page = _START if (notebooks / _START).is_file() else _EXPLORATION
    os.environ[PARAMS_VARIABLE] = str(folder.path.resolve())  # the kernels' too
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_urlsafe(24)
    from jupyterlab.labapp import LabApp

    server = LabApp.initialize_server(
        [
            f"--ServerApp.ip={_HERE}",
            f"--ServerApp.root_dir={notebooks.parent}",
            f"--IdentityProvider.token={token}",
            "--ServerApp.answer_yes=True",  # Ctrl-C ends it, and asks nothing
            "--Application.log_level=ERROR",
            # Named by its address, not its path, so that the whole project can be browsed.
            f"--LabApp.default_url=/lab/tree/{notebooks.name}/{page}",
            f"--LabApp.app_settings_dir={_SETTINGS}",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            *([f"--ServerApp.port={port}", "--ServerApp.port_retries=0"] if port else []),
        ]
    )
    # What it has to say when it starts and ends is said here.
    server.log.addFilter(lambda record: record.levelno < logging.CRITICAL)
    address = f"http://{_HERE}:{server.port}/?token={token}"
    said = f"JupyterLab: {address}\nStrg-C beendet es, mit allen Notebooks, die darin laufen."
    server.io_loop.add_callback(typer.echo, said)  # once it answers
    server.start()


def _refuse_taken(port: int) -> None:
    try:
        socket.create_server((_HERE, port)).close()
    except OSError:
        raise ParamsError(f"--port: {port} ist nicht frei; bitte eine andere Nummer nennen.") from None
