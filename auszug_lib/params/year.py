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
    """A soft finding that the analyst has looked at and accepts; `reason` and `by` are published."""

    rule: Name = Field(description="die Regel, wie `befunde.csv` sie nennt", examples=["grosser_haushalt"])
    record: Name = Field(
        description="die Kennung des Datensatzes; sie erscheint in keinem Bericht", examples=["DRK-F-0815"]
    )
    reason: Text = Field(
        description="warum es stimmt; steht im Anhang, darum ohne Angaben zu Personen",
        examples=["Drei Generationen, alle stehen im Mietvertrag."],
    )
    by: Name = Field(description="wer es annimmt; steht im Anhang", examples=["B. Rau"])
    carrier: str | None = Field(
        default=None,
        description="Kürzel des Trägers; nötig, wo zwei Träger dieselbe Kennung haben",
        examples=["DRK"],
    )


class Year(Params):
    """What holds for one report year; every field is also a parameter of the notebooks."""

    city: Name = Field(description="Name der Stadtdatei, ohne `.yaml`", examples=["koeln"])
    year: int = Field(
        strict=True,
        ge=2000,
        le=2100,
        description="Berichtsjahr; die Datei heißt nach ihm, und die Jahre einer Stadt heißen bis auf das "
        "Jahr gleich",
        examples=[2019],
    )
    data: Annotated[
        tuple[_Source, ...],
        Field(min_length=1, max_length=MOST),
        BeforeValidator(_as_list),
        PlainSerializer(_as_written),
    ] = Field(
        description="wo die Lieferungen liegen: ein Ordner, vom Projektordner aus, die Adresse einer "
        "Datenbank, oder mehrere davon als Liste",
        examples=["lieferungen/2019"],
    )
    carriers: Annotated[tuple[Word, ...], Field(min_length=1, max_length=MOST)] | None = Field(
        default=None,
        description="Kürzel der Träger, die in diesem Jahr berichten; ohne Angabe alle der Stadt",
        examples=["[Caritas, DRK]"],
    )
    committees: dict[Word, Day | None] = Field(
        default_factory=dict,
        max_length=MOST,
        description="Sitzungstermin je Gremium, als `2020-04-21` oder `21.04.2020`; `null`, solange er "
        "offen ist",
        examples=["{soziales: 2020-04-23}"],
    )
    report_number: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        le=9999,
        description="der wievielte gemeinsame Bericht es ist",
        examples=[5],
    )
    signature: Text | None = Field(
        default=None, description="die Zeile mit dem Namen, der zeichnet", examples=["gez. BG Dr. Rau"]
    )
    visibility: Visibility = Field(
        default="oeffentlich", description="für wen die Berichte sind", examples=["intern"]
    )
    paragraphs: dict[Section, Paragraph] = Field(
        default_factory=dict,
        description="eigene Absätze je Abschnitt, für Mitteilung und gemeinsamen Bericht dieses Jahres",
        examples=['{ausblick: "Für {next_year} ist das Ziel, …"}'],
    )
    accepted: tuple[Acceptance, ...] = Field(
        default=(), description="angenommene Auffälligkeiten; Grund und Name stehen im Anhang des Berichts"
    )
    disclosure: Disclosure | None = Field(
        default=None,
        description="was in diesem Jahr anders veröffentlicht wird; ersetzt den Abschnitt der Stadt ganz",
    )

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
