"""Zip files: .xlsx and .ods are ones, and so is a packed folder of tables."""

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.opening.file_type import (
    PASSWORD,
    ZIP_FILE,
    check_table,
    is_table,
    kind_of_zip,
    remedy,
)
from auszug_lib.delivery.reading.opening.limits import Tally
from auszug_lib.delivery.reading.opening.parts import plain_name
from auszug_lib.delivery.reading.opening.refusal import RefusalError
from auszug_lib.delivery.reading.opening.table import is_hidden, table_in
from auszug_lib.delivery.words import Words

# The largest sheets, 150,000 rows of 30 cells, are 220 MB of XML in .xlsx and 670 MB in .ods.
_MOST_UNPACKED = 800_000_000
_ENCRYPTED = 0x1
_MIMETYPE = "mimetype"
_OF_A_MAC = "__MACOSX/"
_LONGEST_NAME = 60  # that stands in a sentence

_TOO_LARGE_UNPACKED = (
    "wird beim Auspacken größer als jede Lieferung; bitte prüfen, ob es die richtige Datei ist."
)


def opened_archive(path: Path, wanted: str) -> zipfile.ZipFile:
    """Return a zip file that is of the kind that is wanted.

    Raises `RefusalError` where it is of another kind, asks for a password, or unpacks to too much (no entry
    unpacks to more than it declares, `zipfile` stops there), and `BadZipFile` where it is no whole zip file.
    """
    archive = zipfile.ZipFile(path)
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusalError(PASSWORD)
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise RefusalError(_TOO_LARGE_UNPACKED)
    names = {plain_name(entry.filename) for entry in entries}
    # Of two entries with one name each program reads another.
    if len(names) < len(entries):
        raise RefusalError("enthält zwei Dateien desselben Namens; bitte die Datei neu speichern.")
    kind = kind_of_zip(names, archive.read(_MIMETYPE) if _MIMETYPE in names else b"")
    if kind != wanted:
        raise RefusalError(remedy(kind))
    return archive


def tables_in_archive(path: Path, shown: str, words: Words) -> Iterator[tuple[str, Any]]:
    """Yield the files of a zip archive: names, and what `table_in` finds in those that are tables.

    Raises as `opened_archive`, and where a path leads out of the archive or a table is not of its kind.
    """
    tally = Tally()
    with opened_archive(path, ZIP_FILE) as archive:
        _check_paths(archive)
        for entry in archive.infolist():
            name = entry.filename.replace("\\", "/")  # as old programs part folders
            if name.endswith("/") or name.startswith(_OF_A_MAC):
                continue
            tally.part()
            last = PurePosixPath(name).name
            if not is_table(name) or is_hidden(last):
                yield name, None
                continue
            content = _content(archive, entry)
            try:
                yield name, table_in(io.BytesIO(content), f"{shown}/{last}", words)
            except RefusalError as refusal:
                raise DeliveryError(f"{shown}/{last} {refusal}") from None


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    content = archive.read(entry)
    name = PureWindowsPath(entry.filename).name
    try:
        check_table(io.BytesIO(content), name)
    except RefusalError as refusal:
        raise RefusalError(f"enthält „{_printable(name)}“, und diese Datei {refusal}") from None
    return content


def _check_paths(archive: zipfile.ZipFile) -> None:
    """Refuse entries that would be written beside the folder where an archive is unpacked, and links."""
    for entry in archive.infolist():
        name = entry.orig_filename
        if name.startswith(("/", "\\")) or ".." in PureWindowsPath(name).parts or set(name) & set(":\0"):
            raise RefusalError(
                f"enthält eine Datei mit unzulässigem Pfad („{_printable(name)}“); "
                "bitte die Dateien neu packen."
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise RefusalError(
                f"enthält statt einer Datei einen Verweis („{_printable(name)}“); "
                "bitte die Dateien selbst packen."
            )


def _printable(name: str) -> str:
    """Return a name out of a foreign file, fit to stand in a sentence."""
    printable = "".join(letter if letter.isprintable() else "?" for letter in name[: _LONGEST_NAME + 1])
    return printable if len(printable) <= _LONGEST_NAME else f"{printable[:_LONGEST_NAME]}…"
