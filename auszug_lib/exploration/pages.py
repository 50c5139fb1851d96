"""Finished pages, shown in the notebook."""

import html
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from auszug_lib import NotebookError
from auszug_lib.project import ReportYear
from auszug_lib.publication.prose import Prose

_COMMAND = "from auszug_lib.cli import main; main()"


@dataclass(frozen=True, repr=False)
class Page:
    """Eine fertige Seite, im Notebook zu lesen."""

    file: Path

    def __repr__(self) -> str:
        return self.file.name

    def _repr_html_(self) -> str:
        # From the notebook on, which JupyterLab resolves; a path with a drive or a root it does not serve.
        place = html.escape(Path(os.path.relpath(self.file)).as_posix())
        name = html.escape(self.file.stem)
        frame = f'<iframe src="{place}" title="{name}" width="100%" height="700"></iframe>'
        return f'<p><a href="{place}" target="_blank">{name}</a></p>{frame}'


def previewed(year: ReportYear, stem: str) -> Page:
    """Make one report of a year as a draft, and return its page; raises `NotebookError` where that fails."""
    words = ["report", year.file.stem, "--only", stem, "--params", str(year.file.parent)]
    made = subprocess.run(
        [sys.executable, "-c", _COMMAND, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if made.returncode:
        raise NotebookError(made.stderr.strip())
    return Page(_outputs(year) / "entwurf" / f"{stem}.html")


def finished(year: ReportYear, stem: str) -> Page | Prose:
    """Return a public report's page as it was made last, or a sentence where there is none."""
    file = _outputs(year) / "oeffentlich" / f"{stem}.html"
    if file.is_file():
        return Page(file)
    name = year.file.stem
    return Prose(f"Die Seite „{stem}“ von {name} gibt es noch nicht; `auszug report {name}` macht sie.")


def _outputs(year: ReportYear) -> Path:
    return year.project.folder.project / "outputs" / year.file.stem
