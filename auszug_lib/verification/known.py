"""Numbers in texts, and what explains one on a page.

Published figures do, parameters, and the words of package and city.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup

from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.params import City, Year
from auszug_lib.params.register import PublishedFigure
from auszug_lib.project import ReportYear
from auszug_lib.publication.appendix import publishing_notes
from auszug_lib.publication.figure_id import FigureId, published_id
from auszug_lib.publication.numbers import SYMBOLS, ZERO, day, period
from auszug_lib.publication.prose import Prose
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.trend import subject

# Digits with what groups or splits them, a sign that counts, and signs that are numbers by themselves.
NUMBER = re.compile(r"[+−]?\d+(?:[.,]\d+)*|[¼-¾⅐-ↈ①-⓿❶-➓]|(?<!m)[²³¹⁰-₉]")
_PLAIN = re.compile(r"([+−-]?)(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?")

# What Jinja2 fills in stands between these; what is left of a paragraph is printed as it is.
_FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PUNCTUATION = " ,.;:–-()\n"


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


@dataclass(frozen=True)
class Known:
    """What may explain a number.

    Published `figures` have machine-readable texts; those published before are `quoted`, both by identity.
    `words` explain the numbers in them wherever they stand, `labels` where labels stand: in headings of
    tables, captions, charts and alternative texts. `cells` are whole texts of cells that are no figures.
    """

    city: City
    year: Year
    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]
    figures: Mapping[str, str]
    quoted: Mapping[str, Sequence[PublishedFigure]]
    years: frozenset[int]
    words: Phrases
    labels: Phrases
    cells: frozenset[str]

    def label_of(self, figure: FigureId) -> str:
        """Return the label of a figure's category; empty for one of no dimension."""
        cut = self.dimensions.get(figure.dimension)
        return cut.label_of(figure.category) if cut else ""


def known_of(year: ReportYear, figures: Mapping[str, str]) -> Known:
    """Return what explains the numbers on the pages about a year that show these figures."""
    city, params, every, cuts = year.city, year.params, year.measures, year.dimensions
    quoted: dict[str, list[PublishedFigure]] = {}
    for figure in year.register:
        quoted.setdefault(published_id([figure]), []).append(figure)
    return Known(
        *(city, params, every, cuts, figures, quoted),
        years=frozenset(_years(city, params, figures, year.register)),
        words=Phrases(_words(city, params)),
        labels=Phrases(_labels(every, cuts, figures)),
        cells=frozenset(map(normalized, _cells(params, every, cuts, year.register))),
    )


def _years(
    city: City, year: Year, figures: Mapping[str, str], register: Iterable[PublishedFigure]
) -> Iterator[int]:
    counted = {FigureId.parse(name).year for name in figures}
    published = {figure.year for figure in register if figure.year}
    # A series keeps the room of years without figures.
    yield from range(min(counted | published | {year.year - 1}), year.year + 2)
    yield from (city.programme_start.year, *(sitting.year for sitting in year.committees.values() if sitting))


def _words(city: City, year: Year) -> Iterator[str]:
    yield from _texts(city.model_dump(exclude={"aliases", "codes", "groups", "published"}))
    yield from _texts(year.model_dump(include={"committees", "disclosure", "paragraphs", "signature"}))
    yield from publishing_notes(year.disclosure or city.disclosure)
    yield from (period(year.first_day, year.last_day), day(year.first_day), day(year.last_day))
    for words in ("gemeinsamer Bericht", "gemeinsame Bericht", "gemeinsamen Bericht", "Bericht des"):
        yield f"{year.report_number}. {words}"


def _texts(value: object) -> Iterator[str]:
    """Yield the dates and texts in parameters, as they are and as they are printed whatever the figures."""
    if isinstance(value, dt.date):
        yield day(value)
    elif isinstance(value, str):
        yield value
        for block in (block for part in _FILLED_IN.split(value) for block in part.split("\n\n")):
            yield BeautifulSoup(Prose(block).rendered, "html.parser").get_text().strip(_PUNCTUATION)
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, Iterable):
        for part in value:
            yield from _texts(part)


def _labels(
    every: Mapping[str, Measure], cuts: Mapping[str, Dimension], figures: Mapping[str, str]
) -> Iterator[str]:
    for cut in cuts.values():
        yield cut.label
        yield from cut.categories.labels.values() if cut.categories else ()
    for figure in map(FigureId.parse, figures):
        if figure.dimension in cuts:
            yield cuts[figure.dimension].label_of(figure.category)
    yield from (text for m in every.values() for text in (m.label, m.definition, *m.unit[:3]))


def _cells(
    year: Year,
    every: Mapping[str, Measure],
    cuts: Mapping[str, Dimension],
    register: Iterable[PublishedFigure],
) -> Iterator[str]:
    yield from (measure.definition for measure in every.values())
    yield from (text for symbol in SYMBOLS.items() for text in symbol)
    for figure in register:
        yield subject(figure, every, cuts)
        yield figure.source + (f" ({figure.note})" if figure.note else "")
        yield period(figure.period_start, figure.period_end)
        yield day(figure.published) if figure.published else ""
    for accepted in year.accepted:
        yield f"{accepted.reason} ({accepted.by})"
        yield RULES[accepted.rule].message if accepted.rule in RULES else ""
