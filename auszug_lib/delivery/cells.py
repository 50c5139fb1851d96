"""Check cells: what one must be and must not hold, and that no two records share an identifier."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from auszug_lib.delivery.clock import in_words, on_another_clock
from auszug_lib.delivery.parse import ParseContext, by_kind, expected, times_of_day
from auszug_lib.delivery.personal import KINDS, looks_like_birth_dates, personal_heading, personal_texts
from auszug_lib.delivery.reading.raw import Note, RawTable
from auszug_lib.delivery.rules.blame import duplicates
from auszug_lib.delivery.rules.keys import other_spelling
from auszug_lib.delivery.rules.references import REFERENCES
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.scalars import ParseStatus
from auszug_lib.delivery.schema import CARRIER, TABLES, Column, TableSchema
from auszug_lib.delivery.session import ROW, CheckSession
from auszug_lib.delivery.synonyms import NO, YES
from auszug_lib.delivery.vocabulary import difference

# Pseudonyms such as F-00123, Caritas-2019-W017 or 2019/17, which most identifiers are: nothing to look for,
# unless a phone number or a street is written like one.
_PSEUDONYM = r"(?:[A-Za-z]{0,6}|[A-Za-z]{1,12}[-_/.])(?:[-_/.]?[A-Z]{0,3}[0-9]{1,12}[A-Z]?){1,6}"
_NO_PSEUDONYM = r"(?i)tel|fax|fon|phone|handy|mobil|ruf|whatsapp|str"
_FORMULA = r"^\s*(?:[=@]|[+-].*[(|!])"
_MARKUP = (
    r"(?i)</?[a-z!][^<>]*>|&#?\w+;|javascript:|\{\{|\{%"
    r"|#(?:eval|import|include|read|set|show|let|sys|plugin|image|link|html|\w+\()"
)
# Where its text was not what the column asks for, a cell may hold anything.
_NOT_ITS_KIND = [
    status for status in ParseStatus if status.rule_id and RULES[status.rule_id].severity == "hard"
]

# By text its rule and, for personal data, what it is.
_ByText = Mapping[str, tuple[str, str]]


class _Suspects(NamedTuple):
    """The texts that have no place in a delivery."""

    in_texts: _ByText
    in_identifiers: _ByText


def check_cells(session: CheckSession) -> None:
    """Check every cell of the session by itself, then the identifiers."""
    suspects = _suspicious_texts(session)
    for table in TABLES.values():
        _empty_missing_columns(session, table)
        for column in table.columns:
            _check_flaws(session, table, column)
        _check_content(session, table, suspects)
        for column in table.columns:
            if column.kind == "date":
                _check_clock(session, table, column)
            _check_statuses(session, table, column)
            if column.kind in ("count", "decimal"):
                negative = session.tables[table.name][column.name] < 0
                session.flag("nicht_negativ", table.name, column.name, negative, column=column.name)
        if table.key:
            _check_key(session, table)
    for name, key, parent in REFERENCES:
        _check_spelling(session, name, key, parent)


def _check_key(session: CheckSession, table: TableSchema) -> None:
    """Report the records whose identifier another one has, be it one that only looks the same."""
    again = duplicates(session.tables, table)
    if again.any():
        rows = session.tables[table.name]
        copies = rows.assign(**{table.key: rows[table.key].where(again)})
        unlike = _differences(copies, rows[~again], table.key)
        for words in unlike.unique():
            also = f"; anders ist nur: {words}" if words else ""
            where = again & (unlike == words)
            session.flag("eindeutig", table.name, table.key, where, column=table.key, difference=also)
        session.empty_rows(table.name, again)


def _check_spelling(session: CheckSession, table: str, key: str, parent: str) -> None:
    """Report the references that look like an identifier in `parent`, and are not spelt as it is."""
    unlike = _differences(session.tables[table], session.tables[parent], key)
    for words in unlike[unlike != ""].unique():
        where = unlike == words
        session.flag("kennung_geschrieben", table, key, where, column=key, table=parent, unlike=words)


def _differences(rows: pd.DataFrame, known: pd.DataFrame, key: str) -> pd.Series:
    """Return in what each row's key differs from the one in `known` that looks the same; else empty."""
    spelt = other_spelling(rows, known, key).dropna()
    pairs = list(zip(rows.loc[spelt.index, key], spelt, strict=True))
    words = {pair: difference(*pair) for pair in set(pairs)}  # a case is referred to many times
    unlike = [words[pair] for pair in pairs]
    return pd.Series(unlike, index=spelt.index, dtype="str").reindex(rows.index, fill_value="")


def _empty_missing_columns(session: CheckSession, table: TableSchema) -> None:
    """Report nothing more of the columns whose headings are known to be wrong."""
    for carrier, raw in session.raw[table.name].items():
        missing = [str(note.words["column"]) for note in raw.notes if note.rule == "spalte_vorhanden"]
        if missing:
            session.empty_rows(table.name, session.tables[table.name][CARRIER] == carrier, *missing)


def _check_flaws(session: CheckSession, table: TableSchema, column: Column) -> None:
    """Report the cells that the source itself could not read: formulas without a result, error values."""
    for carrier, raw in session.raw[table.name].items():
        for rule_id in sorted(set(raw.flaws.values())):
            flawed = [cell for cell, rule in raw.flaws.items() if rule == rule_id]
            frame = session.tables[table.name]
            cells = raw.letters.get(column.name, "") + frame[ROW].astype("str")
            session.flag(rule_id, table.name, column.name, (frame[CARRIER] == carrier) & cells.isin(flawed))


def _check_clock(session: CheckSession, table: TableSchema, column: Column) -> None:
    """Report once, at the first of them, a column's days that stand on another clock."""
    frame, statuses = session.tables[table.name], session.statuses[table.name][column.name]
    for carrier, raw in session.raw[table.name].items():
        own = (frame[CARRIER] == carrier).to_numpy()
        if not (statuses[own] == ParseStatus.DATE_REWRITTEN).any():
            continue
        times = times_of_day(raw.cells[column.name], ParseContext.of(raw, session.vocabulary))
        behind = on_another_clock(times)
        where = pd.Series(False, index=frame.index)
        where[own] = behind.to_numpy()
        where &= ~session.is_flagged(table.name, column.name)
        cells = "einer Zelle" if where.sum() == 1 else f"{where.sum()} Zellen"
        words = {"column": column.name, "cells": cells, "times": in_words(times[behind])}
        session.flag("uhrzeit_verschoben", table.name, column.name, where & (where.cumsum() == 1), **words)
        session.empty_rows(table.name, where, column.name)


def _check_statuses(session: CheckSession, table: TableSchema, column: Column) -> None:
    """Report what parsing the cells of a column came to."""
    statuses = session.statuses[table.name][column.name]
    carriers = session.tables[table.name][CARRIER]
    lists = session.vocabulary.lists
    by_decimal: dict[str, list[str]] = {}
    for carrier, raw in session.raw[table.name].items():
        if column.name in raw.letters:
            by_decimal.setdefault(raw.decimal, []).append(carrier)
    for number in np.unique(statuses[statuses != ParseStatus.PLAIN]):
        status = ParseStatus(number)
        if status == ParseStatus.EMPTY and not column.required:
            continue
        for decimal, having in by_decimal.items():
            words = {
                "column": column.name,
                "codes": lists[column.codes].allowed if column.codes else "",
                "other": lists[column.codes].choices[column.fallback_code] if column.fallback_code else "",
                "expected": expected(column.kind, decimal),
                "mark": decimal,
            }
            where = (statuses == status) & carriers.isin(having)
            if status == ParseStatus.EMPTY:
                where &= ~carriers.isin(session.carriers_before(column.since))
            for code, these in _by_code(session, table, column, status, where):
                session.flag(status.rule_id, table.name, column.name, these, **words, code=code)


def _by_code(
    session: CheckSession, table: TableSchema, column: Column, status: ParseStatus, where: pd.Series
) -> Iterator[tuple[str, pd.Series]]:
    """Yield the cells of a status together, or code by code where they were read from other words."""
    if status != ParseStatus.CODE_REWRITTEN:
        yield "", where
        return
    codes = session.tables[table.name][column.name]
    for code in codes[where].dropna().unique():
        read_as = (
            session.vocabulary.lists[column.codes].choices[code] if column.codes else YES if code else NO
        )
        yield read_as, where & (codes == code)


def _suspicious_texts(session: CheckSession) -> _Suspects:
    """Return what has no place in the deliveries; each distinct text is looked at once."""
    texts: list[str] = []
    identifiers: list[str] = []
    for table, by_carrier in session.raw.items():
        keys = []
        for carrier, raw in by_carrier.items():
            for column in TABLES[table].columns:
                cells = _searched(session, raw, carrier, column)
                if column.kind == "id":
                    keys.append(cells)
                else:
                    texts.extend(_distinct(cells))
            for letter in raw.extra.columns:
                texts.extend(_distinct(raw.extra[letter]))
        if keys:  # all together: the pattern takes longer to prepare than to try on a year's identifiers
            identifiers.extend(_no_pseudonyms(pd.concat(keys, ignore_index=True)))
    return _Suspects(_suspects(texts, identifiers=False), _suspects(identifiers, identifiers=True))


def _searched(session: CheckSession, raw: RawTable, carrier: str, column: Column) -> pd.Series:
    """Return the cells of a column in which anything may stand: a readable date or number is no text."""
    cells = raw.cells[column.name] if column.name in raw.cells else pd.Series(dtype="str")
    if column.kind in ("id", "code") or not len(cells):
        return cells
    is_open = np.isin(session.statuses[raw.table][column.name], _NOT_ITS_KIND)
    if not is_open.any():
        return cells[:0]
    return cells[is_open[(session.tables[raw.table][CARRIER] == carrier).to_numpy()]]


def _no_pseudonyms(cells: pd.Series) -> Iterator[str]:
    """Yield what is not formed like a pseudonym: of a million identifiers, hardly one."""
    for _, texts in _texts(cells):
        is_pseudonym = texts.str.fullmatch(_PSEUDONYM) & ~texts.str.contains(_NO_PSEUDONYM)
        yield from _distinct(texts[~is_pseudonym])


def _distinct(cells: pd.Series) -> Iterator[str]:
    return (cell for cell in cells.unique() if isinstance(cell, str) and cell.strip())


def _texts(cells: pd.Series) -> Iterator[tuple[np.ndarray, pd.Series]]:
    """Yield the cells that hold text, with their row numbers."""
    for kind, where, part in by_kind(cells):
        if kind == "text":
            yield cells.index.to_numpy()[where], part.astype("str")


def _suspects(texts: list[str], *, identifiers: bool) -> _ByText:
    once = pd.Series(texts, dtype="str").drop_duplicates()
    if not len(once):
        return {}
    kinds = personal_texts(once, identifiers=identifiers).dropna()
    return {
        **dict.fromkeys(once[once.str.contains(_MARKUP)], ("markup_im_text", "")),
        **dict.fromkeys(once[once.str.contains(_FORMULA)], ("formel_im_text", "")),
        **{text: ("personenbezug", KINDS[kind]) for text, kind in zip(once[kinds.index], kinds, strict=True)},
    }


def _check_content(session: CheckSession, table: TableSchema, suspects: _Suspects) -> None:
    """Report the texts that have no place in a table, also those in columns that belong to no delivery."""
    for carrier, raw in session.raw[table.name].items():
        for column in table.columns:
            wrong = suspects.in_identifiers if column.kind == "id" else suspects.in_texts
            if wrong:
                _check_column(session, raw, carrier, column, wrong)
        for note in _extra_notes(raw, session.year, suspects.in_texts):
            session.note(carrier, note)


def _check_column(session: CheckSession, raw: RawTable, carrier: str, column: Column, wrong: _ByText) -> None:
    for rows, texts in _texts(_searched(session, raw, carrier, column)):
        verdicts = [wrong.get(text) for text in texts]
        for verdict in dict.fromkeys(filter(None, verdicts)):
            rule_id, kind = verdict
            frame, these = session.tables[raw.table], rows[[said == verdict for said in verdicts]]
            where = (frame[CARRIER] == carrier) & frame[ROW].isin(these)
            words = {"kind": kind} if kind else {"column": column.name}
            session.flag(rule_id, raw.table, column.name, where, **words)


def _extra_notes(raw: RawTable, year: int, wrong: _ByText) -> list[Note]:
    """Return notes on personal data in the columns that belong to no delivery."""
    notes = []
    for letter in raw.extra.columns:
        cells = raw.extra[letter]
        by_heading = personal_heading(raw.headings.get(letter, ""))
        if by_heading is None and looks_like_birth_dates(_days(cells), year):
            by_heading = "geburtsdatum"
        if by_heading:
            words = {"kind": KINDS[by_heading]}
            notes.append(Note("personenbezug_spalte", raw.file, raw.sheet, f"{letter}{raw.header}", words))
            continue
        notes += [
            Note("personenbezug", raw.file, raw.sheet, f"{letter}{row}", {"kind": wrong[text][1]})
            for rows, texts in _texts(cells)
            for row, text in zip(rows, texts, strict=True)
            if wrong.get(text, ("", ""))[1]
        ]
    return notes


def _days(cells: pd.Series) -> pd.Series:
    """Return the cells that are dates, also where they are written as text."""
    for kind, _, part in by_kind(cells):
        if kind in ("moment", "text"):
            written = "%d.%m.%Y" if kind == "text" else None
            return pd.to_datetime(part, format=written, errors="coerce").dropna()
    return pd.Series(dtype="datetime64[s]")
