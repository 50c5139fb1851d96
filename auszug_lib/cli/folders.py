"""The folders that commands read and write, as they are named in the shell."""

from pathlib import Path
from typing import TYPE_CHECKING

from auszug_lib.errors import ParamsError

if TYPE_CHECKING:
    from auszug_lib.params.folder import ParamsFolder
    from auszug_lib.project import Project


def open_project(path: Path | None) -> "Project":
    """Return the project with the parameters named, or the nearest; raises `ParamsError`."""
    from auszug_lib.project import Project

    return Project(params_folder(path))


def params_folder(path: Path | None) -> "ParamsFolder":
    """Return the folder with the parameters: the one named, or the nearest; raises `ParamsError`."""
    from auszug_lib.params.folder import ParamsFolder

    if path is None:
        return ParamsFolder.find()
    if not path.is_dir():
        raise ParamsError(f"--params: Den Ordner „{path}“ gibt es nicht.")
    return ParamsFolder(path.resolve())


def output_folder(path: Path) -> Path:
    """Return a folder for results; raises `ParamsError` for a file."""
    if path.exists() and not path.is_dir():
        raise ParamsError(f"--out: „{path}“ ist kein Ordner.")
    return path


def shown(path: Path) -> Path:
    """Return a path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
