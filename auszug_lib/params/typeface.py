"""The typeface of all reports: where it lies, which signs it lacks, and how wide they are."""

import re
import unicodedata
from collections.abc import Mapping, Set
from functools import cache
from importlib.resources import files
from pathlib import Path

FONT_FOLDER = Path(str(files("font_source_sans_pro") / "files"))
FACES = {400: "SourceSansPro-Regular.ttf", 700: "SourceSansPro-Bold.ttf"}

# What German texts are made of; to look into the font takes longer than to read all parameters.
_USUAL = re.compile(r"[\n\t -~\u00a0-\u00ff–—‘’‚“”„…€]*")
_MARK_OF_BYTE_ORDER = 0xFEFF  # has a glyph, but PDF/A forbids it
# Set without a glyph of its own: white space, and hyphens that word processors leave behind.
_WITHOUT_GLYPH = frozenset("\n\t\u2009\u2010\u2011")


def lacking(text: str) -> str:
    """Return the first sign in a text that no page can show, as its code and name; nothing for none."""
    sign = next(filter(is_lacking, text), "") if not _USUAL.fullmatch(text) else ""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip() if sign else ""


def is_lacking(sign: str) -> bool:
    """Return whether no page can show a sign."""
    return ord(sign) not in _glyphs() and sign not in _WITHOUT_GLYPH


def width_of(text: str, *, bold: bool = False) -> float:
    """Return how wide a text is set, in sizes of its letters; a sign that is lacking counts as a wide one."""
    widths = _widths(700 if bold else 400)
    return sum(widths.get(ord(sign), 1.0) for sign in text)


def _glyphs() -> Set[int]:
    return _widths(400).keys()


@cache
def _widths(weight: int) -> Mapping[int, float]:
    """Return each sign's width; kerning, which seldom makes a text wider, is left out."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(FONT_FOLDER / FACES[weight], lazy=True) as font:
        metrics, size = font["hmtx"].metrics, font["head"].unitsPerEm
        names = font.getBestCmap().items()
        return {sign: metrics[name][0] / size for sign, name in names if sign != _MARK_OF_BYTE_ORDER}
