"""The identity of a figure: which number it is, wherever it is printed."""

from collections.abc import Sequence
from typing import NamedTuple, Self

from auszug_lib.params.codes import TOTAL
from auszug_lib.params.published import PublishedFigure

# What the identity of a figure begins with that was published before, elsewhere.
PUBLISHED = "veroeffentlicht"


class FigureId(NamedTuple):
    """A figure of a year's cube; as a text with slashes between its parts."""

    year: int
    carrier: str
    measure: str
    dimension: str = TOTAL
    category: str = TOTAL

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the identity that a text writes; raises ValueError where it writes none."""
        year, carrier, measure, dimension, category = text.split("/", 4)
        return cls(int(year), carrier, measure, dimension, category)

    def __str__(self) -> str:
        return "/".join(map(str, self))

    @property
    def place(self) -> tuple[str, str, str, str]:
        """The figure's place in the cube of its year."""
        return self[1:]

    @property
    def year_before(self) -> Self:
        """The same figure a year before."""
        return self._replace(year=self.year - 1)

    @property
    def total(self) -> Self:
        """The undivided figure that this one is a part of."""
        return self._replace(dimension=TOTAL, category=TOTAL)


def published_id(figures: Sequence[PublishedFigure]) -> str:
    """Return the identity of figures published about one period and part; empty for none."""
    if not figures:
        return ""
    first = figures[0]
    part = f"{first.dimension or TOTAL}/{'+'.join(first.categories) or TOTAL}"
    return f"{PUBLISHED}/{first.period_start}/{first.period_end}/{first.measure}/{part}"
