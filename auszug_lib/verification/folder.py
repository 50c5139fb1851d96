"""A public folder as a whole: its manifest, its reports with their tables, and what the committees get."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auszug_lib.codes import LEVEL
from auszug_lib.disclosure.counts import Figure
from auszug_lib.disclosure.public import policy_in_force, with_sums
from auszug_lib.disclosure.release import read_release
from auszug_lib.errors import ParamsError, ReleaseError
from auszug_lib.params import Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.pipeline.bundle import BUNDLES
from auszug_lib.pipeline.files import DATA_FOLDER, FIGURES
from auszug_lib.pipeline.manifest import MANIFEST
from auszug_lib.pipeline.plan import NOTICE
from auszug_lib.pipeline.register import read_figures
from auszug_lib.pipeline.tables import machine_readable
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.measures import measures
from auszug_lib.verification.committees import committee_findings
from auszug_lib.verification.finding import Finding
from auszug_lib.verification.known import Known, known_of
from auszug_lib.verification.numerals import normalized, value_of
from auszug_lib.verification.page import WebPage
from auszug_lib.verification.publishable import Rules
from auszug_lib.verification.tables import register_findings, table_findings, tables_of
from auszug_lib.verification.web import page_findings, shown_names


class PublicFolder:
    """A public folder and the parameters it was made with.

    Parameters
    ----------
    params
        The folder with the parameters.
    path
        The public folder, or the one of its year.

    Raises
    ------
    ParamsError
        Where there are no public reports, or no parameters for them.
    """

    def __init__(self, params: ParamsFolder, path: Path) -> None:
        self.path = path if (path / MANIFEST).is_file() else path / "oeffentlich"
        try:
            self.manifest = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            self.name = _name(params, self.path, int(self.manifest["year"]))
            self.stems = [str(report["stem"]) for report in self.manifest["reports"]]
            self.figures = {
                str(name): machine_readable(str(entry["text"]))
                for name, entry in self.manifest["figures"].items()
            }
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            raise ParamsError(
                f"In „{path}“ liegen keine öffentlichen Berichte mit vollständigem Manifest; "
                "bitte einen Ordner wie outputs/2019 nennen."
            ) from None
        if self.manifest.get("audience") != "oeffentlich":
            raise ParamsError(f"„{path}“ ist nicht öffentlich; geprüft wird, was alle sehen.")
        year = params.year(self.name)
        self.known = known_of(params, year, self.figures)
        self.rules = rules_of(params, year)

    def findings(self) -> Iterator[Finding]:
        """Yield whatever in the folder nobody can account for."""
        yield from _of_files(self.path, self.manifest)
        yield from _of_register(self.manifest, self.known)
        for name, reason in self.rules.complaints(self.known.year.year, _by_year(self.figures)):
            yield Finding(MANIFEST, name, reason)
        pages = {
            stem: WebPage(file, file.name) for stem in self.stems if (file := self._file(stem)).is_file()
        }
        for stem in self.stems:
            if stem in pages:
                yield from self._of_report(stem, pages[stem])
            else:
                yield Finding(f"{stem}.html", "", "Die Seite fehlt.")
        yield from self._of_strangers()
        yield from _unseen(self.figures, list(pages.values()))
        yield from committee_findings(self.path, BUNDLES, self._notice(), self.known)

    def _notice(self) -> str:
        return next((str(one["stem"]) for one in self.manifest["reports"] if one["notebook"] == NOTICE), "")

    def _file(self, stem: str) -> Path:
        return self.path / f"{stem}.html"

    def _of_report(self, stem: str, page: WebPage) -> Iterator[Finding]:
        yield from page_findings(page, self.known)
        yield from _of_title(page, next(one for one in self.manifest["reports"] if one["stem"] == stem))
        for file, table in tables_of(page, stem).items():
            if (self.path / DATA_FOLDER / file).is_file():
                yield from table_findings(self.path / DATA_FOLDER / file, f"{DATA_FOLDER}/{file}", table)
            else:
                yield Finding(f"{DATA_FOLDER}/{file}", "", "Die Tabelle der Seite fehlt hier.")
        register = self.path / DATA_FOLDER / f"{stem}{FIGURES}"
        if register.is_file():
            yield from register_findings(register, f"{DATA_FOLDER}/{register.name}", self.figures)

    def _of_strangers(self) -> Iterator[Finding]:
        """Yield the files that belong to no report."""
        own = {name for report in self.manifest["reports"] for name in report["files"]}
        for file in sorted(self.path.rglob("*")):
            name = file.relative_to(self.path).as_posix()
            if file.is_file() and name not in {*own, MANIFEST} and not name.startswith(f"{BUNDLES}/"):
                yield Finding(name, "", "Die Datei gehört zu keinem Bericht.")


def rules_of(params: ParamsFolder, year: Year) -> Rules:
    """Return what the printed figures of a year are held against."""
    city = params.city(year.city)
    every, known = measures(city), dimensions(city)
    minimums, released = {}, None
    for one in (*params.years(year.city, year.year - 1), year):
        release = read_release(params, one, known)
        minimums[one.year] = release.minimum if release else policy_in_force(params, one).minimum
        released = with_sums(release.values, every, known) if release else None
    return Rules(every, known, policy_in_force(params, year), released, minimums)


def _by_year(figures: Mapping[str, str]) -> dict[int, dict[Figure, float]]:
    """Return figures by year and place; what is no number is left out."""
    found: dict[int, dict[Figure, float]] = {}
    for name, text in figures.items():
        year, carrier, measure, dimension, category = name.split("/", 4)
        if (value := value_of(text)) is not None:
            found.setdefault(int(year), {})[carrier, measure, dimension, category] = value
    return found


_MOST_TOLD = 3


def refuse_unpublishable(params: ParamsFolder, folder: Path, year: Year) -> None:
    """Raise `ReleaseError` where the figures in a public folder may not be published."""
    figures: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    for file in sorted((folder / DATA_FOLDER).glob(f"*{FIGURES}")):
        for name, text in read_figures(file.read_bytes()).items():
            if figures.setdefault(name, text) != text:
                found.append((name, f"Das ist einmal {figures[name]} und einmal {text}."))
    found += rules_of(params, year).complaints(year.year, _by_year(figures))
    if found:
        told = "; ".join(f"{name}: {reason}" for name, reason in found[:_MOST_TOLD])
        raise ReleaseError(
            f"Nichts veröffentlicht: {len(found)} Zahlen dürfen so nicht erscheinen ({told}); "
            "bitte in den Notebooks nur zeigen, was open_report mit visibility „oeffentlich“ gibt."
        )


def _name(params: ParamsFolder, folder: Path, year: int) -> str:
    """Return the name of the year's file: that of the folder above, or the file that is about the year."""
    above = folder.resolve().parent.name
    return above if above in params.names() else params.file_of(year).stem


def _of_files(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the files that are not as the manifest lists them."""
    listed = {str(entry["path"]): str(entry["sha256"]) for entry in manifest["files"]}
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    found.pop(MANIFEST, None)
    for name in sorted(listed.keys() | found.keys()):
        if name not in found:
            yield Finding(name, "", "Die Datei fehlt; das Manifest nennt sie.")
        elif name not in listed:
            yield Finding(name, "", "Das Manifest kennt die Datei nicht.")
        elif hashlib.sha256(found[name].read_bytes()).hexdigest() != listed[name]:
            yield Finding(name, "", "Die Datei ist nicht die, die das Manifest nennt.")


def _of_title(page: WebPage, report: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the manifest's title of a report that is not its page's."""
    heading = page.soup.find("h1")
    if heading is None or normalized(heading.get_text()) != normalized(str(report["title"])):
        yield Finding(MANIFEST, page.name, f"Der Titel „{report['title']}“ ist nicht der der Seite.")


def _of_register(manifest: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    """Yield what the manifest says wrongly of figures and measures."""
    for name, entry in manifest["figures"].items():
        measure, text = name.split("/")[2], machine_readable(str(entry["text"]))
        level = int(name.split("/")[3].partition(LEVEL)[2] or 0)
        told = (entry.get("measure"), entry.get("level"), entry.get("value"))
        if told != (measure, level, value_of(text)) or measure not in known.measures:
            yield Finding(MANIFEST, name, f"Kennzahl und Wert passen nicht zu {entry['text']}.")
    for key in dict.fromkeys(name.split("/")[2] for name in manifest["figures"]):
        measure = known.measures.get(key)
        told = manifest["measures"].get(key, {})
        if measure and told != {
            "label": measure.label,
            "unit": measure.unit.plural,
            "definition": measure.definition,
        }:
            yield Finding(MANIFEST, key, "Die Erklärung der Kennzahl ist nicht die des Programms.")


def _unseen(figures: Mapping[str, str], pages: list[WebPage]) -> Iterator[Finding]:
    """Yield the figures of the manifest that no page shows."""
    for name in sorted(figures.keys() - shown_names(pages)):
        yield Finding(MANIFEST, name, f"Die Zahl {figures[name]} zeigt keine Seite.")
