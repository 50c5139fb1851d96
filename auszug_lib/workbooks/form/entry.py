"""Entries: what may be entered in a column, how a cell refuses anything else, and what it says then."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from auszug_lib.delivery.parse import expected
from auszug_lib.delivery.rules.relations import DATE_COLUMNS
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.schema import Column, Kind, TableSchema
from auszug_lib.delivery.synonyms import NO, YES
from auszug_lib.params.codes import CodeList
from auszug_lib.workbooks.form.choices import list_range
from auszug_lib.workbooks.form.places import own_cell, parent_of, whole_column

FIRST_DAY = dt.date(1990, 1, 1)  # no case, flat or position is older

REQUIRED = " *"


@dataclass(frozen=True)
class Context:
    """What the entries depend on.

    Parameters
    ----------
    year
        The report year.
    lists
        The code lists by name.
    """

    year: int
    lists: Mapping[str, CodeList]


@dataclass(frozen=True)
class Entry:
    """What may be entered in a column.

    Parameters
    ----------
    asked
        What is expected, in German.
    criteria
        The same for XlsxWriter.
    refusal
        What is said about anything else.
    is_refused
        Whether anything else is refused, or only remarked upon.
    """

    asked: str
    criteria: Mapping[str, Any]
    refusal: str
    is_refused: bool = True


def marked_label(column: Column) -> str:
    """Return a column's label, with an asterisk where a cell must not be empty."""
    return f"{column.label}{REQUIRED if column.required else ''}"


def entry_of(table: TableSchema, column: Column, context: Context) -> Entry:
    """Return what may be entered in a column of `table`."""
    return _ENTRIES[column.kind](table, column, context)


def _told(message_of: str, remedy_of: str = "", **words: str) -> str:
    """Return the sentences of a rule, the second one perhaps of another rule that says more."""
    message, remedy = RULES[message_of].message, RULES[remedy_of or message_of].remedy
    return f"{message} {remedy}".format_map(words)


def _unreadable(column: Column, asked: str, remedy_of: str = "") -> str:
    return _told("lesbar", remedy_of, column=column.label, expected=asked)


def _id(table: TableSchema, column: Column, context: Context) -> Entry:
    parent = parent_of(table, column)
    if parent:
        asked = f"eine Kennung aus dem Blatt {parent.name}"
        criteria = {"validate": "list", "source": f"={_filled(whole_column(parent, column.name))}"}
        return Entry(asked, criteria, _told(f"verweis_{table.name}_{column.name}"))
    cells, cell = whole_column(table, column.name), own_cell(table, column.name)
    # COUNTIF would take 007 and 7 for the same, and * for anything.
    criteria = {"validate": "custom", "value": f"=SUMPRODUCT(--EXACT({cells},{cell}))=1"}
    return Entry(f"{expected('id', ',')}, jede nur einmal", criteria, _told("eindeutig", column=column.label))


def _filled(cells: str) -> str:
    """Return the formula for the part of a column from its first record to its last one."""
    sheet, _, area = cells.partition("!")
    last = f'SUMPRODUCT(MAX(({cells}<>"")*ROW({cells})))'
    return f"OFFSET({sheet}!{area.split(':')[0]},1,0,MAX(1,{last}-1),1)"


def _code(table: TableSchema, column: Column, context: Context) -> Entry:
    asked = expected("code", ",")
    criteria = {"validate": "list", "source": f"={list_range(context.lists, column.codes)}"}
    if column.fallback_code:
        told = _told("code_sonstige", column=column.label, other=column.fallback_code)
        return Entry(f"{asked} oder, wenn keiner passt, eigene Worte", criteria, told, is_refused=False)
    return Entry(asked, criteria, _told("code", column=column.label, codes=asked))


def _bool(table: TableSchema, column: Column, context: Context) -> Entry:
    asked = expected("bool", ",")
    return Entry(asked, {"validate": "list", "source": [YES, NO]}, _unreadable(column, asked))


def _count(table: TableSchema, column: Column, context: Context) -> Entry:
    return _number(column, "integer", f"{expected('count', ',')} ab 0")


def _decimal(table: TableSchema, column: Column, context: Context) -> Entry:
    return _number(column, "decimal", "eine Zahl ab 0, auch mit Komma")


def _number(column: Column, kind: str, asked: str) -> Entry:
    return Entry(asked, {"validate": kind, "criteria": ">=", "value": 0}, _unreadable(column, asked))


def _date(table: TableSchema, column: Column, context: Context) -> Entry:
    if (table.name, column.name) in DATE_COLUMNS:
        first, last = dt.date(context.year, 1, 1), dt.date(context.year, 12, 31)
        asked = f"ein Datum (TT.MM.JJJJ) im Jahr {context.year}"
        criteria = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
        return Entry(asked, criteria, _unreadable(column, asked, f"im_berichtsjahr_{table.name}"))
    asked = f"ein Datum (TT.MM.JJJJ) ab {FIRST_DAY:%d.%m.%Y}"
    criteria = {"validate": "date", "criteria": ">=", "value": FIRST_DAY}
    return Entry(asked, criteria, _unreadable(column, asked))


_ENTRIES: Mapping[Kind, Callable[[TableSchema, Column, Context], Entry]] = {
    "id": _id,
    "code": _code,
    "bool": _bool,
    "count": _count,
    "decimal": _decimal,
    "date": _date,
}
