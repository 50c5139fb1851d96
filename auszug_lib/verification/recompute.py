"""Make a set of reports once more from the deliveries, and compare it with what was published."""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from auszug_lib.pipeline.csv_files import read_figures
from auszug_lib.pipeline.files import FIGURES
from auszug_lib.pipeline.manifest import MANIFEST
from auszug_lib.pipeline.run import make_reports
from auszug_lib.project import Project
from auszug_lib.verification.web import Finding


def recomputed_findings(
    project: Project, name: str, published: Path, report: Callable[[str], None]
) -> Iterator[Finding]:
    """Yield in what a public folder differs from the same set made anew; raises `AuszugError`.

    `name` is that of the year's file; `report` is called with what is to be known beside the findings.
    """
    with tempfile.TemporaryDirectory(prefix="auszug-") as place:
        [again] = make_reports(
            project.folder,
            [name],
            out=Path(place),
            progress=lambda text, done, total: None,
            visibility="oeffentlich",
        )
        then, now = _versions(published), _versions(again)
        changed = [key for key in now if then.get(key) != now[key]]
        if changed:
            others = ", ".join(f"{key} {then.get(key)} statt {now[key]}" for key in changed)
            report(f"Mit anderen Versionen gemacht ({others}); verglichen werden nur die Zahlen.")
        for file in sorted(_names(published) | _names(again)):
            if not changed or file.endswith(FIGURES):
                yield from _differences(file, published / file, again / file, alone=bool(changed))


def _versions(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")).get("versions", {}))


def _names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def _differences(name: str, then: Path, now: Path, *, alone: bool) -> Iterator[Finding]:
    """Yield how a file is not the same, byte by byte or in its figures alone."""
    before, after = (file.read_bytes() if file.is_file() else None for file in (then, now))
    if before == after:
        return
    figures = [read_figures(content or b"") if name.endswith(FIGURES) else {} for content in (before, after)]
    differ = sorted(key for key in {**figures[0], **figures[1]} if figures[0].get(key) != figures[1].get(key))
    for key in differ:
        published, counted = (one.get(key, "nichts") for one in figures)
        yield Finding(name, key, f"Veröffentlicht ist {published}, die Lieferungen ergeben {counted}.")
    if not differ and not alone:
        reason = "Aus den Lieferungen entsteht eine andere Datei."
        reason = "Aus den Lieferungen entsteht diese Datei nicht." if after is None else reason
        yield Finding(
            name, "", "Diese Datei fehlt; aus den Lieferungen entsteht sie." if before is None else reason
        )
