"""The manifest: what lies in an audience's folder, so that anyone can check it is complete and unchanged.

It registers every figure too: what it says, what its measure counts and, internally, where it came from.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from auszug_lib.delivery.reading.database import shown_name
from auszug_lib.delivery.reading.inbox import Origin
from auszug_lib.delivery.reading.names import shown
from auszug_lib.params import Year
from auszug_lib.params.codes import LEVEL, TOTAL
from auszug_lib.pipeline.csv_files import figures_of
from auszug_lib.pipeline.files import FIGURES, MadeReport, marks_of
from auszug_lib.pipeline.jobs import BUNDLES, ReportSet
from auszug_lib.project import ReportYear
from auszug_lib.publication.figure_id import FigureId
from auszug_lib.publication.numbers import MEANINGLESS, ZERO, plain, value_of
from auszug_lib.statistics.measure import Measure

MANIFEST = "manifest.json"

# What decides how the pages look and what the figures are.
_PACKAGES = (
    *("auszug", "babel", "font-source-sans-pro", "fonttools", "jinja2", "matplotlib", "mistune"),
    *("nbconvert", "numpy", "pandas", "papermill", "python-docx", "typst", "xlsxwriter"),
)


def write_manifest(folder: Path, report_set: ReportSet, reports: Sequence[MadeReport]) -> None:
    """Write `manifest.json` about all files and figures in an audience's finished folder.

    The same files give the same manifest. An internal one also says from which deliveries the figures came.
    A public one does not: nothing in the public folder may depend on an unpublished cell, not even by a hash.
    """
    year, city = report_set.year.params, report_set.year.city
    internal = not year.is_public
    manifest = {
        "city": city.name,
        "year": year.year,
        "audience": report_set.audience,
        "accepted": _accepted(year),
        "marks": sorted(marks_of(reports)),
        "reports": [report.entry() for report in reports],
        "files": files_in(folder),
        "seal": seal_of(folder),
        **register_of(folder, reports, report_set.year, internal=internal),
        **({"deliveries": deliveries_of(report_set.year)} if internal else {}),
        "versions": {package: version(package) for package in _PACKAGES},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def _accepted(year: Year) -> list[dict[str, str]]:
    """Return what was accepted, each once: how often would say of how many households."""
    once = dict.fromkeys((accepted.rule, accepted.reason, accepted.by) for accepted in year.accepted)
    return [{"rule": rule, "reason": reason, "by": by} for rule, reason, by in once]


def deliveries_of(year: ReportYear) -> list[dict[str, Any]]:
    """Return path, size and hash of every file that was sent for a year, and the addresses of databases."""
    return [
        {**entry, "path": shown(entry["path"])} if "path" in entry else entry
        for source in year.sources
        for entry in (files_in(source) if isinstance(source, Path) else [{"database": shown_name(source)}])
    ]


def files_in(folder: Path) -> list[dict[str, Any]]:
    """Return path, size and hash of every file below a folder, the manifest excepted."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != MANIFEST)
    return [
        {
            "path": file.relative_to(folder).as_posix(),
            "bytes": file.stat().st_size,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        }
        for file in files
    ]


def seal_of(folder: Path) -> str:
    """Return one hash of all reports and data in an audience's folder, as the committees' pages print it.

    What goes to committees is left out: it says the seal, and is a copy.
    """
    files = [file for file in files_in(folder) if not file["path"].startswith(f"{BUNDLES}/")]
    lines = "".join(f"{file['sha256']}  {file['path']}\n" for file in files)
    return hashlib.sha256(lines.encode()).hexdigest()


def seal_file(year: ReportYear) -> Path:
    """Return where the seal of a year's released reports lies: beside the release."""
    return year.release_file.with_suffix(".siegel")


def register_of(
    folder: Path, reports: Iterable[MadeReport], year: ReportYear, *, internal: bool
) -> dict[str, Any]:
    """Return the part of a manifest about the figures that reports show, by their files in `daten/`.

    It is `figures` by identity, `measures` by key and, in an internal manifest, `origins`: by year and
    carrier the deliveries behind the figures, those of all carriers for the combined ones.
    """
    files = [folder / name for report in reports for name in report.files if name.endswith(FIGURES)]
    texts = dict(sorted(figures_of(files)[0].items()))
    figures = list(map(FigureId.parse, texts))
    register: dict[str, Any] = {
        "figures": {name: register_entry(name, text) for name, text in texts.items()},
        "measures": {
            key: definition(year.measures[key])
            for key in dict.fromkeys(figure.measure for figure in figures)
            if key in year.measures
        },
    }
    if internal:
        origins = year.origins if figures else ()
        whose = sorted({(figure.year, figure.carrier) for figure in figures})
        register["origins"] = {
            f"{number}/{carrier}": _files(origins, number, carrier) for number, carrier in whose
        }
    return register


def register_entry(name: str, text: str) -> dict[str, Any]:
    """Return a figure's measure, level, text as tables print it, and value; None where it has none.

    A text that is neither a number nor the symbol for none raises ValueError.
    """
    figure = FigureId.parse(name)
    entry = {"measure": figure.measure, "level": int(figure.dimension.partition(LEVEL)[2] or 0)}
    if text == MEANINGLESS:
        return {**entry, "text": text, "value": None}
    if (value := value_of(text)) is None:
        raise ValueError(f"{name} is no number: {text}")
    digits = len(text.partition(",")[2])
    whole = int(value) if value.is_integer() else value
    return {**entry, "text": plain(value, digits) if value else ZERO, "value": whole}


def definition(measure: Measure) -> dict[str, str]:
    """Return what a measure counts: its German label, its unit in the plural, and one sentence."""
    return {"label": measure.label, "unit": measure.unit.plural, "definition": measure.definition}


def _files(origins: Sequence[Origin], year: int, carrier: str) -> list[dict[str, str]]:
    """Return the files behind the figures of a carrier in a year; those of all carriers for the total."""
    own = [one for one in origins if one.year == year and carrier in (one.carrier, TOTAL)]
    return [{"path": one.path} | ({"sha256": one.sha256} if one.sha256 else {}) for one in own]
