"""The edition: all reports of a year executed, printed, bundled for the committees and put in their place."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auszug_lib.errors import NotebookError
from auszug_lib.pipeline.bundle import write_bundles
from auszug_lib.pipeline.execute import check_parameters, execute, notebook_file, write_notebook
from auszug_lib.pipeline.files import Report, remove_files, write_report
from auszug_lib.pipeline.fonts import embedded_faces
from auszug_lib.pipeline.kernel import WarmKernel
from auszug_lib.pipeline.manifest import read_reports, write_manifest
from auszug_lib.pipeline.notice import with_notice
from auszug_lib.pipeline.plan import Inspect, Job, Progress, ReportSet, plan
from auszug_lib.pipeline.stage import staged

EXECUTED = "notebooks"
FAILED = "fehlgeschlagen"


@dataclass(frozen=True)
class _Places:
    """Where things lie while an edition is made: the notebooks, the stage and the final folder."""

    notebooks: Path
    stage: Path
    folder: Path

    def executed(self, job: Job) -> Path:
        return self.stage / EXECUTED / f"{job.stem}.ipynb"

    def failed(self, job: Job) -> Path:
        return self.folder / FAILED / f"{job.stem}.ipynb"


def make_editions(
    sets: Sequence[ReportSet],
    kernel: WarmKernel,
    notebooks: Path,
    out: Path,
    progress: Progress,
    inspect: Inspect | None = None,
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
    inspect
        Called with each finished public folder before it is put in its place.

    Yields
    ------
    Path
        The finished folder of a set's audience, `<out>/<name>/<visibility>`.

    Raises
    ------
    AuszugError
        Where a notebook, a delivery or the disk fails; the set's old files stay, and so do finished sets.
    """
    sets = [_completed(report_set, out / report_set.name) for report_set in sets]
    check_parameters(notebooks, [job for report_set in sets for job in report_set.jobs])
    total = sum(len(report_set.jobs) for report_set in sets)
    done = 0
    for report_set in sets:
        reporting = _from(progress, done, total)
        yield _make_edition(report_set, kernel, notebooks, out, reporting, inspect)
        done += len(report_set.jobs)


def _completed(report_set: ReportSet, folder: Path) -> ReportSet:
    """Return the set with what must be made beside what was asked for, so that all bundles are right."""
    if report_set.whole or report_set.year.visibility != "oeffentlich":
        return report_set
    audience = folder / report_set.year.visibility
    return with_notice(report_set, audience, folder / EXECUTED, read_reports(audience))


def _make_edition(
    report_set: ReportSet,
    kernel: WarmKernel,
    notebooks: Path,
    out: Path,
    progress: Progress,
    inspect: Inspect | None,
) -> Path:
    folder = out / report_set.name
    audience = report_set.year.visibility
    with staged(folder, (audience, EXECUTED), keep=not report_set.whole) as stage:
        places = _Places(notebooks, stage, folder)
        earlier = _earlier_reports(report_set, stage / audience)
        reports = _make_reports(report_set, kernel, places, progress)
        _complete(report_set, places, [*earlier, *reports])
        if inspect and audience == "oeffentlich":
            inspect(stage / audience, report_set.year)
    for job in report_set.jobs:
        places.failed(job).unlink(missing_ok=True)
    return folder / audience


def _earlier_reports(report_set: ReportSet, audience: Path) -> list[Report]:
    """Return the reports in `audience` that stay; remove the files of all others."""
    again = {job.stem for job in report_set.jobs}
    planned = {job.stem for job in plan(report_set.year, report_set.city)}
    reports = read_reports(audience)
    staying = [report for report in reports if report.stem in planned - again]
    remove_files(audience, [report for report in reports if report not in staying])
    return staying


def _make_reports(
    report_set: ReportSet, kernel: WarmKernel, places: _Places, progress: Progress
) -> list[Report]:
    """Execute one notebook after another; each is printed in a thread while the next one runs."""
    audience = places.stage / report_set.year.visibility
    with ThreadPoolExecutor(max_workers=1) as press:
        press.submit(embedded_faces)  # every page needs them, and the first notebook takes longer
        printed = []
        for number, job in enumerate(report_set.jobs):
            progress(f"{report_set.name}: {job.stem}", number, len(report_set.jobs))
            notebook = execute(kernel, notebook_file(places.notebooks, job), job, places.failed(job))
            printed.append(press.submit(_print, job, notebook, audience, places))
    return [future.result() for future in printed]


def _print(job: Job, notebook: Any, audience: Path, places: _Places) -> Report:
    write_notebook(notebook, places.executed(job))
    try:
        return write_report(job, notebook, audience)
    except NotebookError as error:
        kept = places.failed(job)
        write_notebook(notebook, kept)
        raise NotebookError(f"{job.stem}: {error} Das Notebook liegt unter {kept}.") from error


def _complete(report_set: ReportSet, places: _Places, reports: Sequence[Report]) -> None:
    """Add what speaks of the whole set: the committees' bundles and the manifest."""
    order = [job.stem for job in plan(report_set.year, report_set.city)]
    reports = sorted(reports, key=lambda report: order.index(report.stem))
    audience = places.stage / report_set.year.visibility
    write_bundles(audience, places.stage / EXECUTED, report_set, reports)
    write_manifest(audience, report_set, reports)


def _from(progress: Progress, done: int, total: int) -> Progress:
    """Return the progress of one set as part of all sets."""
    return lambda text, number, _: progress(text, done + number, total)
