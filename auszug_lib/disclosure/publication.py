"""What was published: the figures in the tables of a public folder, as anybody can read them there."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auszug_lib.disclosure.counts import Figure
from auszug_lib.errors import ReleaseError

FIGURES = "*-zahlen.csv"
MANIFEST = "manifest.json"

_SIGNS = {"–": "0"}
_UNKNOWN = "."


@dataclass(frozen=True)
class Publication:
    """The figures that a public folder tells.

    Parameters
    ----------
    year
        The report year.
    figures
        By year, then by carrier, measure, dimension and category: the figure, None for a dot.
    """

    year: int
    figures: Mapping[int, Mapping[Figure, float | None]]


def read_publication(folder: Path) -> Publication:
    """Return what the CSV files and the pages in a public folder tell.

    Raises
    ------
    ReleaseError
        Where the folder holds no reports, or two places in it tell the same figure differently.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise ReleaseError(
            f"{folder} enthält keine Berichte; bitte einen Ordner wie outputs/2019/oeffentlich nennen."
        )
    told: dict[str, tuple[str, str]] = {}
    for name, text, place in (*_in_files(folder), *_on_pages(folder)):
        before, first = told.setdefault(name, (text, place))
        if _number(before) != _number(text):
            raise ReleaseError(
                f"{place} zeigt für {name} „{text}“, {first} dagegen „{before}“; "
                "bitte die Berichte neu machen."
            )
    figures: dict[int, dict[Figure, float | None]] = {}
    for name, (text, _) in told.items():
        year, carrier, measure, dimension, category = name.split("/", 4)
        figures.setdefault(int(year), {})[carrier, measure, dimension, category] = _number(text)
    return Publication(int(json.loads(manifest.read_text(encoding="utf-8"))["year"]), figures)


def _in_files(folder: Path) -> Iterator[tuple[str, str, str]]:
    for file in sorted(folder.glob(f"daten/{FIGURES}")):
        lines = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), delimiter=";")
        next(lines, None)
        for *name, text in lines:
            yield "/".join(part.removeprefix("'") for part in name), text, file.name


def _on_pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    from lxml import html

    for file in sorted(folder.glob("*.html")):
        for element in html.fromstring(file.read_bytes()).xpath("//*[@data-figure]"):
            yield from ((name, text, file.name) for name, text in _told_by(element))


def _told_by(element: Any) -> Iterator[tuple[str, str]]:
    """Yield the figures that an element tells: its own, and that of the year before for a change from it."""
    name = str(element.get("data-figure"))
    year, _, rest = name.partition("/")
    if not year.isdecimal():
        return  # what was published before is in the register
    if before := element.get("data-before"):
        yield f"{int(year) - 1}/{rest}", str(before)
    if not element.get("data-derived"):
        spelt_out = element.get("value")  # a sentence may say „ein Haushalt“
        yield name, str(spelt_out).replace(".", ",") if spelt_out else element.text_content().strip()


def _number(text: str) -> float | None:
    """Return a figure as it is printed, None for a dot."""
    if text == _UNKNOWN:
        return None
    return float(_SIGNS.get(text, text).replace(".", "").replace(",", "."))
