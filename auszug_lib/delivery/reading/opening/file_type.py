"""What a file really is, whatever its name says, and why it is refused."""

import io
from collections.abc import Iterable
from typing import IO

from auszug_lib.delivery.reading.opening.limits import MOST_BYTES, too_many
from auszug_lib.delivery.reading.opening.refusal import RefusalError

EMPTY = "ist leer (0 Byte); bitte die Datei neu speichern und noch einmal schicken."
UNREADABLE = "lässt sich nicht öffnen; bitte prüfen, ob die Datei da ist und gelesen werden darf."
DAMAGED = "ist beschädigt oder unvollständig; bitte die Datei neu speichern und noch einmal schicken."
PASSWORD = "ist mit einem Kennwort geschützt; bitte ohne Kennwort speichern und noch einmal schicken."

DATABASES = (".sqlite", ".sqlite3", ".db")
_TEXT_ENDINGS, PARQUET_ENDINGS = (".csv", ".tsv", ".txt"), (".parquet",)

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNING = 4096  # bytes that suffice to see what a file is

XLSX, ODS, XLS = (
    "eine Excel-Datei (.xlsx)",
    "eine OpenDocument-Tabelle (.ods)",
    "eine alte Excel-Datei (.xls)",
)
_TEXT_FILE, ZIP_FILE, _PARQUET_FILE = "eine Textdatei (etwa CSV)", "eine ZIP-Datei", "eine Parquet-Datei"
UNKNOWN = "eine Datei anderer Art"

_BEGINNINGS = {
    b"%PDF": "ein PDF",
    b"\x89PNG": "ein Bild (PNG)",
    b"\xff\xd8\xff": "ein Bild (JPEG)",
    b"GIF8": "ein Bild (GIF)",
    b"II*\0": "ein Bild (TIFF)",
    b"MM\0*": "ein Bild (TIFF)",
    b"{\\rtf": "ein RTF-Dokument",
    b"7z\xbc\xaf": "ein 7z-Archiv",
    b"Rar!": "ein RAR-Archiv",
    b"\x1f\x8b": "eine GZIP-Datei",
    b"SQLite format 3\0": "eine SQLite-Datenbank",
    b"PAR1": _PARQUET_FILE,
    ZIP: ZIP_FILE,
    b"PK\x05\x06": "eine leere ZIP-Datei",
    COMPOUND: "ein altes Office-Dokument",
}
# What only needs another name, or another way of sending it.
_REMEDIES = {
    XLSX: "bitte in .xlsx umbenennen",
    XLS: "bitte in .xls umbenennen",
    ODS: "bitte in .ods umbenennen",
    _PARQUET_FILE: "bitte in .parquet umbenennen",
}
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<style", b"<div")
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Letters with which no text begins, but for tabs and ends of lines.
_NO_TEXT = bytes(n for n in range(32) if n not in b"\t\n\v\f\r\x1a\x1b")

_ENTRIES = {
    "xl/workbook.xml": XLSX,
    "workbook.xml": XLSX,
    "xl/workbook.bin": "eine binäre Excel-Datei (.xlsb)",
    "word/document.xml": "ein Word-Dokument (.docx)",
    "ppt/presentation.xml": "eine PowerPoint-Datei (.pptx)",
    "index/document.iwa": "ein Dokument von Apple (Numbers, Pages)",
}
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.spreadsheet": ODS,
    b"application/vnd.oasis.opendocument.text": "ein Textdokument (.odt)",
    b"application/vnd.oasis.opendocument.presentation": "eine Präsentation (.odp)",
}
_ENCRYPTED = "EncryptedPackage"  # which .xlsx with a password is wrapped in
_STREAMS = {
    "Workbook": XLS,
    "Book": XLS,
    "WORKBOOK": XLS,
    "BOOK": XLS,
    "WordDocument": "ein altes Word-Dokument (.doc)",
    "PowerPoint Document": "eine alte PowerPoint-Datei (.ppt)",
    "__properties_version1.0": "eine E-Mail (.msg)",
}


_PARQUET, _ENCRYPTED_PARQUET = b"PAR1", b"PARE"
_FOOTER = 8  # the length of the description of the columns, and once more what the file is


def kind_of(beginning: bytes) -> str:
    """Return in German what the first few kilobytes of a file say that it is."""
    for signature, kind in _BEGINNINGS.items():
        if beginning.startswith(signature):
            return kind
    plain = beginning.removeprefix(_MARKS[0]).replace(b"\0", b"").lstrip().lower()
    if plain.startswith(_HTML):
        return "eine HTML-Seite"
    if plain.startswith(b"<?xml"):
        return "eine XML-Tabelle" if _SPREADSHEET_XML in plain else "eine XML-Datei"
    wide = beginning.startswith(_MARKS[1:])
    return _TEXT_FILE if wide or not set(beginning) & set(_NO_TEXT) else UNKNOWN


def kind_of_zip(names: Iterable[str], mimetype: bytes) -> str:
    """Return what a zip file is, by its entries' names in small letters and its entry `mimetype`."""
    if mimetype in _MIMETYPES:
        return _MIMETYPES[mimetype]
    present = set(names)
    return next((kind for name, kind in _ENTRIES.items() if name in present), ZIP_FILE)


def kind_of_compound(content: bytes) -> str:
    """Return what an old Office file is, by the names of its streams; empty where it is encrypted."""
    if _stream(_ENCRYPTED) in content:
        return ""
    return next((kind for name, kind in _STREAMS.items() if _stream(name) in content), _BEGINNINGS[COMPOUND])


def _stream(name: str) -> bytes:
    """Return a name as it stands in the directory of the file, with the zero at its end."""
    return f"{name}\0".encode("utf-16-le")


def remedy(kind: str) -> str:
    """Return the sentence for a file that is of this kind, and not of the one that its name says."""
    return f"ist in Wirklichkeit {kind}; {_REMEDIES.get(kind, 'bitte die Tabellen als .xlsx speichern')}."


def is_table(name: str) -> bool:
    """Return whether a file's name is that of a single table."""
    return name.lower().endswith((*_TEXT_ENDINGS, *PARQUET_ENDINGS))


def check_table(file: IO[bytes], name: str) -> None:
    """Refuse the file of a single table that is not of its kind, empty, cut off, protected or too large.

    Raises `RefusalError`.
    """
    beginning = file.read(BEGINNING)
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _FOOTER))
    end = file.read()
    if not size:
        raise RefusalError(EMPTY)
    if size > MOST_BYTES:
        raise too_many(MOST_BYTES // 1_000_000, "MB")
    is_parquet = name.lower().endswith(PARQUET_ENDINGS)
    if beginning.startswith(_ENCRYPTED_PARQUET) or (is_parquet and end.endswith(_ENCRYPTED_PARQUET)):
        raise RefusalError(PASSWORD)
    kind = kind_of(beginning)
    if kind != (_PARQUET_FILE if is_parquet else _TEXT_FILE):
        raise RefusalError(f"ist in Wirklichkeit {kind}; bitte die Tabelle als CSV in UTF-8 speichern.")
    description = int.from_bytes(end[:-4], "little")
    if is_parquet and not (end.endswith(_PARQUET) and description + _FOOTER + len(_PARQUET) <= size):
        raise RefusalError(DAMAGED)
