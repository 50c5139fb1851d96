"""Sheets drawn as text in a test, and what reading says of them, short."""

from collections.abc import Iterable
from typing import Any

from auszug_lib.delivery.reading.raw import Note, RawTable


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
