"""What the committees get: the reports, the notice with their own sitting first, lists and archives."""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from auszug_lib.publication.numbers import plain
from auszug_lib.verification.finding import Finding
from auszug_lib.verification.known import Known
from auszug_lib.verification.numerals import Phrases
from auszug_lib.verification.page import WebPage
from auszug_lib.verification.pdf import open_pdf
from auszug_lib.verification.printed import print_findings
from auszug_lib.verification.web import page_findings

CHECKSUMS = "SHA256SUMS"


def committee_findings(
    folder: Path, bundles: str, pages: Mapping[str, WebPage], known: Known
) -> Iterator[Finding]:
    """Yield what nobody can account for in the folders and archives of the committees.

    Parameters
    ----------
    folder, bundles
        The public folder, and the name of the folder of bundles in it.
    pages
        The reports' web pages by stem.
    known
        What may explain a number.
    """
    copied = {file.read_bytes() for file in folder.glob("*.pdf")}
    for file in sorted((folder / bundles).rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.suffix == ".pdf" and file.read_bytes() not in copied:
            yield from _of_own_print(file, name, pages, known)
        elif file.suffix == ".html":
            listed = _told_of_files(file.parent)
            yield from page_findings(WebPage(file, name), known, listed)
        elif file.name == CHECKSUMS:
            yield from _of_checksums(file, name)
        elif file.suffix == ".zip":
            yield from _of_archive(file, name)


def _of_own_print(file: Path, name: str, pages: Mapping[str, WebPage], known: Known) -> Iterator[Finding]:
    """Yield the findings in a PDF that was set anew, as the notice is for each committee."""
    stem = max((stem for stem in pages if stem in file.stem), key=len, default="")
    if not stem:
        yield Finding(name, "", "Zu diesem PDF gibt es keinen Bericht.")
    elif isinstance(pdf := open_pdf(file), str):
        yield Finding(name, "", pdf)
    else:
        yield from print_findings(name, pdf, pages[stem], known, own_head=True)


def _told_of_files(folder: Path) -> Phrases:
    """Return what a list may say of the files in its folder: their names and sizes."""
    texts = []
    for file in folder.iterdir():
        size = file.stat().st_size
        texts += [file.name, f"{plain(max(1.0, size / 1000))} kB", f"{plain(size / 1e6, 1)} MB", str(size)]
    return Phrases(texts)


def _of_checksums(file: Path, name: str) -> Iterator[Finding]:
    for line in file.read_text(encoding="utf-8").splitlines():
        digest, _, other = line.partition("  ")
        place = file.parent / other
        if not place.is_file() or hashlib.sha256(place.read_bytes()).hexdigest() != digest:
            yield Finding(name, other, "Die Prüfsumme stimmt nicht.")


def _of_archive(file: Path, name: str) -> Iterator[Finding]:
    """Yield the files in an archive that do not lie in a committee's folder just so."""
    laid_out = {
        path.read_bytes() for path in file.parent.rglob("*") if path.is_file() and path.suffix != ".zip"
    }
    try:
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                if not member.is_dir() and archive.read(member) not in laid_out:
                    yield Finding(name, member.filename, "Die Datei im Archiv ist keine der Dateien daneben.")
    except zipfile.BadZipFile:
        yield Finding(name, "", "Das ist kein Archiv.")
