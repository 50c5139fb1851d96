"""Entries: what may be entered in a column, how a cell refuses anything else, and what it says then."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auszug_lib.delivery.parse import expected
from auszug_lib.delivery.rules.relations import DATE_COLUMNS
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.schema import Column, TableSchema
from auszug_lib.delivery.synonyms import NO, YES
from auszug_lib.params.codes import CodeList
from auszug_lib.workbooks.formulas import list_range, own_cell, parent_of, whole_column

_FIRST_DAY = dt.date(1990, 1, 1)  # no case, flat or position is older


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
    return f"{column.label}{' *' if column.required else ''}"


def entry_of(table: TableSchema, column: Column, year: int, lists: Mapping[str, CodeList]) -> Entry:
    """Return what may be entered in a column of `table` in the form for a year."""
    match column.kind:
        case "id":
            return _id(table, column)
        case "code":
            return _code(column, lists)
        case "bool":
            asked = expected("bool", ",")
            return Entry(asked, {"validate": "list", "source": [YES, NO]}, _unreadable(column, asked))
        case "count":
            return _number(column, "integer", f"{expected('count', ',')} ab 0")
        case "decimal":
            return _number(column, "decimal", "eine Zahl ab 0, auch mit Komma")
        case "date":
            return _date(table, column, year)


def _refusal(message_of: str, remedy_of: str = "", **words: str) -> str:
    """Return the sentences of a rule, the second one perhaps of another rule that says more."""
    message, remedy = RULES[message_of].message, RULES[remedy_of or message_of].remedy
    return f"{message} {remedy}".format_map(words)


def _unreadable(column: Column, asked: str, remedy_of: str = "") -> str:
    return _refusal("lesbar", remedy_of, column=column.label, expected=asked)


def _id(table: TableSchema, column: Column) -> Entry:
    if parent := parent_of(table, column):
        asked = f"eine Kennung aus dem Blatt {parent.name}"
        criteria = {"validate": "list", "source": f"={_filled(whole_column(parent, column.name))}"}
        return Entry(asked, criteria, _refusal(f"verweis_{table.name}_{column.name}"))
    cells, cell = whole_column(table, column.name), own_cell(table, column.name)
    # COUNTIF would take 007 and 7 for the same, and * for anything.
    criteria = {"validate": "custom", "value": f"=SUMPRODUCT(--EXACT({cells},{cell}))=1"}
    asked = f"{expected('id', ',')}, jede nur einmal"
    return Entry(asked, criteria, _refusal("eindeutig", column=column.label, difference=""))


def _filled(cells: str) -> str:
    """Return the formula for the part of a column from its first record to its last one."""
    sheet, _, area = cells.partition("!")
    last = f'SUMPRODUCT(MAX(({cells}<>"")*ROW({cells})))'
    return f"OFFSET({sheet}!{area.split(':')[0]},1,0,MAX(1,{last}-1),1)"


def _code(column: Column, lists: Mapping[str, CodeList]) -> Entry:
    asked = expected("code", ",")
    criteria = {"validate": "list", "source": f"={list_range(lists, column.codes)}"}
    if column.fallback_code:
        refusal = _refusal("code_sonstige", column=column.label, other=column.fallback_code)
        return Entry(f"{asked} oder, wenn keiner passt, eigene Worte", criteria, refusal, is_refused=False)
    return Entry(asked, criteria, _refusal("code", column=column.label, codes=asked))


def _number(column: Column, kind: str, asked: str) -> Entry:
    return Entry(asked, {"validate": kind, "criteria": ">=", "value": 0}, _unreadable(column, asked))


def _date(table: TableSchema, column: Column, year: int) -> Entry:
    if (table.name, column.name) in DATE_COLUMNS:
        days = {"minimum": dt.date(year, 1, 1), "maximum": dt.date(year, 12, 31)}
        asked = f"ein Datum (TT.MM.JJJJ) im Jahr {year}"
        refusal = _unreadable(column, asked, f"im_berichtsjahr_{table.name}")
        return Entry(asked, {"validate": "date", "criteria": "between", **days}, refusal)
    asked = f"ein Datum (TT.MM.JJJJ) ab {_FIRST_DAY:%d.%m.%Y}"
    criteria = {"validate": "date", "criteria": ">=", "value": _FIRST_DAY}
    return Entry(asked, criteria, _unreadable(column, asked))
