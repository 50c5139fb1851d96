"""Households that may be counted twice, or not at all: soft rules across carriers and years."""

from random import Random

from .choice import DAY, filled, put
from .kind import breaks
from .links import rows_with
from .sent import Place, Sent

_HOUSEHOLD = ("personen", "erwachsene", "kinder", "haushaltstyp")


@breaks("wohnung_bei_zwei_traegern", world="all")
def flat_of_another_carrier(rng: Random, sent: Sent) -> Place:
    sheet, other = sent["wohnungen"], sent.books[1]["wohnungen"]
    number = rng.choice(sheet.numbers)
    same = rng.choice(other.where(zimmer=filled, wohnflaeche_qm=filled, kaltmiete=filled))
    for column in ("stadtbezirk", "zimmer", "wohnflaeche_qm", "kaltmiete"):
        sheet[number, column] = other[same, column]
    return sheet.at(number, "wohnung_id")


@breaks("einzug_bei_zwei_traegern", world="all")
def move_of_another_carrier(rng: Random, sent: Sent) -> Place:
    """Give a household's move the day, the size and the kind of flat of one that another carrier reports."""
    sheet, flats = sent["vermittlungen"], sent["wohnungen"]
    other, other_flats = sent.books[1]["vermittlungen"], sent.books[1]["wohnungen"]
    number = rng.choice(sheet.numbers)
    flat = rows_with(flats, "wohnung_id", sheet[number, "wohnung_id"])[0]
    case = rows_with(sent["faelle"], "fall_id", sheet[number, "fall_id"])[0]
    known = {other_flats[n, "wohnung_id"] for n in other_flats.where(zimmer=filled)}
    registered = sent["faelle"][case, "anmeldedatum"]
    same = rng.choice(
        other.where(wohnung_id=lambda flat: flat in known, einzugsdatum=lambda day: day >= registered)
    )
    same_flat = rows_with(other_flats, "wohnung_id", other[same, "wohnung_id"])[0]
    for column in ("stadtbezirk", "zimmer"):
        flats[flat, column] = other_flats[same_flat, column]
    for column in ("einzugsdatum", "personen_eingezogen"):
        sheet[number, column] = other[same, column]
    return sheet.at(number, "vermittlung_id")


@breaks("wartender_fall_fehlt", world="later")
def waiting_case_forgotten(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    year = int(sent["lieferung"][2, "berichtsjahr"])
    number = rng.choice(_forgettable(sent, year))
    del sheet.rows[number - 1]
    return Place(sheet.file, sheet.title)


def _forgettable(sent: Sent, year: int) -> list[int]:
    """Return the cases that waited at the end of the year before and that nothing points to."""
    sheet = sent["faelle"]
    pointed = {row[1] for row in sent["vermittlungen"].rows[1:]}
    pointed |= {row[5] for row in sent["beratungen"].rows[1:]} | {
        row[2] for row in sent["begleitungen"].rows[1:]
    }
    return [
        n
        for n in sheet.numbers
        if sheet[n, "fall_id"] not in pointed and sheet[n, "anmeldedatum"].year < year
    ]


@breaks("fall_id_geaendert", world="later")
def case_renamed(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(_forgettable(sent, int(sent["lieferung"][2, "berichtsjahr"])))
    return put(sheet, number, "fall_id", f"neu-{rng.randint(100, 999)}")


@breaks("fall_id_anderer_fall", world="later")
def other_day_of_registration(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    year = int(sent["lieferung"][2, "berichtsjahr"])
    number = rng.choice(sheet.where(anmeldedatum=lambda day: day.year < year))
    sheet[number, "anmeldedatum"] -= rng.randint(1, 100) * DAY
    return sheet.at(number, "fall_id")


@breaks("vermittlung_in_zwei_jahren", world="later")
def placed_again(rng: Random, sent: Sent) -> Place:
    """Take a case that was placed the year before into the new one, with a placement of its own."""
    before, placements, cases = sent.before, sent["vermittlungen"], sent["faelle"]
    old = rng.choice(before["vermittlungen"].numbers)
    fall_id = before["vermittlungen"][old, "fall_id"]
    case = rows_with(before["faelle"], "fall_id", fall_id)[0]
    cases.rows.append(list(before["faelle"].rows[case - 1]))
    placements.rows.append(list(placements.rows[-1]))
    number = len(placements.rows)
    placements[number, "vermittlung_id"] += "-2"
    placements[number, "personen_eingezogen"] = cases[len(cases.rows), "personen"]
    return put(placements, number, "fall_id", fall_id)
