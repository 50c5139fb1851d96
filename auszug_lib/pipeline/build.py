"""The edition: all reports of a year executed, printed, bundled for the committees and put in their place."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auszug_lib.errors import NotebookError
from auszug_lib.pipeline.bundle import write_bundles
from auszug_lib.pipeline.execute import check_parameters, execute, notebook_file, write_notebook
from auszug_lib.pipeline.files import Report, write_report
from auszug_lib.pipeline.findings import attachments
from auszug_lib.pipeline.fonts import embedded_faces
from auszug_lib.pipeline.kernel import WarmKernel
from auszug_lib.pipeline.manifest import write_manifest
from auszug_lib.pipeline.page import read_page
from auszug_lib.pipeline.plan import CHECK, FINDINGS, RETURNED, Job, Progress, ReportSet
from auszug_lib.pipeline.publishable import refuse_unpublishable
from auszug_lib.pipeline.staging import staged
from auszug_lib.publication.document import DRAFT_MARK

EXECUTED = "notebooks"
FAILED = "fehlgeschlagen"


@dataclass(frozen=True)
class _Places:
    """Where things lie while a set is made: the notebooks, the stage and the final folder."""

    notebooks: Path
    stage: Path
    folder: Path
    report_set: ReportSet

    @property
    def audience(self) -> Path:
        return self.stage / self.report_set.audience

    @property
    def executed(self) -> Path:
        """The executed notebooks' folder; those of drafts lie with them."""
        return (self.audience if self.report_set.draft else self.stage) / EXECUTED

    def failed(self, job: Job) -> Path:
        return self.folder / FAILED / f"{job.stem}.ipynb"


def make_editions(
    sets: Sequence[ReportSet],
    kernel: WarmKernel,
    notebooks: Path,
    out: Path,
    progress: Progress,
) -> Iterator[Path]:
    """Make every set in `kernel` and yield the folder of each; all parameters are checked beforehand.

    Parameters
    ----------
    sets
        The reports to make, a set a year.
    kernel
        The kernel all notebooks run in.
    notebooks, out
        The folder with the notebooks, and the one that gets a subfolder a set.
    progress
        Called before each report; counts over all sets.

    Yields
    ------
    Path
        The finished folder of a set's audience, such as `<out>/<name>/oeffentlich`.

    Raises
    ------
    AuszugError
        Where a notebook, a delivery or the disk fails; the set's old files stay, and so do finished sets.
    """
    check_parameters(notebooks, [job for report_set in sets for job in report_set.jobs])
    total = sum(len(report_set.jobs) for report_set in sets)
    done = 0
    for report_set in sets:
        reporting = _from(progress, done, total)
        yield _make_edition(report_set, kernel, notebooks, out, reporting)
        done += len(report_set.jobs)


def _make_edition(
    report_set: ReportSet,
    kernel: WarmKernel,
    notebooks: Path,
    out: Path,
    progress: Progress,
) -> Path:
    folder = out / report_set.name
    replaced = (report_set.audience,) if report_set.draft else (report_set.audience, EXECUTED)
    with staged(folder, replaced) as stage:
        places = _Places(notebooks, stage, folder, report_set)
        if [job.stem for job in report_set.jobs] == [CHECK]:
            _keep_others(folder, stage, replaced)
        reports = _make_reports(kernel, places, progress)
        write_bundles(places.audience, places.executed, report_set, reports)
        write_manifest(places.audience, report_set, reports)
        if report_set.year.params.visibility == "oeffentlich":
            refuse_unpublishable(places.audience, report_set.year)
    for job in report_set.jobs:
        places.failed(job).unlink(missing_ok=True)
    return folder / report_set.audience


def _keep_others(folder: Path, stage: Path, names: Sequence[str]) -> None:
    """Copy what lies beside the report on the deliveries, which is made again alone."""
    its_own = shutil.ignore_patterns(f"{CHECK}*", FINDINGS, RETURNED)
    for name in names:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, stage / name, ignore=its_own, dirs_exist_ok=True)


def _make_reports(kernel: WarmKernel, places: _Places, progress: Progress) -> list[Report]:
    """Execute one notebook after another; each is printed in a thread while the next one runs."""
    report_set = places.report_set
    with ThreadPoolExecutor(max_workers=1) as press:
        press.submit(embedded_faces)  # every page needs them, and the first notebook takes longer
        printed = []
        for number, job in enumerate(report_set.jobs):
            progress(f"{report_set.name}: {job.stem}", number, len(report_set.jobs))
            if job.stem == CHECK:
                job = replace(job, attachments=attachments(report_set.year.examination))
            notebook = execute(kernel, notebook_file(places.notebooks, job), job, places.failed(job))
            printed.append(press.submit(_print, job, notebook, places))
    return [future.result() for future in printed]


def _print(job: Job, notebook: Any, places: _Places) -> Report:
    write_notebook(notebook, places.executed / f"{job.stem}.ipynb")
    try:
        page = read_page(notebook)
        if places.report_set.draft:
            page = page.with_head(marks=tuple(dict.fromkeys((*page.head.marks, DRAFT_MARK))))
        return write_report(job, page, places.audience)
    except NotebookError as error:
        kept = places.failed(job)
        write_notebook(notebook, kept)
        raise NotebookError(f"{job.stem}: {error} Das Notebook liegt unter {kept}.") from error


def _from(progress: Progress, done: int, total: int) -> Progress:
    """Return the progress of one set as part of all sets."""
    return lambda text, number, _: progress(text, done + number, total)
