"""The corruptor: a clean delivery, one damage at a random place, and what must be found there.

The kinds of damage stand in the modules of `damages/`; each names the rule that finds it.
"""

import io
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from operator import is_
from pathlib import Path
from random import Random

from generator.deliveries import example_deliveries
from python_calamine import CalamineWorkbook

from auszug_lib.delivery.check import Checked, check
from auszug_lib.delivery.finding import of_severity
from auszug_lib.delivery.reading.extract import table_from_rows
from auszug_lib.delivery.reading.inbox import Inbox, gathered, read_source
from auszug_lib.delivery.reading.raw import Place as TablePlace
from auszug_lib.delivery.reading.raw import RawDelivery, RawTable
from auszug_lib.delivery.rules.relations import DATE_COLUMNS
from auszug_lib.delivery.rules.rule import RULES, Severity
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params import Year
from auszug_lib.params.folder import ParamsFolder

from ...plain_workbook import workbook
from .damages import (  # noqa: F401
    cells,
    disguises,
    links,
    looks,
    overlaps,
    senders,
    sheets,
    soft,
    spellings,
    texts,
    torn,
)
from .damages.kind import Kind, WorldName
from .damages.sent import Book, Place, Sent, Sheet, write_files

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")
CITY = FOLDER.city("koeln")
REGISTER = FOLDER.published(CITY)
WORDS = vocabulary_of(CITY)
CARRIERS = tuple(carrier.code for carrier in CITY.carriers)

_YEAR, _YEAR_BEFORE, _LATER_YEAR = 2019, 2022, 2023

Found = set[tuple[Place, str]]


@dataclass(frozen=True)
class World:
    """The clean deliveries of a year, and perhaps that of the year before."""

    year: Year
    books: tuple[Book, ...]
    before: Book | None = None

    @cached_property
    def clean(self) -> Checked:
        """The check of the deliveries as they are."""
        return self.checked(Sent(list(self.books)))

    def sent(self, rng: Random) -> Sent:
        """Return a copy to be damaged."""
        books = [book.copied() for book in self.books]
        rng.shuffle(books)
        return Sent(books, self.before)

    def checked(self, sent: Sent) -> Checked:
        """Check what was sent, without writing it to files."""
        books = sorted(sent.books, key=lambda book: book.file)
        return self._checked(Inbox(tuple(self._read(book) for book in books)))

    def checked_files(self, sent: Sent, folder: Path) -> Checked:
        """Check what was sent after writing it to real files in `folder`, and reading them."""
        folder.mkdir(exist_ok=True)
        write_files(sent, folder)
        return self._checked(gathered({folder: read_source(folder, WORDS)}))

    def _checked(self, inbox: Inbox) -> Checked:
        earlier = (self._read(self.before),) if self.before else ()
        return check(Inbox((*inbox.deliveries, *earlier), inbox.notes), self.year, CITY, WORDS)

    def _read(self, book: Book) -> RawDelivery:
        """Read a workbook's cells; sheets that are as they were are not read again."""
        clean = {own.file: own for own in (*self.books, self.before) if own}.get(book.file)
        tables = {}
        for title, sheet in book.sheets.items():
            same = clean is not None and _same_cells(clean[title], sheet)
            tables[title] = _clean_table(self, book.file, title) if same else _table(sheet)
        return RawDelivery(book.file, tables)

    def __hash__(self) -> int:
        return id(self)


def _same_cells(one: Sheet, other: Sheet) -> bool:
    """Return whether two sheets hold the very same cells: True is not 1, though it equals it."""
    lengths = [len(row) for row in one.rows] == [len(row) for row in other.rows]
    return lengths and all(map(is_, chain(*one.rows), chain(*other.rows)))


@cache
def _clean_table(world: World, file: str, title: str) -> RawTable:
    return _table({own.file: own for own in (*world.books, world.before) if own}[file][title])


def _table(sheet: Sheet) -> RawTable:
    """Read a sheet as the reader of workbooks does, which knows no whole numbers."""
    rows = [[float(cell) if type(cell) is int else cell for cell in row] for row in sheet.rows]
    return table_from_rows(TablePlace(sheet.file, sheet.title), sheet.title, rows, ",", WORDS)


@cache
def clean_books(year: int) -> dict[str, Book]:
    """Return the example's workbooks of a year by carrier, as the reader of workbooks sees their cells."""
    made = example_deliveries(CITY, Year(city="koeln", year=year, data="examples"), REGISTER)
    stems = {carrier.code: carrier.stem for carrier in CITY.carriers}
    return {
        carrier: _book(carrier, f"{stems[carrier]}-{year}.xlsx", workbook(tables, year))
        for carrier, tables in made.items()
    }


def _book(carrier: str, file: str, content: bytes) -> Book:
    opened = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows_of = {
        title: opened.get_sheet_by_name(title).to_python(skip_empty_area=False)
        for title in opened.sheet_names
    }
    return Book(carrier, file, {title: Sheet(file, title, rows) for title, rows in rows_of.items()})


@cache
def world_of(name: WorldName, carrier: str) -> World:
    """Return the clean deliveries of this name; `carrier` says whose, where it is one carrier's."""
    if name == "all":
        return World(_year(_YEAR, CARRIERS), tuple(clean_books(_YEAR).values()))
    if name == "later":
        later, before = clean_books(_LATER_YEAR)[carrier], clean_books(_YEAR_BEFORE)[carrier]
        return World(_year(_LATER_YEAR, (carrier,)), (later,), before)
    book = clean_books(_YEAR)[carrier]
    return World(_year(_YEAR, (carrier,)), (_cut_off_early(book) if name == "early" else book,))


def _cut_off_early(book: Book) -> Book:
    """Let a delivery's cutoff be the last day that stands in its tables."""
    early = book.copied()
    days = [early[table][number, column] for table, column in DATE_COLUMNS for number in early[table].numbers]
    days += [early["faelle"][number, "anmeldedatum"] for number in early["faelle"].numbers]
    early["lieferung"][2, "stand"] = max(days)
    return early


def _year(year: int, carriers: tuple[str, ...]) -> Year:
    return Year(city="koeln", year=year, data="lieferungen", carriers=carriers)


def damaged(kind: Kind, rng: Random) -> tuple[World, Sent, Place]:
    """Do a damage to clean deliveries, those of a carrier that has what it takes."""
    for carrier in rng.sample(CARRIERS, len(CARRIERS)):
        world = world_of(kind.world, carrier)
        sent = world.sent(rng)
        with suppress(LookupError):
            return world, sent, kind.damage(rng, sent)
    raise LookupError(f"{kind.name}: nothing to damage")


def missed(kind: Kind, seed: int, folder: Path | None = None) -> str:
    """Do a damage and return what was not found as it should; empty where all is well.

    Parameters
    ----------
    kind, seed
        What is done, and where chance begins.
    folder
        Where files are written, for the damage to go through them.
    """
    world, sent, place = damaged(kind, Random(f"{kind.name} {seed}"))
    checked = world.checked_files(sent, folder) if folder else world.checked(sent)
    severity, expected = RULES[kind.rule].severity, (place, kind.rule)
    hard = found(checked, "hard")
    problems = [f"hart {rule}: {where}" for where, rule in hard - {expected}]
    if expected not in found(checked, severity):
        problems.append(f"nicht gefunden {kind.rule}: {place}")
    if severity == "info" and not hard and not same_records(checked, world.clean):
        problems.append("andere Datensätze")
    return f"{kind.name}, {seed}, {place}: {'; '.join(sorted(problems))}" if problems else ""


def found(checked: Checked, severity: Severity) -> Found:
    """Return the places of all findings of one severity, with their rules."""
    rows = of_severity(checked.findings, severity)[["file", "sheet", "cell", "rule"]]
    return {(Place(file, sheet, cell), rule) for file, sheet, cell, rule in rows.itertuples(index=False)}


def same_records(checked: Checked, clean: Checked) -> bool:
    own, other = checked.records().tables, clean.records().tables
    return all(own[name].equals(other[name]) for name in own)
