"""Delimited text: CSV with semicolons, commas or tabs, in UTF-8, UTF-16 or the Windows code page."""

import codecs
import csv
import io
import re
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from xlsxwriter.utility import xl_col_to_name

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.extract import table_from_rows
from auszug_lib.delivery.reading.headings import recognised
from auszug_lib.delivery.reading.raw import Note, Place, RawTable
from auszug_lib.delivery.reading.torn_rows import torn_notes
from auszug_lib.delivery.vocabulary import Vocabulary

# Programs that separate by semicolons or tabs write decimals with a comma here, those with commas mostly do
# not; where one does all the same, only a comma explains its numbers, and `extract` goes by that.
_DECIMALS = {";": ",", "\t": ",", ",": "."}
_ROWS_OF_TITLE, _SIGNS_OF_TITLE = 30, 100_000
# No cell of a spreadsheet is longer than 32,767 signs, no delivery has a hundred columns.
_LONGEST_LINE, _MOST_COLUMNS, _MOST_CELLS = 1_000_000, 1_000, 6_000_000
_SEPARATOR_STATED = re.compile(r"sep=([;,\t])\r?\n")  # in a first line that Excel itself does not show

_OVERLONG = re.compile(rf"^[^\n]{{{_LONGEST_LINE}}}", re.MULTILINE)
_NO_TEXT = "ist keine lesbare CSV-Datei; bitte als CSV in UTF-8 speichern."
_TOO_WIDE = "hat mehr Zellen, als eine Lieferung haben kann; bitte prüfen, ob es die richtige Datei ist."

# As many rows as a sheet of Excel has; a longer file is no case record of a year.
MOST_ROWS = 1_048_576


def read_delimited(content: bytes, place: Place, table: str, vocabulary: Vocabulary) -> RawTable:
    """Return the table in the bytes of a text file; raises `DeliveryError` where it is none."""
    text, encoding = _decoded(content, place.file)
    text = _without_blank_end(_without_end_mark(text))
    if text.count("\n") > MOST_ROWS:
        raise DeliveryError(
            f"{place.file} hat mehr Zeilen, als ein Blatt von Excel fasst; bitte die Datei prüfen."
        )
    if _OVERLONG.search(text):
        raise DeliveryError(f"{place.file} {_TOO_WIDE}")
    stated = _SEPARATOR_STATED.match(text)
    text = text[stated.end() :] if stated else text
    separator = stated[1] if stated else _separator(text, table, vocabulary)
    rows = _rows(text, separator, place)
    raw = table_from_rows(place, table, rows, _DECIMALS[separator], vocabulary)
    torn = torn_notes(rows, raw, separator, place, is_ended=text.endswith(("\n", "\r")))
    converted = [Note("zeichensatz", place.file, words={"encoding": encoding})] if encoding != "utf-8" else []
    return replace(raw, notes=(*converted, *torn, *raw.notes))


def _decoded(content: bytes, file: str) -> tuple[str, str]:
    """Return the text and how it was encoded; what is not UTF-8 is what Excel saves in Germany."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, encoding = _decoded_in_utf_16(content, file), "UTF-16"
    else:
        try:
            text, encoding = content.decode("utf-8-sig"), "utf-8"
        except UnicodeDecodeError:
            text, encoding = _decoded_in_windows(content, file), "Windows-1252"
    if "\0" in text:
        raise DeliveryError(f"{file} {_NO_TEXT}")
    return text, encoding


def _decoded_in_utf_16(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        raise DeliveryError(f"{file} {_NO_TEXT}") from None


def _decoded_in_windows(content: bytes, file: str) -> str:
    """Return a text that is not UTF-8; with umlauts that are, or bytes that are no letter, it is neither."""
    if not set(content.decode("utf-8", errors="ignore")) & set("äöüÄÖÜß"):
        with suppress(UnicodeDecodeError):
            return content.decode("cp1252")
    raise DeliveryError(
        f"{file} ist weder durchweg in UTF-8 noch in Windows-1252 geschrieben; "
        "bitte neu als „CSV UTF-8“ speichern."
    )


def _without_end_mark(text: str) -> str:
    """Return the text without the Ctrl-Z after it, by which DOS and what descends from it mark its end."""
    bare = text.rstrip()
    return bare.rstrip("\x1a") if bare.endswith("\x1a") else text


def _without_blank_end(text: str) -> str:
    """Return the text without the rows of nothing but separators that formatted, empty cells leave behind."""
    end_of_line = text.find("\n", len(text.rstrip(" \t\r\n;,")))
    return text if end_of_line < 0 else text[: end_of_line + 1]


def _separator(text: str, table: str, vocabulary: Vocabulary) -> str:
    """Return the separator under which a row names the most columns of the table."""

    def named(separator: str) -> int:
        rows = csv.reader(io.StringIO(text[:_SIGNS_OF_TITLE], newline=""), delimiter=separator)
        return max((recognised(row, table, vocabulary) for row in islice(rows, _ROWS_OF_TITLE)), default=0)

    return max(_DECIMALS, key=named)


def _rows(text: str, separator: str, place: Place) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            cells += len(row)
            if len(row) > _MOST_COLUMNS or cells > _MOST_CELLS:
                raise DeliveryError(f"{place.file} {_TOO_WIDE}")
    except csv.Error:
        raise DeliveryError(
            f"{place.file}, Zeile {len(rows) + 1}: Die Anführungszeichen stimmen nicht"
            f"{_column_of_text(text, separator, len(rows))}, die Datei ist abgeschnitten, oder eine Zelle "
            "ist übermäßig lang; bitte die Datei neu als CSV speichern."
        ) from None
    return rows


def _column_of_text(text: str, separator: str, row: int) -> str:
    """Return in words in which column of a row a text begins that goes on in the next line."""
    with suppress(csv.Error):
        lenient = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        cells = next(islice(lenient, row, None), [])
        begins = next((n for n, cell in enumerate(cells) if "\n" in cell), None)
        return "" if begins is None else f" (ab Spalte {xl_col_to_name(begins)})"
    return ""
