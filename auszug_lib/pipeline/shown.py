"""What the blocks of a page show: their figures in digits, and their tables in lines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auszug_lib.publication.document import machine
from auszug_lib.publication.figure_id import PUBLISHED, FigureId


@dataclass(frozen=True)
class ShownTable:
    """A table as it is printed: its title, the notes on it, and lines of cells, the headings first."""

    title: str
    notes: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def shown_table(table: Mapping[str, Any]) -> ShownTable:
    """Return a table block, given as data, as it is printed."""
    source = (f"Quelle: {table['source']}",) if table["source"] else ()
    rows = ((row["header"], *(cell["text"] for cell in row["cells"])) for row in table["rows"])
    lines = ((table["stub"], *table["columns"]), *rows)
    return ShownTable(table["title"], (*table["notes"], *source), lines)


def shown_figures(documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return every figure that blocks, given as data, show: by its identity as it is printed in digits.

    A change shows its figure of the year before too. What was published before is no figure of this report.
    """
    shown: dict[str, str] = {}
    for cell in (cell for document in documents for cell in _figures_in(document)):
        if cell["figure"].startswith(f"{PUBLISHED}/") or cell["derived"] not in ("", "difference", "change"):
            continue
        if not cell["derived"]:
            shown.setdefault(cell["figure"], _in_digits(cell))
        if cell["before"]:
            shown.setdefault(str(FigureId.parse(cell["figure"]).year_before), cell["before"])
    return dict(sorted(shown.items()))


def _figures_in(part: Any) -> Iterator[Mapping[str, Any]]:
    """Yield whatever is a figure below a part of a block."""
    if isinstance(part, Mapping):
        if part.get("figure"):
            yield part
        else:
            for value in part.values():
                yield from _figures_in(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _figures_in(value)


def _in_digits(cell: Mapping[str, Any]) -> str:
    """Return a figure's text; where a sentence spells it out, the number in digits."""
    text = str(cell["text"])
    if cell["value"] is None or any(sign.isdigit() for sign in text):
        return text
    return machine(cell["value"]).replace(".", ",")
