"""Damage to the layout: sheets and headings gone, misspelt or doubled."""

from random import Random

from auszug_lib.delivery.schema import TABLES

from .kind import breaks
from .sent import Place, Sent, Sheet

_NONSENSE = ("Quatsch", "Spalte1", "xxx", "???", "F7", "Unbenannt")


def _heading(rng: Random, sent: Sent, *, required: bool = True) -> tuple[Sheet, int]:
    """Return a sheet and the position of one of its headings."""
    table = rng.choice(list(TABLES.values()))
    positions = [n for n, column in enumerate(table.columns) if column.required or not required]
    return sent[table.name], rng.choice(positions)


@breaks("blatt_vorhanden")
def sheet_deleted(rng: Random, sent: Sent) -> Place:
    del sent.book.sheets[rng.choice(list(TABLES))]
    return Place(sent.book.file)


@breaks("blatt_einmal", in_files=True)
def sheet_twice(rng: Random, sent: Sent) -> Place:
    table = rng.choice(list(TABLES))
    title = rng.choice((table.capitalize() + " ", f"{table}*")).replace("*", "")
    title = {"faelle": "Fälle", "wohnungen": "Wohnung", "lieferung": "Absender"}.get(
        table, title.upper() + "-"
    )
    sent.book.sheets[title] = sent[table].copied(title=title)
    return Place(sent.book.file, title)


@breaks("kopfzeile_vorhanden")
def headings_deleted(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice(list(TABLES))]
    sheet.rows[0] = [""] * len(sheet.columns)
    return sheet.place(0, 1)


@breaks("spalte_vorhanden")
def heading_emptied(rng: Random, sent: Sent) -> Place:
    sheet, position = _heading(rng, sent, required=False)
    while not any(row[position] not in ("", None) for row in sheet.rows[1:]):
        sheet, position = _heading(rng, sent, required=False)
    sheet.columns[position] = ""
    return sheet.place(position, 1)


@breaks("spalte_vorhanden")
def heading_of_nonsense(rng: Random, sent: Sent) -> Place:
    sheet, position = _heading(rng, sent)
    sheet.columns[position] = rng.choice(_NONSENSE)
    return sheet.place(position, 1)


@breaks("spalte_vorhanden")
def heading_misspelt(rng: Random, sent: Sent) -> Place:
    sheet, position = _heading(rng, sent, required=False)
    heading = sheet.columns[position]
    at = rng.randrange(len(heading) - 1)
    sheet.columns[position] = rng.choice((heading[:at] + heading[at + 1 :], f"{heading[:at]}q{heading[at:]}"))
    return sheet.place(position, 1)


@breaks("spalte_vorhanden")
def column_deleted(rng: Random, sent: Sent) -> Place:
    sheet, position = _heading(rng, sent)
    for row in sheet.rows:
        del row[position]
    return sheet.place(len(sheet.columns), 1)


@breaks("spalte_einmal")
def heading_of_another_column(rng: Random, sent: Sent) -> Place:
    sheet, position = _heading(rng, sent)
    sheet.columns[position] = rng.choice([name for name in sheet.columns if name != sheet.columns[position]])
    return sheet.place(position, 1)


@breaks("spalte_einmal")
def column_copied(rng: Random, sent: Sent) -> Place:
    sheet, position = _heading(rng, sent, required=False)
    for row in sheet.rows:
        row.append(row[position])
    return sheet.place(len(sheet.columns) - 1, 1)


@breaks("zeile_zu_lang")
def cell_beyond_the_headings(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice(list(TABLES))]
    number = rng.choice(sheet.numbers)
    sheet.rows[number - 1].append("so parts an unquoted separator a row of CSV")
    return sheet.place(len(sheet.columns), number)
