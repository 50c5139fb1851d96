"""What the committees get: the reports, the notice with their own sitting first, lists and archives."""

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from auszug_lib.publication.numbers import plain
from auszug_lib.verification.finding import Finding
from auszug_lib.verification.known import Known
from auszug_lib.verification.numerals import Phrases
from auszug_lib.verification.page import WebPage
from auszug_lib.verification.web import page_findings

CHECKSUMS = "SHA256SUMS"


def committee_findings(folder: Path, bundles: str, notice: str, known: Known) -> Iterator[Finding]:
    """Yield what nobody can account for in the folders and archives of the committees.

    Parameters
    ----------
    folder, bundles
        The public folder, and the name of the folder of bundles in it.
    notice
        The stem of the notice, which is set anew for each committee; all other PDFs are copies.
    known
        What may explain a number.
    """
    copied = {file.read_bytes() for file in folder.glob("*.pdf")}
    for file in sorted((folder / bundles).rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.suffix == ".pdf" and file.read_bytes() not in copied and notice not in file.stem:
            yield Finding(name, "", "Das PDF ist nicht das des Berichts.")
        elif file.suffix == ".html":
            listed = _told_of_files(file.parent)
            yield from page_findings(WebPage(file, name), known, listed)
        elif file.name == CHECKSUMS:
            yield from _of_checksums(file, name)
        elif file.suffix == ".zip":
            yield from _of_archive(file, name)


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
