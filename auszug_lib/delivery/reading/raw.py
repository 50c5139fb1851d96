"""Raw tables: what a carrier sent, in our columns, but with the cells as they were."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pandas as pd

from auszug_lib.delivery.personal import KINDS
from auszug_lib.delivery.reading.names import personal_name, shown
from auszug_lib.delivery.reading.opening.limits import number

MOST_NOTES = 50  # on files that are no delivery


@dataclass(frozen=True)
class Note:
    """What reading itself found out: a rule of the register, the place, and the words of its sentence."""

    rule: str
    file: str
    sheet: str = ""
    cell: str = ""
    words: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _show(self, "file", "sheet")
        if "other" in self.words:  # the name of another file or sheet
            object.__setattr__(self, "words", {**self.words, "other": shown(str(self.words["other"]))})


@dataclass(frozen=True)
class Place:
    """Where a table stands: the names of its file and sheet, as a finding reports them."""

    file: str
    sheet: str = ""

    def __post_init__(self) -> None:
        _show(self, "file", "sheet")

    def note(self, rule: str, cell: str = "", **words: object) -> Note:
        """Return a note on a cell, or on the sheet as a whole."""
        return Note(rule, self.file, self.sheet, cell, words)


@dataclass(frozen=True)
class RowCounts:
    """How many rows a table has, up to the last that holds anything, and what they are.

    `above` rows stand over the headings. The `read` ones below are `records`, `totals`, `blank`, or hold only
    what belongs to no delivery (`own`).
    """

    read: int = 0
    records: int = 0
    totals: int = 0
    blank: int = 0
    own: int = 0
    above: int = 0


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in the file.

    Parameters
    ----------
    table, file, sheet
        Which of the delivery's tables it is, and where it stands.
    cells
        A column for each known column of the schema that was sent, cells as read (text, number, bool,
        date) or missing; the index is the row number in the sheet, so that a finding can name the cell.
    letters
        For each of these columns its letter in the sheet.
    extra
        The columns that belong to no delivery, named by their letters; only searched for personal data.
    headings, header
        The heading of every column by its letter, and their row number.
    decimal
        The decimal mark of numbers written as text.
    counts_from_1904
        Whether bare day numbers count from 1904, as in workbooks of old Macs.
    flaws
        By cell the rule that says why it could not be read at all.
    notes
        What reading found out.
    counts
        What became of the rows.
    """

    table: str
    file: str
    sheet: str
    cells: pd.DataFrame
    letters: Mapping[str, str]
    extra: pd.DataFrame
    headings: Mapping[str, str]
    header: int
    decimal: str
    counts_from_1904: bool = False
    flaws: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    counts: RowCounts = RowCounts()


def notes_on_names(file: str, others: Iterable[str] = ()) -> list[Note]:
    """Return a note on each name that holds personal data: of a file, and of its sheets or files."""
    kinds = {name: personal_name(PurePosixPath(name).name) for name in (file, *others)}
    return [
        Note("personenbezug_im_namen", file, "" if name == file else name, words={"kind": KINDS[kind]})
        for name, kind in kinds.items()
        if kind
    ]


def first_of_each(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return the notes, but of very many on files of one kind only the first ones; the last says of how many.

    What lies in a folder by the thousand says as much as what lies there by the dozen.
    """
    kept: list[Note] = []
    counts: Counter[str] = Counter()
    for note in notes:
        counts[note.rule] += 1
        if counts[note.rule] <= MOST_NOTES or note.rule != "datei_unbekannt":
            kept.append(note)
    if (others := counts["datei_unbekannt"] - MOST_NOTES) > 0:
        kept.append(Note("dateien_unbekannt", "", words={"count": number(others)}))
    return tuple(kept)


def _show(one: object, *names: str) -> None:
    for name in names:
        object.__setattr__(one, name, shown(getattr(one, name)))


@dataclass(frozen=True)
class RawDelivery:
    """A delivery as it was sent, with what reading found out about its files and sheets."""

    name: str  # of its file, folder or database
    tables: Mapping[str, RawTable]  # by name; one that is missing or unusable is not there
    notes: tuple[Note, ...] = ()
    workbook: Path | None = None  # the file, where it is one that openpyxl can give back with its own looks

    @property
    def shown(self) -> str:
        """The name as everybody may see it."""
        return shown(self.name)
