"""Damage that no eye sees: days on another clock, identifiers that only look like another one."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from .choice import any_keyed_sheet, filled, put
from .kind import breaks
from .links import POINTING, pointed_to_once
from .sent import Place, Sent, Sheet

_EPOCH = dt.datetime(1899, 12, 30)
_HOUR = dt.timedelta(hours=1)
_GERMANY = ZoneInfo("Europe/Berlin")
_DATES = {
    "faelle": ("anmeldedatum", "abschlussdatum"),
    "vermittlungen": ("mietvertragsdatum", "einzugsdatum"),
    "sprechstunden": ("datum",),
    "beratungen": ("datum",),
    "workshops": ("datum",),
    "begleitungen": ("datum",),
}


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def _in_utc(day: dt.date) -> dt.datetime:
    return _midnight(day).replace(tzinfo=_GERMANY).astimezone(dt.UTC).replace(tzinfo=None)


def _without_summer_time(day: dt.date) -> dt.datetime:
    return _in_utc(day) + _HOUR


def _by_the_sun(day: dt.date) -> dt.datetime:
    """Return midnight as programs have it that take the clock of a town before there were time zones."""
    return _without_summer_time(day) - dt.timedelta(minutes=6, seconds=32)


def _enter_clock(clock: Callable[[dt.date], dt.datetime], name: str) -> None:
    @breaks("uhrzeit_verschoben", name=f"column_{name}")
    def damage(rng: Random, sent: Sent) -> Place:
        table = rng.choice(list(_DATES))
        sheet, column = sent[table], rng.choice(_DATES[table])
        write = rng.choice((_as_moment, _as_text, _as_number))
        behind = []
        for number in sheet.where(**{column: filled}):
            moment = clock(sheet[number, column])
            if moment.time() != dt.time():
                put(sheet, number, column, write(moment))
                behind.append(number)
        return sheet.at(behind[0], column)


def _as_moment(moment: dt.datetime) -> Any:
    return moment


def _as_text(moment: dt.datetime) -> Any:
    return moment.isoformat()


def _as_number(moment: dt.datetime) -> Any:
    return (moment - _EPOCH) / dt.timedelta(days=1)


_enter_clock(_in_utc, "in_utc")
_enter_clock(_without_summer_time, "without_summer_time")
_enter_clock(_by_the_sun, "by_the_sun")


def _disguised(rng: Random, key: str) -> str:
    """Return an identifier that looks the same, and is not."""
    at, hidden = rng.randint(0, len(key)), rng.choice("\u200b\u200d\u2060\u00ad\ufeff\u200e")
    return rng.choice(
        (
            f"{key[:at]}{hidden}{key[at:]}",
            key.replace("-", rng.choice("‐‑–—−")),
            key.swapcase(),
            key.translate({ord("0") + n: ord("０") + n for n in range(10)}),
        )
    )


@breaks("eindeutig")
def identifier_that_only_looks_new(rng: Random, sent: Sent) -> Place:
    sheet, table = any_keyed_sheet(rng, sent)
    sheet.rows.append(list(rng.choice(sheet.rows[1:])))
    number = len(sheet.rows)
    return put(sheet, number, table.key, _disguised(rng, sheet[number, table.key]))


@breaks("kennung_geschrieben")
def reference_that_only_looks_right(rng: Random, sent: Sent) -> Place:
    table, key, _ = rng.choice(POINTING)
    sheet = sent[table]
    number = rng.choice(sheet.where(**{key: filled}))
    return put(sheet, number, key, _disguised(rng, sheet[number, key]))


@breaks("kennung_geschrieben")
def identifier_that_looks_as_referred_to(rng: Random, sent: Sent) -> Place:
    table, key, parent = rng.choice(POINTING)
    number, place = pointed_to_once(rng, sent, parent, f"verweis_{table}_{key}")
    sheet: Sheet = sent[parent]
    put(sheet, number, key, _disguised(rng, sheet[number, key]))
    return place
