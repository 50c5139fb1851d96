"""Chains: how the categories of a list may be put together in print, from fine to coarse.

They are declared here and in the city's file, never derived from data. Each level is made of whole categories
of the one before: a chain that branched would tell by the branch it took.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pydantic import Field

from auszug_lib.params.base import MOST, ListCode, Name, Params, Word
from auszug_lib.params.codes import UNKNOWN, CodeList


class Group(Params):
    """Some codes of a list under one label."""

    label: Name = Field(description="wie die Gruppe im Bericht heißt", examples=["Linksrheinisch"])
    codes: tuple[ListCode, ...] = Field(
        min_length=1, max_length=MOST, description="die Codes, die sie zusammenfasst", examples=["[1, 2, 3]"]
    )


class Level(Params):
    """One step of a chain: its name behind „nach“, and what is joined; all else stands alone."""

    label: Name = Field(description="wie die Stufe im Bericht heißt: „nach …“", examples=["Rheinseite"])
    groups: dict[Word, Group] = Field(
        min_length=1,
        max_length=MOST,
        description="was zusammengefasst ist; Codes ohne Gruppe stehen für sich",
        examples=["{links: {label: Linksrheinisch, codes: [1, 2, 3]}}"],
    )

    def categories(self, fine: CodeList) -> Mapping[str, Group]:
        """Return all categories of the level by code, in the order of the last code that each holds."""
        category_of = {code: category for category, group in self.groups.items() for code in group.codes}
        last_first = dict.fromkeys(category_of.get(code, code) for code in reversed(fine.codes))
        return {
            category: self.groups.get(category) or Group(label=fine.label(category), codes=(category,))
            for category in reversed(last_first)
        }

    def mistake(self, codes: Iterable[str], before: "Level | None") -> str:
        """Return in German what is wrong with the level behind `before`; nothing where all is right."""
        known, joined = set(codes), [code for group in self.groups.values() for code in group.codes]
        own = [set(group.codes) for group in self.groups.values()]
        for group in before.groups.values() if before else ():
            if not any(set(group.codes) <= codes for codes in own):
                return f"„{group.label}“ aus der Stufe davor ist hier auseinandergerissen"
        if unknown := [code for code in joined if code not in known]:
            return f"den Code „{unknown[0]}“ gibt es in der Liste nicht"
        if len(set(joined)) < len(joined):
            return "ein Code steht in zwei Gruppen"
        if taken := [name for name in self.groups if name in known - set(joined)]:
            return f"„{taken[0]}“ ist schon ein Code der Liste"
        return ""


def _joined(label: str, **groups: tuple[str, str]) -> Level:
    """Return a level from groups as label and codes with spaces between them."""
    return Level(
        label=label,
        groups={key: Group(label=name, codes=tuple(codes.split())) for key, (name, codes) in groups.items()},
    )


_QUARTERS = {f"Q{q}": (f"{q}. Quartal", f"{3 * q - 2} {3 * q - 1} {3 * q}") for q in range(1, 5)}
_HALVES = {
    "H1": ("1. Halbjahr", "1 2 3 4 5 6"),
    "H2": ("2. Halbjahr", "7 8 9 10 11 12"),
}
_OTHER_ORIGINS = {"sonstige_unbekannt": ("Sonstige Staaten und unbekannt", f"sonstige {UNKNOWN}")}
_BALKANS_AND_TURKEY = {"westbalkan_tuerkei": ("Westbalkan und Türkei", "westbalkan tuerkei")}
_MIDDLE_EAST = {"nahost": ("Naher und Mittlerer Osten", "syrien irak afghanistan iran")}
_OTHER_TYPES = {"sonstige_unbekannt": ("Sonstige und unbekannt", f"sonstiger_mehrpersonenhaushalt {UNKNOWN}")}
_WITH_CHILD = {"mit_kind": ("Haushalte mit Kind", "paar_mit_kind alleinerziehend")}
_REMAINING_TYPES = {
    "uebrige": (
        "Übrige Haushalte",
        f"alleinstehend paar_ohne_kind sonstiger_mehrpersonenhaushalt {UNKNOWN}",
    )
}
_PERMIT = {
    "erlaubnis": (
        "Aufenthalts- oder Niederlassungserlaubnis",
        "aufenthaltserlaubnis niederlassungserlaubnis",
    )
}
_CITY_FLAT = {"stadt_sonstige": ("Städtische Wohnung und Sonstige", "wohnung_stadt sonstige")}

CHAINS: Mapping[str, tuple[Level, ...]] = MappingProxyType(
    {
        "month": (_joined("Quartal", **_QUARTERS), _joined("Halbjahr", **_HALVES)),
        "household_size": (
            _joined(
                "Haushaltsgröße (in vier Klassen)",
                **{"3-4": ("3 und 4 Personen", "3 4"), "5+": ("5 und mehr Personen", "5 6+")},
            ),
            _joined(
                "Haushaltsgröße (in zwei Klassen)",
                **{"1-2": ("1 und 2 Personen", "1 2"), "3+": ("3 und mehr Personen", "3 4 5 6+")},
            ),
        ),
        "nationality": (
            _joined("Staatsangehörigkeit (teils zusammengefasst)", **_OTHER_ORIGINS),
            _joined("Staatsangehörigkeit (teils zusammengefasst)", **_BALKANS_AND_TURKEY, **_OTHER_ORIGINS),
            _joined(
                "Herkunftsregion",
                syrien_irak=("Syrien und Irak", "syrien irak"),
                afghanistan_iran=("Afghanistan und Iran", "afghanistan iran"),
                **_BALKANS_AND_TURKEY,
                **_OTHER_ORIGINS,
            ),
            _joined(
                "Weltregion",
                **_MIDDLE_EAST,
                europa=("Ukraine, Westbalkan und Türkei", "ukraine westbalkan tuerkei"),
                afrika_sonstige=(
                    "Horn von Afrika, Sonstige und unbekannt",
                    f"horn_von_afrika sonstige {UNKNOWN}",
                ),
            ),
            _joined(
                "Weltregion (in zwei Gruppen)",
                **_MIDDLE_EAST,
                uebrige=(
                    "Übrige Staaten und unbekannt",
                    f"ukraine westbalkan tuerkei horn_von_afrika sonstige {UNKNOWN}",
                ),
            ),
        ),
        "household_type": (
            _joined("Haushaltstyp (teils zusammengefasst)", **_OTHER_TYPES),
            _joined("Haushaltstyp (Familien und Übrige)", **_REMAINING_TYPES),
            _joined("Haushaltstyp (mit Kind und Übrige)", **_WITH_CHILD, **_REMAINING_TYPES),
        ),
        "residence_status": (
            _joined("Aufenthaltsstatus (teils zusammengefasst)", **_PERMIT),
            _joined(
                "Aufenthaltsstatus (mit und ohne Erlaubnis)",
                **_PERMIT,
                ohne_erlaubnis=(
                    "Gestattung, Duldung oder unbekannt",
                    f"aufenthaltsgestattung duldung {UNKNOWN}",
                ),
            ),
        ),
        "accommodation": (
            _joined("Unterkunftsart (teils zusammengefasst)", **_CITY_FLAT),
            _joined(
                "Unterkunftsart (teils zusammengefasst)",
                not_hotel=("Notunterkunft und Beherbergungsbetrieb", "notunterkunft beherbergungsbetrieb"),
                **_CITY_FLAT,
            ),
            _joined(
                "Unterkunftsart (Wohnheim und andere)",
                andere=("Andere Unterkunft", "notunterkunft beherbergungsbetrieb wohnung_stadt sonstige"),
            ),
        ),
        "closing_reason": (
            _joined(
                "Grund (teils zusammengefasst)",
                uebrige=("Kein Bedarf mehr und Sonstiges", "kein_bedarf sonstige"),
            ),
            _joined(
                "Grund (teils zusammengefasst)",
                uebrige=(
                    "Kontakt abgebrochen, kein Bedarf und Sonstiges",
                    "kein_kontakt kein_bedarf sonstige",
                ),
            ),
            _joined(
                "Grund (selbst gefunden und andere)",
                andere=("Andere Gründe", "fortzug kein_kontakt kein_bedarf sonstige"),
            ),
        ),
    }
)
