"""Tables as CSV, as Excel opens it in Germany: semicolon, decimal comma, UTF-8 with a mark."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from auszug_lib.params.codes import LEVEL
from auszug_lib.publication.numbers import ZERO

# Excel takes a CSV without the byte order mark for Windows-1252 and garbles every umlaut.
ENCODING = "utf-8-sig"

FIGURE_COLUMNS = ("jahr", "traeger", "kennzahl", "dimension", "stufe", "kategorie", "wert")

# A text that begins like this would be run as a formula; the apostrophe makes a spreadsheet show it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

_PRINTED = re.compile(r"(?P<sign>[+−-]?)(?P<whole>\d[\d.]*)(?P<decimals>,\d+)?")


def table_csv(table: Mapping[str, Any]) -> bytes:
    """Return a table block's data as CSV: its headings, then a line a row, numbers without grouping.

    Parameters
    ----------
    table
        The data of a table block, as `Table.document` returns it.

    Returns
    -------
    bytes
        In UTF-8 with a byte order mark; numbers have as many decimal places as the page prints.
    """
    headings = [harmless(heading) for heading in (table["stub"], *table["columns"])]
    rows = ([harmless(row["header"]), *(_cell(cell) for cell in row["cells"])] for row in table["rows"])
    return csv_file([headings, *rows])


def figures_csv(figures: Mapping[str, str]) -> bytes:
    """Return figures as CSV, a line a figure, for machines.

    Parameters
    ----------
    figures
        Their texts by their identities; see `auszug_lib.pipeline.figures.shown_figures`.

    Returns
    -------
    bytes
        Year, carrier, measure, dimension, number of its level and category, and the figure as it is printed.
    """
    return csv_file([FIGURE_COLUMNS, *(_figure_line(name, text) for name, text in figures.items())])


def _figure_line(name: str, text: str) -> list[str]:
    *place, key, category = name.split("/", 4)
    dimension, _, level = key.partition(LEVEL)
    return [*map(harmless, (*place, dimension)), level or "0", harmless(category), machine_readable(text)]


def csv_file(lines: Iterable[Sequence[str]]) -> bytes:
    """Return lines of cells, the headings first, as the bytes of a CSV file; see `harmless`."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(lines)
    return written.getvalue().encode(ENCODING)


def harmless(text: str) -> str:
    """Return a text as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def machine_readable(text: str) -> str:
    """Return a printed number without grouping, as a plain 0 for none; a symbol or words as they are."""
    if text == ZERO:
        return "0"
    if printed := _PRINTED.fullmatch(text):
        sign = "-" if printed["sign"] in ("-", "−") else ""
        return sign + printed["whole"].replace(".", "") + (printed["decimals"] or "")
    return harmless(text)


def _cell(cell: Mapping[str, Any]) -> str:
    """Return the number as precise as it is printed, so that the file says no more than the page.

    A cell without a number keeps its text: a symbol for secret or unknown, or words.
    """
    return harmless(cell["text"]) if cell["value"] is None else machine_readable(cell["text"])
