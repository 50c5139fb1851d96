"""Damage to whose delivery it is: the sheet lieferung, and what lies in the folder."""

import datetime as dt
from random import Random

from .choice import put
from .kind import breaks
from .sent import Place, Sent


def _year(sent: Sent) -> int:
    return int(sent["lieferung"][2, "berichtsjahr"])


@breaks("pflicht", world="all")
def carrier_left_out(rng: Random, sent: Sent) -> Place:
    return put(sent["lieferung"], 2, "traeger", "")


@breaks("code", world="all")
def unknown_carrier(rng: Random, sent: Sent) -> Place:
    return put(sent["lieferung"], 2, "traeger", rng.choice(("AWO", "Diakonie", "x", "DRKK", "unbekannt")))


@breaks("eine_lieferung", world="all")
def delivery_of_another_carrier(rng: Random, sent: Sent) -> Place:
    return put(sent["lieferung"], 2, "traeger", rng.choice(sent.books[1:]).carrier)


@breaks("traeger_vorgesehen")
def carrier_that_does_not_report(rng: Random, sent: Sent) -> Place:
    others = {"Caritas", "DRK", "KFR"} - {sent.book.carrier}
    return put(sent["lieferung"], 2, "traeger", rng.choice(sorted(others)))


@breaks("eine_lieferung", world="all")
def delivery_sent_twice(rng: Random, sent: Sent) -> Place:
    again = sent.book.copied(f"z-{sent.book.file}")
    sent.books.append(again)
    return again.sheets["lieferung"].at(2, "traeger")


@breaks("lieferung_vollstaendig", world="all")
def delivery_missing(rng: Random, sent: Sent) -> Place:
    year = _year(sent)
    del sent.books[0]
    return Place(f"Lieferungen {year}")


@breaks("berichtsjahr_passt")
def other_year(rng: Random, sent: Sent) -> Place:
    others = [year for year in range(2012, 2030) if year != _year(sent)]
    return put(sent["lieferung"], 2, "berichtsjahr", rng.choice((*others, 0, 19, 20190, 99999)))


@breaks("berichtsjahr_passt", world="later")
def year_before(rng: Random, sent: Sent) -> Place:
    return put(sent["lieferung"], 2, "berichtsjahr", _year(sent) - 1)


@breaks("schema_version")
def other_version(rng: Random, sent: Sent) -> Place:
    return put(sent["lieferung"], 2, "schema_version", rng.choice((0, 3, 4, 10)))


@breaks("lieferung_eine_zeile")
def sender_twice(rng: Random, sent: Sent) -> Place:
    sheet = sent["lieferung"]
    sheet.rows.append(list(sheet.rows[1]))
    return sheet.at(3, "traeger")


@breaks("lieferung_eine_zeile", world="all")
def two_senders(rng: Random, sent: Sent) -> Place:
    sheet = sent["lieferung"]
    sheet.rows.append(list(sent.books[1]["lieferung"].rows[1]))
    return sheet.at(3, "traeger")


@breaks("lieferung_eine_zeile")
def two_years(rng: Random, sent: Sent) -> Place:
    sheet = sent["lieferung"]
    year = _year(sent)
    sheet.rows.append([sheet[2, "traeger"], year - 1, dt.date(year, 1, 31), 1, "ja"])
    return sheet.at(3, "traeger")


@breaks("lieferung_eine_zeile")
def no_sender(rng: Random, sent: Sent) -> Place:
    sheet = sent["lieferung"]
    del sheet.rows[1]
    return sheet.at(2, "traeger")


@breaks("datei_unbekannt", world="all", in_files=True)
def file_beside(rng: Random, sent: Sent) -> Place:
    name = rng.choice(("anschreiben.pdf", "liesmich.md", "notizen.docx", "foto.jpg", "statistik.txt"))
    sent.beside[name] = b"nur zur Information"
    return Place(name)


@breaks("personenbezug_im_namen", in_files=True)
def file_of_somebody(rng: Random, sent: Sent) -> Place:
    somebody = rng.choice(("Frau Müller", "erika.musterfrau@example.org", "Herr Yılmaz"))
    sent.book.file = f"{somebody}.xlsx"
    return Place("(Name nicht gezeigt).xlsx")


@breaks("zeichensatz", in_files=True)
def windows_encoding(rng: Random, sent: Sent) -> Place:
    folder = sent.book.file.removesuffix(".xlsx")
    damaged = rng.choice(("workshops", "beratungen"))
    sent.book[damaged].rows[0].append("Rückfrage")
    for title, sheet in sent.book.sheets.items():
        lines = [";".join(_csv(cell) for cell in row) for row in sheet.rows]
        encoding = "cp1252" if title == damaged else "utf-8"
        sent.beside[f"{folder}/{title}.csv"] = "\r\n".join(lines).encode(encoding)
    del sent.books[0]
    return Place(f"{folder}/{damaged}.csv")


def _csv(cell: object) -> str:
    return f"{cell:g}".replace(".", ",") if isinstance(cell, float) else str(cell)
