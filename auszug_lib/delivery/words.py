"""Words: what sheets and columns may be called; as light as what is loaded where files are opened."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

SHARP = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@lru_cache(maxsize=50_000)
def spelling(text: str) -> str:
    """Return a word without what makes no difference: case, umlauts, spaces, hyphens, an asterisk.

    Between two digits a sign makes one all the same: 8.0 is not 80.

    >>> spelling("Wohnungs-ID *")
    'wohnungsid'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SHARP)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign))
    parted = re.sub(r"[^\w+]+|_+", "_", plain).strip("_")
    return re.sub(r"(?<!\d)_+|_+(?!\d)", "", parted)


def first_line(heading: str) -> str:
    """Return what stands above a heading's explanation, as the form gives one."""
    return heading.strip().partition("\n")[0].strip()


@dataclass(frozen=True)
class Words:
    """What a city's carriers call the tables of a delivery, and their columns."""

    sheets: Mapping[str, str]  # by spelling the name of a table
    columns: Mapping[str, Mapping[str, str]]  # by table and spelling the name of a column

    def table(self, sheet: str) -> str:
        """Return the table that a sheet called so holds, be it with a year; empty where it holds none."""
        word = spelling(sheet)
        without_year = re.sub(r"^20\d\d|20\d\d$", "", word)
        return self.sheets.get(word) or self.sheets.get(without_year, "")

    def column(self, table: str, heading: str) -> str:
        """Return the column that a heading means, whole or its first line; empty where it means none."""
        known = self.columns[table]
        return known.get(spelling(heading)) or known.get(spelling(first_line(heading)), "")

    def recognised(self, cells: Sequence[object], table: str) -> int:
        """Return how many columns of `table` a row of cells names."""
        return len({self.column(table, heading_text(cell)) for cell in cells} - {""})


def heading_text(cell: object) -> str:
    """Return the heading in a cell, with all its lines."""
    return "" if cell is None or cell != cell else str(cell).strip()
