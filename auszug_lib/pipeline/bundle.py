"""The bundles: for each committee a folder with what goes to it, and the same as a zip, ready for the agenda.

They hold PDFs alone: that is what an agenda's system takes, and these are accessible.
"""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from auszug_lib.delivery.vocabulary import folded
from auszug_lib.params import Year
from auszug_lib.pipeline.files import MadeReport, marks_of
from auszug_lib.pipeline.jobs import BUNDLES, NOTICE, ReportSet
from auszug_lib.pipeline.manifest import seal_of
from auszug_lib.pipeline.page import Page, read_page, web_page
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.publication.document import DRAFT_MARK
from auszug_lib.publication.numbers import plain

INDEX = "index.html"
CHECKSUMS = "SHA256SUMS"
_COVER = "Unterlagen"
LONGEST = 40  # part of a file name


# Calls a function with each of several values, as `map` does, or an executor's.
Each = Callable[[Callable[[Page], bytes], Sequence[Page]], Iterator[bytes]]


@dataclass(frozen=True)
class Attachment:
    """A file that goes to a committee: the report it is, its name, and its bytes."""

    report: MadeReport
    name: str
    content: bytes


def size_in_words(size: int) -> str:
    """Return a size in bytes, as one says it: 324 kB, 1,2 MB."""
    kilobytes = max(1.0, size / 1000)
    if kilobytes < 1000:
        return f"{plain(kilobytes)}\N{NO-BREAK SPACE}kB"
    return f"{plain(kilobytes / 1000, 1)}\N{NO-BREAK SPACE}MB"


def committees_of(report_set: ReportSet, reports: Sequence[MadeReport]) -> dict[str, str]:
    """Return by its folder in a public one the name of each committee that gets something.

    Only what is public and final goes to committees, and only a whole set: nobody shall send half of it.
    """
    year, city = report_set.year.params, report_set.year.city
    if report_set.audience != "oeffentlich" or DRAFT_MARK in marks_of(reports):
        return {}
    names = distinct_names(year.committees, "gremium")
    return {f"{BUNDLES}/{name}": city.committees[code] for code, name in names.items()}


def write_bundles(
    folder: Path, executed: Path, report_set: ReportSet, reports: Sequence[MadeReport], each: Each = map
) -> None:
    """Write `gremien/` in an audience's folder: for each committee of the year its folder, and that as a zip.

    The reports' PDFs lie in the folder already; the notice is printed anew from its executed notebook, for
    `each` committee once.
    """
    year, city = report_set.year.params, report_set.year.city
    committees = committees_of(report_set, reports)
    if not committees:
        return
    notice = next(job.stem for job in report_set.jobs if job.notebook == NOTICE)
    page = read_page(nbformat.read(executed / f"{notice}.ipynb", as_version=4))
    shared = tuple(_attachments(folder, year, reports))
    seal = seal_of(folder)
    notices = each(typeset, [_for_sitting(page, committee) for committee in committees.values()])
    for (place, committee), own in zip(committees.items(), notices, strict=True):
        files = [replace(file, content=own) if file.report.stem == notice else file for file in shared]
        subject = f"{committee}: {city.programme} {year.year}"
        contents = _with_index(files, _cover(page, committee, subject, marks_of(reports)), seal)
        own_folder = folder / place
        own_folder.mkdir(parents=True)
        for file_name, content in contents.items():
            (own_folder / file_name).write_bytes(content)
        _write_zip(own_folder / f"{own_folder.name}-{year.year}.zip", contents, year)


def _for_sitting(notice: Page, committee: str) -> Page:
    """Return the notice with the sitting of `committee` first, and marked."""
    sittings = notice.head.sittings
    own = [
        replace(sitting, committee=f"{committee} (diese Sitzung)")
        for sitting in sittings
        if sitting.committee == committee
    ]
    others = [sitting for sitting in sittings if sitting.committee != committee]
    return notice.with_head(sittings=(*own, *others))


def _cover(notice: Page, committee: str, subject: str, marks: tuple[str, ...]) -> Page:
    """Return the empty page before everything a committee gets, with the notice's head."""
    own = tuple(sitting for sitting in notice.head.sittings if sitting.committee == committee)
    front = notice.with_head(document_type=_COVER, subject=subject, sittings=own, marks=marks)
    return replace(front, parts=())


def _attachments(folder: Path, year: Year, reports: Sequence[MadeReport]) -> Iterator[Attachment]:
    digits = len(str(len(reports)))
    for number, report in enumerate(reports, start=1):
        name = f"{number:0{digits}}-{safe_name(report.stem, 'bericht')}-{year.year}.pdf"
        yield Attachment(report, name, (folder / f"{report.stem}.pdf").read_bytes())


def _with_index(files: Sequence[Attachment], front: Page, seal: str) -> dict[str, bytes]:
    """Return everything in a committee's folder by its name: the files, their index and their checksums."""
    words = {"files": files, "checksums": CHECKSUMS, "seal": seal, "size": size_in_words}
    index = web_page(front, "gremium.html.j2", **words)
    contents = {file.name: file.content for file in files} | {INDEX: index.encode()}
    return contents | {CHECKSUMS: "".join(checksums_of(contents)).encode()}


def checksums_of(contents: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line a file, as `sha256sum -c` reads it."""
    for name, content in sorted(contents.items()):
        yield f"{hashlib.sha256(content).hexdigest()}  {name}\n"


def _write_zip(file: Path, contents: Mapping[str, bytes], year: Year) -> None:
    """Write a zip whose bytes follow from its contents alone; unpacked, it is one folder.

    Nothing is compressed: PDFs are already, and two versions of zlib would compress differently.
    """
    day = year.last_day
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{file.stem}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # Unix, which the permissions belong to, whatever system this is
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)


def safe_name(text: str, otherwise: str) -> str:
    """Return a text as a part of a file name that survives every mail system, disk and archive program.

    It has small ASCII letters, digits, hyphens and underscores; `otherwise` stands where nothing is left, as
    of a name in foreign letters.

    >>> safe_name("Jugendhilfe & Süd", "gremium")
    'jugendhilfe-sued'
    """
    plain_text = re.sub(r"[^a-z0-9_]+", "-", folded(text))[:LONGEST].strip("-_")
    return plain_text or otherwise


def distinct_names(texts: Iterable[str], otherwise: str) -> dict[str, str]:
    """Return the safe name of every text; where two would be the same, the later one is numbered."""
    names: dict[str, str] = {}
    for text in texts:
        name = first = safe_name(text, otherwise)
        number = 1
        while name in names.values():
            number += 1
            name = f"{first}-{number}"
        names[text] = name
    return names
