"""What a measure is: a named, documented way to count."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Gender = Literal["masculine", "feminine", "neuter"]


class Unit(NamedTuple):
    """What is counted, as a German noun: singular, plural, dative plural and gender."""

    singular: str
    plural: str
    dative_plural: str
    gender: Gender


Statistic = Literal["count", "sum", "mean", "median", "lower_quartile", "upper_quartile"]


@dataclass(frozen=True)
class Measure:
    """What is counted, over which rows, and how it may be cut.

    Parameters
    ----------
    key
        Its name in the cube.
    label
        Its German name.
    unit
        What is counted, as a noun.
    facts
        The table of facts it runs over.
    statistic
        How the rows become one number. Median and quartiles are interpolated linearly between the two
        nearest ranks, as pandas does by default (type 7 of Hyndman and Fan); missing values are left out.
    definition
        What it counts, in one German sentence.
    value
        The column that is summed, averaged or ranked; empty for counts.
    where
        A column of yes/no that a row must fulfil; empty for all rows.
    given
        Dimensions and categories that a row must have, such as a way of placement.
    dimensions
        Keys of the dimensions it is cut by.
    exploratory
        Those of them that no report shows; only analysts see them.
    digits
        Decimal places when printed.
    """

    key: str
    label: str
    unit: Unit
    facts: str
    statistic: Statistic
    definition: str
    value: str = ""
    where: str = ""
    given: tuple[tuple[str, str], ...] = ()
    dimensions: tuple[str, ...] = ()
    exploratory: tuple[str, ...] = ()
    digits: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether the carriers' figures add up to the combined one, and the categories' to the total."""
        return self.statistic in ("count", "sum")
