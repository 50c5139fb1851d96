"""The guard: no foreign file is opened before it was looked at here.

A file that is broken, protected, not what its name says, or made to exhaust the machine becomes one sentence.
Files are only read, in pieces, and nothing is written.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from auszug_lib.delivery.reading.safety import biff, flat, ods, xlsx
from auszug_lib.delivery.reading.safety.archive import PIECE, Archive, check_paths
from auszug_lib.delivery.reading.safety.compound import Compound
from auszug_lib.delivery.reading.safety.disguise import (
    BEGINNING,
    COMPOUND,
    ODS,
    XLS,
    XLSX,
    ZIP,
    ZIP_FILE,
    kind_of,
    kind_of_compound,
    kind_of_zip,
    remedy,
)
from auszug_lib.delivery.reading.safety.refusal import EMPTY, PASSWORD, TOO_LARGE, RefusalError
from auszug_lib.delivery.reading.safety.worksheet_flaws import SheetFlaws
from auszug_lib.errors import DeliveryError

# The largest sheets of .xls, 65,536 rows of 30 cells, are 40 MB; the whole file is in memory.
_MOST_XLS = 100_000_000
_ENCRYPTED = "EncryptedPackage"  # what is inside of Office documents with a password
_MIMETYPE, _LONGEST_MIMETYPE = "mimetype", 100


@dataclass(frozen=True)
class Flaws:
    """Cells of a workbook whose content a reader would silently lose.

    Parameters
    ----------
    uncached
        By sheet the names of the cells, such as B12, with a formula that has no stored value.
    errors
        By sheet the names of the cells that hold an error, such as #REF! or #N/A.
    """

    uncached: Mapping[str, tuple[str, ...]]
    errors: Mapping[str, tuple[str, ...]]


def check_file(path: Path) -> None:
    """Look at a file before it is opened: .xlsx, .xlsm, .xls, .ods, .zip, .csv, .tsv, .txt or .parquet.

    Raises
    ------
    DeliveryError
        Where it is empty, damaged, protected by a password, something else than its name says, or becomes too
        large when it is unpacked; the sentence names the file and says what to do.
    """
    ending = path.suffix.lower()
    if ending == ".zip":
        check_archive(path)
        return
    with _opened(path) as file:
        if ending in _WORKBOOKS:
            _WORKBOOKS[ending](file, sheets=False)
        elif ending in flat.ENDINGS:
            flat.check_table(iter(partial(file.read, PIECE), b""), ending)
        else:
            raise RefusalError("ist keine Tabelle, die gelesen werden kann; bitte als .xlsx speichern.")


def check_workbook(path: Path) -> Flaws:
    """Look at a workbook and all its sheets before it is opened: .xlsx, .xlsm, .xls or .ods.

    Returns
    -------
    Flaws
        What a reader would silently lose; only sheets that have such cells. Of .xls, formulas always have a
        value.

    Raises
    ------
    DeliveryError
        As `check_file`, and where the cells of a sheet reach so far that reading it would exhaust the memory.
    """
    with _opened(path) as file:
        look = _WORKBOOKS.get(path.suffix.lower())
        if look is None:
            raise RefusalError("ist keine Arbeitsmappe; bitte als .xlsx speichern.")
        flaws = look(file, sheets=True)
    return Flaws(
        {sheet: tuple(found.uncached) for sheet, found in flaws.items() if found.uncached},
        {sheet: tuple(found.errors) for sheet, found in flaws.items() if found.errors},
    )


def check_archive(path: Path) -> None:
    """Look at a zip archive of CSV or Parquet files before it is opened.

    Raises
    ------
    DeliveryError
        As `check_file`, for the archive and each table in it, and where a path leads out of the archive.
    """
    with _opened(path) as file:
        archive = _archive(file, ZIP_FILE)
        check_paths(archive)
        flat.check_tables(archive)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is not empty, and put its name before every refusal."""
    try:
        if not path.is_file():
            raise FileNotFoundError(path)
        with path.open("rb") as file:
            if not file.read(1):
                raise RefusalError(EMPTY)
            file.seek(0)
            yield file
    except RefusalError as refusal:
        raise DeliveryError(f"{path.name} {refusal}") from None
    except OSError:
        raise DeliveryError(
            f"{path.name} lässt sich nicht öffnen; bitte prüfen, ob die Datei da ist und gelesen werden darf."
        ) from None


def _look_at_xlsx(file: BinaryIO, *, sheets: bool) -> dict[str, SheetFlaws]:
    archive = _archive(file, XLSX)
    if sheets:
        return xlsx.look_at_workbook(archive)
    xlsx.check_parts(archive)
    return {}


def _look_at_ods(file: BinaryIO, *, sheets: bool) -> dict[str, SheetFlaws]:
    archive = _archive(file, ODS)
    ods.check_password(archive)
    if sheets:
        return ods.look_at_workbook(archive)
    ods.check_parts(archive)
    return {}


def _look_at_xls(file: BinaryIO, *, sheets: bool) -> dict[str, SheetFlaws]:
    beginning = file.read(BEGINNING)
    if not beginning.startswith(COMPOUND):
        _archive(file, XLS)
    compound = _compound(file)
    if (kind := kind_of_compound(compound.names())) != XLS:
        raise RefusalError(remedy(kind))
    return biff.look_at_workbook(compound)


_WORKBOOKS: Mapping[str, Callable[..., dict[str, SheetFlaws]]] = {
    ".xlsx": _look_at_xlsx,
    ".xlsm": _look_at_xlsx,
    ".ods": _look_at_ods,
    ".xls": _look_at_xls,
}


def _archive(file: BinaryIO, wanted: str) -> Archive:
    """Return a zip file that is of the kind that is wanted."""
    file.seek(0)
    beginning = file.read(BEGINNING)
    if beginning.startswith(COMPOUND):
        raise RefusalError(remedy(kind_of_compound(_compound(file).names())))
    if not beginning.startswith(ZIP):
        raise RefusalError(remedy(kind_of(beginning)))
    archive = Archive(file)
    mimetype = archive.find(_MIMETYPE)
    content = archive.read(mimetype, _LONGEST_MIMETYPE) if mimetype else b""
    kind = kind_of_zip(archive.names, content)
    if kind != wanted:
        raise RefusalError(remedy(kind))
    return archive


def _compound(file: BinaryIO) -> Compound:
    """Return a compound file that has no password."""
    file.seek(0)
    data = file.read(_MOST_XLS + 1)
    if len(data) > _MOST_XLS:
        raise RefusalError(TOO_LARGE)
    compound = Compound(data)
    if _ENCRYPTED in compound.names():
        raise RefusalError(PASSWORD)
    return compound
