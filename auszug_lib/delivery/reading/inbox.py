"""The inbox: everything that carriers sent, whatever kind of file or database it is."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.database import read_database, read_sqlite_file, shown_name
from auszug_lib.delivery.reading.extract import table_from_frame, table_from_rows
from auszug_lib.delivery.reading.layouts import as_laid_out
from auszug_lib.delivery.reading.names import shown
from auszug_lib.delivery.reading.opening.file_type import DATABASES
from auszug_lib.delivery.reading.opening.layout import Layout
from auszug_lib.delivery.reading.opening.limits import MOST_FILES, number
from auszug_lib.delivery.reading.raw import Note, Place, RawDelivery, first_of_each, notes_on_names
from auszug_lib.delivery.reading.sandbox import Glass
from auszug_lib.delivery.reading.sheets import ROWS_OF_NOTES, assigned, unknown_sheet
from auszug_lib.delivery.reading.table_files import (
    holds_table,
    read_archive,
    read_folder,
    table_files,
    visible,
)
from auszug_lib.delivery.schema import DELIVERY
from auszug_lib.delivery.vocabulary import FINDINGS_SHEET, INSTRUCTIONS_SHEET, LISTS_SHEET, Vocabulary

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
# Tables in a form that is not read, with what it is.
_OTHER_WORKBOOKS = {
    ".xlsb": "eine binäre Excel-Datei (.xlsb)",
    ".xltx": "eine Excel-Vorlage (.xltx)",
    ".fods": "eine OpenDocument-Tabelle in einem einzigen XML (.fods)",
    ".numbers": "ein Dokument von Apple (Numbers)",
}
_RETURNABLE = (".xlsx", ".xlsm")
_OWN_SHEETS = (INSTRUCTIONS_SHEET, LISTS_SHEET, FINDINGS_SHEET)
_AT_ONCE = 2
_MOST_PROBLEMS = 50  # that are said one by one
_DEEPEST = 10  # so many folders in each other are looked into
_MOST_NAMED = 5  # of the files that are no delivery, where there is none
_WORKBOOK_DECIMAL = ","  # of numbers that were typed as text

# A delivery, or notes on what is none.
_Found = RawDelivery | tuple[Note, ...]
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Inbox:
    """What was sent: the deliveries, notes on other files, and a sentence on each that cannot be opened."""

    deliveries: tuple[RawDelivery, ...]
    notes: tuple[Note, ...] = ()
    problems: tuple[str, ...] = ()


def read_source(source: Path | str, vocabulary: Vocabulary) -> Inbox:
    """Read every delivery in a folder, in order of their names, or the one at the address of a database.

    A delivery is a workbook (.xlsx, .xlsm, .xls, .ods), a zip archive or folder with a CSV or Parquet file a
    table, or a database.
    """
    # While one file is opened behind the glass, what another one held is laid out here.
    with Glass(vocabulary) as glass, ThreadPoolExecutor(_AT_ONCE) as pool:
        readers = _attempted(partial(_readers, source, vocabulary, glass))
        found = [readers] if isinstance(readers, DeliveryError) else list(pool.map(_attempted, readers))
    return Inbox(
        tuple(one for one in found if isinstance(one, RawDelivery)),
        first_of_each(note for one in found if isinstance(one, tuple) for note in one),
        tuple(str(one) for one in found if isinstance(one, DeliveryError)),
    )


def _attempted(read: Callable[[], _Read]) -> _Read | DeliveryError:
    try:
        return read()
    except DeliveryError as problem:
        return problem


def gathered(inboxes: Mapping[Path | str, Inbox]) -> Inbox:
    """Return what was sent to several sources as one.

    Raises `DeliveryError` where there is no delivery at all, or files cannot be opened; a sentence each.
    """
    if problems := [problem for inbox in inboxes.values() for problem in inbox.problems]:
        others = len(problems) - _MOST_PROBLEMS
        more = [f"… und {number(others)} weitere Dateien lassen sich nicht lesen."] if others > 0 else []
        raise DeliveryError("\n".join([*problems[:_MOST_PROBLEMS], *more]))
    deliveries = tuple(delivery for inbox in inboxes.values() for delivery in inbox.deliveries)
    notes = tuple(note for inbox in inboxes.values() for note in inbox.notes)
    if not deliveries:
        names = [shown_name(source) if isinstance(source, str) else shown(source.name) for source in inboxes]
        places = ", ".join(f"„{name}“" for name in names)
        unread = ", ".join(note.file for note in notes[:_MOST_NAMED])
        raise DeliveryError(
            f"In {places} liegt keine Lieferung; erwartet wird eine Excel-Datei oder ein Ordner mit CSV"
            + (f"; nicht gelesen wurde: {unread}." if unread else ".")
        )
    return Inbox(deliveries, notes)


def _readers(source: Path | str, vocabulary: Vocabulary, glass: Glass) -> list[Callable[[], _Found]]:
    """Return what reads each delivery, or notes that a file holds none."""
    if isinstance(source, str):
        return [partial(_read_url, source, vocabulary)]
    others = visible(source)
    if len(others) > MOST_FILES:
        raise DeliveryError(
            f"Im Ordner „{shown(source.name)}“ liegen mehr als {number(MOST_FILES)} Dateien; "
            "bitte nur die Lieferungen hineinlegen."
        )
    readers: list[Callable[[], _Found]] = []
    if holds_table(source, vocabulary):
        readers.append(partial(read_folder, source, vocabulary, glass, is_source=True))
        tables = table_files(source)
        others = [path for path in others if path not in tables]
    return readers + [partial(_read, path, vocabulary, glass) for path in others]


def _read_url(url: str, vocabulary: Vocabulary) -> RawDelivery:
    return frames_delivery(shown_name(url), read_database(url), vocabulary)


def read_delivery(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Read one delivery: a workbook, a zip archive, a folder or a database file.

    Raises `DeliveryError` where there is nothing, or something else, or where it cannot be opened.
    """
    with Glass(vocabulary) as glass:
        found = _read(path, vocabulary, glass) if path.exists() else ()
    if isinstance(found, RawDelivery):
        return found
    what = "ist keine Lieferung" if path.exists() else "gibt es nicht"
    raise DeliveryError(
        f"{shown(path.name)} {what}; erwartet wird eine Excel-Datei oder ein Ordner mit einer CSV je Tabelle."
    )


def _read(path: Path, vocabulary: Vocabulary, glass: Glass) -> _Found:
    ending = path.suffix.lower()
    if path.is_dir():
        return _read_folder(path, vocabulary, glass)
    if ending in _OTHER_WORKBOOKS:
        raise DeliveryError(f"{shown(path.name)} ist {_OTHER_WORKBOOKS[ending]}; bitte als .xlsx speichern.")
    if ending in WORKBOOKS:
        return _unless_stray(read_workbook(path, vocabulary, glass))
    if ending == ".zip":
        return read_archive(path, vocabulary, glass)
    if ending in DATABASES:
        return _unless_stray(frames_delivery(path.name, read_sqlite_file(path, glass), vocabulary))
    return (Note("datei_unbekannt", path.name), *notes_on_names(path.name))


def _read_folder(folder: Path, vocabulary: Vocabulary, glass: Glass) -> _Found:
    if not holds_table(folder, vocabulary):
        below = tuple(Note("datei_im_unterordner", name) for name in _deliveries_below(folder, vocabulary))
        return below or ((Note("datei_unbekannt", folder.name),) if visible(folder) else ())
    return read_folder(folder, vocabulary, glass)


def _deliveries_below(folder: Path, vocabulary: Vocabulary, depth: int = 1) -> Iterator[str]:
    """Yield the names of what would be read as deliveries if it did not lie in a folder of its own."""
    for path in visible(folder) if depth <= _DEEPEST else ():
        if path.is_dir() and not holds_table(path, vocabulary):
            if not path.is_symlink():  # which may lead back here
                yield from (
                    f"{folder.name}/{name}" for name in _deliveries_below(path, vocabulary, depth + 1)
                )
        elif path.is_dir() or path.suffix.lower() in (*WORKBOOKS, *_OTHER_WORKBOOKS, *DATABASES, ".zip"):
            yield f"{folder.name}/{path.name}"


def _unless_stray(sent: RawDelivery) -> _Found:
    """Return the delivery; where nothing in it is a delivery's, a note on the file alone."""
    if DELIVERY.name in sent.tables or any(table.letters for table in sent.tables.values()):
        return sent
    return (Note("datei_unbekannt", sent.name),)


def read_workbook(path: Path, vocabulary: Vocabulary, glass: Glass) -> RawDelivery:
    """Read a workbook; raises `DeliveryError` where it cannot be opened."""
    held = {name: (rows, Layout(**layout)) for name, rows, layout in glass.opened(path)}
    sheets, notes = assigned(path.name, held, vocabulary)
    tables = {}
    for table, sheet in sheets.items():
        rows, layout = held[sheet]
        raw = table_from_rows(Place(path.name, sheet), table, rows, _WORKBOOK_DECIMAL, vocabulary)
        tables[table] = as_laid_out(raw, layout)
    for name, (rows, _) in held.items():
        if not vocabulary.table(name) and name not in _OWN_SHEETS:
            notes += unknown_sheet(Place(path.name, name), rows[:ROWS_OF_NOTES])
    notes += notes_on_names(path.name, held)
    workbook = path if path.suffix.lower() in _RETURNABLE else None
    return RawDelivery(path.name, tables, tuple(notes), workbook)


def frames_delivery(name: str, frames: Mapping[str, pd.DataFrame], vocabulary: Vocabulary) -> RawDelivery:
    """Return a delivery whose tables are frames by name; their rows are numbered like those of a sheet."""
    sheets, notes = assigned(name, frames, vocabulary)
    tables = {
        table: table_from_frame(Place(name, sheet), table, frames[sheet], vocabulary)
        for table, sheet in sheets.items()
    }
    for other, frame in frames.items():
        if not vocabulary.table(other):
            first = frame.head(ROWS_OF_NOTES).astype(object)
            rows: list[list[Any]] = [list(frame.columns), *first.to_numpy().tolist()]
            notes += unknown_sheet(Place(name, other), rows)
    return RawDelivery(name, tables, (*notes, *notes_on_names(name, frames)))


@dataclass(frozen=True)
class Origin:
    """A file that figures of a carrier and a year came from: its path, and the SHA-256 of its bytes.

    A database has its address as path, without its password, and no SHA-256.
    """

    year: int
    carrier: str
    path: str
    sha256: str = ""


def origins(
    year: int, deliveries: Mapping[str, RawDelivery], sources: Sequence[Path | str]
) -> Iterator[Origin]:
    """Yield the files and databases of a year's deliveries, which are given by carrier."""
    for carrier, delivery in deliveries.items():
        for source in sources:
            if isinstance(source, Path):
                for file in _files_of(source, delivery.name):
                    digest = hashlib.sha256(file.read_bytes()).hexdigest()
                    yield Origin(year, carrier, shown(file.relative_to(source).as_posix()), digest)
            elif shown_name(source) == delivery.name:
                yield Origin(year, carrier, delivery.name)


def _files_of(source: Path, name: str) -> list[Path]:
    """Return the files of the delivery called `name` in a folder: one, or those of its own folder."""
    place = source / name
    if place.is_file():
        return [place]
    own = place if place.is_dir() else source if source.name == name else None
    return sorted(file for file in own.rglob("*") if file.is_file()) if own else []
