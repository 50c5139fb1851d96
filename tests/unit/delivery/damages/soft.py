"""What is possible but unlikely: soft rules within a carrier's delivery, no hard one."""

import datetime as dt
from random import Random

from .choice import DAY, day_between, filled, put
from .kind import breaks
from .links import a_placement, rows_with
from .sent import Place, Sent


@breaks("andere_zahl_eingezogen")
def fewer_moved_in(rng: Random, sent: Sent) -> Place:
    number, case = a_placement(rng, sent)
    others = [n for n in range(1, 12) if n != sent["faelle"][case, "personen"]]
    return put(sent["vermittlungen"], number, "personen_eingezogen", rng.choice(others))


@breaks("grosser_haushalt")
def many_children(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.numbers)
    persons = rng.randint(11, 16)
    sheet[number, "kinder"] = persons - sheet[number, "erwachsene"]
    return put(sheet, number, "personen", persons)


@breaks("lange_wartezeit")
def registered_long_ago(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.where(status=lambda status: status != "beendet"))
    year = int(sent["lieferung"][2, "berichtsjahr"])
    return put(
        sheet, number, "anmeldedatum", day_between(rng, dt.date(1995, 1, 1), dt.date(year - 6, 12, 30))
    )


@breaks("vertrag_nach_einzug")
def signed_after_moving_in(rng: Random, sent: Sent) -> Place:
    sheet = sent["vermittlungen"]
    number = rng.choice(sheet.numbers)
    moved = sheet[number, "einzugsdatum"]
    return put(sheet, number, "mietvertragsdatum", day_between(rng, moved + DAY, moved + 300 * DAY))


@breaks("kleine_wohnung")
def tiny_flat(rng: Random, sent: Sent) -> Place:
    sheet = sent["wohnungen"]
    return put(sheet, rng.choice(sheet.numbers), "wohnflaeche_qm", rng.choice((0, 5, 12.5, 34.9)))


@breaks("alleinerziehend_mit_kind")
def single_parent_by_mistake(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.where(haushaltstyp=lambda kind: kind not in ("alleinerziehend", "unbekannt")))
    return put(sheet, number, "haushaltstyp", "alleinerziehend")


@breaks("beendet_mit_datum")
def ended_without_day(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    return put(sheet, rng.choice(rows_with(sheet, "status", "beendet")), "abschlussdatum", "")


@breaks("wartend_ohne_abschluss")
def waiting_but_closed(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(rows_with(sheet, "status", "wartend"))
    return put(sheet, number, "abschlussdatum", sheet[number, "anmeldedatum"] + rng.randint(0, 99) * DAY)


@breaks("anmeldung_vor_abschluss")
def closed_before_registered(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.where(abschlussdatum=filled))
    day = sheet[number, "anmeldedatum"] - rng.randint(1, 900) * DAY
    return put(sheet, number, "abschlussdatum", day)


@breaks("mehr_als_eine_stelle")
def more_than_full_time(rng: Random, sent: Sent) -> Place:
    sheet = sent["stellen"]
    return put(sheet, rng.choice(sheet.numbers), "umfang_vzae", rng.choice((1.5, 2, 39, 100, "1,01")))


@breaks("namibia_gemeint")
def abbreviation_for_no_answer(rng: Random, sent: Sent) -> Place:
    return put(sent["faelle"], rng.choice(sent["faelle"].numbers), "hauptstaatsangehoerigkeit", "NA")
