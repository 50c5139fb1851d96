"""The front page of a year's public folder: what there is, for whom, how large, and with which checksums."""

from collections.abc import Sequence
from pathlib import Path

from auszug_lib.params.city import LICENCES
from auszug_lib.pipeline.bundle import INDEX, committees_of, size_in_words
from auszug_lib.pipeline.data_package import PACKAGE
from auszug_lib.pipeline.files import MadeReport, marks_of
from auszug_lib.pipeline.jobs import ReportSet
from auszug_lib.pipeline.manifest import MANIFEST, files_in
from auszug_lib.pipeline.page import Page, Part, web_page
from auszug_lib.pipeline.table_book import book_name
from auszug_lib.publication.document import Title


def write_front(folder: Path, report_set: ReportSet, reports: Sequence[MadeReport]) -> None:
    """Write `index.html` about all that lies in a public folder, before what goes to committees does.

    The seal covers it; so it says the checksum of everything but itself and what says the seal.
    """
    year, city = report_set.year.params, report_set.year.city
    if report_set.audience != "oeffentlich":
        return
    title = Title(
        document_type="Übersicht",
        part="öffentlicher Teil",
        subject=f"{city.programme} {year.year}: Berichte, Tabellen und Zahlen",
        authority=city.authority,
        department=city.department,
        sittings=(),
        marks=marks_of(reports),
        date=year.last_day.isoformat(),
    )
    page = web_page(
        Page(Part(title.document(), title.html()), ()),
        "jahr.html.j2",
        reports=reports,
        files={file["path"]: file for file in files_in(folder)},
        size=size_in_words,
        book=book_name(report_set.year),
        package=PACKAGE,
        manifest=MANIFEST,
        committees=committees_of(report_set, reports),
        licence=LICENCES.get(city.licence or ""),
    )
    (folder / INDEX).write_text(page, encoding="utf-8", newline="\n")
