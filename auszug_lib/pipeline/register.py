"""The register of a set's figures: what each one is and says, what its measure counts, where it came from."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from auszug_lib.delivery.reading.inbox import Origin
from auszug_lib.params.codes import LEVEL, TOTAL
from auszug_lib.pipeline.files import FIGURES, Report
from auszug_lib.pipeline.tables import ENCODING
from auszug_lib.project import ReportYear
from auszug_lib.publication.numbers import MEANINGLESS, ZERO, plain
from auszug_lib.statistics.measure import Measure


def register_of(
    folder: Path, reports: Iterable[Report], year: ReportYear, *, internal: bool
) -> dict[str, Any]:
    """Return the part of a manifest that tells of figures.

    Parameters
    ----------
    folder, reports
        The audience's folder, and the reports in it. What they show is read from their files in `daten/`.
    year
        The report year, with its measures and the origins of its records.
    internal
        Whether the deliveries are told.

    Returns
    -------
    dict
        `figures` by identity, `measures` by key and, in an internal manifest, `origins`: by year and carrier
        the deliveries behind the figures, those of all carriers for the combined ones.
    """
    figures = figures_in(folder, reports)
    names = [name.split("/") for name in figures]
    measures = dict.fromkeys(measure for _, _, measure, *_ in names)
    register: dict[str, Any] = {
        "figures": {name: register_entry(name, text) for name, text in figures.items()},
        "measures": {key: definition(year.measures[key]) for key in measures if key in year.measures},
    }
    if internal:
        origins = year.origins if figures else ()
        whose = sorted({(int(number), carrier) for number, carrier, *_ in names})
        register["origins"] = {
            f"{number}/{carrier}": _files(origins, number, carrier) for number, carrier in whose
        }
    return register


def definition(measure: Measure) -> dict[str, str]:
    """Return what a measure counts: its German label, its unit in the plural, and one sentence."""
    return {"label": measure.label, "unit": measure.unit.plural, "definition": measure.definition}


def figures_in(folder: Path, reports: Iterable[Report]) -> dict[str, str]:
    """Return the figures that reports show by their identities, as their files in `folder` have them."""
    files = [name for report in reports for name in report.files if name.endswith(FIGURES)]
    found: dict[str, str] = {}
    for name in files:
        found |= read_figures((folder / name).read_bytes())
    return dict(sorted(found.items()))


def read_figures(content: bytes) -> dict[str, str]:
    """Return the figures in a file that `figures_csv` wrote: identity and machine-readable text."""
    lines = csv.reader(io.StringIO(content.decode(ENCODING), newline=""), delimiter=";")
    next(lines, None)
    return {_identity([part.removeprefix("'") for part in name]): text for *name, text in lines}


def _identity(parts: Sequence[str]) -> str:
    *place, dimension, level, category = parts
    return "/".join([*place, dimension if level == "0" else f"{dimension}{LEVEL}{level}", category])


def register_entry(name: str, text: str) -> dict[str, Any]:
    """Return a figure's measure, level, text as tables print it, and value; None where it has none."""
    _, _, measure, key, _ = name.split("/", 4)
    entry: dict[str, Any] = {"measure": measure, "level": int(key.partition(LEVEL)[2] or 0)}
    if text == MEANINGLESS:
        return {**entry, "text": text, "value": None}
    value = float(text.replace(",", "."))
    digits = len(text.partition(",")[2])
    whole = int(value) if value.is_integer() else value
    return {**entry, "text": plain(value, digits) if value else ZERO, "value": whole}


def _files(origins: Sequence[Origin], year: int, carrier: str) -> list[dict[str, str]]:
    """Return the files behind the figures of a carrier in a year; those of all carriers for the total."""
    own = [one for one in origins if one.year == year and carrier in (one.carrier, TOTAL)]
    return [{"path": one.path} | ({"sha256": one.sha256} if one.sha256 else {}) for one in own]
