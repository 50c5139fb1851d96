"""What the committees get: the reports, the notice with their own sitting first, lists and archives."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from auszug_lib.pipeline.bundle import CHECKSUMS, INDEX, bundles_in, checksums_of
from auszug_lib.publication.numbers import plain
from auszug_lib.verification.finding import Finding
from auszug_lib.verification.known import Known
from auszug_lib.verification.web import WebPage, page_findings


def committee_findings(path: Path, notice: str, known: Known) -> Iterator[Finding]:
    """Yield what nobody can account for in the folders of the committees in a public folder.

    All PDFs are copies but the notice, of which its stem is given: it is set anew for each committee.
    """
    copied = {file.read_bytes() for file in path.glob("*.pdf")}
    for folder in bundles_in(path):
        name = folder.relative_to(path).as_posix()
        files = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}
        archives = {file: files.pop(file) for file in list(files) if file.endswith(".zip")}
        sums = {file: content for file, content in files.items() if file != CHECKSUMS}
        for file, content in files.items():
            if file == INDEX:
                yield from page_findings(WebPage(folder / file, f"{name}/{file}"), known, _listed(files))
            elif file == CHECKSUMS and content.decode(errors="replace") != "".join(checksums_of(sums)):
                yield Finding(f"{name}/{file}", "", "Die Prüfsummen sind nicht die der Dateien daneben.")
            elif file.endswith(".pdf") and content not in copied and not (notice and notice in file):
                yield Finding(f"{name}/{file}", "", "Das PDF ist nicht das des Berichts.")
            elif file != CHECKSUMS and not file.endswith(".pdf"):
                yield Finding(f"{name}/{file}", "", "Die Datei gehört zu keinem Bericht.")
        for file, content in archives.items():
            if _unpacked(content) != {f"{Path(file).stem}/{one}": files[one] for one in files}:
                yield Finding(f"{name}/{file}", "", "Im Archiv liegen nicht die Dateien daneben.")


def _listed(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what a list may say of files: their names and sizes."""
    for file, content in files.items():
        size = len(content)
        yield from (file, f"{plain(max(1.0, size / 1000))} kB", f"{plain(size / 1e6, 1)} MB", str(size))


def _unpacked(content: bytes) -> Mapping[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {one.filename: archive.read(one) for one in archive.infolist()}
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
    ):  # none, encrypted, or packed as ours are not
        return None
