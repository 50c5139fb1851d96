"""The figures a page shows, wherever they stand: in tables, in the band of key figures, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auszug_lib.publication.figure_id import PUBLISHED


def shown_figures(documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return every figure that blocks show, as it is printed in digits, by its identity.

    Parameters
    ----------
    documents
        The blocks as plain data.

    Returns
    -------
    dict of str
        Identity to text. A change tells its figure of the year before too, so that one is among them.
    """
    shown: dict[str, str] = {}
    for cell in (cell for document in documents for cell in _cells(document)):
        figure, derived = cell["figure"], cell["derived"]
        # What was published before is no figure of this publication.
        if figure.startswith(f"{PUBLISHED}/") or derived not in ("", "difference", "change"):
            continue
        if not derived:
            shown.setdefault(figure, in_digits(cell))
        year, _, rest = figure.partition("/")
        if cell["before"]:
            shown.setdefault(f"{int(year) - 1}/{rest}", cell["before"])
    return dict(sorted(shown.items()))


def _cells(part: Any) -> Iterator[Mapping[str, Any]]:
    """Yield whatever is a figure below a part of a block."""
    if isinstance(part, Mapping):
        if part.get("figure"):
            yield part
        else:
            for value in part.values():
                yield from _cells(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _cells(value)


def in_digits(cell: Mapping[str, Any]) -> str:
    """Return a figure's text; where a sentence spells it out, the number in digits."""
    text = str(cell["text"])
    if cell["value"] is None or any(sign.isdigit() for sign in text):
        return text
    return f"{cell['value']:g}"
