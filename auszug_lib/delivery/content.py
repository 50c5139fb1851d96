"""Check the content of texts: personal data, formulas and markup have no place in a delivery."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from auszug_lib.delivery.outcome import OUTCOMES
from auszug_lib.delivery.parse import by_kind
from auszug_lib.delivery.personal import KINDS, looks_like_birth_dates, personal_heading, personal_texts
from auszug_lib.delivery.reading.raw import Note, RawTable
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.schema import TABLES, Column, Table
from auszug_lib.delivery.session import CheckSession

# Pseudonyms such as F-00123, Caritas-2019-W017 or 2019/17, which most identifiers are: nothing to look for,
# unless a phone number or a street is written like one.
_PSEUDONYM = r"(?:[A-Za-z]{0,6}|[A-Za-z]{1,12}[-_/.])(?:[-_/.]?[A-Z]{0,3}[0-9]{1,12}[A-Z]?){1,6}"
_NO_PSEUDONYM = r"(?i)tel|fax|fon|phone|handy|mobil|ruf|whatsapp|str"
_FORMULA = r"^\s*(?:[=@]|[+-].*[(|!])"
_MARKUP = (
    r"(?i)</?[a-z!][^<>]*>|&#?\w+;|javascript:|\{\{|\{%"
    r"|#(?:eval|import|include|read|set|show|let|sys|plugin|image|link|html|\w+\()"
)
_PATTERNS = (("formel_im_text", _FORMULA), ("markup_im_text", _MARKUP))
# What reading a cell came to, where its text was not what the column asks for.
_NOT_ITS_KIND = [n for n, rule in enumerate(OUTCOMES) if rule and RULES[rule].severity == "hard"]


class Suspects(NamedTuple):
    """The texts that have no place in a delivery: each with its rule and, for personal data, what it is."""

    in_texts: Mapping[str, tuple[str, str]]
    in_identifiers: Mapping[str, tuple[str, str]]


def suspicious_texts(session: CheckSession) -> Suspects:
    """Return what has no place in the deliveries; each distinct text on the session is looked at once."""
    texts: list[str] = []
    identifiers: list[str] = []
    for name, by_carrier in session.raw.items():
        for carrier, raw in by_carrier.items():
            for column in TABLES[name].columns:
                cells = _searched(session, raw, carrier, column)
                if column.kind == "id":
                    identifiers.extend(_no_pseudonyms(cells))
                else:
                    texts.extend(_distinct(cells))
            for letter in raw.extra.columns:
                texts.extend(_distinct(raw.extra[letter]))
    return Suspects(_suspects(texts, identifiers=False), _suspects(identifiers, identifiers=True))


def _distinct(cells: pd.Series) -> Iterator[str]:
    return (cell for cell in cells.unique() if isinstance(cell, str) and cell.strip())


def _no_pseudonyms(cells: pd.Series) -> Iterator[str]:
    """Yield what is not formed like a pseudonym: of a million identifiers, hardly one."""
    for _, texts in _texts(cells):
        is_pseudonym = texts.str.fullmatch(_PSEUDONYM) & ~texts.str.contains(_NO_PSEUDONYM)
        yield from _distinct(texts[~is_pseudonym])


def check_content(session: CheckSession, table: Table, suspects: Suspects) -> None:
    """Tell the texts of a table that have no place in it, those in columns that belong to no delivery too."""
    for carrier, raw in session.raw[table.name].items():
        for column in table.columns:
            wrong = suspects.in_identifiers if column.kind == "id" else suspects.in_texts
            if wrong:
                _check_column(session, raw, carrier, column, wrong)
        for note in _extra_notes(raw, session.year, suspects.in_texts):
            session.note(carrier, note)


def _searched(session: CheckSession, raw: RawTable, carrier: str, column: Column) -> pd.Series:
    """Return the cells of a column in which anything may stand: a readable date or number is no text."""
    cells = raw.cells[column.name] if column.name in raw.cells else pd.Series(dtype="str")
    if column.kind in ("id", "code") or not len(cells):
        return cells
    if not np.isin(session.outcomes[raw.table][column.name], _NOT_ITS_KIND).any():
        return cells[:0]
    return cells[np.isin(session.outcomes_of(raw.table, carrier, column.name), _NOT_ITS_KIND)]


def _suspects(texts: list[str], *, identifiers: bool) -> dict[str, tuple[str, str]]:
    once = pd.Series(texts, dtype="str").drop_duplicates()
    wrong: dict[str, tuple[str, str]] = {}
    if not len(once):
        return wrong
    for rule_id, pattern in reversed(_PATTERNS):
        wrong |= dict.fromkeys(once[once.str.contains(pattern)], (rule_id, ""))
    kinds = personal_texts(once, identifiers=identifiers).dropna()
    return wrong | {
        text: ("personenbezug", KINDS[kind]) for text, kind in zip(once[kinds.index], kinds, strict=True)
    }


def _check_column(
    session: CheckSession, raw: RawTable, carrier: str, column: Column, wrong: Mapping[str, tuple[str, str]]
) -> None:
    for rows, texts in _texts(_searched(session, raw, carrier, column)):
        for text in texts[texts.isin(list(wrong))].unique():
            rule_id, kind = wrong[text]
            words = {"kind": kind} if kind else {"column": column.name}
            session.flag_rows(rule_id, raw, carrier, column, rows[(texts == text).to_numpy()], **words)


def _texts(cells: pd.Series) -> Iterator[tuple[np.ndarray, pd.Series]]:
    """Yield the cells that hold text, with their row numbers."""
    for kind, where, part in by_kind(cells):
        if kind == "text":
            yield cells.index.to_numpy()[where], part.astype("str")


def _extra_notes(raw: RawTable, year: int, wrong: Mapping[str, tuple[str, str]]) -> list[Note]:
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
        if kind == "moment":
            return pd.to_datetime(part, errors="coerce").dropna()
        if kind == "text":
            return pd.to_datetime(part.astype("str"), format="%d.%m.%Y", errors="coerce").dropna()
    return pd.Series(dtype="datetime64[s]")
