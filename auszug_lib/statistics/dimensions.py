"""The dimensions: what a measure may be cut by, with the ordered categories of each."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from auszug_lib import coarsening
from auszug_lib.codes import HOUSEHOLD_SIZES, NATIONALITY_GROUPS, PERMANENT, UNKNOWN, CodeList, months
from auszug_lib.params import City
from auszug_lib.statistics.measure import Measure

# What stands in place of a category that a row does not have.
_NOT_FOUND = {PERMANENT: "Unbefristet", UNKNOWN: "Unbekannt"}


@dataclass(frozen=True)
class Dimension:
    """A way to cut a measure.

    Parameters
    ----------
    key
        Its name in the cube.
    label
        Its German name, the heading of a table's first column.
    categories
        The code list of its categories; None where they are found in the data.
    found_label
        Makes the German label of a category that was found in the data.
    finer, group_of
        The dimension whose categories this one puts together, and the category here of each one there; empty
        where it is not made of another.
    """

    key: str
    label: str
    categories: CodeList | None
    found_label: Callable[[str], str] = str
    finer: str = ""
    group_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def tells_sizes(self) -> bool:
        """Whether households and persons in a category tell how many of them have which size.

        All households of one person are alone, all couples are two; three or four persons make an equation.
        """
        return "household_type" in (self.key, self.finer) or self.finer == "household_size"

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
    "accompaniment_kind": ("Anlass", "begleitungsart"),
    "term": ("Befristung", "befristung"),
}


_COARSER = {
    "month": coarsening.MONTHS,
    "household_size": coarsening.HOUSEHOLD_SIZES,
    "nationality": coarsening.NATIONALITY_GROUPS,
    "household_type": coarsening.HOUSEHOLD_TYPES,
    "residence_status": coarsening.RESIDENCE_STATUSES,
    "accommodation": coarsening.ACCOMMODATIONS,
}


def dimensions(city: City) -> Mapping[str, Dimension]:
    """Return all dimensions by key, in the categories that `city` uses, and the coarser ones made of them."""
    lists = city.code_lists
    fine = {
        "month": Dimension("month", "Monat", months()),
        "household_size": Dimension("household_size", "Haushaltsgröße", HOUSEHOLD_SIZES),
        "nationality": Dimension("nationality", "Staatsangehörigkeit", NATIONALITY_GROUPS),
        "term_end": Dimension("term_end", "Befristungsende", None, _day),
        "term_length": Dimension("term_length", "Dauer der Befristung", None, _duration),
        **{key: Dimension(key, label, lists[codes]) for key, (label, codes) in _LISTS.items()},
    }
    of_city = {
        key: city.groups[codes].coarsening for key, (_, codes) in _LISTS.items() if codes in city.groups
    }
    coarse = (_coarser(fine[key], how) for key, how in {**_COARSER, **of_city}.items())
    return fine | {dimension.key: dimension for dimension in coarse}


def _coarser(fine: Dimension, how: coarsening.Coarsening) -> Dimension:
    key = f"{fine.key}_group"
    categories = CodeList(key, how.labels)
    return Dimension(key, how.label, categories, finer=fine.key, group_of=how.group_of)


def cut_by(measure: Measure, known: Mapping[str, Dimension]) -> tuple[Dimension, ...]:
    """Return the dimensions that a measure is cut by, the coarser ones made of them included."""
    return tuple(
        dimension
        for dimension in known.values()
        if dimension.key in measure.dimensions or dimension.finer in measure.dimensions
    )
