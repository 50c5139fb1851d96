"""What a set has once: the workbook of its tables, the description of its figures, and its front page."""

from collections.abc import Sequence
from pathlib import Path

from auszug_lib.params.city import LICENCES
from auszug_lib.pipeline.bundle import INDEX, committees_of, size_in_words
from auszug_lib.pipeline.data_package import PACKAGE, data_package
from auszug_lib.pipeline.files import MadeReport, marks_of
from auszug_lib.pipeline.jobs import ReportSet
from auszug_lib.pipeline.manifest import MANIFEST, files_in
from auszug_lib.pipeline.page import Page, Part, web_page
from auszug_lib.pipeline.table_book import book_name, table_book
from auszug_lib.publication.document import Title

HASH = "SHA-256"


def write_front(folder: Path, report_set: ReportSet, reports: Sequence[MadeReport]) -> None:
    """Write the files about all reports into an audience's folder, a front page into a public one.

    The front page says the checksum of everything but itself and of what says the seal, which covers it.
    """
    year = report_set.year
    book, package = table_book(year, reports), data_package(folder, year, reports)
    for name, content in ((book_name(year), book), (PACKAGE, package)):
        if content:
            (folder / name).write_bytes(content)
    if report_set.audience != "oeffentlich":
        return
    words = {"manifest": MANIFEST, "size": size_in_words, "licence": LICENCES.get(year.city.licence or "")}
    page = web_page(
        _head(report_set, reports),
        "jahr.html.j2",
        reports=reports,
        files={file["path"]: file for file in files_in(folder)},
        book=book_name(year),
        package=PACKAGE,
        hash=HASH,
        committees=committees_of(report_set, reports),
        **words,
    )
    (folder / INDEX).write_bytes(page.encode())


def _head(report_set: ReportSet, reports: Sequence[MadeReport]) -> Page:
    year, city = report_set.year.params, report_set.year.city
    subject = f"{city.programme} {year.year}: Berichte, Tabellen und Zahlen"
    says = ("Übersicht", "öffentlicher Teil", subject, city.authority, city.department)
    title = Title(*says, sittings=(), marks=marks_of(reports), date=year.last_day.isoformat())
    return Page(Part(title.document(), title.html()), ())
