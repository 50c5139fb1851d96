"""Zip files: .xlsx and .ods are ones, and so is a packed folder of tables."""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from auszug_lib.delivery.reading.opening.file_type import ODS, XLSX, ZIP_FILE, kind_of_zip, remedy
from auszug_lib.delivery.reading.opening.plain import check_table, is_table
from auszug_lib.delivery.reading.opening.refusal import (
    PASSWORD,
    TOO_LARGE_UNPACKED,
    RefusalError,
    shown,
)

# The largest sheets, 150,000 rows of 30 cells, are 220 MB of XML in .xlsx and 670 MB in .ods.
MOST_UNPACKED = 800_000_000
_ENCRYPTED = 0x1
_MIMETYPE = "mimetype"
_OF_A_MAC = "__MACOSX/"


def opened_archive(path: Path, wanted: str) -> zipfile.ZipFile:
    """Return a zip file that is of the kind that is wanted.

    Raises
    ------
    RefusalError
        Where it is of another kind, asks for a password, or unpacks to too much; no entry unpacks to more
        than it declares, `zipfile` stops there.
    BadZipFile
        Where it is no whole zip file.
    """
    archive = zipfile.ZipFile(path)
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusalError(PASSWORD)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise RefusalError(TOO_LARGE_UNPACKED)
    names = {entry.filename.lower() for entry in entries}
    # Of two entries with one name each program reads another.
    if len(names) < len(entries):
        raise RefusalError("enthält zwei Dateien desselben Namens; bitte die Datei neu speichern.")
    kind = kind_of_zip(names, archive.read(_MIMETYPE) if _MIMETYPE in names else b"")
    if kind != wanted:
        raise RefusalError(remedy(kind))
    return archive


def workbook_archive(path: Path) -> zipfile.ZipFile:
    """Return the zip file that a workbook .xlsx, .xlsm or .ods is; raises as `opened_archive`."""
    return opened_archive(path, ODS if path.suffix.lower() == ".ods" else XLSX)


def tables_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip archive: names, and of tables the content; of others nothing.

    Raises
    ------
    RefusalError
        As `opened_archive`; where a path leads out of the archive; and where a table is not of its kind.
    """
    with opened_archive(path, ZIP_FILE) as archive:
        _check_paths(archive)
        for entry in archive.infolist():
            if entry.is_dir() or entry.filename.startswith(_OF_A_MAC):
                continue
            yield entry.filename, _content(archive, entry) if is_table(entry.filename) else b""


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    content = archive.read(entry)
    name = PurePosixPath(entry.filename)
    try:
        check_table(content, content[-64:], len(content), name.suffix)
    except RefusalError as refusal:
        raise RefusalError(f"enthält „{shown(name.name)}“, und diese Datei {refusal}") from None
    return content


def _check_paths(archive: zipfile.ZipFile) -> None:
    """Refuse entries that would be written beside the folder where an archive is unpacked, and links."""
    for entry in archive.infolist():
        name = entry.orig_filename
        if name.startswith("/") or ".." in PurePosixPath(name).parts or any(sign in name for sign in "\\:\0"):
            raise RefusalError(
                f"enthält eine Datei mit unzulässigem Pfad („{shown(name)}“); bitte die Dateien neu packen."
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise RefusalError(
                f"enthält statt einer Datei einen Verweis („{shown(name)}“); bitte die Dateien selbst packen."
            )
