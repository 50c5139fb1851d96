"""Names of files and sheets: shown so that any page can, nothing in them acts on it, and nobody is named."""

import re
import unicodedata
from functools import lru_cache

from auszug_lib.delivery.personal import PersonalKind, personal_text
from auszug_lib.params.typeface import is_lacking

_LONGEST = 120
# Control characters and what turns the direction of writing, also ends of lines.
_UNSEEN = ("C", "Zl", "Zp")


@lru_cache(maxsize=50_000)
def shown(name: str) -> str:
    """Return a name, or a path of several, as everybody may see it.

    >>> shown("drk/Frau Müller.csv")
    'drk/(Name nicht gezeigt).csv'
    """
    return "/".join(map(_shown, name.split("/")))


def _shown(name: str) -> str:
    if personal_name(name):
        ending = re.search(r"\.[A-Za-z0-9]{2,7}$", name)
        return f"(Name nicht gezeigt){ending[0] if ending else ''}"
    if name.isascii() and name.isprintable() and len(name) <= _LONGEST:
        return name
    safe = legible(name)
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}…"


def legible(text: str) -> str:
    r"""Return a text with a question mark for each sign that acts on what shows it, or that no page can show.

    >>> legible("drk\t2019 \U0001f4a3")
    'drk?2019 ?'
    """
    return "".join(
        "?" if unicodedata.category(sign).startswith(_UNSEEN) or is_lacking(sign) else sign for sign in text
    )


@lru_cache(maxsize=50_000)
def personal_name(name: str) -> PersonalKind | None:
    """Return which personal data the name of a file or sheet holds, or None."""
    return personal_text(re.sub(r"[_+]+", " ", name))
