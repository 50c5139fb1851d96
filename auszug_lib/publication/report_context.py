"""What a report speaks of: one carrier or all of them, in one year, in one city's words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from auszug_lib import ParamsError
from auszug_lib.params import Carrier, City, Year
from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.document import Cell
from auszug_lib.publication.figure_id import FigureId
from auszug_lib.publication.numbers import number, rounded
from auszug_lib.statistics.dimensions import Dimension, chain
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measure import Measure


@dataclass(frozen=True)
class ReportContext:
    """The figures up to the report year, of one carrier or of all (`gesamt`), and the words for them."""

    figures: Figures
    city: City
    year: Year
    carrier: str
    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]

    @property
    def is_combined(self) -> bool:
        """Whether the report is about all carriers together."""
        return self.carrier == TOTAL

    @property
    def lines(self) -> tuple[Carrier, ...]:
        """The carriers of the year as reports show them."""
        return tuple(self.year.lines_in(self.city))

    @property
    def line(self) -> Carrier:
        """The carrier that the report is about; raises `ParamsError` where the year has none of its code."""
        for carrier in self.lines:
            if carrier.code == self.carrier:
                return carrier
        return self.city.carrier(self.carrier)

    def of_carriers(self) -> Mapping[str, "ReportContext"]:
        """Return what the report of each carrier of the year speaks of, by the carrier's short name."""
        return {carrier.short_name: replace(self, carrier=carrier.code) for carrier in self.lines}

    @property
    def source(self) -> str:
        """Where the figures come from, for the foot of a table or chart."""
        if self.figures.are_example:
            return "Beispieldaten; eigene Berechnung."
        if self.is_combined:
            return "Fallakten der Träger; eigene Berechnung."
        return f"Fallakten von {self.line.short_name}; eigene Berechnung."

    @property
    def has_year_before(self) -> bool:
        """Whether there are figures of the year before the report year."""
        return self.year.year - 1 in self.figures.years

    def has(
        self, measure: str, dimension: str = TOTAL, *, carrier: str | None = None, years_back: int = 0
    ) -> bool:
        """Return whether the report may show a measure by just this dimension; see `cell`."""
        figure = self._figure(measure, dimension, TOTAL, carrier, years_back)
        # Where categories are those found, none may be found.
        return figure is not None or (dimension != TOTAL and not self.dimensions[dimension].parts)

    def cell(
        self,
        measure: str,
        dimension: str = TOTAL,
        category: str = TOTAL,
        *,
        carrier: str | None = None,
        years_back: int = 0,
    ) -> Cell:
        """Return a figure of the report as it is printed, „x“ where there is none or it may not be shown.

        It is that of the report's own carrier and year by default. Raises `ParamsError` where the measure
        does not exist or is not cut by the dimension.
        """
        figure = self._figure(measure, dimension, category, carrier, years_back)
        value = self.figures.value(**figure._asdict()) if figure else None
        digits = self.measures[measure].digits
        printed = None if value is None else rounded(value, digits)
        return Cell(number(value, digits), printed, str(figure or ""))

    def _figure(
        self, measure: str, dimension: str, category: str, carrier: str | None, years_back: int
    ) -> FigureId | None:
        self._refuse_unknown(measure, dimension)
        year, whose = self.year.year - years_back, carrier or self.carrier
        if not self.figures.has(measure, dimension, year=year, carrier=whose):
            return None
        return FigureId(year, whose, measure, dimension, category)

    def _refuse_unknown(self, measure: str, dimension: str) -> None:
        cuts = self.measures[measure].dimensions
        if dimension != TOTAL and self.dimensions[dimension].root not in cuts:
            what, allowed = self.measures[measure].label, ", ".join(cuts)
            raise ParamsError(f"„{what}“ gibt es nicht nach „{dimension}“; möglich sind: {allowed}.")

    def shown(self, measure: str, dimension: str) -> Dimension | None:
        """Return the level at which the report cuts a measure by a dimension; None for no table."""
        self._refuse_unknown(measure, dimension)
        levels = (level for level in chain(self.dimensions, dimension) if self.has(measure, level.key))
        return next(levels, None)

    def categories(self, measure: str, dimension: str) -> tuple[str, ...]:
        """Return the categories of a dimension in the report year and the year before, in order."""
        if listed := self.dimensions[dimension].parts:
            return tuple(listed)
        years = (self.year.year, self.year.year - 1)
        found = (
            self.figures.categories(measure, dimension, year=year, carrier=self.carrier) for year in years
        )
        return tuple(sorted({category for own in found for category in own}))
