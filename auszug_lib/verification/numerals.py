"""Numbers in texts: how they are found, read, and crossed out where a known phrase explains them."""

import re
from collections.abc import Iterable
from functools import cached_property

from auszug_lib.publication.numbers import ZERO

# Digits with what groups or splits them, a sign that counts, and signs that are numbers by themselves.
NUMBER = re.compile(r"[+−]?\d+(?:[.,]\d+)*|[¼-¾⅐-ↈ①-⓿❶-➓]|(?<!m)[²³¹⁰-₉]")
_PLAIN = re.compile(r"([+−-]?)(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?")


def numbers_in(text: str) -> list[str]:
    """Return the numbers in a text as they are printed, in order."""
    return NUMBER.findall(text)


def normalized(text: str) -> str:
    """Return a text with single spaces, whatever its white space was."""
    return " ".join(text.replace("\u00ad", "").split())


def value_of(text: str) -> float | None:
    """Return what a printed or machine-readable number says; None where it is no number."""
    if text == ZERO:
        return 0.0
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    sign = -1 if found[1] in ("−", "-") else 1
    return sign * float(found[2].replace(".", "") + (found[3] or "").replace(",", "."))


class Phrases:
    """Phrases that explain the numbers in them; those without a number are left out."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.known = frozenset(phrase for text in phrases if NUMBER.search(phrase := normalized(text)))

    def __or__(self, other: "Phrases") -> "Phrases":
        return Phrases(self.known | other.known)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.known, key=len, reverse=True)
        # A phrase explains nothing where it is but the end or the beginning of a longer number.
        return re.compile(r"(?<![\d.,])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![.,]?\d)")

    def crossed_out(self, text: str) -> str:
        """Return a text without what these phrases explain."""
        text = normalized(text)
        return self._pattern.sub(" ", text) if self.known else text
