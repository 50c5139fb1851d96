"""Where to damage: random cells of the schema's kinds."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from auszug_lib.delivery.schema import TABLES, Column, TableSchema

from .sent import Place, Sent, Sheet

DAY = dt.timedelta(days=1)


def of_kind(*kinds: str) -> Callable[[Column], bool]:
    return lambda column: column.kind in kinds


def filled(value: Any) -> bool:
    return value not in ("", None)


def is_not(other: Any) -> Callable[[Any], bool]:
    return lambda value: value != other


def is_one_of(*values: Any) -> Callable[[Any], bool]:
    return lambda value: value in values


def any_cell(
    rng: Random, sent: Sent, fits: Callable[[Column], bool], *, keys: bool = True
) -> tuple[Sheet, int, str]:
    """Return a cell of any table whose column fits: its sheet, row number and column."""
    places = [
        (table, column.name)
        for table in TABLES.values()
        for column in table.columns
        if fits(column) and len(sent[table.name].rows) > 1 and (keys or column.name != table.key)
    ]
    table, column = rng.choice(places)
    sheet = sent[table.name]
    return sheet, rng.choice(sheet.numbers), column


def any_keyed_sheet(rng: Random, sent: Sent, rows: int = 2) -> tuple[Sheet, TableSchema]:
    """Return a sheet of records with at least so many rows."""
    tables = [table for table in TABLES.values() if table.key and len(sent[table.name].numbers) >= rows]
    table = rng.choice(tables)
    return sent[table.name], table


def put(sheet: Sheet, number: int, column: str, value: Any) -> Place:
    """Write a cell and return its place."""
    sheet[number, column] = value
    return sheet.at(number, column)


def day_between(rng: Random, first: dt.date, last: dt.date) -> dt.date:
    """Return one of the days from `first` to `last`; raises `LookupError` where there is none."""
    return first + rng.choice(range((last - first).days + 1)) * DAY
