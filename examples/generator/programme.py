"""What the example needs of a city."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from auszug_lib.params import City, Year
from auszug_lib.params.codes import UNKNOWN
from auszug_lib.params.register import PublishedFigure


@dataclass(frozen=True)
class Programme:
    """What the example needs of a city, its register and the carriers of a year; it can be hashed."""

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

    def first_counted(self, *measures: str) -> dt.date | None:
        """Return the day on which the register first counts one of `measures`."""
        return min((f.period_start for f in self.figures if f.measure in measures), default=None)
