"""The press: a year's reports, made beside each other, bundled for the committees and put in their place."""

import importlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nbformat.validator import get_validator

from auszug_lib import AuszugError, NotebookError
from auszug_lib.delivery.finding import open_questions
from auszug_lib.params.typeface import width_of
from auszug_lib.pipeline.bundle import write_bundles
from auszug_lib.pipeline.current import EXECUTED, write_current
from auszug_lib.pipeline.execute import Trail, notebook_file
from auszug_lib.pipeline.files import FINDINGS, RETURNED, MadeReport
from auszug_lib.pipeline.front import write_front
from auszug_lib.pipeline.jobs import CHECK, Job, ReportSet
from auszug_lib.pipeline.make import Task, make_report
from auszug_lib.pipeline.manifest import write_manifest
from auszug_lib.pipeline.processes import CRASHED, Executor, LostError
from auszug_lib.pipeline.publishable import refuse_unpublishable
from auszug_lib.pipeline.staging import staged
from auszug_lib.pipeline.typeset import reports_font
from auszug_lib.project import ReportYear
from auszug_lib.publication.document import html_templates
from auszug_lib.publication.prose import text_templates

_FAILED = "fehlgeschlagen"

# What the cells run in, and what they import: here it is only loaded.
_OF_NOTEBOOKS = ("auszug_lib.pipeline.shell", "auszug_lib.report", "auszug_lib.data_check")


def load() -> None:
    """Load what every report needs, once for all processes that are forked."""
    for name in _OF_NOTEBOOKS:
        importlib.import_module(name)
    reports_font()
    width_of("")  # of the letters of charts
    get_validator()  # of notebooks, which is compiled at first
    for templates in (html_templates(), text_templates()):
        for name in templates.list_templates():
            templates.get_template(name)


@dataclass(frozen=True)
class Press:
    """What makes sets of reports: an executor, the notebooks, the folder to write to, and who is told."""

    executor: Executor
    notebooks: Path
    out: Path
    begin: Callable[[str], None]

    def make(self, report_set: ReportSet, key: str) -> Path:
        """Make a set whole or not at all, and return its folder for readers; for its key see `current`."""
        folder = self.out / report_set.name
        replaced = (report_set.audience,) if report_set.draft else (report_set.audience, EXECUTED)
        with staged(folder, replaced) as staging:
            audience = staging / report_set.audience
            # The executed notebooks of drafts lie with them.
            executed = (audience if report_set.draft else staging) / EXECUTED
            tasks = [self._task(job, report_set, staging, executed) for job in report_set.jobs]
            if [job.stem for job in report_set.jobs] == [CHECK]:
                _keep_others(folder, staging, replaced)
            # Elsewhere it is opened anew: records stay where they are.
            project = report_set.year.project if self.executor.is_local else None
            with closing(self.executor.map(partial(make_report, project=project), tasks)) as made:
                with suppress(AuszugError):  # the reports say what is wrong
                    report_set.compute()
                reports = list(self._reports(made, tasks))
            write_front(audience, report_set, reports)
            write_bundles(audience, executed, report_set, reports, self.executor.map)
            write_manifest(audience, report_set, reports)
            if report_set.year.params.is_public:
                refuse_unpublishable(audience, report_set.year)
            if key:
                write_current(staging, report_set.audience, key, _open_questions(report_set.year))
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
            trail=staging.parent / f"{job.stem}.zelle",
        )

    def _reports(self, made: Iterator[MadeReport], tasks: Sequence[Task]) -> Iterator[MadeReport]:
        for task in tasks:
            self.begin(f"{task.year}: {task.job.stem}")
            try:
                yield next(made)
            except LostError as error:
                raise NotebookError(self._lost(task, late=error.late)) from None

    def _lost(self, task: Task, *, late: bool) -> str:
        """Return what to say of a report whose process is gone."""
        place = f"{task.notebook.name} ist abgebrochen {Trail(task.trail).place}"
        if late:
            minutes = f"{self.executor.seconds / 60:g}".replace(".", ",")
            return f"{place}: Der Bericht dauert länger als {minutes} Minuten; mit --timeout darf er länger."
        return f"{place}: {CRASHED}"


def _open_questions(year: ReportYear) -> int:
    """Return how many soft findings of a year are open; none where notebooks did without deliveries."""
    with suppress(AuszugError):
        return open_questions(year.checked.findings)
    return 0


def _keep_others(folder: Path, staging: Path, names: Sequence[str]) -> None:
    """Copy what lies beside the report on the deliveries, which is made again alone."""
    its_own = shutil.ignore_patterns(f"{CHECK}*", FINDINGS, RETURNED)
    for name in names:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, staging / name, ignore=its_own, dirs_exist_ok=True)
