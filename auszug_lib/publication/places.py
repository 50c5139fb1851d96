"""Places in deliveries in few words: the sheet, and its cells drawn together."""

import re
from collections.abc import Sequence

from auszug_lib.publication.numbers import plain

_MOST_RANGES = 6


def place(file: str, sheet: str, delivery: str | None) -> str:
    """Return the sheet, and the file too where it is not the carrier's own delivery.

    Parameters
    ----------
    file, sheet
        As in a finding.
    delivery
        The name of the carrier's delivery, None where it has none.
    """
    own = delivery is not None and (file == delivery or file.startswith(f"{delivery}/"))
    return sheet if own and sheet else ", ".join(part for part in (file, sheet) if part)


def listed_cells(cells: Sequence[str]) -> str:
    """Return the first of many cells; the number of findings where they have no cell.

    Parameters
    ----------
    cells
        Names such as B12 in the order of the sheet; all of them may be empty.
    """
    if not any(cells):
        return f"{plain(len(cells))}-mal" if len(cells) > 1 else ""
    ranges = _ranges(cells)
    others = sum(len(cells) for cells in ranges[_MOST_RANGES:])
    texts = [found[0] if len(found) == 1 else f"{found[0]}:{found[-1]}" for found in ranges[:_MOST_RANGES]]
    return ", ".join(texts) + (f" und {plain(others)} weitere" if others else "")


def is_shortened(cells: Sequence[str]) -> bool:
    """Say whether `listed_cells` leaves some of the cells out."""
    return any(cells) and len(_ranges(cells)) > _MOST_RANGES


def _ranges(cells: Sequence[str]) -> list[list[str]]:
    """Return the cells in groups of those that stand right below each other."""
    ranges: list[list[str]] = []
    for cell in cells:
        if ranges and cell == _below(ranges[-1][-1]):
            ranges[-1].append(cell)
        else:
            ranges.append([cell])
    return ranges


def _below(cell: str) -> str:
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    return f"{found[1]}{int(found[2]) + 1}" if found else ""
