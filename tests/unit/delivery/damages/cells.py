"""Damage to single cells: empty, of another kind, unknown, ambiguous, negative; and identifiers twice."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from .choice import any_cell, any_keyed_sheet, of_kind, put
from .kind import breaks
from .sent import Place, Sent

_WORDS = ("unbekannt", "keine Angabe", "k. A.", "folgt", "?", "nicht erhoben", "siehe Akte", "-")
_NO_CODES = ("gibt es nicht", "anderes", "k. A.", "Q", "??", "-", "nicht erhoben", "XYZ")
_NO_DATES = ("31.02.2019", "2019-13-01", "32.01.2019", "Anfang Mai", "Mai 2019", "2019", "KW 17", "gestern")
_NO_COUNTS = ("drei", "2 oder 3", "ca. 4", "x", "keine", "1-2", "zwei Erw.", "IV")
_NO_DECIMALS = ("groß", "ca. 60", "60-70", "siehe Vertrag", "x", "1,2,3", "5 5", "halb")
_NO_TRUTHS = ("vielleicht", "teilweise", "2", "zum Teil", "?", "offen")
_HUGE = (1e16, 1e20, 1e300)


@breaks("pflicht")
def required_cell_emptied(rng: Random, sent: Sent) -> Place:
    return put(*any_cell(rng, sent, lambda column: column.required), "")


@breaks("pflicht")
def required_cell_of_spaces(rng: Random, sent: Sent) -> Place:
    return put(*any_cell(rng, sent, lambda column: column.required), " " * rng.randint(1, 5))


def _enter(rule: str, kind: str, what: str, values: Callable[[Random], Any]) -> None:
    """Enter a damage that writes one of the values into any cell of a kind."""

    @breaks(rule, name=f"{what}_for_{kind}")
    def damage(rng: Random, sent: Sent) -> Place:
        return put(*any_cell(rng, sent, of_kind(kind)), values(rng))


def _day(rng: Random) -> dt.date:
    return dt.date(rng.randint(2015, 2020), rng.randint(1, 12), rng.randint(1, 28))


_enter("lesbar", "date", "words", lambda rng: rng.choice((*_WORDS, *_NO_DATES)))
_enter("lesbar", "count", "words", lambda rng: rng.choice((*_WORDS, *_NO_COUNTS)))
_enter("lesbar", "decimal", "words", lambda rng: rng.choice((*_WORDS, *_NO_DECIMALS)))
_enter("lesbar", "bool", "words", lambda rng: rng.choice((*_WORDS, *_NO_TRUTHS)))
_enter("lesbar", "date", "small_number", lambda rng: rng.choice((0, 5, 2019, 2019.5, 31122019, -43000)))
_enter("lesbar", "bool", "other_number", lambda rng: rng.choice((2, 0.5, 2019)))
_enter("lesbar", "date", "truth", lambda rng: rng.random() < 0.5)
_enter("lesbar", "count", "fraction", lambda rng: rng.randint(0, 9) + rng.choice((0.5, 0.25, 0.001)))
_enter("lesbar", "count", "written_fraction", lambda rng: f"{rng.randint(0, 9)},{rng.randint(1, 9)}")
_enter("lesbar", "count", "huge_number", lambda rng: rng.choice(_HUGE))
_enter("lesbar", "id", "fraction", lambda rng: rng.randint(0, 999) + 0.5)
for _kind in ("id", "code", "count", "decimal", "bool"):
    _enter("lesbar", _kind, "day", _day)
for _kind in ("id", "code", "count", "decimal"):
    _enter("lesbar", _kind, "truth", lambda rng: rng.random() < 0.5)

_enter("datum_mehrdeutig", "date", "short_year", lambda rng: _day(rng).strftime("%d.%m.%y"))
_enter("datum_mehrdeutig", "date", "american_day", lambda rng: _day(rng).strftime("%m/%d/%Y"))
_enter("zahl_mehrdeutig", "count", "number_with_point", lambda rng: f"{rng.randint(1, 9)}.000")
_enter(
    "zahl_mehrdeutig", "decimal", "number_with_point", lambda rng: f"{rng.randint(0, 99)}.{rng.randint(1, 9)}"
)
_enter("nicht_negativ", "count", "negative", lambda rng: -rng.randint(1, 99))
_enter("nicht_negativ", "count", "written_negative", lambda rng: f"-{rng.randint(1, 99)}")
_enter("nicht_negativ", "decimal", "negative", lambda rng: -rng.random() - rng.randint(0, 99))


@breaks("code")
def unknown_code(rng: Random, sent: Sent) -> Place:
    return put(
        *any_cell(rng, sent, lambda column: column.codes and not column.fallback_code), rng.choice(_NO_CODES)
    )


@breaks("code")
def number_for_code(rng: Random, sent: Sent) -> Place:
    return put(
        *any_cell(rng, sent, lambda column: column.codes and not column.fallback_code), rng.randint(11, 999)
    )


@breaks("code")
def code_of_another_list(rng: Random, sent: Sent) -> Place:
    sheet, number, column = any_cell(rng, sent, lambda column: column.codes and not column.fallback_code)
    return put(sheet, number, column, "fortzug" if column != "abschlussgrund" else "telefon")


@breaks("eindeutig")
def identifier_of_another_row(rng: Random, sent: Sent) -> Place:
    sheet, table = any_keyed_sheet(rng, sent)
    number, other = rng.sample(sheet.numbers, 2)
    return put(sheet, number, table.key, sheet[other, table.key])


@breaks("eindeutig")
def row_copied_to_the_end(rng: Random, sent: Sent) -> Place:
    sheet, table = any_keyed_sheet(rng, sent)
    sheet.rows.append(list(rng.choice(sheet.rows[1:])))
    return sheet.at(len(sheet.rows), table.key)


@breaks("eindeutig")
def row_copied_below_itself(rng: Random, sent: Sent) -> Place:
    sheet, table = any_keyed_sheet(rng, sent)
    number = rng.choice(sheet.numbers)
    sheet.rows.insert(number, list(sheet.rows[number - 1]))
    return sheet.at(number + 1, table.key)
