"""Paragraphs of a city or a year, filled in with the figures and names of a report."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from auszug_lib.params.paragraph import NAMES, PLACEHOLDER, Paragraph
from auszug_lib.publication.figure_words import FigureWords
from auszug_lib.publication.grammar import beginning
from auszug_lib.publication.numbers import month_and_year
from auszug_lib.publication.prose import escaped

_SAID: Mapping[str, Callable[[FigureWords, str], str]] = {
    "": FigureWords.count,
    "dative": lambda figures, key: figures.count(key, "dative"),
    "accusative": lambda figures, key: figures.count(key, "accusative"),
    "beginning": lambda figures, key: beginning(figures.count(key)),
    "number": FigureWords.digits,
    "compared": FigureWords.compared,
}


def own_text(paragraph: Paragraph, context: Mapping[str, Any]) -> str:
    """Return a paragraph as Markdown, nothing where its condition does not hold; see `text_context`."""
    year, figures = context["year"], context["figures"]
    if year < (paragraph.since or year) or (paragraph.when and not figures.value(paragraph.when)):
        return ""
    names = {
        **context,
        "next_year": year + 1,
        "last_year": year - 1,
        "programme_start": month_and_year(context["programme_start"]),
    }

    def said(found: re.Match[str]) -> str:
        name, _, form = found[1].partition(":")
        return escaped(str(names[name])) if name in NAMES else _SAID[form](figures, name)

    return PLACEHOLDER.sub(said, paragraph.text)
