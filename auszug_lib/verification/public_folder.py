"""A public folder as a whole: its manifest, its reports with their tables, and what the committees get."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from auszug_lib import ParamsError
from auszug_lib.params.city import LICENCES
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.bundle import CHECKSUMS, INDEX, checksums_of, size_in_words
from auszug_lib.pipeline.data_package import PACKAGE, data_package
from auszug_lib.pipeline.files import MadeReport
from auszug_lib.pipeline.front import HASH
from auszug_lib.pipeline.jobs import BUNDLES, NOTICE, bundles_in
from auszug_lib.pipeline.manifest import MANIFEST, definition, files_in, register_entry, seal_file, seal_of
from auszug_lib.pipeline.publishable import by_year, printed_figures, rules_of
from auszug_lib.pipeline.shown import shown_figures
from auszug_lib.pipeline.table_book import book_name
from auszug_lib.project import Project
from auszug_lib.publication.figure_id import FigureId
from auszug_lib.verification.known import Known, normalized
from auszug_lib.verification.web import Finding, WebPage, page_findings
from auszug_lib.verification.workbook import book_findings


class PublicFolder:
    """A public folder, or the one of its year at `path`, and the parameters it was made with.

    Where there are no public reports, or no parameters for them, it raises `ParamsError`.
    """

    def __init__(self, project: Project, path: Path) -> None:
        self.path = path if (path / MANIFEST).is_file() else path / "oeffentlich"
        try:
            self.manifest = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            self.name = name_of_year(project.folder, self.path, int(self.manifest["year"]))
            self.reports = tuple(
                MadeReport(**{**one, "marks": tuple(one["marks"]), "files": tuple(one["files"])})
                for one in self.manifest["reports"]
            )
            self.figures, self.contradictions = printed_figures(self.path)
            self.register = {name: register_entry(name, text) for name, text in self.figures.items()}
            is_public = self.manifest["audience"] == "oeffentlich"
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            raise ParamsError(
                f"In „{path}“ liegen keine öffentlichen Berichte mit vollständigem Manifest; "
                "bitte einen Ordner wie outputs/2019 nennen."
            ) from None
        if not is_public:
            raise ParamsError(f"„{path}“ ist nicht öffentlich; geprüft wird, was alle sehen.")
        self.year = project.year(self.name)
        self.known = Known(self.year, self.figures)
        self.set_files = (book_name(self.year), INDEX, PACKAGE)

    @property
    def word(self) -> Path:
        """The notice as a Word document, as the office got it."""
        names = [name for report in self.reports for name in report.files if name.endswith(".docx")]
        return self.path / next(iter(names), f"{NOTICE}.docx")

    def findings(self) -> Iterator[Finding]:
        """Yield whatever in the folder nobody can account for."""
        yield from self._of_files()
        yield from self._of_seal()
        yield from self._of_manifest()
        known = {
            name: text
            for name, text in self.figures.items()
            if FigureId.parse(name).measure in self.year.measures
        }
        complaints = rules_of(self.year).complaints(self.year.params.year, by_year(known))
        for name, reason in (*self.contradictions, *complaints):
            yield Finding(MANIFEST, name, reason)
        pages = {}
        for report in self.reports:
            if (file := self.path / f"{report.stem}.html").is_file():
                pages[report] = WebPage(file, file.name)
                yield from self._of_report(report, pages[report])
        yield from self._of_the_set(pages)
        printed = [figure for page in pages.values() for _, figure in page.figures if figure.figure]
        cells = [{**asdict(figure), "figure": figure.name, "value": None} for figure in printed]
        for name in sorted(self.figures.keys() - shown_figures(cells).keys()):
            yield Finding(MANIFEST, name, f"Die Zahl {self.figures[name]} zeigt keine Seite.")
        notice = next((report.stem for report in self.reports if report.notebook == NOTICE), "")
        yield from committee_findings(self.path, notice, self.known)

    def _of_files(self) -> Iterator[Finding]:
        """Yield the files that are not as the manifest lists them, or belong to no report."""
        listed, found = (
            {str(entry["path"]): entry for entry in entries}
            for entries in (self.manifest.get("files", ()), files_in(self.path))
        )
        own = {name for report in self.reports for name in report.files}
        own |= {f"{report.stem}.{kind}" for report in self.reports for kind in ("html", "pdf")}
        of_all = {*own, *self.set_files}
        for name in sorted(listed | found | dict.fromkeys(own)):
            if name not in found:
                yield Finding(name, "", "Die Datei fehlt; das Manifest nennt sie.")
            elif name not in listed:
                yield Finding(name, "", "Das Manifest kennt die Datei nicht.")
            elif listed[name] != found[name]:
                yield Finding(name, "", "Die Datei ist nicht die, die das Manifest nennt.")
            elif name not in of_all and not (name.startswith(f"{BUNDLES}/") and name.count("/") == 2):
                yield Finding(name, "", "Die Datei gehört zu keinem Bericht.")

    def _of_the_set(self, pages: Mapping[MadeReport, WebPage]) -> Iterator[Finding]:
        """Yield what is wrong in the files about all reports: workbook, description, front page."""
        book, front, package = (self.path / name for name in self.set_files)
        if book.is_file():
            yield from book_findings(book, self.year, pages)
        if package.is_file() and package.read_bytes() != data_package(self.path, self.year, self.reports):
            yield Finding(PACKAGE, "", "Die Beschreibung ist nicht die der Dateien daneben.")
        if front.is_file():
            files = files_in(self.path)
            extra = (HASH, *(file["sha256"] for file in files), *chain(*LICENCES.values()))
            listed = _listed({file["path"]: file["bytes"] for file in files})
            yield from page_findings(WebPage(front, INDEX), self.known, (*extra, *listed))

    def _of_seal(self) -> Iterator[Finding]:
        """Yield what speaks against the seal, which the release keeps where nobody else can change it."""
        seal, kept = seal_of(self.path), seal_file(self.year)
        if self.manifest.get("seal") != seal:
            yield Finding(MANIFEST, "", "Das Siegel ist nicht das der Dateien.")
        if kept.is_file() and kept.read_text(encoding="utf-8").strip() != seal:
            yield Finding(
                MANIFEST,
                "",
                f"Die Dateien sind nicht die freigegebenen; das Siegel in {kept.name} ist anders.",
            )

    def _of_manifest(self) -> Iterator[Finding]:
        """Yield what the manifest says of figures and measures beside what the files of figures say."""
        listed = self.manifest.get("figures", {})
        for name in sorted(listed.keys() | self.register.keys()):
            if listed.get(name) != self.register.get(name):
                text = dict(listed.get(name) or {}).get("text", "nichts")
                reason = f"In der Datei steht {self.figures.get(name, 'nichts')}, im Manifest {text}."
                yield Finding(MANIFEST, name, reason)
        for key in dict.fromkeys(entry["measure"] for entry in self.register.values()):
            m, defined = self.year.measures.get(key), self.manifest.get("measures", {}).get(key)
            if not m or defined != definition(m):
                yield Finding(MANIFEST, key, "Die Erklärung der Kennzahl ist nicht die des Programms.")

    def _of_report(self, report: MadeReport, page: WebPage) -> Iterator[Finding]:
        yield from page_findings(page, self.known)
        heading = page.soup.find("h1")
        if heading is None or normalized(heading.get_text()) != normalized(report.title):
            yield Finding(MANIFEST, page.name, f"Der Titel „{report.title}“ ist nicht der der Seite.")


def name_of_year(params: ParamsFolder, folder: Path, year: int) -> str:
    """Return the name of the year's file: that of the folder above, or the file that is about the year."""
    above = folder.resolve().parent.name
    return above if params.file(above).is_file() else params.file_of(year).stem


def committee_findings(path: Path, notice: str, known: Known) -> Iterator[Finding]:
    """Yield what nobody can account for in the folders of the committees in a public folder.

    All PDFs are copies but the notice, of which its stem is given: it is set anew for each committee.
    """
    copied = {file.read_bytes() for file in path.glob("*.pdf")}
    seal = seal_of(path)
    for folder in bundles_in(path):
        name = folder.relative_to(path).as_posix()
        files = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}
        archives = {file: files.pop(file) for file in list(files) if file.endswith(".zip")}
        sums = {file: content for file, content in files.items() if file != CHECKSUMS}
        for file, content in files.items():
            if file == INDEX:
                yield from page_findings(
                    WebPage(folder / file, f"{name}/{file}"),
                    known,
                    (*_listed({one: len(data) for one, data in files.items()}), seal),
                )
            elif file == CHECKSUMS and content.decode(errors="replace") != "".join(checksums_of(sums)):
                yield Finding(f"{name}/{file}", "", "Die Prüfsummen sind nicht die der Dateien daneben.")
            elif file.endswith(".pdf") and content not in copied and not (notice and notice in file):
                yield Finding(f"{name}/{file}", "", "Das PDF ist nicht das des Berichts.")
            elif file != CHECKSUMS and not file.endswith(".pdf"):
                yield Finding(f"{name}/{file}", "", "Die Datei gehört zu keinem Bericht.")
        for file, content in archives.items():
            if _unpacked(content) != {f"{Path(file).stem}/{one}": files[one] for one in files}:
                yield Finding(f"{name}/{file}", "", "Im Archiv liegen nicht die Dateien daneben.")


def _listed(sizes: Mapping[str, int]) -> Iterator[str]:
    """Yield what a list may say of files: their names and sizes."""
    for file, size in sizes.items():
        yield from (file, size_in_words(size), str(size))


def _unpacked(content: bytes) -> Mapping[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {one.filename: archive.read(one) for one in archive.infolist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):  # none, encrypted, or packed otherwise
        return None
