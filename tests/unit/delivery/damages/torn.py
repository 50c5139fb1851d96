"""Damage to the rows of a delivery in CSV, and to where the rows of a sheet stand."""

import datetime as dt
from random import Random
from typing import Any

from .kind import breaks
from .sent import Place, Sent, Sheet

# Tables to which no other one refers, so that a record less breaks no other rule.
_NOT_REFERRED_TO = ("begleitungen", "workshops", "stellen")
# How many columns at the end of a table every record needs not fill.
_OPTIONAL = {"wohnungen": 3, "beratungen": 2, "faelle": 2}


def _written(cell: Any) -> str:
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return f"{cell:g}".replace(".", ",") if isinstance(cell, float) else str(cell)


def _lines(sheet: Sheet) -> list[list[str]]:
    return [[_written(cell) for cell in row] for row in sheet.rows]


def _send_as_csv(sent: Sent, table: str, lines: list[list[str]], end: str = "\r\n") -> Place:
    """Send the delivery as a folder of text files instead, one with these lines; return that one's place."""
    book = sent.books.pop(0)
    folder = book.file.removesuffix(".xlsx")
    for title, sheet in book.sheets.items():
        rows = lines if title == table else _lines(sheet)
        text = "\r\n".join(map(";".join, rows)) + (end if title == table else "\r\n")
        sent.beside[f"{folder}/{title}.csv"] = text.encode()
    return Place(f"{folder}/{table}.csv", table)


def _cell(place: Place, position: int, number: int) -> Place:
    return Sheet(place.file, place.sheet, []).place(position, number)


def _shortened(rng: Random, sheet: Sheet, number: int) -> list[list[str]]:
    """Return a sheet's lines, one of them without some of the cells at its end that may be empty."""
    lines = _lines(sheet)
    del lines[number - 1][-rng.randint(1, _OPTIONAL[sheet.title]) :]
    return lines


@breaks("zeile_zu_kurz", in_files=True)
def row_that_ends_early(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice(list(_OPTIONAL))]
    open_cases = sheet.where(abschlussdatum=lambda day: not day) if sheet.title == "faelle" else sheet.numbers
    number = rng.choice(open_cases)
    lines = _shortened(rng, sheet, number)
    return _cell(_send_as_csv(sent, sheet.title, lines), len(lines[number - 1]), number)


@breaks("datei_abgeschnitten", in_files=True)
def file_cut_off(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice(("wohnungen", "beratungen"))]
    number = len(sheet.rows)
    lines = _shortened(rng, sheet, number)
    return _cell(_send_as_csv(sent, sheet.title, lines, end=""), len(lines[-1]), number)


@breaks("zeilen_im_text", in_files=True)
def ditto_marks(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice(_NOT_REFERRED_TO)]
    lines = _lines(sheet)
    first, second = sorted(rng.sample(sheet.numbers, 2))
    position = rng.randrange(1, len(sheet.columns))
    lines[first - 1][position] = lines[second - 1][position] = '"'
    return _cell(_send_as_csv(sent, sheet.title, lines), position, first)


@breaks("zeile_verkuerzt", in_files=True)
def empty_cells_left_out(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    lines = _lines(sheet)
    for line in lines:
        while not line[-1]:
            line.pop()
    first = next(n for n, line in enumerate(lines, start=1) if len(line) < len(lines[0]))
    return _cell(_send_as_csv(sent, "faelle", lines), len(lines[first - 1]), first)


@breaks("datensatz_ueber_kopfzeile")
def headings_sorted_along(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice(_NOT_REFERRED_TO)]
    headings = sheet.rows.pop(0)
    sheet.rows.insert(rng.randint(1, min(29, len(sheet.rows))), headings)
    return sheet.place(0, 1)


@breaks("notizzeile")
def own_notes_below(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice([name for name in sent.book.sheets if name != "lieferung"])]
    at = rng.randint(1, len(sheet.rows))
    sheet.rows = [[*row, ""] for row in sheet.rows]
    sheet.rows[0][-1] = "Bemerkung"
    sheet.rows.insert(at, [*[""] * (len(sheet.columns) - 1), rng.choice(("noch offen", "ab hier geprüft"))])
    return sheet.place(0, at + 1)
