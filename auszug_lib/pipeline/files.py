"""The files of a report: an executed notebook becomes a web page, a PDF and its tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auszug_lib.pipeline.figures import shown_figures
from auszug_lib.pipeline.page import Page
from auszug_lib.pipeline.plan import Job
from auszug_lib.pipeline.tables import figures_csv, table_csv
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.pipeline.web import web_page

DATA_FOLDER = "daten"
FIGURES = "-zahlen.csv"


@dataclass(frozen=True)
class Report:
    """A report that was made: what it is, what every page of it says, and its files.

    Parameters
    ----------
    stem, notebook
        As in its `Job`.
    document_type, title
        What kind of document it is, such as „Mitteilung“, and its subject line.
    marks
        What every page says.
    files
        Paths below the audience's folder, with forward slashes.
    """

    stem: str
    notebook: str
    document_type: str
    title: str
    marks: tuple[str, ...]
    files: tuple[str, ...]


def write_report(job: Job, page: Page, folder: Path) -> Report:
    """Write the files of one report into `folder` and return what was made.

    Parameters
    ----------
    job
        The report; its stem names the files.
    page
        What its executed notebook shows.
    folder
        The audience's folder; it is made where it does not exist.

    Raises
    ------
    NotebookError
        Where the PDF cannot be set; nothing is written then.
    """
    contents = {
        f"{job.stem}.html": web_page(page).encode(),
        f"{job.stem}.pdf": typeset(page),
        **{_csv_name(job, table): table_csv(table) for table in page.documents_of("table")},
        **_figures(job, page),
        **job.attachments,
    }
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    title = page.title.document
    said = tuple(title["marks"])
    return Report(job.stem, job.notebook, title["document_type"], title["subject"], said, tuple(contents))


def _figures(job: Job, page: Page) -> dict[str, bytes]:
    figures = shown_figures(page.documents)
    return {f"{DATA_FOLDER}/{job.stem}{FIGURES}": figures_csv(figures)} if figures else {}


def _csv_name(job: Job, table: Mapping[str, Any]) -> str:
    return f"{DATA_FOLDER}/{job.stem}-{table['name']}.csv"
