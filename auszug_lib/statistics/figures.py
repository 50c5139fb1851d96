"""Look figures up in the cubes of one or more years: the only way a reader's number is found."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from auszug_lib.params.codes import TOTAL
from auszug_lib.statistics.cube import KEYS


@dataclass(frozen=True)
class Figures:
    """The figures of one or more years: their cubes, one below the other; see `statistics.cube`.

    They are an example where any of them was counted from synthetic records.
    """

    cube: pd.DataFrame
    are_example: bool

    @cached_property
    def _values(self) -> dict[tuple[object, ...], float]:
        keys = zip(*(self.cube[column] for column in KEYS), strict=True)
        return dict(zip(keys, self.cube["value"], strict=True))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years there are figures of, in order."""
        return tuple(sorted(int(year) for year in self.cube["year"].unique()))

    def value(
        self, measure: str, *, year: int, carrier: str, dimension: str = TOTAL, category: str = TOTAL
    ) -> float | None:
        """Return a figure, or None where nobody reported or nothing could be measured.

        None stands for a year without figures, a carrier that did not report in it, and a mean, median or
        quartile of no rows. A category that a year's data does not have, such as a day, was counted there:
        it is zero. KeyError is raised where a known year has no such table: misspelt, or not published.
        """
        if (year, carrier) not in self._categories:
            return None
        if not self.has(measure, dimension, year=year, carrier=carrier):
            raise KeyError((year, carrier, measure, dimension))
        value = self._values.get((year, carrier, measure, dimension, category), 0.0)
        return None if pd.isna(value) else float(value)

    def has(self, measure: str, dimension: str, *, year: int, carrier: str) -> bool:
        """Return whether a measure is cut by a dimension for a carrier; a public cube has not every table."""
        return (year, carrier, measure, dimension) in self._categories

    @cached_property
    def _categories(self) -> dict[tuple[object, ...], list[str]]:
        """The categories of each family of figures; the key (year, carrier) says who reported when."""
        found: dict[tuple[object, ...], list[str]] = {}
        for *family, category in self._values:
            found.setdefault(tuple(family), []).append(str(category))
            found.setdefault(tuple(family[:2]), [])
        return found

    def categories(self, measure: str, dimension: str, *, year: int, carrier: str = TOTAL) -> tuple[str, ...]:
        """Return the categories of a dimension in the cube of `year`, in order; none where it has no year."""
        return tuple(self._categories.get((year, carrier, measure, dimension), ()))
