"""Coarser categories of code lists: what is put together where single categories would give people away."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from auszug_lib.codes import UNKNOWN


@dataclass(frozen=True)
class Coarsening:
    """How the codes of a list are put together.

    Parameters
    ----------
    label
        What the coarser categories are called together, such as „Quartal“.
    groups
        By coarser code its German label and the codes it holds; each code of the list is in one group.
    """

    label: str
    groups: Mapping[str, tuple[str, tuple[str, ...]]]

    @property
    def labels(self) -> Mapping[str, str]:
        """The coarser codes with their German labels, in order."""
        return MappingProxyType({code: label for code, (label, _) in self.groups.items()})

    @property
    def group_of(self) -> Mapping[str, str]:
        """The coarser code of each code."""
        return {code: group for group, (_, codes) in self.groups.items() for code in codes}


MONTHS = Coarsening(
    "Quartal",
    {
        f"Q{quarter}": (f"{quarter}. Quartal", tuple(str(3 * quarter - 2 + month) for month in range(3)))
        for quarter in range(1, 5)
    },
)

HOUSEHOLD_SIZES = Coarsening(
    "Haushaltsgröße",
    {
        "1": ("1 Person", ("1",)),
        "2": ("2 Personen", ("2",)),
        "3-4": ("3 und 4 Personen", ("3", "4")),
        "5+": ("5 und mehr Personen", ("5", "6+")),
    },
)

NATIONALITY_GROUPS = Coarsening(
    "Herkunftsregion",
    {
        "syrien_irak": ("Syrien und Irak", ("syrien", "irak")),
        "afghanistan_iran": ("Afghanistan und Iran", ("afghanistan", "iran")),
        "ukraine": ("Ukraine", ("ukraine",)),
        "westbalkan_tuerkei": ("Westbalkan und Türkei", ("westbalkan", "tuerkei")),
        "horn_von_afrika": ("Horn von Afrika", ("horn_von_afrika",)),
        "sonstige": ("Sonstige Staaten und unbekannt", ("sonstige", UNKNOWN)),
    },
)

HOUSEHOLD_TYPES = Coarsening(
    "Haushaltstyp",
    {
        "ohne_kind": ("Haushalte ohne Kind", ("alleinstehend", "paar_ohne_kind")),
        "mit_kind": ("Haushalte mit Kind", ("paar_mit_kind", "alleinerziehend")),
        "sonstige": ("Sonstige und unbekannt", ("sonstiger_mehrpersonenhaushalt", UNKNOWN)),
    },
)

RESIDENCE_STATUSES = Coarsening(
    "Aufenthaltsstatus",
    {
        "erlaubnis": (
            "Aufenthalts- oder Niederlassungserlaubnis",
            ("aufenthaltserlaubnis", "niederlassungserlaubnis"),
        ),
        "ohne_erlaubnis": (
            "Gestattung, Duldung oder unbekannt",
            ("aufenthaltsgestattung", "duldung", UNKNOWN),
        ),
    },
)

ACCOMMODATIONS = Coarsening(
    "Unterkunftsart",
    {
        "wohnheim": ("Wohnheim", ("wohnheim",)),
        "andere": (
            "Andere Unterkunft",
            ("notunterkunft", "beherbergungsbetrieb", "wohnung_stadt", "sonstige"),
        ),
    },
)
