"""Other spellings and additions that are read as what they are: a note each, and no other record."""

import datetime as dt
from random import Random

from auszug_lib.delivery.schema import TABLES

from .choice import any_cell, filled, of_kind, put
from .kind import breaks
from .sent import Place, Sent, Sheet

_EPOCH = dt.date(1899, 12, 30)
_SHEETS = {"faelle": "Fälle", "wohnungen": "WOHNUNGEN", "beratungen": "Beratung", "stellen": " Stellen "}


def _filled_cell(rng: Random, sent: Sent, *kinds: str) -> tuple[Sheet, int, str]:
    sheet, number, column = any_cell(rng, sent, of_kind(*kinds))
    while not filled(sheet[number, column]):
        sheet, number, column = any_cell(rng, sent, of_kind(*kinds))
    return sheet, number, column


@breaks("leerzeichen")
def spaces_around(rng: Random, sent: Sent) -> Place:
    sheet, number, column = _filled_cell(rng, sent, "id", "code")
    return put(
        sheet, number, column, rng.choice((" {}", "{} ", "  {}  ", "{}\t")).format(sheet[number, column])
    )


@breaks("code_umgesetzt")
def code_in_capitals(rng: Random, sent: Sent) -> Place:
    sheet, number, column = _filled_cell(rng, sent, "code", "bool")
    code = sheet[number, column]
    other = code.upper() if code != code.upper() else code.lower()
    if other == code:  # a district's number has no capitals
        return code_in_capitals(rng, sent)
    return put(sheet, number, column, other)


@breaks("code_umgesetzt")
def country_by_name(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    name = {
        "SY": "Arabische Republik Syrien",
        "IQ": "Republik Irak",
        "AF": "Islamische Republik Afghanistan",
        "IR": "Islamische Republik Iran",
        "ER": "ERITREA",
    }
    number = rng.choice(sheet.where(hauptstaatsangehoerigkeit=lambda code: code in name))
    return put(sheet, number, "hauptstaatsangehoerigkeit", name[sheet[number, "hauptstaatsangehoerigkeit"]])


@breaks("code_umgesetzt")
def district_in_words(rng: Random, sent: Sent) -> Place:
    sheet = sent["wohnungen"]
    number = rng.choice(sheet.where(stadtbezirk=lambda code: code in set("123456789")))
    word = rng.choice(("0{}", "{}.", "Bezirk {}", "Stadtbezirk {}", "{}. Bezirk"))
    return put(sheet, number, "stadtbezirk", word.format(sheet[number, "stadtbezirk"]))


@breaks("code_sonstige")
def reason_in_own_words(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.where(abschlussgrund=lambda reason: reason == "sonstige"))
    return put(sheet, number, "abschlussgrund", rng.choice(("Rückkehr", "in eine WG gezogen", "Pflegeheim")))


@breaks("datum_umgesetzt")
def day_number(rng: Random, sent: Sent) -> Place:
    sheet, number, column = _filled_cell(rng, sent, "date")
    return put(sheet, number, column, (sheet[number, column] - _EPOCH).days)


@breaks("datum_umgesetzt")
def day_without_zeros(rng: Random, sent: Sent) -> Place:
    sheet, number, column = _filled_cell(rng, sent, "date")
    day = sheet[number, column]
    while day.day > 9 and day.month > 9:
        sheet, number, column = _filled_cell(rng, sent, "date")
        day = sheet[number, column]
    return put(sheet, number, column, f"{day.day}.{day.month}.{day.year}")


@breaks("datum_umgesetzt")
def day_with_time(rng: Random, sent: Sent) -> Place:
    sheet, number, column = _filled_cell(rng, sent, "date")
    time = dt.time(rng.randint(1, 20), rng.randint(0, 59))
    return put(sheet, number, column, dt.datetime.combine(sheet[number, column], time))


@breaks("zahl_umgesetzt")
def number_with_unit(rng: Random, sent: Sent) -> Place:
    sheet = sent["wohnungen"]
    column, written = rng.choice(
        (("kaltmiete", "{} €"), ("kaltmiete", "{} EUR"), ("kaltmiete", "€ {}"), ("wohnflaeche_qm", "{} m²"))
    )
    number = rng.choice(sheet.where(**{column: filled}))
    return put(sheet, number, column, written.format(str(sheet[number, column]).replace(".", ",")))


@breaks("zahl_umgesetzt")
def thousands_with_point(rng: Random, sent: Sent) -> Place:
    sheet = sent["wohnungen"]
    number = rng.choice(sheet.where(kaltmiete=lambda rent: filled(rent) and rent >= 1000))
    rent = f"{sheet[number, 'kaltmiete']:,.2f}"
    return put(sheet, number, "kaltmiete", rent.translate(str.maketrans(",.", ".,")))


@breaks("spalte_umbenannt")
def heading_in_capitals(rng: Random, sent: Sent) -> Place:
    table = rng.choice(list(TABLES.values()))
    sheet = sent[table.name]
    position = rng.randrange(len(sheet.columns))
    heading = sheet.columns[position].upper()
    sheet.columns[position] = rng.choice((heading, heading.replace("_", " "), heading.replace("_", "-")))
    return sheet.place(position, 1)


@breaks("spalte_unbekannt")
def own_column(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice(list(TABLES))]
    for row in sheet.rows:
        row.append(rng.choice(("", "ja", "geprüft", 7)))
    sheet.rows[0][-1] = rng.choice(("Bemerkung", "Aktenzeichen intern", "geprüft am", "Team"))
    return sheet.place(len(sheet.columns) - 1, 1)


@breaks("blatt_umbenannt", in_files=True)
def sheet_renamed(rng: Random, sent: Sent) -> Place:
    table, title = rng.choice(list(_SHEETS.items()))
    sheets = sent.book.sheets
    sent.book.sheets = {title if name == table else name: sheet for name, sheet in sheets.items()}
    return Place(sent.book.file, title)


@breaks("blatt_unbekannt", in_files=True)
def own_sheet(rng: Random, sent: Sent) -> Place:
    title = rng.choice(("Notizen", "Auswertung", "Tabelle1", "Offene Fragen"))
    rows = [["Thema", "Anzahl"], ["Rückfragen", 3], ["Termine", rng.randint(1, 9)]]
    sent.book.sheets[title] = Sheet(sent.book.file, title, rows)
    return Place(sent.book.file, title)


@breaks("kopfzeile_versetzt")
def title_above(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice([name for name in TABLES if name != "lieferung"])]
    place = sheet.place(0, rng.randint(2, 6))
    number = int(place.cell[1:])
    sheet.rows[:0] = [["Auszugsmanagement"], *([[""]] * (number - 2))]
    return place


@breaks("leerzeile")
def blank_rows(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice([name for name in TABLES if name != "lieferung"])]
    at = rng.choice(sheet.numbers)
    sheet.rows[at - 1 : at - 1] = [[""] * len(sheet.columns)] * rng.randint(1, 3)
    return sheet.place(0, at)


@breaks("summenzeile")
def totals_below(rng: Random, sent: Sent) -> Place:
    table, column = rng.choice(
        (("faelle", "personen"), ("vermittlungen", "personen_eingezogen"), ("workshops", "teilnehmende"))
    )
    sheet = sent[table]
    total = sum(row[sheet.columns.index(column)] for row in sheet.rows[1:])
    sheet.rows.append([rng.choice(("Summe", "gesamt", "Insgesamt", "")), *[""] * (len(sheet.columns) - 1)])
    sheet[len(sheet.rows), column] = total
    return sheet.place(0, len(sheet.rows))
