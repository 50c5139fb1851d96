"""What a file really is, whatever its name says."""

from collections.abc import Iterable

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNING = 4096  # bytes that suffice to tell what a file is

XLSX, ODS, XLS = (
    "eine Excel-Datei (.xlsx)",
    "eine OpenDocument-Tabelle (.ods)",
    "eine alte Excel-Datei (.xls)",
)
TEXT_FILE, ZIP_FILE, PARQUET_FILE = "eine Textdatei (etwa CSV)", "eine ZIP-Datei", "eine Parquet-Datei"
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
    b"PAR1": PARQUET_FILE,
    ZIP: ZIP_FILE,
    b"PK\x05\x06": "eine leere ZIP-Datei",
    COMPOUND: "ein altes Office-Dokument",
}
# What only needs another name, or another way of sending it.
_REMEDIES = {
    XLSX: "bitte in .xlsx umbenennen",
    XLS: "bitte in .xls umbenennen",
    ODS: "bitte in .ods umbenennen",
    PARQUET_FILE: "bitte in .parquet umbenennen",
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
    return TEXT_FILE if wide or not set(beginning) & set(_NO_TEXT) else UNKNOWN


def kind_of_zip(names: Iterable[str], mimetype: bytes) -> str:
    """Return what a zip file is.

    Parameters
    ----------
    names
        Those of its entries, in small letters.
    mimetype
        The content of the entry of this name.
    """
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
