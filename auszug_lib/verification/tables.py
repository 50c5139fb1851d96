"""The files in `daten/`: each must hold the numbers of its table, and no others."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from auszug_lib.pipeline.register import read_figures
from auszug_lib.pipeline.tables import ENCODING, harmless, machine_readable
from auszug_lib.verification.finding import Finding
from auszug_lib.verification.numerals import normalized
from auszug_lib.verification.page import WebPage


def table_findings(file: Path, name: str, table: Any) -> Iterator[Finding]:
    """Yield the cells of a published table's file that the table on its page does not have.

    Parameters
    ----------
    file, name
        The CSV file, and its path below the public folder.
    table
        The element of the table on the page.
    """
    written = list(csv.reader(io.StringIO(file.read_bytes().decode(ENCODING), newline=""), delimiter=";"))
    shown = [[_text(cell) for cell in row.find_all(("th", "td"))] for row in table.find_all("tr")]
    if len(written) != len(shown):
        yield Finding(name, "", f"Die Datei hat {len(written)} Zeilen, die Tabelle {len(shown)}.")
    for line, row in zip(written, shown, strict=False):
        for text, cell in zip_longest(line, row, fillvalue=""):
            if normalized(text) not in (normalized(harmless(cell)), machine_readable(cell)):
                place = f"Zeile „{line[0]}“" if line else ""
                yield Finding(
                    name, place, f"In der Datei steht {text or 'nichts'}, auf der Seite {cell or 'nichts'}."
                )


def _text(cell: Any) -> str:
    return normalized(cell.get_text())


def register_findings(file: Path, name: str, figures: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the figures of a file of figures that are not those of the manifest."""
    for figure, text in read_figures(file.read_bytes()).items():
        if figures.get(figure) != text:
            told = figures.get(figure, "nichts")
            yield Finding(name, figure, f"In der Datei steht {text}, im Manifest {told}.")


def tables_of(page: WebPage, stem: str) -> dict[str, Any]:
    """Return by file name in `daten/` the tables of a page."""
    return {f"{stem}-{name}.csv": table for name, table in page.tables.items()}
