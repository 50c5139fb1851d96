"""The manifest: what lies in an audience's folder, so that anyone can check it is complete and unchanged."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from auszug_lib.delivery.reading.database import shown_name
from auszug_lib.params import Year
from auszug_lib.pipeline.files import Report
from auszug_lib.pipeline.plan import ReportSet
from auszug_lib.pipeline.register import register_of

MANIFEST = "manifest.json"

# What decides how the pages look and what the figures are.
_PACKAGES = (
    *("auszug", "babel", "font-source-sans-pro", "fonttools", "jinja2", "matplotlib", "mistune"),
    *("nbconvert", "numpy", "pandas", "papermill", "typst"),
)


def write_manifest(folder: Path, report_set: ReportSet, reports: Iterable[Report]) -> None:
    """Write `manifest.json` about all files and figures in `folder`; the same files give the same manifest.

    An internal manifest also says from which deliveries the figures came. A public one does not: nothing
    in the public folder may depend on an unpublished cell, not even by a hash.

    Parameters
    ----------
    folder
        The audience's folder; everything else in it is finished.
    report_set
        The set, for its year, its city and its deliveries.
    reports
        The reports that were made, in the order of the set.
    """
    reports = tuple(reports)
    year, city = report_set.year.params, report_set.year.city
    internal = year.visibility == "intern"
    manifest = {
        "city": city.name,
        "year": year.year,
        "audience": report_set.audience,
        "accepted": _accepted(year),
        "marks": sorted({mark for report in reports for mark in report.marks}),
        "reports": [asdict(report) for report in reports],
        "files": files_in(folder),
        **register_of(folder, reports, report_set.year, internal=internal),
        **({"deliveries": _deliveries(report_set)} if internal else {}),
        "versions": {package: version(package) for package in _PACKAGES},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def _accepted(year: Year) -> list[dict[str, str]]:
    """Return what was accepted, each once: how often would tell of how many households."""
    told = dict.fromkeys((accepted.rule, accepted.reason, accepted.by) for accepted in year.accepted)
    return [{"rule": rule, "reason": reason, "by": by} for rule, reason, by in told]


def _deliveries(report_set: ReportSet) -> list[dict[str, Any]]:
    return [
        entry
        for source in report_set.year.sources
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
