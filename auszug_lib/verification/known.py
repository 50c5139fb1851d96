"""What explains a number on a page: published figures, parameters, and the words of package and city."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup

from auszug_lib.codes import TOTAL
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.params import City, Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.publication.definitions import publishing_notes
from auszug_lib.publication.markdown import Prose
from auszug_lib.publication.numbers import SYMBOLS, day, month_and_year, period, plain
from auszug_lib.publication.trend import published_name
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension, dimensions
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.trend import known_until, subject
from auszug_lib.verification.numerals import Phrases

# What Jinja2 fills in stands between these; what is left of a paragraph is printed as it is.
_FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PUNCTUATION = " ,.;:–-()\n"


@dataclass(frozen=True)
class Known:
    """What may explain a number.

    Parameters
    ----------
    figures
        The published figures: identity and machine-readable text, as the manifest has them.
    quoted
        By identity the figures published before.
    years
        The years that may be named.
    words
        Phrases that explain the numbers in them wherever they stand: dates, names, the city's paragraphs.
    labels
        Phrases that do so where labels stand: in headings, captions, charts and alternative texts.
    cells
        Whole texts of table cells that are no figures.
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
    cells: Phrases

    def label_of(self, name: str) -> str:
        """Return the label of the category in a figure's identity."""
        *_, dimension, category = name.split("/")
        return "" if dimension == TOTAL else self.dimensions[dimension].label_of(category)


def known_of(folder: ParamsFolder, year: Year, figures: Mapping[str, str]) -> Known:
    """Return what explains the numbers on the pages about a year.

    Parameters
    ----------
    folder, year
        The parameters.
    figures
        The published figures: identity and machine-readable text.
    """
    city = folder.city(year.city)
    register = known_until(folder.published(city), year.year, city)
    quoted: dict[str, list[PublishedFigure]] = {}
    for figure in register:
        quoted.setdefault(published_name([figure]), []).append(figure)
    known_measures, known_dimensions = measures(city), dimensions(city)
    return Known(
        city,
        year,
        known_measures,
        known_dimensions,
        figures,
        quoted,
        frozenset(_years(city, year, figures, register)),
        Phrases(_words(city, year)),
        Phrases(_labels(known_measures, known_dimensions, figures)),
        Phrases(_cells(year, known_measures, known_dimensions, register)),
    )


def printed_before(figure: PublishedFigure, known: Mapping[str, Measure]) -> set[str]:
    """Return how a figure published before may be printed: as in the trend, and as in the register."""
    digits = known[figure.measure].digits
    return {plain(figure.value, digits), plain(figure.value, 0 if figure.value.is_integer() else 2)}


def _years(
    city: City, year: Year, figures: Mapping[str, str], register: Iterable[PublishedFigure]
) -> Iterator[int]:
    counted = {int(name.partition("/")[0]) for name in figures}
    told = {figure.year for figure in register if figure.year}
    # A series keeps the room of years without figures.
    yield from range(min(counted | told | {year.year}), year.year + 1)
    yield from (year.year - 1, year.year + 1, city.programme_start.year)
    yield from (sitting.year for sitting in year.committees.values() if sitting)


def _words(city: City, year: Year) -> Iterator[str]:
    policy = year.disclosure or city.disclosure
    yield from publishing_notes(policy)
    yield from (city.name, city.authority, city.department, city.programme, year.signature or "")
    yield from city.committees.values()
    yield from (
        name
        for carrier in (*city.carriers, *year.lines_in(city))
        for name in (carrier.name, carrier.short_name)
    )
    yield from (day(sitting) for sitting in year.committees.values() if sitting)
    yield from (period(year.first_day, year.last_day), day(year.first_day), day(year.last_day))
    yield from (day(city.programme_start), month_and_year(city.programme_start))
    for words in ("gemeinsamer Bericht", "gemeinsame Bericht", "gemeinsamen Bericht", "Bericht des"):
        yield f"{year.report_number}. {words}"
    for paragraph in (*city.paragraphs.values(), *year.paragraphs.values()):
        yield from _printed_as_is(paragraph)


def _printed_as_is(paragraph: str) -> Iterator[str]:
    """Yield the parts of a paragraph in the parameters that are printed whatever the figures are."""
    for part in _FILLED_IN.split(paragraph):
        for block in part.split("\n\n"):
            yield BeautifulSoup(Prose(block).rendered, "html.parser").get_text().strip(_PUNCTUATION)


def _labels(
    known: Mapping[str, Measure], cuts: Mapping[str, Dimension], figures: Mapping[str, str]
) -> Iterator[str]:
    yield from (label for cut in cuts.values() for label in (cut.label, *_listed(cut)))
    found = {tuple(name.split("/")[3:]) for name in figures}
    yield from (cuts[dimension].label_of(category) for dimension, category in found if dimension in cuts)
    yield from (text for m in known.values() for text in (m.label, m.definition, *m.unit[:3]))


def _listed(cut: Dimension) -> Iterator[str]:
    if cut.categories:
        yield from map(cut.categories.label, cut.categories.codes)


def _cells(
    year: Year,
    known: Mapping[str, Measure],
    cuts: Mapping[str, Dimension],
    register: Iterable[PublishedFigure],
) -> Iterator[str]:
    yield from (measure.definition for measure in known.values())
    yield from (text for symbol in SYMBOLS.items() for text in symbol)
    for figure in register:
        yield subject(figure, known, cuts)
        yield figure.source + (f" ({figure.note})" if figure.note else "")
        yield period(figure.period_start, figure.period_end)
        yield day(figure.published) if figure.published else ""
    for accepted in year.accepted:
        yield f"{accepted.reason} ({accepted.by})"
        yield RULES[accepted.rule].message if accepted.rule in RULES else ""
