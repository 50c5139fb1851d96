"""Making a report: one function from a task to files, for any process that sees the same folders."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from auszug_lib import NotebookError
from auszug_lib.params import Visibility
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.execute import Trail, execute, write_notebook
from auszug_lib.pipeline.files import MadeReport, findings_attached, write_report
from auszug_lib.pipeline.jobs import CHECK, Job
from auszug_lib.pipeline.page import read_page
from auszug_lib.project import Project
from auszug_lib.publication.document import DRAFT_MARK


@dataclass(frozen=True)
class Task:
    """A report to make, and where; another process understands all of it.

    Parameters
    ----------
    job
        The report.
    params, year, visibility
        The folder of parameters, the name of the year's file in it, and who may read the report.
    is_draft
        Whether every page says that it is a draft.
    notebook
        The notebook's file.
    audience, executed, failed
        The folder for the report's files, the executed notebook, and that notebook where it fails.
    trail
        What says in which cell the run is; see `Trail`.
    """

    job: Job
    params: Path
    year: str
    visibility: Visibility
    is_draft: bool
    notebook: Path
    audience: Path
    executed: Path
    failed: Path
    trail: Path


def make_report(task: Task, project: Project | None = None) -> MadeReport:
    """Run a report's notebook, print it, put all its files in their place, and return what was made.

    `project` is the one with the task's parameters, where it is open already.

    Where the notebook or a delivery is wrong, it raises `AuszugError`; a notebook that failed is kept.
    """
    stem, trail = task.job.stem, Trail(task.trail.resolve())
    with (project or Project(ParamsFolder(task.params))).kept() as project:
        notebook = execute(task.notebook, task.job, project.folder.project, trail, task.failed)
        year = project.year(task.year, task.visibility)
        attached = findings_attached(year.examination) if stem == CHECK else {}
        try:
            page = read_page(notebook)
            if task.is_draft:
                page = page.with_head(marks=tuple(dict.fromkeys((*page.head.marks, DRAFT_MARK))))
            template = project.folder.notice_template(year.city)
            with TemporaryDirectory(dir=task.trail.parent) as aside:
                made = write_report(task.job, page, Path(aside), attached, template)
                for name in made.files:
                    _put(Path(aside, name), task.audience / name)
                write_notebook(notebook, Path(aside, task.executed.name))
                _put(Path(aside, task.executed.name), task.executed)
            return made
        except NotebookError as error:
            write_notebook(notebook, task.failed)
            raise NotebookError(f"{stem}: {error} Das Notebook liegt unter {task.failed}.") from error


def _put(made: Path, place: Path) -> None:
    """Rename a file into its place: whoever is lost while writing leaves no half of it there."""
    place.parent.mkdir(exist_ok=True)
    made.replace(place)
