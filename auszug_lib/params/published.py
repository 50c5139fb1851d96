"""The register of published figures: what was published before, with its source."""

from typing import Self

from pydantic import Field, model_validator

from auszug_lib.params.base import Day, Params, Text, Word


class PublishedFigure(Params):
    """A figure published before: what it counts, for which period, and where it stood."""

    measure: Word = Field(description="der Schlüssel der Kennzahl", examples=["persons_placed"])
    value: float = Field(ge=0, le=1e9, description="die Zahl", examples=[2420])
    period_start: Day = Field(description="der erste Tag des Zeitraums", examples=["2011-10-01"])
    period_end: Day = Field(description="sein letzter Tag", examples=["2017-11-14"])
    source: Text = Field(description="wo sie stand", examples=["Stadt Köln, Pressemitteilung"])
    published: Day | None = Field(
        description="der Tag der Veröffentlichung; `null`, wo er nicht bekannt ist", examples=["2017-11-15"]
    )
    dimension: Word | None = Field(
        default=None, description="das Merkmal, wo sie nur einen Teil zählt", examples=["landlord"]
    )
    category: Word | tuple[Word, ...] | None = Field(
        default=None, description="welchen Teil; mehrere sind die Summe", examples=["GAG"]
    )
    note: Text | None = Field(
        default=None, description="eine Anmerkung, die das Register zeigt", examples=["Stichtag 31.12."]
    )

    @model_validator(mode="after")
    def _dimension_has_category(self) -> Self:
        if (self.dimension is None) != (self.category is None):
            raise ValueError("dimension und category gehören zusammen; eines davon fehlt")
        return self

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories summed up in the figure; empty for a total."""
        if self.category is None:
            return ()
        return (self.category,) if isinstance(self.category, str) else self.category

    @property
    def year(self) -> int | None:
        """The calendar year the figure covers from end to end, or None for any other period."""
        start, end = self.period_start, self.period_end
        whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year
        return start.year if whole else None


class Published(Params):
    """The register of the figures published before."""

    figures: tuple[PublishedFigure, ...] = Field(default=(), description="die Zahlen, eine Zeile je Zahl")
