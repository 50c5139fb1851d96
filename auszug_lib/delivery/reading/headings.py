"""Headings: which column of a sheet is which column of the schema."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.reading.raw import Note, Place
from auszug_lib.delivery.schema import TABLES, Column
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.delivery.words import first_line, spelling

_ALIKE = 0.75  # how much a heading must resemble a missing column's name to be taken for a slip of it


@dataclass(frozen=True)
class Headings:
    """What the columns of a sheet are, and notes on what is wrong with them or was interpreted."""

    texts: tuple[str, ...]  # of every column, without what explains them; empty where there is none
    places: Mapping[str, int]  # for each column of the schema that is there, its position
    unknown: tuple[int, ...]  # positions of the columns that belong to no delivery
    notes: tuple[Note, ...]


def read_headings(
    texts: Sequence[str],
    filled: Sequence[bool],
    place: Place,
    row: int,
    table: str,
    vocabulary: Vocabulary,
) -> Headings:
    """Return what the columns under the headings in a row are; `filled` is whether anything is below each."""
    names = [column.name for column in TABLES[table].columns]
    meant = _meant(texts, table, vocabulary)
    places = {name: _place(meant, name, names.index(name)) for name in names if name in meant}
    again = [n for n, name in enumerate(meant) if name and places[name] != n]
    unknown = [n for n, name in enumerate(meant) if not name and (texts[n] or filled[n])]
    no_longer = set(map(spelling, TABLES[table].gone))
    gone = [n for n in unknown if spelling(first_line(texts[n])) in no_longer]
    others = [n for n in unknown if n not in gone]
    # Where a heading stands twice, that is reported instead of the one it stands for.
    expected = {
        n: column
        for n, column in enumerate(TABLES[table].columns)
        if column.name not in places and n not in again
    }
    missing = _missing(expected, texts, others)

    def at(position: int, rule: str, **words: object) -> Note:
        return place.note(rule, f"{xl_col_to_name(position)}{row}", **words)

    notes = [at(n, "spalte_einmal", column=meant[n], other=xl_col_to_name(places[meant[n]])) for n in again]
    notes += [at(n, "spalte_vorhanden", column=name) for n, name in missing.items()]
    plain = {word for column in TABLES[table].columns for word in (column.name, column.label)}
    notes += [
        at(position, "spalte_umbenannt", column=name)
        for name, position in places.items()
        if first_line(texts[position]).removesuffix("*").strip() not in plain
    ]
    if gone:
        notes.append(at(gone[0], "spalte_entfallen", columns=", ".join(first_line(texts[n]) for n in gone)))
    notes += [at(n, "spalte_unbekannt") for n in others if n not in missing]
    return Headings(tuple(map(first_line, texts)), places, tuple(unknown), tuple(notes))


def _meant(texts: Sequence[str], table: str, vocabulary: Vocabulary) -> list[str]:
    """Return the column that each heading means; beside a column's own name, a synonym means none."""
    own = {spelling(word): c.name for c in TABLES[table].columns for word in (c.name, c.label)}
    by_name = [own.get(spelling(text)) or own.get(spelling(first_line(text)), "") for text in texts]
    by_word = [vocabulary.column(table, text) for text in texts]
    return [name or ("" if word in by_name else word) for name, word in zip(by_name, by_word, strict=True)]


def _place(meant: Sequence[str], name: str, canonical: int) -> int:
    """Return where a column is: of several with its name, the one in its usual place."""
    return canonical if meant[canonical : canonical + 1] == [name] else meant.index(name)


def _missing(expected: Mapping[int, Column], texts: Sequence[str], unknown: Sequence[int]) -> dict[int, str]:
    """Return the columns that are missing, each by the position whose heading should be its name.

    `expected` has the columns that were not found by their usual positions, `unknown` the positions of the
    headings that mean nothing; a column that resembles none of them is missing right of them all.
    """
    missing: dict[int, str] = {}
    for usual, column in expected.items():
        free = [n for n in unknown if n not in missing]
        words = {spelling(first_line(texts[n])): n for n in reversed(free)}
        alike = difflib.get_close_matches(spelling(column.name), words, 1, _ALIKE)
        if alike:
            missing[words[alike[0]]] = column.name
        elif usual in free and (column.required or not texts[usual]):
            missing[usual] = column.name
        elif column.required:
            missing[len(texts) + sum(n >= len(texts) for n in missing)] = column.name
    return missing
