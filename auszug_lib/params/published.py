"""The register of published figures: what was published before, with its source."""

from typing import Self

from pydantic import Field, model_validator

from auszug_lib.params.base import Day, Params, Text, Word


class PublishedFigure(Params):
    """A figure published before: what it counts, for which period, and where it stood.

    Parameters
    ----------
    measure, value
        The measure's key, and the figure in its unit.
    period_start, period_end
        First and last day of the period.
    source, published
        Where it stood, and on which day it was published; None where that is unknown.
    dimension, category
        Which part of the measure, both or none; of several categories the figure is the sum.
    note
        A remark that the register shows.
    """

    measure: Word
    value: float = Field(ge=0, le=1e9)
    period_start: Day
    period_end: Day
    source: Text
    published: Day | None
    dimension: Word | None = None
    category: Word | tuple[Word, ...] | None = None
    note: Text | None = None

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

    figures: tuple[PublishedFigure, ...] = ()
