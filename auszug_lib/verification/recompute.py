"""Make a set of reports once more from the deliveries, and compare it with what was published."""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from auszug_lib.params import Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.pipeline.files import FIGURES
from auszug_lib.pipeline.manifest import MANIFEST
from auszug_lib.pipeline.provenance import Provenance
from auszug_lib.pipeline.register import read_figures
from auszug_lib.pipeline.run import make_reports
from auszug_lib.verification.finding import Finding


def recomputed_findings(
    params: ParamsFolder,
    name: str,
    published: Path,
    provenance: Callable[[Year], Provenance],
    tell: Callable[[str], None],
) -> Iterator[Finding]:
    """Yield in what a public folder differs from the same set made anew.

    Parameters
    ----------
    params, name
        The folder with the parameters, and the name of the year's file.
    published
        The public folder.
    provenance
        Says what the measures count, as when the folder was made.
    tell
        Called with what is to be known beside the findings.

    Raises
    ------
    AuszugError
        Where the set cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix="auszug-") as place:
        made = make_reports(
            *(params, [name]),
            out=Path(place),
            progress=lambda text, done, total: None,
            visibility="oeffentlich",
            provenance=provenance,
        )
        [again] = list(made)
        then, now = _versions(published), _versions(again)
        if then == now:
            yield from _different_files(published, again)
            return
        others = ", ".join(
            f"{key} {then.get(key)} statt {now.get(key)}" for key in now if then.get(key) != now[key]
        )
        tell(f"Mit anderen Versionen gemacht ({others}); verglichen werden nur die Zahlen.")
        yield from _different_figures(published, again)


def _versions(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")).get("versions", {}))


def _different_files(published: Path, again: Path) -> Iterator[Finding]:
    """Yield each file that is not the same, byte by byte; of a file of figures, which figures differ."""
    for name in sorted(_names(published) | _names(again)):
        then, now = published / name, again / name
        if not now.is_file():
            yield Finding(name, "", "Aus den Lieferungen entsteht diese Datei nicht.")
        elif not then.is_file():
            yield Finding(name, "", "Diese Datei fehlt; aus den Lieferungen entsteht sie.")
        elif then.read_bytes() != now.read_bytes():
            figures = list(_of_figures(name, then, now)) if name.endswith(FIGURES) else []
            yield from figures or [Finding(name, "", "Aus den Lieferungen entsteht eine andere Datei.")]


def _different_figures(published: Path, again: Path) -> Iterator[Finding]:
    for name in sorted(name for name in _names(published) | _names(again) if name.endswith(FIGURES)):
        yield from _of_figures(name, published / name, again / name)


def _of_figures(name: str, then: Path, now: Path) -> Iterator[Finding]:
    """Yield the figures that are not the same in two files of figures; one that is missing has none."""
    told, counted = (read_figures(file.read_bytes()) if file.is_file() else {} for file in (then, now))
    for figure in sorted(told.keys() | counted.keys()):
        text, again = told.get(figure, "nichts"), counted.get(figure, "nichts")
        if text != again:
            yield Finding(name, figure, f"Veröffentlicht ist {text}, die Lieferungen ergeben {again}.")


def _names(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
