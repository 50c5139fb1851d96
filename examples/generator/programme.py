"""What the example needs of a city: its words, and what a year comes to.

That is what the register says about the year, and what is usual where it says nothing.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from auszug_lib.params import City, Year
from auszug_lib.params.codes import UNKNOWN
from auszug_lib.params.published import PublishedFigure
from generator.chance import source

# What is usual: near Cologne's figures, scaled to the number of carriers.
_HOUSEHOLDS_A_CARRIER = 44
_PILOT_SHARE = 0.06

Categories = frozenset[str]


@dataclass(frozen=True)
class Group:
    """How many households or persons some categories of a dimension have together; None where it is open."""

    categories: Categories
    households: int | None
    persons: int | None


@dataclass(frozen=True)
class Programme:
    """A city's programme, the carriers of a year, and the register; it can be hashed."""

    city: str
    start: dt.date
    carriers: tuple[str, ...]
    districts: tuple[str, ...]
    landlords: tuple[str, ...]
    fundings: tuple[str, ...]
    partner: str
    funding: str
    figures: tuple[PublishedFigure, ...]

    @classmethod
    def of(cls, city: City, year: Year, published: Sequence[PublishedFigure]) -> Self:
        """Gather what the example needs."""
        return cls(
            city=city.name,
            start=city.programme_start,
            carriers=tuple(carrier.code for carrier in year.carriers_in(city)),
            districts=tuple(city.codes["stadtbezirk"]),
            landlords=tuple(city.codes["vermieterart"]),
            fundings=tuple(city.codes["foerderweg"]),
            partner=city.partner_landlord,
            funding=city.reported_funding,
            figures=tuple(published),
        )

    @property
    def private(self) -> str:
        """Private landlords are taken to stand first in their list, beside the partner."""
        return next((code for code in self.landlords if code != self.partner), "")

    @property
    def market(self) -> str:
        """Flats let at market rents are taken to stand first in the list of fundings, beside the reported."""
        return next((code for code in self.fundings if code not in (self.funding, UNKNOWN)), "")

    def first_day(self, year: int) -> dt.date:
        """Return the first day of a year on which there was the programme."""
        return max(self.start, dt.date(year, 1, 1))

    def first_counted(self, measure: str) -> dt.date | None:
        """Return the day on which the register first counts a measure."""
        return min((f.period_start for f in self.figures if f.measure == measure), default=None)

    def value(self, year: int, measure: str) -> int | None:
        """Return the total of `measure` in a year; None where there is none."""
        return self.parts(year, measure, None).get(Categories())

    def parts(self, year: int, measure: str, dimension: str | None) -> dict[Categories, int]:
        """Return the figures that cut `measure` by `dimension` in a year; of two for the same, the first."""
        parts: dict[Categories, int] = {}
        for one in self._figures(year):
            if (one.measure, one.dimension) == (measure, dimension):
                parts.setdefault(Categories(one.categories), int(one.value))
        return parts

    def _figures(self, year: int) -> list[PublishedFigure]:
        """Return the figures for the time from a day of a year to its end, those for the whole year first."""
        end = dt.date(year, 12, 31)
        figures = [one for one in self.figures if one.period_start.year == year and one.period_end == end]
        return sorted(figures, key=lambda figure: figure.period_start)

    # What the placements of a year come to.

    def groups(self, year: int, dimension: str) -> list[Group]:
        """Return the placements by a dimension, single categories first."""
        households = self.parts(year, "households_placed", dimension)
        persons = self.parts(year, "persons_placed", dimension)
        flats = self.value(year, "partner_flats")
        if dimension == "landlord" and flats is not None:
            households.setdefault(Categories({self.partner}), flats)
        names = sorted(dict.fromkeys((*households, *persons)), key=len)
        return [Group(name, households.get(name), persons.get(name)) for name in names]

    def households(self, year: int) -> int:
        """Return the number of households placed; the usual one lies between those of the years known."""
        if (published := self.value(year, "households_placed")) is not None:
            return published
        known = {
            figure.year: figure.value
            for figure in reversed(self.figures)
            if figure.year is not None and (figure.measure, figure.dimension) == ("households_placed", None)
        }
        change = source(self.city, year, "households").uniform(0.9, 1.1)
        usual = _HOUSEHOLDS_A_CARRIER * len(self.carriers) * change
        if known:
            usual = float(np.interp(year, sorted(known), [known[one] for one in sorted(known)]))
        days = (dt.date(year + 1, 1, 1) - self.first_day(year)).days
        return round(usual * min(days / 365, 1))

    def pilot_households(self, year: int) -> int:
        """Return the number of households of the pilot; none before the register first counts it."""
        if (published := self.value(year, "pilot_households")) is not None:
            return published
        start = self.first_counted("pilot_households")
        return 0 if start is None or year < start.year else round(_PILOT_SHARE * self.households(year))

    def first_pilot(self, year: int) -> dt.date:
        """Return the first day of the pilot's placements: it began with the first sessions."""
        return max(self.first_day(year), self.first_counted("sessions_offered") or self.start)
