"""What a report speaks of: one carrier or all of them, in one year, in one city's words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from auszug_lib.params import Carrier, City, Year
from auszug_lib.params.codes import TOTAL
from auszug_lib.statistics.dimensions import Dimension, chain
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measure import Measure


@dataclass(frozen=True)
class ReportContext:
    """The figures of a report and the words for them.

    Parameters
    ----------
    figures
        The figures of all years, up to the report year.
    city, year
        Their parameters.
    carrier
        A carrier's code, or `gesamt`.
    measures, dimensions
        The registries, by key.
    """

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
    def is_public(self) -> bool:
        """Whether what would give somebody away is left out."""
        return self.year.visibility == "oeffentlich"

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
        """Return whether the report may show a measure by just this dimension; see `value`."""
        self._refuse_unknown(measure, dimension)
        if dimension != TOTAL and not self.dimensions[dimension].parts:
            return True  # its categories are those found, if any
        whose, year = carrier or self.carrier, self.year.year - years_back
        return self.figures.has(measure, dimension, year=year, carrier=whose)

    def value(
        self,
        measure: str,
        dimension: str = TOTAL,
        category: str = TOTAL,
        *,
        carrier: str | None = None,
        years_back: int = 0,
    ) -> float | None:
        """Return a figure of the report, None where there is none or it may not be shown.

        Parameters
        ----------
        measure, dimension, category
            What is counted, and which part of it; the whole by default.
        carrier
            A carrier's code or `gesamt`; the report's own by default.
        years_back
            How many years before the report year.

        Raises
        ------
        KeyError
            Where the measure does not exist or is not cut by the dimension.
        """
        self._refuse_unknown(measure, dimension)
        year, whose = self.year.year - years_back, carrier or self.carrier
        if not self.figures.has(measure, dimension, year=year, carrier=whose):
            return None
        return self.figures.value(measure, year=year, carrier=whose, dimension=dimension, category=category)

    def _refuse_unknown(self, measure: str, dimension: str) -> None:
        cuts = self.measures[measure].dimensions
        if dimension != TOTAL and self.dimensions[dimension].root not in cuts:
            raise KeyError((measure, dimension))

    def shown(self, measure: str, dimension: str) -> Dimension | None:
        """Return the level at which the report cuts a measure by a dimension; None for no table.

        Raises
        ------
        KeyError
            Where the measure does not exist or is not cut by the dimension.
        """
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
