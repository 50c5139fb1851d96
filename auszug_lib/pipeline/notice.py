"""The notice as each committee gets it: printed from one executed notebook, its own sitting first."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat import ValidationError

from auszug_lib.errors import NotebookError
from auszug_lib.pipeline.files import Report
from auszug_lib.pipeline.page import Page, Part, read_page
from auszug_lib.pipeline.plan import NOTICE, Job, ReportSet, plan
from auszug_lib.pipeline.web import web_page
from auszug_lib.publication.document import Sitting, Title

_THIS_SITTING = "{committee} (diese Sitzung)"
_COVER = "Unterlagen"


def notice_in(report_set: ReportSet) -> Job:
    """Return the notice of the set's year, whether it is to be made now or not."""
    return next(job for job in plan(report_set.year, report_set.city) if job.notebook == NOTICE)


def read_notice(executed: Path, job: Job) -> Page:
    """Return what the executed notice in the folder `executed` shows; raises `NotebookError`."""
    return read_page(nbformat.read(executed / f"{job.stem}.ipynb", as_version=4))


def for_sitting(notice: Page, committee: str) -> Page:
    """Return the notice with the sitting of a committee first, and marked.

    Parameters
    ----------
    notice
        The notice as it goes to all.
    committee
        The committee's name; where the notice does not have it, nothing changes.
    """
    title = _title_of(notice)
    own = [sitting for sitting in title.sittings if sitting.committee == committee]
    others = [sitting for sitting in title.sittings if sitting.committee != committee]
    marked = [replace(sitting, committee=_THIS_SITTING.format(committee=committee)) for sitting in own]
    return replace(notice, title=_part(replace(title, sittings=(*marked, *others))))


def cover(notice: Page, committee: str, subject: str, marks: Iterable[str]) -> Page:
    """Return the empty page that stands before everything a committee gets.

    Parameters
    ----------
    notice
        The notice, from which it has its head.
    committee
        The committee's name.
    subject, marks
        Its subject line, and what it must say as all that lies behind it does.
    """
    title = _title_of(notice)
    own = tuple(sitting for sitting in title.sittings if sitting.committee == committee)
    head = replace(title, document_type=_COVER, subject=subject, sittings=own, marks=tuple(marks))
    return Page(_part(head), ())


def _title_of(page: Page) -> Title:
    document = {name: value for name, value in page.title.document.items() if name != "kind"}
    sittings = tuple(Sitting(**sitting) for sitting in document["sittings"])
    return Title(**{**document, "sittings": sittings, "marks": tuple(document["marks"])})


def _part(title: Title) -> Part:
    return Part(title.document(), title.html())


def with_notice(report_set: ReportSet, audience: Path, executed: Path, made: Iterable[Report]) -> ReportSet:
    """Return a public set with its notice in it too, where the committees' own could not be printed else.

    The executed notebook may be older than the sittings in the parameters; and it may be an internal one,
    for an internal run leaves its notebooks in the same place.

    Parameters
    ----------
    report_set
        The reports that are to be made.
    audience, executed
        The folder of what was published, and the one with the executed notebooks.
    made
        The reports in `audience`.
    """
    job = notice_in(report_set)
    published = job.stem in {report.stem for report in made}
    if job.stem in {planned.stem for planned in report_set.jobs} or not published:
        return report_set
    if _is_current(job, executed, audience):
        return report_set
    return replace(report_set, jobs=(job, *report_set.jobs))


def _is_current(job: Job, executed: Path, audience: Path) -> bool:
    """Return whether the notebook is what was published, and made for the sittings as they are now."""
    try:
        notebook = nbformat.read(executed / f"{job.stem}.ipynb", as_version=4)
        made_for = notebook.metadata.papermill.parameters.get("committees", {})
        published = (audience / f"{job.stem}.html").read_bytes()
        is_published = web_page(read_page(notebook)).encode() == published
    except (
        OSError,
        ValueError,
        ValidationError,
        AttributeError,
        NotebookError,
    ):  # none, none of ours, or worked on since
        return False
    return is_published and made_for == job.parameters.get("committees", {})
