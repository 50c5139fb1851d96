"""Look figures up in the cubes of one or more years: the only way a reader's number is found."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from auszug_lib.statistics.cube import COLUMNS
from auszug_lib.statistics.dimensions import TOTAL


@dataclass(frozen=True)
class Figures:
    """The figures of one or more years.

    Parameters
    ----------
    cube
        The years' cubes, one below the other; see `auszug_lib.statistics.cube.cube`.
    """

    cube: pd.DataFrame

    @cached_property
    def _values(self) -> dict[tuple[object, ...], float]:
        keys = zip(*(self.cube[column] for column in COLUMNS[:-1]), strict=True)
        return dict(zip(keys, self.cube["value"], strict=True))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years there are figures of, in order."""
        return tuple(sorted(int(year) for year in self.cube["year"].unique()))

    def value(
        self, measure: str, *, year: int, carrier: str, dimension: str = TOTAL, category: str = TOTAL
    ) -> float | None:
        """Return a figure, or None where it does not exist or nothing could be measured.

        Raises
        ------
        KeyError
            Where the cube of a known year has no such figure at all: a misspelt name, not a gap.
        """
        if year not in self.years:
            return None
        known = self._values
        key = (year, carrier, measure, dimension, category)
        if key not in known and (year, TOTAL, measure, dimension) not in self._families:
            raise KeyError(key)
        value = known.get(key)
        return None if value is None or pd.isna(value) else float(value)

    @cached_property
    def _families(self) -> set[tuple[object, ...]]:
        return {key[:4] for key in self._values}

    def categories(self, measure: str, dimension: str, year: int) -> tuple[str, ...]:
        """Return the categories of a dimension in the cube of `year`, in order."""
        cube = self.cube
        rows = cube[(cube["year"] == year) & (cube["measure"] == measure) & (cube["dimension"] == dimension)]
        return tuple(rows["category"].unique())
