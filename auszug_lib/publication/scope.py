"""What a report speaks of: one carrier or all of them, in one year, in one city's words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from auszug_lib.codes import TOTAL
from auszug_lib.params import City, Year
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measure import Measure


@dataclass(frozen=True)
class Scope:
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

    def of_carriers(self) -> Mapping[str, "Scope"]:
        """Return what the report of each carrier of the year speaks of, by the carrier's short name."""
        carriers = self.year.carriers_in(self.city)
        return {carrier.short_name: replace(self, carrier=carrier.code) for carrier in carriers}

    @property
    def is_public(self) -> bool:
        """Whether some figures are secret."""
        return self.year.visibility == "oeffentlich"

    @property
    def source(self) -> str:
        """Where the figures come from, for the foot of a table or chart."""
        if self.figures.are_example:
            return "Beispieldaten; eigene Berechnung."
        if self.is_combined:
            return "Fallakten der Träger; eigene Berechnung."
        return f"Fallakten von {self.city.carrier(self.carrier).short_name}; eigene Berechnung."

    @property
    def has_year_before(self) -> bool:
        """Whether there are figures of the year before the report year."""
        return self.year.year - 1 in self.figures.years

    def value(
        self,
        measure: str,
        dimension: str = TOTAL,
        category: str = TOTAL,
        *,
        carrier: str | None = None,
        years_back: int = 0,
    ) -> float | None:
        """Return a figure of the report, or None where there is none; see `Figures.value`.

        Parameters
        ----------
        measure, dimension, category
            What is counted, and which part of it; the whole by default.
        carrier
            A carrier's code or `gesamt`; the report's own by default.
        years_back
            How many years before the report year.
        """
        year, whose = self.year.year - years_back, carrier or self.carrier
        if years_back and not self.figures.has(measure, dimension, year=year, carrier=whose):
            return None  # another year may have been published in other categories
        return self.figures.value(measure, year=year, carrier=whose, dimension=dimension, category=category)

    def shown(self, measure: str, dimension: str) -> str:
        """Return the dimension that the report cuts a measure by: the one asked for, or its coarser one.

        Raises
        ------
        KeyError
            Where the measure does not exist or is not cut by the dimension.
        """
        coarser = [d.key for d in self.dimensions.values() if d.finer == dimension]
        for key in (dimension, *coarser):
            if self.is_cut_by(measure, key):
                return key
        raise KeyError((measure, dimension))

    def is_cut_by(self, measure: str, dimension: str) -> bool:
        """Say whether the report's figures have a measure by just this dimension, as a public one may not."""
        if self.dimensions[dimension].categories is None:
            return dimension in self.measures[measure].dimensions  # its categories are those found, if any
        return self.figures.has(measure, dimension, year=self.year.year, carrier=self.carrier)

    def categories(self, measure: str, dimension: str) -> tuple[str, ...]:
        """Return the categories of a dimension in the report year and the year before, in order."""
        years = (self.year.year, self.year.year - 1)
        found = dict.fromkeys(
            category
            for year in years
            for category in self.figures.categories(measure, dimension, year=year, carrier=self.carrier)
        )
        return tuple(found) if self.dimensions[dimension].categories else tuple(sorted(found))
