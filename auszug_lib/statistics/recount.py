"""The figures published before: which there are, what they count, and what the records say for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from auszug_lib.params import City
from auszug_lib.params.base import unknown
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.mistakes import refuse
from auszug_lib.params.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension, chain, dimensions
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import measures


def known_until(register: Sequence[PublishedFigure], year: int, city: City) -> tuple[PublishedFigure, ...]:
    """Return the published figures about periods up to the end of `year`, all their names being known.

    Raises `ParamsError` where any of the register names a measure, dimension or category that does not exist.
    """
    _refuse_unknown_names(register, city)
    return tuple(figure for figure in register if figure.period_end.year <= year)


def _refuse_unknown_names(register: Sequence[PublishedFigure], city: City) -> None:
    every, cuts = measures(city), dimensions(city)
    mistakes = [
        mistake
        for number, figure in enumerate(register, start=1)
        for key, known, names in _named(figure, every, cuts)
        for mistake in unknown(f"Eintrag {number}, Schlüssel {key}", names, known)
    ]
    refuse(Path(city.published or ""), mistakes)


def _named(
    figure: PublishedFigure, every: Mapping[str, Measure], cuts: Mapping[str, Dimension]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield key, known names and named names of a figure, each only where the one before it is right."""
    yield "measure", tuple(every), [figure.measure]
    if figure.dimension is not None and figure.measure in every:
        yield "dimension", every[figure.measure].dimensions, [figure.dimension]
        codes = cuts[figure.dimension].categories if figure.dimension in cuts else None
        yield "category", codes.codes if codes else figure.categories, figure.categories


def recounted_in(
    figure: PublishedFigure, known: Mapping[str, Dimension], has: Callable[[str], bool]
) -> tuple[str, tuple[str, ...]] | None:
    """Return the dimension and the categories that add up to a published figure; None where none do.

    The figure's names were checked by `known_until`. `known` are all dimensions by key, and `has` returns
    whether its measure is at hand by a dimension.
    """
    if figure.dimension is None:
        return (TOTAL, (TOTAL,)) if has(TOTAL) else None
    published = set(figure.categories)
    for level in chain(known, figure.dimension):
        if not level.parts:
            return (level.key, figure.categories) if has(level.key) else None
        within = {category: set(codes) <= published for category, codes in level.parts.items()}
        apart = all(within[category] or not published & set(codes) for category, codes in level.parts.items())
        if apart and has(level.key):
            return level.key, tuple(category for category, is_within in within.items() if is_within)
    return None


def recomputed(figures: Figures, figure: PublishedFigure, known: Mapping[str, Dimension]) -> float | None:
    """Return what the records say for a published figure, in the measure's unit; None where they do not."""
    if not covers(figures, figure):
        return None
    year = figure.year or 0
    found = recounted_in(
        figure, known, lambda key: figures.has(figure.measure, key, year=year, carrier=TOTAL)
    )
    if found is None:
        return None
    dimension, categories = found
    values = [
        figures.value(figure.measure, year=year, carrier=TOTAL, dimension=dimension, category=category)
        for category in categories
    ]
    numbers = [value for value in values if value is not None]
    return sum(numbers) if len(numbers) == len(values) else None


def covers(figures: Figures, figure: PublishedFigure) -> bool:
    """Return whether the records cover the period of a published figure: a calendar year with records."""
    return figure.year is not None and figure.year in figures.years


def subject(
    figure: PublishedFigure, measures: Mapping[str, Measure], dimensions: Mapping[str, Dimension]
) -> str:
    """Return in German what a published figure counts, whose names were checked by `known_until`."""
    label = measures[figure.measure].label
    if figure.dimension is None:
        return label
    dimension = dimensions[figure.dimension]
    categories = ", ".join(dimension.label_of(category) for category in figure.categories)
    return f"{label} ({dimension.label}: {categories})"
