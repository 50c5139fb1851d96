"""The register's figures for one year as the example needs them: whole numbers and groups without overlap."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from auszug_lib.errors import ParamsError
from auszug_lib.params.register import PublishedFigure
from generator.chance import Contradiction

Categories = frozenset[str]


@dataclass(frozen=True)
class Group:
    """How many households and persons some categories of a dimension have together; None where it is open."""

    categories: Categories
    households: int | None = None
    persons: int | None = None

    def without(self, part: "Group") -> "Group":
        """Return what remains of the group beside `part`, which lies within it."""
        if not part.categories <= self.categories:
            both = ", ".join(sorted(part.categories & self.categories))
            raise Contradiction(f"mehrere Summen überschneiden sich in {both}")
        return Group(
            self.categories - part.categories,
            _less(self.households, part.households),
            _less(self.persons, part.persons),
        )


def _less(whole: int | None, part: int | None) -> int | None:
    if whole is None:
        return None
    if part is None:
        raise Contradiction(f"zur Summe {whole} fehlt die Zahl für einen ihrer Teile")
    if part > whole:
        raise Contradiction(f"die Summe {whole} ist kleiner als ihr Teil {part}")
    return whole - part


class Register:
    """The figures published for the time from a day of a year to its end.

    Where two contradict each other, the one for the whole year counts, else the first.
    """

    def __init__(self, figures: Iterable[PublishedFigure], year: int) -> None:
        self.year = year
        self._figures: dict[tuple[str, str | None, Categories], PublishedFigure] = {}
        until_end = [
            f for f in figures if f.period_start.year == year and f.period_end == dt.date(year, 12, 31)
        ]
        for figure in sorted(until_end, key=lambda figure: figure.period_start):
            key = (figure.measure, figure.dimension, frozenset(figure.categories))
            self._figures.setdefault(key, figure)

    def value(self, measure: str) -> int | None:
        """Return the total of `measure`, or None where there is none."""
        figure = self._figures.get((measure, None, frozenset()))
        return None if figure is None else _whole(figure)

    def first_day(self, *measures: str) -> dt.date | None:
        """Return the day from which on all figures of `measures` count, or None where there is none."""
        starts = [figure.period_start for figure in self._figures.values() if figure.measure in measures]
        return max(starts, default=None)

    def by_category(self, measure: str, dimension: str) -> dict[Categories, int]:
        """Return the figures that cut `measure` by `dimension`."""
        return {
            categories: _whole(figure)
            for (name, cut, categories), figure in self._figures.items()
            if (name, cut) == (measure, dimension)
        }

    def groups(
        self, dimension: str, known: Iterable[str], households: Mapping[Categories, int] | None = None
    ) -> tuple[Group, ...]:
        """Return the placements by `dimension` without overlap.

        Parameters
        ----------
        dimension
            The dimension as the register spells it.
        known
            Its categories; others are refused.
        households
            What other measures say about the households of some categories.
        """
        counts = self.by_category("households_placed", dimension)
        persons = self.by_category("persons_placed", dimension)
        for categories, count in (households or {}).items():
            if counts.setdefault(categories, count) != count:
                raise Contradiction(
                    f"{', '.join(sorted(categories))} hat die Werte {counts[categories]} und {count}"
                )
        names = dict.fromkeys((*counts, *persons))
        unknown = sorted(frozenset[str]().union(*names) - set(known))
        if unknown:
            raise Contradiction(f"{unknown[0]} gibt es als {dimension} nicht")
        return _disjoint(Group(name, counts.get(name), persons.get(name)) for name in names)


def _whole(figure: PublishedFigure) -> int:
    if figure.value != int(figure.value) or figure.value < 0:
        raise Contradiction(f"{figure.measure} = {figure.value} ist keine Anzahl")
    return int(figure.value)


def _disjoint(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return the groups without overlap: the smaller ones, and what the larger ones have beside them."""
    parts: list[Group] = []
    for group in sorted(groups, key=lambda group: len(group.categories)):
        rest = group
        for part in parts:
            if part.categories & rest.categories:
                rest = rest.without(part)
        if rest.categories:
            parts.append(rest)
        elif rest.households or rest.persons:
            raise Contradiction(f"{', '.join(sorted(group.categories))} passt nicht zu seinen Teilen")
    return tuple(parts)


@contextmanager
def refused(year: int) -> Iterator[None]:
    """Turn a contradiction in the register into one sentence for people."""
    try:
        yield
    except Contradiction as reason:
        message = f"Das Register der veröffentlichten Zahlen geht für {year} nicht auf: {reason}."
        raise ParamsError(message) from None
