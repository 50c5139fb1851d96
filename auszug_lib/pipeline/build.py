"""Building: all reports of a year executed, printed, bundled for the committees and put in their place."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from auszug_lib import NotebookError
from auszug_lib.pipeline.bundle import write_bundles
from auszug_lib.pipeline.execute import check_parameters, execute, notebook_file, write_notebook
from auszug_lib.pipeline.files import FINDINGS, RETURNED, MadeReport, findings_attached, write_report
from auszug_lib.pipeline.jobs import CHECK, Job, Progress, ReportSet
from auszug_lib.pipeline.kernel import WarmKernel
from auszug_lib.pipeline.manifest import write_manifest
from auszug_lib.pipeline.page import read_page
from auszug_lib.pipeline.publishable import refuse_unpublishable
from auszug_lib.pipeline.staging import staged
from auszug_lib.publication.document import DRAFT_MARK
from auszug_lib.publication.fonts import embedded_faces

_EXECUTED = "notebooks"
_FAILED = "fehlgeschlagen"


@dataclass(frozen=True)
class _Places:
    """Where things lie while a set is built: the notebooks, the staging and the final folder."""

    notebooks: Path
    staging: Path
    folder: Path
    report_set: ReportSet

    @property
    def audience(self) -> Path:
        return self.staging / self.report_set.audience

    @property
    def executed(self) -> Path:
        """The executed notebooks' folder; those of drafts lie with them."""
        return (self.audience if self.report_set.draft else self.staging) / _EXECUTED

    def failed(self, job: Job) -> Path:
        return self.folder / _FAILED / f"{job.stem}.ipynb"


def build(
    sets: Sequence[ReportSet], kernel: WarmKernel, notebooks: Path, out: Path, progress: Progress
) -> Iterator[Path]:
    """Build every set in `kernel` and yield the folder of each, such as `<out>/<name>/oeffentlich`.

    All parameters are checked beforehand; `progress` counts over all sets. Where a notebook, a delivery or
    the disk fails, it raises `AuszugError`; the set's old files stay, and so do finished sets.
    """
    jobs = [job for report_set in sets for job in report_set.jobs]
    check_parameters(notebooks, jobs)
    done = count()
    for report_set in sets:
        yield _build_set(
            report_set, kernel, notebooks, out, lambda text: progress(text, next(done), len(jobs))
        )


def _build_set(
    report_set: ReportSet, kernel: WarmKernel, notebooks: Path, out: Path, begin: Callable[[str], None]
) -> Path:
    folder = out / report_set.name
    replaced = (report_set.audience,) if report_set.draft else (report_set.audience, _EXECUTED)
    with staged(folder, replaced) as staging:
        places = _Places(notebooks, staging, folder, report_set)
        if [job.stem for job in report_set.jobs] == [CHECK]:
            _keep_others(folder, staging, replaced)
        reports = _make_reports(kernel, places, begin)
        write_bundles(places.audience, places.executed, report_set, reports)
        write_manifest(places.audience, report_set, reports)
        if report_set.year.params.is_public:
            refuse_unpublishable(places.audience, report_set.year)
    for job in report_set.jobs:
        places.failed(job).unlink(missing_ok=True)
    return folder / report_set.audience


def _keep_others(folder: Path, staging: Path, names: Sequence[str]) -> None:
    """Copy what lies beside the report on the deliveries, which is made again alone."""
    its_own = shutil.ignore_patterns(f"{CHECK}*", FINDINGS, RETURNED)
    for name in names:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, staging / name, ignore=its_own, dirs_exist_ok=True)


def _make_reports(kernel: WarmKernel, places: _Places, begin: Callable[[str], None]) -> list[MadeReport]:
    """Execute one notebook after another; each is printed in a thread while the next one runs."""
    with ThreadPoolExecutor(max_workers=1) as press:
        press.submit(embedded_faces)  # every page needs them, and the first notebook takes longer
        printed = []
        for job in places.report_set.jobs:
            begin(f"{places.report_set.name}: {job.stem}")
            notebook = execute(kernel, notebook_file(places.notebooks, job), job, places.failed(job))
            printed.append(press.submit(_print, job, notebook, places))
    return [future.result() for future in printed]


def _print(job: Job, notebook: Any, places: _Places) -> MadeReport:
    write_notebook(notebook, places.executed / f"{job.stem}.ipynb")
    try:
        page = read_page(notebook)
        if places.report_set.draft:
            page = page.with_head(marks=tuple(dict.fromkeys((*page.head.marks, DRAFT_MARK))))
        attached = findings_attached(places.report_set.year.examination) if job.stem == CHECK else {}
        return write_report(job, page, places.audience, attached)
    except NotebookError as error:
        kept = places.failed(job)
        write_notebook(notebook, kept)
        raise NotebookError(f"{job.stem}: {error} Das Notebook liegt unter {kept}.") from error
