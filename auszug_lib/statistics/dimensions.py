"""The dimensions: what a measure may be cut by, at each level of its chain."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from auszug_lib.params import City
from auszug_lib.params.base import Named
from auszug_lib.params.codes import (
    HOUSEHOLD_SIZES,
    LEVEL,
    NATIONALITY_GROUPS,
    PERMANENT,
    UNKNOWN,
    CodeList,
    months,
)
from auszug_lib.params.groups import CHAINS, Level
from auszug_lib.statistics.measure import Measure

# What stands in place of a category that a row does not have.
_NOT_FOUND = {PERMANENT: "Unbefristet", UNKNOWN: "Unbekannt"}


@dataclass(frozen=True)
class Dimension:
    """A way to cut a measure.

    Parameters
    ----------
    key
        Its name in the cube; a coarser level has its number behind a colon, as in `district:1`.
    label
        Its German name, the heading of a table's first column.
    categories
        The code list of its categories; None where they are found in the data.
    found_label
        Makes the German label of a category that was found in the data.
    parts
        By category the codes of the list that it holds; empty where the categories are found in the data.
    """

    key: str
    label: str
    categories: CodeList | None
    found_label: Callable[[str], str] = str
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def root(self) -> str:
        """The key of the dimension that this is a level of, its own where it is the finest."""
        return self.key.partition(LEVEL)[0]

    @cached_property
    def level(self) -> int:
        """The number of its level, 0 for the finest."""
        return int(self.key.partition(LEVEL)[2] or 0)

    @cached_property
    def category_of(self) -> Mapping[str, str]:
        """The category of each code of the list."""
        return {code: category for category, codes in self.parts.items() for code in codes}

    def holds(self, finer: "Dimension") -> bool:
        """Return whether each category is made of whole ones of `finer`, and of the same codes altogether."""
        return all(any(set(part) <= set(own) for own in self.parts.values()) for part in finer.parts.values())

    def label_of(self, category: str) -> str:
        """Return the German label of a category."""
        if self.categories:
            return self.categories.label(category)
        return _NOT_FOUND.get(category) or self.found_label(category)


def _day(category: str) -> str:
    return f"{dt.date.fromisoformat(category):%d.%m.%Y}"


def _duration(category: str) -> str:
    """Return a number of months in words, in years where it makes whole ones."""
    years, months = divmod(int(category), 12)
    number, one, many = (int(category), "Monat", "Monate") if months else (years, "Jahr", "Jahre")
    return f"{number} {one if number == 1 else many}"


_LISTS = {
    "household_type": ("Haushaltstyp", "haushaltstyp"),
    "landlord": ("Vermieter", "vermieterart"),
    "funding": ("Förderweg", "foerderweg"),
    "district": ("Stadtbezirk", "stadtbezirk"),
    "residence_status": ("Aufenthaltsstatus", "aufenthaltsstatus"),
    "accommodation": ("Unterkunftsart", "unterkunftsart"),
    "placement_way": ("Vermittlungsweg", "vermittlungsweg"),
    "closing_reason": ("Grund", "abschlussgrund"),
    "channel": ("Beratungsweg", "kanal"),
    "target_group": ("Zielgruppe", "zielgruppe"),
    "topic": ("Thema", "thema"),
    "accompaniment_kind": ("Anlass", "begleitungsart"),
    "term": ("Befristung", "befristung"),
}


def dimensions(city: City) -> Mapping[str, Dimension]:
    """Return all dimensions of a city by key, each followed by its coarser levels."""
    lists = city.code_lists
    listed = {
        "month": ("Monat", months()),
        "household_size": ("Haushaltsgröße", HOUSEHOLD_SIZES),
        "nationality": ("Staatsangehörigkeit", NATIONALITY_GROUPS),
        **{key: (label, lists[codes]) for key, (label, codes) in _LISTS.items()},
    }
    of_city = {key: city.groups[codes] for key, (_, codes) in _LISTS.items() if codes in city.groups}
    chains = {**CHAINS, **of_city}
    every = [
        Dimension("term_end", "Befristungsende", None, _day),
        Dimension("term_length", "Dauer der Befristung", None, _duration),
    ]
    for key, (label, codes) in listed.items():
        every.append(Dimension(key, label, codes, parts={code: (code,) for code in codes.codes}))
        every += [
            _coarser(key, number, codes, level) for number, level in enumerate(chains.get(key, ()), start=1)
        ]
    return Named("Merkmal", {dimension.key: dimension for dimension in every})


def _coarser(root: str, number: int, codes: CodeList, level: Level) -> Dimension:
    key, categories = f"{root}{LEVEL}{number}", level.categories(codes)
    labels = CodeList(key, {category: group.label for category, group in categories.items()})
    return Dimension(key, level.label, labels, parts={c: group.codes for c, group in categories.items()})


def chain(known: Mapping[str, Dimension], root: str) -> tuple[Dimension, ...]:
    """Return the levels of a dimension, the finest first."""
    return tuple(dimension for dimension in known.values() if dimension.root == root)


def cut_by(measure: Measure, known: Mapping[str, Dimension]) -> tuple[Dimension, ...]:
    """Return the dimensions that a measure is cut by, at every level."""
    return tuple(dimension for dimension in known.values() if dimension.root in measure.dimensions)
