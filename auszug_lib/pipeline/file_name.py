"""File names that survive every mail system, disk and archive program."""

import re
from collections.abc import Iterable

from auszug_lib.delivery.vocabulary import folded

LONGEST = 40


def safe_name(text: str, otherwise: str) -> str:
    """Return `text` as a part of a file name: small ASCII letters, digits, hyphens and underscores.

    >>> safe_name("Jugendhilfe & Süd", "gremium")
    'jugendhilfe-sued'

    Parameters
    ----------
    text
        Any name.
    otherwise
        Stands for a name of which nothing is left, as of one in foreign letters.
    """
    plain = re.sub(r"[^a-z0-9_]+", "-", folded(text))[:LONGEST].strip("-_")
    return plain or otherwise


def distinct_names(texts: Iterable[str], otherwise: str) -> dict[str, str]:
    """Return the safe name of every text; where two would be the same, the later one is numbered.

    Parameters
    ----------
    texts, otherwise
        As in `safe_name`.
    """
    names: dict[str, str] = {}
    for text in texts:
        name = first = safe_name(text, otherwise)
        number = 1
        while name in names.values():
            number += 1
            name = f"{first}-{number}"
        names[text] = name
    return names
