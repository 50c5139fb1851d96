"""The run: some years' reports, made beside each other, bundled for the committees and put in their place."""

import importlib
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from auszug_lib import AuszugError, NotebookError
from auszug_lib.params import Visibility
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline import MINUTES
from auszug_lib.pipeline.bundle import write_bundles
from auszug_lib.pipeline.execute import Trail, check_parameters, notebook_file
from auszug_lib.pipeline.files import FINDINGS, RETURNED, MadeReport
from auszug_lib.pipeline.jobs import CHECK, Job, Progress, ReportSet, load_set, notebooks_folder
from auszug_lib.pipeline.make import Task, make_report
from auszug_lib.pipeline.manifest import write_manifest
from auszug_lib.pipeline.processes import LostError, Processes, cores
from auszug_lib.pipeline.publishable import refuse_unpublishable
from auszug_lib.pipeline.staging import staged
from auszug_lib.pipeline.typeset import has_threads, reports_font
from auszug_lib.project import Project
from auszug_lib.publication.fonts import embedded_faces

_EXECUTED = "notebooks"
_FAILED = "fehlgeschlagen"

# What the cells run in, and what they import: here it is only loaded.
_OF_NOTEBOOKS = ("auszug_lib.pipeline.shell", "auszug_lib.report", "auszug_lib.data_check")


def make_reports(
    folder: ParamsFolder,
    names: Iterable[str],
    *,
    out: Path,
    progress: Progress,
    only: Sequence[str] = (),
    visibility: Visibility | None = None,
    project: Project | None = None,
    workers: int | None = None,
    minutes: float = MINUTES,
) -> Iterator[Path]:
    """Make the reports of the years `names` below `out` and yield the folder of each finished year.

    `only` are stems of reports, made as drafts; none for all. `visibility` stands in place of what the years'
    files say. `project` is the one with these parameters, where it is open already. So many `workers` make
    reports at once, by default one a core, and each report may take so many minutes.

    Where a parameter, a delivery or a notebook is wrong, or a figure may not be published, it raises
    `AuszugError`. The year stays as it was; a failed notebook is kept in `<out>/<name>/fehlgeschlagen`.
    """
    project = project or Project(folder)
    sets = [load_set(project, name, only, visibility) for name in dict.fromkeys(names)]
    jobs = [job for report_set in sets for job in report_set.jobs]
    check_parameters(notebooks_folder(folder), jobs)
    _load()
    done = count()
    press = _Press(
        Processes(workers or cores(), minutes * 60, are_forked=can_fork()),
        notebooks_folder(folder),
        out,
        lambda text: progress(text, next(done), len(jobs)),
    )
    for report_set in sets:
        yield press.make(report_set)


def can_fork() -> bool:
    """Return whether this process can be forked safely: elsewhere than on Linux, systems have threads too."""
    return sys.platform == "linux" and not has_threads.is_set()


def _load() -> None:
    """Load what every report needs, once for all processes that are forked."""
    for name in _OF_NOTEBOOKS:
        importlib.import_module(name)
    embedded_faces()
    reports_font()


def _compute(report_set: ReportSet) -> None:
    """Compute what the reports say, once for all processes that are forked; they report what is wrong."""
    stems = {job.stem for job in report_set.jobs}
    with suppress(AuszugError):
        if CHECK in stems:
            report_set.year.examination  # noqa: B018 - it is kept
        if stems != {CHECK}:
            report_set.year.reported  # noqa: B018


@dataclass(frozen=True)
class _Press:
    """What makes sets of reports: an executor, the notebooks, the folder to write to, and who is told."""

    executor: Processes
    notebooks: Path
    out: Path
    begin: Callable[[str], None]

    def make(self, report_set: ReportSet) -> Path:
        """Make a set whole or not at all, and return its folder for readers."""
        folder = self.out / report_set.name
        replaced = (report_set.audience,) if report_set.draft else (report_set.audience, _EXECUTED)
        with staged(folder, replaced) as staging:
            audience = staging / report_set.audience
            # The executed notebooks of drafts lie with them.
            executed = (audience if report_set.draft else staging) / _EXECUTED
            tasks = [self._task(job, report_set, staging, executed) for job in report_set.jobs]
            if [job.stem for job in report_set.jobs] == [CHECK]:
                _keep_others(folder, staging, replaced)
            _compute(report_set)
            with report_set.year.project.kept():
                reports = list(self._reports(tasks))
            write_bundles(audience, executed, report_set, reports, self.executor.map)
            write_manifest(audience, report_set, reports)
            if report_set.year.params.is_public:
                refuse_unpublishable(audience, report_set.year)
        for task in tasks:
            task.failed.unlink(missing_ok=True)
        return folder / report_set.audience

    def _task(self, job: Job, report_set: ReportSet, staging: Path, executed: Path) -> Task:
        year = report_set.year
        return Task(
            job=job,
            params=year.project.folder.path,
            year=report_set.name,
            visibility=year.params.visibility,
            is_draft=report_set.draft,
            notebook=notebook_file(self.notebooks, job),
            audience=staging / report_set.audience,
            executed=executed / f"{job.stem}.ipynb",
            failed=self.out / report_set.name / _FAILED / f"{job.stem}.ipynb",
            trail=staging / f"{job.stem}.zelle",
        )

    def _reports(self, tasks: Sequence[Task]) -> Iterator[MadeReport]:
        made = self.executor.map(make_report, tasks)
        for task in tasks:
            self.begin(f"{task.year}: {task.job.stem}")
            try:
                yield next(made)
            except LostError as error:
                raise NotebookError(self._lost(task, late=error.late)) from None

    def _lost(self, task: Task, *, late: bool) -> str:
        """Return what to say of a report whose process is gone."""
        place = f"{task.notebook.name} ist abgebrochen in {Trail(task.trail).place}"
        if late:
            minutes = f"{self.executor.seconds / 60:g}".replace(".", ",")
            return f"{place}: Der Bericht dauert länger als {minutes} Minuten; mit --timeout darf er länger."
        return f"{place}: Der Prozess ist dabei abgestürzt, vielleicht aus Mangel an Arbeitsspeicher."


def _keep_others(folder: Path, staging: Path, names: Sequence[str]) -> None:
    """Copy what lies beside the report on the deliveries, which is made again alone."""
    its_own = shutil.ignore_patterns(f"{CHECK}*", FINDINGS, RETURNED)
    for name in names:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, staging / name, ignore=its_own, dirs_exist_ok=True)
