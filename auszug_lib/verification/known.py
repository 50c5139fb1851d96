"""Numbers in texts, and what explains one on a page.

Published figures do, parameters, and the words of package and city.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bs4 import BeautifulSoup

from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.params import City, Year
from auszug_lib.params.paragraph import PLACEHOLDER
from auszug_lib.params.published import PublishedFigure
from auszug_lib.project import ReportYear
from auszug_lib.publication.appendix import publishing_notes
from auszug_lib.publication.figure_id import FigureId, published_id
from auszug_lib.publication.numbers import SYMBOLS, day, period
from auszug_lib.publication.prose import Prose
from auszug_lib.statistics.recount import subject

# Digits with what groups or splits them, a sign that counts, and signs that are numbers by themselves.
NUMBER = re.compile(r"[+−]?\d+(?:[.,]\d+)*|[¼-¾⅐-ↈ①-⓿❶-➓]|(?<!m)[²³¹⁰-₉]")

_PUNCTUATION = " ,.;:–-()\n"


def numbers_in(text: str) -> list[str]:
    """Return the numbers in a text as they are printed, in order."""
    return NUMBER.findall(text)


def normalized(text: str) -> str:
    """Return a text with single spaces, whatever its white space was."""
    return " ".join(text.replace("\u00ad", "").split())


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


@dataclass(frozen=True, eq=False)
class Known:
    """What may explain a number on the pages about a year.

    They show `figures`, published ones with machine-readable texts by their identities.
    """

    year: ReportYear
    figures: Mapping[str, str]

    def label_of(self, figure: FigureId) -> str:
        """Return the label of a figure's category; empty for one of no dimension."""
        cut = self.year.dimensions.get(figure.dimension)
        return cut.label_of(figure.category) if cut else ""

    @cached_property
    def quoted(self) -> Mapping[str, Sequence[PublishedFigure]]:
        """The figures published before, by their identities."""
        quoted: dict[str, list[PublishedFigure]] = {}
        for figure in self.year.register:
            quoted.setdefault(published_id([figure]), []).append(figure)
        return quoted

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that figures and sittings are of; a series keeps the room of years without figures."""
        this, sittings = self.year.params.year, self.year.params.committees.values()
        counted = {FigureId.parse(name).year for name in self.figures}
        published = {figure.year for figure in self.year.register if figure.year}
        series = range(min(counted | published | {this - 1}), this + 2)
        others = (sitting.year for sitting in sittings if sitting)
        return frozenset((*series, self.year.city.programme_start.year, *others))

    @cached_property
    def words(self) -> Phrases:
        """What explains the numbers in it wherever it stands."""
        return Phrases(_words(self.year.city, self.year.params))

    @cached_property
    def labels(self) -> Phrases:
        """What explains the numbers in it in headings of tables, captions, charts and alternative texts."""
        cuts = self.year.dimensions.values()
        lists = [cut.categories.labels.values() for cut in cuts if cut.categories]
        measures = [(m.label, m.definition, *m.unit[:3]) for m in self.year.measures.values()]
        return Phrases(
            (
                *(cut.label for cut in cuts),
                *chain.from_iterable((*lists, *measures)),
                *(self.label_of(FigureId.parse(name)) for name in self.figures),
            )
        )

    @cached_property
    def cells(self) -> frozenset[str]:
        """Whole texts of cells that are no figures."""
        return frozenset(map(normalized, _cells(self.year)))


def _words(city: City, year: Year) -> Iterator[str]:
    yield from _texts(
        city.model_dump(
            exclude={"aliases", "codes", "district_map", "groups", "published", "notice_template"}
        )
    )
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
        for block in (block for part in PLACEHOLDER.split(value)[::2] for block in part.split("\n\n")):
            yield BeautifulSoup(Prose(block).rendered, "html.parser").get_text().strip(_PUNCTUATION)
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, Iterable):
        for part in value:
            yield from _texts(part)


def _cells(year: ReportYear) -> Iterator[str]:
    yield from (measure.definition for measure in year.measures.values())
    yield from (text for symbol in SYMBOLS.items() for text in symbol)
    for figure in year.register:
        yield subject(figure, year.measures, year.dimensions)
        yield figure.source + (f" ({figure.note})" if figure.note else "")
        yield period(figure.period_start, figure.period_end)
        yield day(figure.published) if figure.published else ""
    for accepted in year.params.accepted:
        yield f"{accepted.reason} ({accepted.by})"
        yield RULES[accepted.rule].message if accepted.rule in RULES else ""
