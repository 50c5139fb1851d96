"""Answers: what carriers explain in the workbooks that went back to them, read again.

An explanation that is accepted is published, so it names nobody and quotes no record.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from auszug_lib import DeliveryError
from auszug_lib.delivery.check import Checked
from auszug_lib.delivery.finding import identities
from auszug_lib.delivery.personal import KINDS, personal_texts
from auszug_lib.delivery.reading.inbox import WORKBOOKS
from auszug_lib.delivery.reading.names import shown
from auszug_lib.delivery.reading.sandbox import Glass
from auszug_lib.delivery.reading.table_files import visible
from auszug_lib.delivery.schema import TABLES
from auszug_lib.params.answers import MOST_SIGNS
from auszug_lib.params.typeface import lacking

# The headings of the two columns that are read.
ANSWER, IDENTITY = "Erklärung", "Befund"

_MOST_REFUSALS = 20  # that are said one by one
_ROWS_OF_TITLE = 10
_WORD = re.compile(r"\w[\w./:-]*\w")
_PLAIN = re.compile(r"\d{1,4}|\D*")  # an identifier that a text may hold by chance


def answered_in(folder: Path, checked: Checked) -> tuple[pd.DataFrame, list[str]]:
    """Return the findings that workbooks in a folder explain, each with its `answer`, and idle explanations.

    An explanation belongs to the one finding that it stands beside; of those that belong to none the places
    are returned. Raises `DeliveryError` where a workbook cannot be opened or an explanation may not be kept,
    one sentence each.
    """
    rows = {name: row for row, name in identities(checked.findings, checked.year.year).items() if name}
    records = _records(checked)
    answers: dict[Any, str] = {}
    refusals: list[str] = []
    idle = []
    for place, name, text in _answers(folder, refusals):
        if name not in rows:
            idle.append(place)
        elif reason := _refusal(text, records):
            refusals.append(f"{place}: {reason}; bitte anders schreiben lassen.")
        else:
            answers[rows[name]] = text
    if refusals:
        others = len(refusals) - _MOST_REFUSALS
        more = [f"… und {others} weitere."] if others > 0 else []
        raise DeliveryError("\n".join([*refusals[:_MOST_REFUSALS], *more]))
    found = checked.findings.loc[sorted(answers)]
    return found.assign(answer=pd.Series(answers, dtype="str")), idle


def _answers(folder: Path, refusals: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the place of each explanation, the identity of its finding, and what it says, in one line.

    What cannot be opened is added to the refusals.
    """
    with Glass() as glass:
        for path in visible(folder):
            try:
                sheets = glass.opened(path) if path.suffix.lower() in WORKBOOKS else []
            except DeliveryError as problem:
                refusals.append(str(problem))
                continue
            for sheet, rows, _ in sheets:
                for cell, name, text in _answers_in(rows):
                    yield f"{shown(path.name)}, Blatt {shown(sheet)}, Zelle {cell}", name, text


def _answers_in(rows: list[list[Any]]) -> Iterator[tuple[str, str, str]]:
    heads = (n for n, row in enumerate(rows[:_ROWS_OF_TITLE]) if ANSWER in row and IDENTITY in row)
    if (head := next(heads, None)) is not None:
        answer, identity = (rows[head].index(word) for word in (ANSWER, IDENTITY))
        for number, row in enumerate(rows[head + 1 :], start=head + 1):
            if text := " ".join(str(row[answer]).split()):
                yield xl_rowcol_to_cell(number, answer), str(row[identity]).strip(), text


def _refusal(text: str, records: set[str]) -> str:
    """Return why an explanation may not be kept; nothing where it may. It is never quoted."""
    if len(text) > MOST_SIGNS:
        return f"Die Erklärung ist länger als {MOST_SIGNS} Zeichen"
    if sign := lacking(text):
        return f"Die Erklärung hat ein Zeichen, das die Schrift der Berichte nicht hat ({sign})"
    for kind in personal_texts(pd.Series([text], dtype="str")).dropna():
        return f"In der Erklärung steht {KINDS[kind]}, und Angaben über Personen gehören nicht hinein"
    if records.intersection(_WORD.findall(text.casefold())):
        return "Die Erklärung nennt die Kennung eines Datensatzes, die nicht veröffentlicht werden darf"
    return ""


def _records(checked: Checked) -> set[str]:
    """Return the identifiers of all records that cannot be taken for a plain word or number."""
    keys: Mapping[str, str] = {name: table.key for name, table in TABLES.items() if table.key}
    found = {key for name, column in keys.items() for key in checked.tables[name][column].dropna()}
    return {key.casefold() for key in found if not _PLAIN.fullmatch(key)}
