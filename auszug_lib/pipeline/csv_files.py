"""CSV files as Excel opens them in Germany: the tables and figures of a page, written and read again.

They have semicolons, decimal commas, and UTF-8 with a mark.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from auszug_lib.params.codes import LEVEL
from auszug_lib.publication.figure_id import FigureId
from auszug_lib.publication.numbers import without_grouping

# Excel takes a CSV without the byte order mark for Windows-1252 and garbles every umlaut.
_ENCODING = "utf-8-sig"

_FIGURE_COLUMNS = ("jahr", "traeger", "kennzahl", "dimension", "stufe", "kategorie", "wert")

# A text that begins like this would be run as a formula; the apostrophe makes a spreadsheet show it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_file(lines: Iterable[Sequence[str]]) -> bytes:
    """Return lines of cells, the headings first, as the bytes of a CSV file; see `harmless`."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(lines)
    return written.getvalue().encode(_ENCODING)


def read_csv(content: bytes) -> list[list[str]]:
    """Return the lines of cells in the bytes of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode(_ENCODING), newline=""), delimiter=";"))


def table_csv(table: Mapping[str, Any]) -> bytes:
    """Return the data of a table block as CSV; numbers say no more than the page prints."""
    headings = [harmless(heading) for heading in (table["stub"], *table["columns"])]
    rows = ([harmless(row["header"]), *(_cell(cell) for cell in row["cells"])] for row in table["rows"])
    return csv_file([headings, *rows])


def _cell(cell: Mapping[str, Any]) -> str:
    """Return a number, or the words of a cell without one: a symbol, or any other."""
    return harmless(cell["text"]) if cell["value"] is None else machine_readable(cell["text"])


def harmless(text: str) -> str:
    """Return a text as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def machine_readable(text: str) -> str:
    """Return a printed number without grouping, as a plain 0 for none; a symbol or words as they are."""
    return without_grouping(text) or harmless(text)


def figures_csv(figures: Mapping[str, str]) -> bytes:
    """Return figures as CSV for machines, a line a figure; they are texts by identity."""
    return csv_file([_FIGURE_COLUMNS, *(_figure_line(name, text) for name, text in figures.items())])


def _figure_line(name: str, text: str) -> list[str]:
    year, carrier, measure, key, category = FigureId.parse(name)
    dimension, _, level = key.partition(LEVEL)
    names = (carrier, measure, dimension)
    return [str(year), *map(harmless, names), level or "0", harmless(category), machine_readable(text)]


def read_figures(content: bytes) -> dict[str, str]:
    """Return the figures in a file that `figures_csv` wrote: machine-readable texts by identity."""
    return {str(_figure_id(*names)): text for *names, text in read_csv(content)[1:]}


def _figure_id(year: str, *names: str) -> FigureId:
    carrier, measure, dimension, level, category = (name.removeprefix("'") for name in names)
    key = dimension if level == "0" else f"{dimension}{LEVEL}{level}"
    return FigureId(int(year), carrier, measure, key, category)


def figures_of(files: Iterable[Path]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the figures in files, and what is wrong where two of them disagree, by identity."""
    figures: dict[str, str] = {}
    found = []
    for file in files:
        for name, text in read_figures(file.read_bytes()).items():
            if figures.setdefault(name, text) != text:
                found.append((name, f"Das ist einmal {figures[name]} und einmal {text}."))
    return figures, found
