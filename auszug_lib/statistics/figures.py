"""Look figures up in the cubes of one or more years: the only way a reader's number is found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from auszug_lib.params.codes import TOTAL
from auszug_lib.statistics.cube import KEYS


@dataclass(frozen=True)
class Figures:
    """The figures of one or more years; a year is read and counted when somebody first asks for it.

    Parameters
    ----------
    cubes
        By year what returns its cube; see `statistics.cube`.
    are_example
        Whether any of them is counted from synthetic records.
    """

    cubes: Mapping[int, Callable[[], pd.DataFrame]]
    are_example: bool

    @cached_property
    def cube(self) -> pd.DataFrame:
        """The cubes of all years, one below the other."""
        return pd.concat([self._years[year].cube for year in self.years], ignore_index=True)

    @cached_property
    def _years(self) -> dict[int, "_Year"]:
        return {year: _Year(cube) for year, cube in self.cubes.items()}

    @property
    def years(self) -> tuple[int, ...]:
        """The years there are figures of, in order."""
        return tuple(sorted(self.cubes))

    def value(
        self, measure: str, *, year: int, carrier: str, dimension: str = TOTAL, category: str = TOTAL
    ) -> float | None:
        """Return a figure, or None where nobody reported or nothing could be measured.

        None stands for a year without figures, a carrier that did not report in it, and a mean, median or
        quartile of no rows. A category that a year's data does not have, such as a day, was counted there:
        it is zero. KeyError is raised where a known year has no such table: misspelt, or not published.
        """
        own = self._years.get(year)
        if own is None or carrier not in own.carriers:
            return None
        if not self.has(measure, dimension, year=year, carrier=carrier):
            raise KeyError((year, carrier, measure, dimension))
        value = own.values.get((carrier, measure, dimension, category), 0.0)
        return None if pd.isna(value) else float(value)

    def has(self, measure: str, dimension: str, *, year: int, carrier: str) -> bool:
        """Return whether a measure is cut by a dimension for a carrier; a public cube has not every table."""
        return year in self._years and (carrier, measure, dimension) in self._years[year].categories

    def categories(self, measure: str, dimension: str, *, year: int, carrier: str = TOTAL) -> tuple[str, ...]:
        """Return the categories of a dimension in the cube of `year`, in order; none where it has no year."""
        own = self._years.get(year)
        return tuple(own.categories.get((carrier, measure, dimension), ())) if own else ()


class _Year:
    """The figures of a year, looked up often."""

    def __init__(self, cube: Callable[[], pd.DataFrame]) -> None:
        self._cube = cube

    @cached_property
    def cube(self) -> pd.DataFrame:
        return self._cube()

    @cached_property
    def values(self) -> dict[tuple[object, ...], float]:
        """The figures by carrier, measure, dimension and category."""
        keys = zip(*(self.cube[column] for column in KEYS if column != "year"), strict=True)
        return dict(zip(keys, self.cube["value"], strict=True))

    @cached_property
    def categories(self) -> dict[tuple[object, ...], list[str]]:
        """The categories of each table, by carrier, measure and dimension."""
        found: dict[tuple[object, ...], list[str]] = {}
        for *table, category in self.values:
            found.setdefault(tuple(table), []).append(str(category))
        return found

    @cached_property
    def carriers(self) -> set[object]:
        """Those that reported, and all together."""
        return {carrier for carrier, *_ in self.values}
