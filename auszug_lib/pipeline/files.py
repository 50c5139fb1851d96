"""The files of a report: a notebook becomes a web page, a PDF, its figures and, the notice, Word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from auszug_lib.delivery.finding import COLUMNS
from auszug_lib.delivery.rules.rule import SEVERITIES
from auszug_lib.pipeline.csv_files import csv_file, figures_csv, harmless
from auszug_lib.pipeline.jobs import CHECK, NOTICE, Job
from auszug_lib.pipeline.page import Page, web_page
from auszug_lib.pipeline.shown import ShownTable, shown_figures, shown_table
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.statistics.examination import Examination

DATA_FOLDER = "daten"
FIGURES = "-zahlen.csv"

# What lies beside the report on the deliveries: the list of all findings, and the workbooks that go back.
FINDINGS = "befunde.csv"
RETURNED = "rueckgabe"


@dataclass(frozen=True)
class MadeReport:
    """A report that was made: what it is, what every page of it says, its files and its tables.

    The paths of its files are below the audience's folder, with forward slashes.
    """

    stem: str
    notebook: str
    document_type: str
    title: str
    marks: tuple[str, ...]
    files: tuple[str, ...]
    tables: tuple[ShownTable, ...] = ()

    def entry(self) -> dict[str, Any]:
        """Return what a manifest says of the report."""
        return {name: value for name, value in vars(self).items() if name != "tables"}


def marks_of(reports: Iterable[MadeReport]) -> tuple[str, ...]:
    """Return what the pages of any of these reports must say."""
    return tuple(dict.fromkeys(mark for report in reports for mark in report.marks))


def write_report(
    job: Job, page: Page, folder: Path, attachments: Mapping[str, bytes], template: Path | None = None
) -> MadeReport:
    """Write the files of one report and what lies beside it into a folder, and return what was made.

    The notice is a Word document too, which begins with the `template` if there is one. Where a page cannot
    be set, it raises `NotebookError` and nothing is written.
    """
    contents = {f"{job.stem}.html": web_page(page).encode(), f"{job.stem}.pdf": typeset(page), **attachments}
    if figures := shown_figures(page.documents):
        contents[f"{DATA_FOLDER}/{job.stem}{FIGURES}"] = figures_csv(figures)
    if job.notebook == NOTICE:
        from auszug_lib.pipeline.word import word_document  # python-docx takes long to load

        contents[f"{job.stem}.docx"] = word_document(page, template)
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    # The report on the deliveries is made alone too, and its findings lie beside it as a list.
    tables = () if job.stem == CHECK else tuple(map(shown_table, page.documents_of("table")))
    head, files = page.head, tuple(contents)
    return MadeReport(job.stem, job.notebook, head.document_type, head.subject, head.marks, files, tables)


def findings_attached(examination: Examination) -> dict[str, bytes]:
    """Return what lies beside the report on the deliveries: by path the content.

    It is the list of all findings, and each carrier's delivery where it has any.
    """
    from auszug_lib.workbooks.returned import returned_workbook, to_return  # openpyxl takes long to load

    files, year = {FINDINGS: findings_csv(examination.findings)}, examination.checked.year.year
    lists = examination.city.code_lists
    for carrier, delivery in examination.checked.deliveries.items():
        returned = to_return(examination.findings, carrier)
        if len(returned):
            name = f"{RETURNED}/{carrier.lower()}-{year}.xlsx"
            files[name] = returned_workbook(delivery, returned, year, lists)
    return files


def findings_csv(findings: pd.DataFrame) -> bytes:
    """Return findings as CSV with German headings, a line a finding; no cell is a formula."""
    shown = findings.assign(severity=findings["severity"].map(dict(SEVERITIES)))[list(COLUMNS)]
    lines = ([harmless(text) for text in row] for row in shown.itertuples(index=False))
    return csv_file([list(COLUMNS.values()), *lines])
