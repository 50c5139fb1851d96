"""Sheets drawn as text in a test, and what reading says of them, short."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading import delimited, inbox, table_files
from auszug_lib.delivery.reading.opening.columns import unpacked
from auszug_lib.delivery.reading.opening.parquet import columns_in_parquet
from auszug_lib.delivery.reading.opening.refusal import RefusalError
from auszug_lib.delivery.reading.opening.text import text_table
from auszug_lib.delivery.reading.raw import Note, Place, RawDelivery, RawTable
from auszug_lib.delivery.reading.sandbox import Glass
from auszug_lib.delivery.vocabulary import Vocabulary


def drawn(text: str) -> list[list[Any]]:
    """Return the rows of a sheet drawn with bars, | a | 3 |; figures are numbers."""
    lines = [line.strip().removeprefix("|").removesuffix("|") for line in text.strip().splitlines()]
    return [[_cell(cell.strip()) for cell in line.split("|")] for line in lines]


def _cell(text: str) -> Any:
    return float(text) if text.removeprefix("-").replace(".", "", 1).isdecimal() else text


def reported(notes: Iterable[Note]) -> list[str]:
    """Return each note as its cell, or else its sheet or file, and its rule."""
    return [f"{note.cell or note.sheet or note.file} {note.rule}" for note in notes]


def cells_of(raw: RawTable, column: str) -> dict[int, Any]:
    """Return the filled cells of a column by row number."""
    return raw.cells[column].dropna().to_dict()


def read_delimited(content: bytes, place: Place, table: str, vocabulary: Vocabulary) -> RawTable:
    """Return the table in a text file, both read and laid out in this process."""
    try:
        text = text_table(content, place.file, table, vocabulary)
    except RefusalError as refusal:
        raise DeliveryError(f"{place.file} {refusal}") from None
    return delimited.read_delimited(text, place, table, vocabulary)


def read_parquet(content: bytes, place: Place, table: str, vocabulary: Vocabulary) -> RawTable:
    """Return the table in a Parquet file, both read and laid out in this process."""
    try:
        columns = columns_in_parquet(io.BytesIO(content))
    except RefusalError as refusal:
        raise DeliveryError(f"{place.file} {refusal}") from None
    return table_files.read_parquet(unpacked(*columns), place, table, vocabulary)


def read_archive(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Return the delivery in a zip archive."""
    with Glass(vocabulary) as glass:
        return table_files.read_archive(path, vocabulary, glass)


def read_folder(folder: Path, vocabulary: Vocabulary, *, is_source: bool = False) -> RawDelivery:
    """Return the delivery in a folder."""
    with Glass(vocabulary) as glass:
        return table_files.read_folder(folder, vocabulary, glass, is_source=is_source)


def read_workbook(path: Path, vocabulary: Vocabulary) -> RawDelivery:
    """Return the delivery in a workbook."""
    with Glass(vocabulary) as glass:
        return inbox.read_workbook(path, vocabulary, glass)
