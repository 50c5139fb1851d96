"""Headings: which column of a sheet is which column of the schema."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.reading.raw import Note
from auszug_lib.delivery.schema import TABLES, Column
from auszug_lib.delivery.vocabulary import Vocabulary, first_line, spelling

_ALIKE = 0.75  # how much a heading must resemble a missing column's name to be taken for a slip of it


@dataclass(frozen=True)
class Headings:
    """What the columns of a sheet are.

    Parameters
    ----------
    texts
        The headings in the order of the sheet's columns, each without what explains it; empty where a
        column has none.
    places
        For each column of the schema that is there, its position in the sheet.
    unknown
        Positions of the columns that belong to no delivery.
    notes
        What is wrong with them, and what was interpreted.
    """

    texts: tuple[str, ...]
    places: Mapping[str, int]
    unknown: tuple[int, ...]
    notes: tuple[Note, ...]


def heading_text(cell: object) -> str:
    """Return the heading in a cell, with all its lines."""
    return "" if cell is None or cell != cell else str(cell).strip()


def recognised(cells: Sequence[object], table: str, vocabulary: Vocabulary) -> int:
    """Return how many columns of `table` a row of cells names."""
    return len({vocabulary.column(table, heading_text(cell)) for cell in cells} - {""})


def read_headings(
    texts: Sequence[str], filled: Sequence[bool], note: Note, table: str, vocabulary: Vocabulary
) -> Headings:
    """Return what the columns under these headings are.

    `filled` is whether there is anything below each heading. `note` has the names of file and sheet, and in
    `cell` the number of the heading row.
    """
    names = [column.name for column in TABLES[table].columns]
    meant = _meant(texts, table, vocabulary)
    places = {name: _place(meant, name, names.index(name)) for name in names if name in meant}
    again = [n for n, name in enumerate(meant) if name and places[name] != n]
    unknown = [n for n, name in enumerate(meant) if not name and (texts[n] or filled[n])]

    def at(position: int, rule: str, **words: object) -> Note:
        return Note(rule, note.file, note.sheet, f"{xl_col_to_name(position)}{note.cell}", words)

    missing: dict[int, Note] = {}
    no_longer = set(map(spelling, TABLES[table].gone))
    gone = [n for n in unknown if spelling(first_line(texts[n])) in no_longer]
    for canonical, column in enumerate(TABLES[table].columns):
        if column.name not in places:
            free = [n for n in unknown if n not in (*missing, *gone)]
            beyond = len(texts) + sum(n >= len(texts) for n in missing)
            position = _where_missing(column, canonical, texts, free, beyond)
            # Where a heading stands twice, that is reported instead of the one it stands for.
            if position is not None and canonical not in again:
                missing[position] = at(position, "spalte_vorhanden", column=column.name)
    notes = [
        *(at(n, "spalte_einmal", column=meant[n], other=xl_col_to_name(places[meant[n]])) for n in again),
        *missing.values(),
        *(
            at(place, "spalte_umbenannt", column=name)
            for name, place in places.items()
            if not vocabulary.is_plain(table, texts[place])
        ),
        *(
            at(gone[0], "spalte_entfallen", columns=", ".join(first_line(texts[n]) for n in gone))
            for _ in gone[:1]
        ),
        *(at(n, "spalte_unbekannt") for n in unknown if n not in (*missing, *gone)),
    ]
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


def _where_missing(
    column: Column, canonical: int, texts: Sequence[str], free: Sequence[int], beyond: int
) -> int | None:
    """Return the position whose heading should be the missing column's; None where it may be missing.

    `canonical` is the column's usual position, `free` has those of the headings that mean nothing, and
    `beyond` is the next one right of them all.
    """
    words = {spelling(first_line(texts[n])): n for n in reversed(free)}
    alike = difflib.get_close_matches(spelling(column.name), words, 1, _ALIKE)
    if alike:
        return words[alike[0]]
    if canonical in free and (column.required or not texts[canonical]):
        return canonical
    return beyond if column.required else None
