"""The year: what holds for one report year, `params/<jahr>.yaml`."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from auszug_lib.params.base import MOST, Day, Name, Params, Section, Text, Visibility, Word, mistake, unknown
from auszug_lib.params.city import Carrier, City
from auszug_lib.params.paragraph import Paragraph
from auszug_lib.params.policy import Disclosure

_Source = Annotated[str, Field(min_length=1, max_length=1000)]


def _as_list(value: object) -> object:
    """Return a single name as a list of one."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return value
    raise mistake("muss ein Text oder eine Liste von Texten sein")


def _as_written(names: tuple[str, ...]) -> str | list[str]:
    """Return a list of one as the single name that the file says."""
    return names[0] if len(names) == 1 else list(names)


class Acceptance(Params):
    """A soft finding that the analyst has looked at and accepts; `reason` and `by` are published.

    Parameters
    ----------
    rule, record
        The rule's id and the identifier of the record it was found at.
    reason, by
        Why it is right as it is, and who says so; without anything that tells who the household is.
    carrier
        The carrier's code, needed where two carriers use the same identifier.
    """

    rule: Name
    record: Name
    reason: Text
    by: Name
    carrier: str | None = None


class Year(Params):
    """What holds for one report year; every field is also a parameter of the notebooks.

    Parameters
    ----------
    city
        Name of the city's file, without ending.
    year
        The calendar year, 2000 to 2100.
    data
        Where the deliveries are: a folder, from the project folder on, the address of a database, or a list
        of these.
    carriers
        Codes of the carriers that report; None for all of the city's.
    committees
        Code to the day of the sitting; None where it is still open.
    report_number
        Which combined report it is, from 1 on.
    signature
        The name that signs.
    visibility
        Whether the report is public.
    paragraphs
        Own paragraphs by section, for this year's report on all carriers.
    accepted
        Soft findings in the deliveries that are right as they are.
    disclosure
        What public reports keep secret, where that differs from the city's policy.
    """

    city: Name
    year: int = Field(strict=True, ge=2000, le=2100)
    data: Annotated[
        tuple[_Source, ...],
        Field(min_length=1, max_length=MOST),
        BeforeValidator(_as_list),
        PlainSerializer(_as_written),
    ]
    carriers: Annotated[tuple[Word, ...], Field(min_length=1, max_length=MOST)] | None = None
    committees: dict[Word, Day | None] = Field(default_factory=dict, max_length=MOST)
    report_number: int | None = Field(default=None, strict=True, ge=1, le=9999)
    signature: Text | None = None
    visibility: Visibility = "oeffentlich"
    paragraphs: dict[Section, Paragraph] = Field(default_factory=dict)
    accepted: tuple[Acceptance, ...] = ()
    disclosure: Disclosure | None = None

    @property
    def is_public(self) -> bool:
        """Whether the report is public."""
        return self.visibility == "oeffentlich"

    @property
    def first_day(self) -> dt.date:
        """The first day of the report period."""
        return dt.date(self.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the report period."""
        return dt.date(self.year, 12, 31)

    def carriers_in(self, city: City) -> tuple[Carrier, ...]:
        """Return the carriers that report for this year: those named, or all of the city's."""
        if self.carriers is None:
            return city.carriers
        return tuple(carrier for carrier in city.carriers if carrier.code in self.carriers)

    def lines_in(self, city: City) -> dict[Carrier, tuple[str, ...]]:
        """Return the carriers as reports show them, each with its codes: in public, some stand as one."""
        carriers = self.carriers_in(city)
        policy = self.disclosure or city.disclosure
        together = [carrier for carrier in carriers if carrier.code in policy.carriers_together]
        if not self.is_public or len(together) < 2:
            return {carrier: (carrier.code,) for carrier in carriers}
        one = Carrier(
            code="-".join(carrier.code for carrier in together),
            name=" und ".join(carrier.name for carrier in together),
            short_name=" und ".join(carrier.short_name for carrier in together),
        )
        lines = {carrier: (carrier.code,) for carrier in carriers if carrier not in together}
        return {**lines, one: tuple(carrier.code for carrier in together)}

    def mistakes_beside(self, city: City) -> Iterator[str]:
        """Yield a mistake for every carrier and committee that `city` does not have."""
        yield from unknown("carriers", self.carriers or (), [carrier.code for carrier in city.carriers])
        yield from unknown("committees", self.committees, city.committees)
        yield from city.not_together(self.disclosure)
