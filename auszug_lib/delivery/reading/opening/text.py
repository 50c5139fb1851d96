"""Delimited text: CSV with semicolons, commas or tabs, in UTF-8, UTF-16 or the Windows code page."""

import codecs
import csv
import io
import re
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.opening.limits import MOST_COLUMNS, MOST_ROWS, Tally, number, too_many
from auszug_lib.delivery.reading.opening.refusal import RefusalError
from auszug_lib.delivery.words import Words

_SEPARATORS = (";", "\t", ",")
_ROWS_OF_TITLE, _SIGNS_OF_TITLE = 30, 100_000
_LONGEST_LINE = 1_000_000  # no cell of a spreadsheet is longer than 32,767 signs
_SEPARATOR_STATED = re.compile(r"sep=([;,\t])\r?\n")  # in a first line that Excel itself does not show

_OVERLONG = re.compile(rf"^[^\n]{{{_LONGEST_LINE}}}", re.MULTILINE)
_NO_TEXT = "ist keine lesbare CSV-Datei; bitte als CSV in UTF-8 speichern."
_MIXED = "ist weder durchweg in UTF-8 noch in Windows-1252 geschrieben; bitte neu als „CSV UTF-8“ speichern."


class TextTable(NamedTuple):
    """The rows of a text file, and how they were written."""

    rows: list[list[str]]
    encoding: str
    separator: str
    is_ended: bool  # whether the last line has an end


def text_table(content: bytes, file: str, table: str, words: Words) -> TextTable:
    """Return what the bytes of a file hold that is called like a table.

    Raises `RefusalError` or `DeliveryError` where it is none.
    """
    text, encoding = _decoded(content)
    del content
    text = _without_blank_end(_without_end_mark(text))
    if text.count("\n") > MOST_ROWS:
        raise RefusalError(
            f"hat mehr Zeilen, als ein Blatt von Excel fasst ({number(MOST_ROWS)}); bitte die Datei prüfen."
        )
    if _OVERLONG.search(text):
        raise too_many(_LONGEST_LINE, "Zeichen in einer Zeile")
    stated = _SEPARATOR_STATED.match(text)
    text = text[stated.end() :] if stated else text
    separator = stated[1] if stated else _separator(text, table, words)
    return TextTable(_rows(text, separator, file), encoding, separator, text.endswith(("\n", "\r")))


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text and how it was encoded; what is not UTF-8 is what Excel saves in Germany."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, encoding = _decoded_in_utf_16(content), "UTF-16"
    else:
        try:
            text, encoding = content.decode("utf-8-sig"), "utf-8"
        except UnicodeDecodeError:
            text, encoding = _decoded_in_windows(content), "Windows-1252"
    if "\0" in text:
        raise RefusalError(_NO_TEXT)
    return text, encoding


def _decoded_in_utf_16(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        raise RefusalError(_NO_TEXT) from None


def _decoded_in_windows(content: bytes) -> str:
    """Return a text that is not UTF-8; with umlauts that are, or bytes that are no letter, it is neither."""
    if not set(content.decode("utf-8", errors="ignore")) & set("äöüÄÖÜß"):
        with suppress(UnicodeDecodeError):
            return content.decode("cp1252")
    raise RefusalError(_MIXED)


def _without_end_mark(text: str) -> str:
    """Return the text without the Ctrl-Z after it, by which DOS and what descends from it mark its end."""
    bare = text.rstrip()
    return bare.rstrip("\x1a") if bare.endswith("\x1a") else text


def _without_blank_end(text: str) -> str:
    """Return the text without the rows of nothing but separators that formatted, empty cells leave behind."""
    end_of_line = text.find("\n", len(text.rstrip(" \t\r\n;,")))
    return text if end_of_line < 0 else text[: end_of_line + 1]


def _separator(text: str, table: str, words: Words) -> str:
    """Return the separator under which a row names the most columns of the table."""

    def named(separator: str) -> int:
        rows = csv.reader(io.StringIO(text[:_SIGNS_OF_TITLE], newline=""), delimiter=separator)
        return max((words.recognised(row, table) for row in islice(rows, _ROWS_OF_TITLE)), default=0)

    return max(_SEPARATORS, key=named)


def _rows(text: str, separator: str, file: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    tally = Tally()
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS:
                raise too_many(MOST_COLUMNS, "Spalten")
            rows.append(tally.row(row))
    except csv.Error:
        raise DeliveryError(
            f"{file}, Zeile {len(rows) + 1}: Die Anführungszeichen stimmen nicht"
            f"{_column_of_text(text, separator, len(rows))}, die Datei ist abgeschnitten, oder eine Zelle "
            "ist übermäßig lang; bitte die Datei neu als CSV speichern."
        ) from None
    tally.check_texts()
    return rows


def _column_of_text(text: str, separator: str, row: int) -> str:
    """Return in words in which column of a row a text begins that goes on in the next line."""
    from xlsxwriter.utility import xl_col_to_name

    with suppress(csv.Error):
        lenient = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        cells = next(islice(lenient, row, None), [])
        begins = next((n for n, cell in enumerate(cells) if "\n" in cell), None)
        return "" if begins is None else f" (ab Spalte {xl_col_to_name(begins)})"
    return ""
