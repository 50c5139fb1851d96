"""The series over the years, and the figures published before, reconciled with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from auszug_lib.errors import ParamsError
from auszug_lib.params import City, PublishedFigure
from auszug_lib.statistics.dimensions import TOTAL
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measures import measures


@dataclass(frozen=True)
class TrendYear:
    """A year of a series.

    Parameters
    ----------
    year
        The calendar year.
    computed
        The figure counted from the records; None for a year without records.
    published
        What was published about this year, in the register's order; may contradict each other.
    """

    year: int
    computed: float | None
    published: tuple[PublishedFigure, ...]

    @property
    def differences(self) -> tuple[float, ...]:
        """Published minus computed, for each published figure; empty without records."""
        if self.computed is None:
            return ()
        return tuple(figure.value - self.computed for figure in self.published)


def trend(
    figures: Figures, register: Sequence[PublishedFigure], measure: str, carrier: str = TOTAL
) -> tuple[TrendYear, ...]:
    """Return the series of a measure over all years that were computed or published.

    Published figures are of all carriers together; a carrier's series has none.
    """
    totals = [figure for figure in register if figure.measure == measure and not figure.categories]
    of_years = [figure for figure in totals if figure.year is not None and carrier == TOTAL]
    years = sorted({*figures.years, *(figure.year for figure in of_years if figure.year)})
    return tuple(
        TrendYear(
            year,
            figures.value(measure, year=year, carrier=carrier),
            tuple(figure for figure in of_years if figure.year == year),
        )
        for year in years
    )


def known_until(register: Sequence[PublishedFigure], year: int, city: City) -> tuple[PublishedFigure, ...]:
    """Return the published figures about periods up to the end of `year`.

    Raises
    ------
    ParamsError
        Where the register names a measure that does not exist.
    """
    known = measures(city)
    for figure in register:
        if figure.measure not in known:
            raise ParamsError(f"{city.published}, Schlüssel measure: „{figure.measure}“ gibt es nicht.")
    return tuple(figure for figure in register if figure.period_end.year <= year)
