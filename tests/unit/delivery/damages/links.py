"""Damage to what cells, rows and tables are to each other, from whichever side is clearly to blame."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from .choice import DAY, day_between, filled, put
from .kind import breaks
from .sent import Place, Sent, Sheet

_OLDEST = dt.date(2012, 1, 2)
_DATED = {
    "vermittlungen": "einzugsdatum",
    "sprechstunden": "datum",
    "beratungen": "datum",
    "workshops": "datum",
    "begleitungen": "datum",
}
POINTING = (
    ("vermittlungen", "fall_id", "faelle"),
    ("vermittlungen", "wohnung_id", "wohnungen"),
    ("beratungen", "termin_id", "sprechstunden"),
    ("beratungen", "fall_id", "faelle"),
    ("begleitungen", "fall_id", "faelle"),
)
# Types of household that say how many adults there are, and those that say there is no child.
_ADULTS = ("alleinstehend", "alleinerziehend", "paar_ohne_kind", "paar_mit_kind")
_CHILDLESS = ("alleinstehend", "paar_ohne_kind")


def rows_with(sheet: Sheet, column: str, value: Any) -> list[int]:
    return sheet.where(**{column: lambda cell: cell == value})


def _pointing(sent: Sent, parent: str, value: str) -> list[tuple[str, Place]]:
    """Return the cells that point to the row of `parent` with this identifier, each with the rule on it."""
    return [
        (f"verweis_{table}_{key}", sent[table].at(number, key))
        for table, key, of in POINTING
        if of == parent
        for number in rows_with(sent[table], key, value)
    ]


def a_placement(
    rng: Random, sent: Sent, fits: Callable[[dict[str, Any]], bool] = lambda case: True
) -> tuple[int, int]:
    """Return the row of a placement of a whole household, and that of its case, which fits."""
    cases, placements = sent["faelle"], sent["vermittlungen"]
    pairs = []
    for number in placements.numbers:
        case = rows_with(cases, "fall_id", placements[number, "fall_id"])[0]
        whole = placements[number, "personen_eingezogen"] == cases[case, "personen"]
        if whole and fits(dict(zip(cases.columns, cases.rows[case - 1], strict=True))):
            pairs.append((number, case))
    return rng.choice(pairs)


def _last_day(sent: Sent) -> dt.date:
    return dt.date(int(sent["lieferung"][2, "berichtsjahr"]), 12, 31)


# what a case says of itself


@breaks("personen_summe")
def other_persons(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.numbers)
    others = [n for n in range(13) if n != sheet[number, "personen"]]
    return put(sheet, number, "personen", rng.choice(others))


@breaks("erwachsene_summe")
def other_adults(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.where(haushaltstyp=lambda kind: kind in _ADULTS))
    others = [n for n in range(1, 6) if n != sheet[number, "erwachsene"]]
    return put(sheet, number, "erwachsene", rng.choice(others))


@breaks("kinder_summe")
def children_in_a_childless_household(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.where(haushaltstyp=lambda kind: kind in _CHILDLESS))
    return put(sheet, number, "kinder", rng.randint(1, 6))


@breaks("kinder_summe")
def other_children_than_moved_in(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    _, number = a_placement(rng, sent, lambda case: case["haushaltstyp"] in _ADULTS)
    others = [n for n in range(7) if n != sheet[number, "kinder"]]
    return put(sheet, number, "kinder", rng.choice(others))


@breaks("mindestens_ein_erwachsener")
def no_adult(rng: Random, sent: Sent) -> Place:
    return put(sent["faelle"], rng.choice(sent["faelle"].numbers), "erwachsene", 0)


@breaks("mindestens_ein_erwachsener")
def only_children(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.numbers)
    sheet[number, "kinder"] = sheet[number, "personen"]
    return put(sheet, number, "erwachsene", 0)


@breaks("jemand_eingezogen")
def nobody_moved_in(rng: Random, sent: Sent) -> Place:
    sheet = sent["vermittlungen"]
    return put(sheet, rng.choice(sheet.numbers), "personen_eingezogen", 0)


# days


def _enter_days(table: str, column: str) -> None:
    @breaks(f"im_berichtsjahr_{table}", name=f"{table}_before_the_year")
    def before(rng: Random, sent: Sent) -> Place:
        day = day_between(rng, _OLDEST, _last_day(sent).replace(month=1, day=1) - DAY)
        return put(sent[table], rng.choice(sent[table].numbers), column, day)

    @breaks(f"im_berichtsjahr_{table}", name=f"{table}_after_the_year")
    def after(rng: Random, sent: Sent) -> Place:
        day = day_between(rng, _last_day(sent) + DAY, _last_day(sent) + 500 * DAY)
        return put(sent[table], rng.choice(sent[table].numbers), column, day)


for _table, _column in _DATED.items():
    _enter_days(_table, _column)


@breaks("stand_nach_einzuegen")
def early_cutoff(rng: Random, sent: Sent) -> Place:
    days = sorted(row[5] for row in sent["vermittlungen"].rows[1:])
    return put(sent["lieferung"], 2, "stand", day_between(rng, _OLDEST, days[-2] - DAY))


@breaks("einzug_vor_stand", world="early")
def moved_in_after_the_cutoff(rng: Random, sent: Sent) -> Place:
    sheet = sent["vermittlungen"]
    day = day_between(rng, sent["lieferung"][2, "stand"] + DAY, _last_day(sent))
    return put(sheet, rng.choice(sheet.numbers), "einzugsdatum", day)


@breaks("anmeldung_vor_stand")
def registered_after_the_cutoff(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    cutoff = sent["lieferung"][2, "stand"]
    return put(
        sheet, rng.choice(sheet.numbers), "anmeldedatum", day_between(rng, cutoff + DAY, cutoff + 900 * DAY)
    )


@breaks("anmeldung_vor_einzug")
def moved_in_before_registered(rng: Random, sent: Sent) -> Place:
    new_year = _last_day(sent).replace(month=1, day=1)
    number, case = a_placement(rng, sent, lambda case: case["anmeldedatum"] > new_year)
    registered = sent["faelle"][case, "anmeldedatum"]
    return put(sent["vermittlungen"], number, "einzugsdatum", day_between(rng, new_year, registered - DAY))


@breaks("anmeldung_nach_einzug")
def registered_after_moved_in(rng: Random, sent: Sent) -> Place:
    number, case = a_placement(rng, sent)
    moved, cutoff = sent["vermittlungen"][number, "einzugsdatum"], sent["lieferung"][2, "stand"]
    return put(sent["faelle"], case, "anmeldedatum", day_between(rng, moved + DAY, cutoff))


@breaks("beratung_am_termin")
def consulted_on_another_day(rng: Random, sent: Sent) -> Place:
    sheet, sessions = sent["beratungen"], sent["sprechstunden"]
    number = rng.choice(sheet.where(termin_id=filled))
    taken = {row[1] for row in sessions.rows[1:]}
    first = sheet[2, "datum"]
    days = {first + n * DAY for n in range((_last_day(sent) - first).days + 1)} - taken
    return put(sheet, number, "datum", rng.choice(sorted(days)))


@breaks("beratung_im_termin")
def consulted_in_another_session(rng: Random, sent: Sent) -> Place:
    sheet, sessions = sent["beratungen"], sent["sprechstunden"]
    number = rng.choice(sheet.where(termin_id=filled))
    others = sessions.where(datum=lambda day: day != sheet[number, "datum"])
    return put(sheet, number, "termin_id", sessions[rng.choice(others), "termin_id"])


@breaks("termin_am_beratungstag")
def session_on_another_day(rng: Random, sent: Sent) -> Place:
    sheet, advice = sent["sprechstunden"], sent["beratungen"]
    visited = [n for n in sheet.numbers if len(rows_with(advice, "termin_id", sheet[n, "termin_id"])) > 1]
    number = rng.choice(visited)
    new_year = _last_day(sent).replace(month=1, day=1)
    days = {new_year + n * DAY for n in range(365)} - {sheet[number, "datum"]}
    return put(sheet, number, "datum", rng.choice(sorted(days)))


# rows that point to others


def _enter_pointing(table: str, key: str, parent: str) -> None:
    rule = f"verweis_{table}_{key}"

    @breaks(rule, name=f"{table}_{key}_to_nowhere")
    def nowhere(rng: Random, sent: Sent) -> Place:
        number = rng.choice(sent[table].where(**{key: filled}))
        return put(sent[table], number, key, rng.choice((f"{sent[table][number, key]}9", "F-99999", 987654)))

    @breaks(rule, name=f"{parent}_gone_for_{table}_{key}")
    def parent_deleted(rng: Random, sent: Sent) -> Place:
        number, place = pointed_to_once(rng, sent, parent, rule)
        del sent[parent].rows[number - 1]
        return place


def pointed_to_once(rng: Random, sent: Sent, parent: str, rule: str) -> tuple[int, Place]:
    """Return a row of `parent` to which only one cell points, and the place of that cell."""
    sheet = sent[parent]
    pointing = {number: _pointing(sent, parent, sheet[number, sheet.columns[0]]) for number in sheet.numbers}
    once = [number for number, found in pointing.items() if [of for of, _ in found] == [rule]]
    number = rng.choice(once)
    return number, pointing[number][0][1]


for _args in POINTING:
    _enter_pointing(*_args)


def _enter_spoilt(key: str, parent: str) -> None:
    @breaks(f"kennung_{parent}", name=f"{key}_spoilt")
    def spoilt(rng: Random, sent: Sent) -> Place:
        sheet = sent[parent]
        number = rng.choice([n for n in sheet.numbers if _pointing(sent, parent, sheet[n, key])])
        return put(sheet, number, key, rng.choice((f"{sheet[number, key]}9", "alt", 4711, "neu-1", "???")))


_enter_spoilt("fall_id", "faelle")
_enter_spoilt("wohnung_id", "wohnungen")
_enter_spoilt("termin_id", "sprechstunden")


@breaks("eine_vermittlung_im_jahr")
def placement_of_another_placed_case(rng: Random, sent: Sent) -> Place:
    sheet = sent["vermittlungen"]
    number, other = rng.sample(sheet.numbers, 2)
    return put(sheet, number, "fall_id", sheet[other, "fall_id"])


@breaks("eine_vermittlung_im_jahr")
def placement_reported_again(rng: Random, sent: Sent) -> Place:
    sheet = sent["vermittlungen"]
    sheet.rows.append(list(rng.choice(sheet.rows[1:])))
    number = len(sheet.rows)
    sheet[number, "vermittlung_id"] = f"{sheet[number - 1, 'vermittlung_id']}1"
    return sheet.at(number, "fall_id")


@breaks("vermittlung_am_fall")
def placement_of_an_open_case(rng: Random, sent: Sent) -> Place:
    cases = sent["faelle"]
    number, _ = a_placement(rng, sent)
    other = rng.choice(cases.where(status=lambda status: status != "vermittelt"))
    return put(sent["vermittlungen"], number, "fall_id", cases[other, "fall_id"])


@breaks("vermittelt_mit_vermittlung")
def placed_without_placement(rng: Random, sent: Sent) -> Place:
    sheet = sent["faelle"]
    number = rng.choice(sheet.where(status=lambda status: status != "vermittelt"))
    return put(sheet, number, "status", "vermittelt")


@breaks("vermittelt_mit_vermittlung")
def placement_deleted(rng: Random, sent: Sent) -> Place:
    number, case = a_placement(rng, sent)
    del sent["vermittlungen"].rows[number - 1]
    return sent["faelle"].at(case, "status")


@breaks("vermittlung_mit_status")
def placement_of_an_unplaced_case(rng: Random, sent: Sent) -> Place:
    _, case = a_placement(rng, sent)
    return put(sent["faelle"], case, "status", rng.choice(("wartend", "beendet")))


# positions


@breaks("befristet_mit_ende")
def limited_without_end(rng: Random, sent: Sent) -> Place:
    sheet = sent["stellen"]
    return put(sheet, rng.choice(rows_with(sheet, "befristet", "ja")), "befristet_bis", "")


@breaks("befristet_mit_ende")
def limited_by_mistake(rng: Random, sent: Sent) -> Place:
    sheet = sent["stellen"]
    number = rng.choice(rows_with(sheet, "befristet", "nein"))
    sheet[number, "befristet"] = "ja"
    return sheet.at(number, "befristet_bis")


@breaks("ende_nur_befristet")
def permanent_with_end(rng: Random, sent: Sent) -> Place:
    sheet = sent["stellen"]
    number = rng.choice(rows_with(sheet, "befristet", "nein"))
    return put(sheet, number, "befristet_bis", day_between(rng, _last_day(sent), _last_day(sent) + 900 * DAY))


@breaks("ende_nur_befristet")
def permanent_by_mistake(rng: Random, sent: Sent) -> Place:
    sheet = sent["stellen"]
    number = rng.choice(rows_with(sheet, "befristet", "ja"))
    sheet[number, "befristet"] = "nein"
    return sheet.at(number, "befristet_bis")
