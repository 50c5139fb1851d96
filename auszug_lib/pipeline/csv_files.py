"""CSV files with semicolons and decimal commas, as Excel opens them in Germany; the figures of a page in one.

What people open is UTF-8 with a mark; what machines read, the figures, is without.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from auszug_lib.params.codes import LEVEL
from auszug_lib.publication.figure_id import FigureId
from auszug_lib.publication.numbers import MEANINGLESS, without_grouping

# Excel takes a CSV without the byte order mark for Windows-1252 and garbles every umlaut.
_ENCODING = "utf-8-sig"

FIGURE_COLUMNS = ("jahr", "traeger", "kennzahl", "dimension", "stufe", "kategorie", "wert")

# A text that begins like this would be run as a formula; the apostrophe makes a spreadsheet show it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_file(lines: Iterable[Sequence[str]], encoding: str = _ENCODING) -> bytes:
    """Return lines of cells, the headings first, as the bytes of a CSV file; see `harmless`."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(lines)
    return written.getvalue().encode(encoding)


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
    lines = (_figure_line(name, text) for name, text in figures.items())
    return csv_file([FIGURE_COLUMNS, *lines], encoding="utf-8")


def _figure_line(name: str, text: str) -> list[str]:
    year, carrier, measure, key, category = FigureId.parse(name)
    dimension, _, level = key.partition(LEVEL)
    names = (carrier, measure, dimension)
    value = "" if text == MEANINGLESS else machine_readable(text)
    return [str(year), *map(harmless, names), level or "0", harmless(category), value]


def read_figures(content: bytes) -> dict[str, str]:
    """Return the figures in a file that `figures_csv` wrote: machine-readable texts by identity."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), delimiter=";"))
    return {str(_figure_id(*names)): text or MEANINGLESS for *names, text in lines[1:]}


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
