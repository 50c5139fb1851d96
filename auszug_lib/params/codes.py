"""The code lists: value, German label and order of every coded column, in one place.

The package owns the lists that are the same everywhere; districts, landlords and
funding programmes belong to the city's parameter file and join them in
`auszug_lib.params.City.code_lists`, and so do topics of workshops where a city has its own.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from unicodedata import normalize


@dataclass(frozen=True)
class CodeList:
    """An ordered list of codes with their German labels.

    Parameters
    ----------
    name
        The coded column, as the deliveries spell it.
    labels
        Code to German label, in the order a table shows them.
    described
        What a code must be, in German; empty where its codes are few enough to be named.
    words
        What one record is called where a label names many: „Paar ohne Kind“.
    """

    name: str
    labels: Mapping[str, str]
    described: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in order."""
        return tuple(self.labels)

    @property
    def allowed(self) -> str:
        """What a code must be, as a finding says it."""
        return self.described or " oder ".join(self.choices.values())

    @cached_property
    def choices(self) -> Mapping[str, str]:
        """How a form offers each code: its word, behind the code where that could mean another one."""
        words = {**self.labels, **self.words}
        meant = Counter(word.casefold() for code, word in words.items() if word.casefold() != code.casefold())
        meant.update(code.casefold() for code in words)
        return {
            code: word if meant[word.casefold()] == 1 else f"{code} {word}" for code, word in words.items()
        }

    def label(self, code: str) -> str:
        """Return the German label of `code`, or the code itself where it has none."""
        return self.labels.get(code, code)


_WORDS: Mapping[str, Mapping[str, str]] = {
    "haushaltstyp": {
        "alleinstehend": "Alleinstehend",
        "paar_ohne_kind": "Paar ohne Kind",
        "paar_mit_kind": "Paar mit Kind",
        "alleinerziehend": "Alleinerziehend",
        "sonstiger_mehrpersonenhaushalt": "Sonstiger Mehrpersonenhaushalt",
    },
    "abschlussgrund": {"sonstige": "Sonstiger Grund"},
    "zielgruppe": {"tandem": "Tandem"},
    "thema": {"sonstige": "Sonstiges Thema"},
}


def _code_lists(lists: Mapping[str, Mapping[str, str]]) -> Mapping[str, CodeList]:
    return MappingProxyType(
        {
            name: CodeList(name, MappingProxyType(dict(labels)), words=_WORDS.get(name, {}))
            for name, labels in lists.items()
        }
    )


LEVEL = ":"  # between the key of a dimension and the number of a coarser level, as in „district:1“
TOTAL = "gesamt"  # all carriers, or the undivided figure: no code of any list
UNKNOWN = "unbekannt"
PERMANENT, LIMITED = "unbefristet", "befristet"
PILOT = "ehrenamt_pilot"

PACKAGE_CODES = _code_lists(
    {
        "haushaltstyp": {
            "alleinstehend": "Alleinstehende",
            "paar_ohne_kind": "Paare ohne Kind",
            "paar_mit_kind": "Paare mit Kind",
            "alleinerziehend": "Alleinerziehende",
            "sonstiger_mehrpersonenhaushalt": "Sonstige Mehrpersonenhaushalte",
            UNKNOWN: "Unbekannt",
        },
        "aufenthaltsstatus": {
            "aufenthaltserlaubnis": "Aufenthaltserlaubnis",
            "niederlassungserlaubnis": "Niederlassungserlaubnis",
            "aufenthaltsgestattung": "Aufenthaltsgestattung",
            "duldung": "Duldung",
            UNKNOWN: "Unbekannt",
        },
        "unterkunftsart": {
            "wohnheim": "Wohnheim",
            "notunterkunft": "Notunterkunft",
            "beherbergungsbetrieb": "Beherbergungsbetrieb",
            "wohnung_stadt": "Städtische Wohnung",
            "sonstige": "Sonstige Unterkunft",
        },
        "status": {"wartend": "Wartend", "vermittelt": "Vermittelt", "beendet": "Beendet"},
        "abschlussgrund": {
            "selbst_gefunden": "Wohnung selbst gefunden",
            "fortzug": "Fortzug",
            "kein_kontakt": "Kontakt abgebrochen",
            "kein_bedarf": "Kein Bedarf mehr",
            "sonstige": "Sonstige und nicht angegebene Gründe",
        },
        "vermittlungsweg": {
            "regulaer": "Reguläre Vermittlung",
            PILOT: "Pilotprojekt mit dem Ehrenamt",
        },
        "kanal": {"mail": "E-Mail", "telefon": "Telefon", "persoenlich": "Persönliches Gespräch"},
        "zielgruppe": {"gefluechtete": "Geflüchtete", "ehrenamt": "Ehrenamtliche", "tandem": "Tandems"},
        "begleitungsart": {
            "besichtigung": "Besichtigung",
            "mietvertrag": "Mietvertrag",
            "schluesseluebergabe": "Schlüsselübergabe",
            "amt": "Behörde",
            "nachbetreuung": "Nachbetreuung",
        },
        "thema": {
            "wohnungssuche": "Wohnungssuche",
            "mietvertrag": "Mietvertrag",
            "wohnen_lernen": "Wohnen lernen",
            "energie_und_abfall": "Energie und Abfall",
            "nachbarschaft": "Nachbarschaft",
            "behoerden": "Behörden",
            "sonstige": "Sonstige Themen",
        },
        "befristung": {PERMANENT: "Unbefristet", LIMITED: "Befristet"},
    }
)

CITY_LISTS = ("stadtbezirk", "vermieterart", "foerderweg")
OWN_LISTS = ("thema",)  # a city may give its own

# Groups are wide enough to be read and narrow enough to say something; what no group names is "sonstige".
_NATIONALITY_GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "syrien": ("Syrien", ("SY",)),
    "irak": ("Irak", ("IQ",)),
    "afghanistan": ("Afghanistan", ("AF",)),
    "iran": ("Iran", ("IR",)),
    "tuerkei": ("Türkei", ("TR",)),
    "ukraine": ("Ukraine", ("UA",)),
    "westbalkan": ("Westbalkan", ("AL", "BA", "ME", "MK", "RS", "XK")),
    "horn_von_afrika": ("Horn von Afrika", ("DJ", "ER", "ET", "SO")),
    "sonstige": ("Sonstige Staaten", ()),
    UNKNOWN: ("Unbekannt", (UNKNOWN,)),
}

NATIONALITY_GROUPS = CodeList(
    "staatsangehoerigkeitsgruppe",
    MappingProxyType({code: label for code, (label, _) in _NATIONALITY_GROUPS.items()}),
)

GROUP_OF_NATIONALITY: Mapping[str, str] = MappingProxyType(
    {nation: group for group, (_, nations) in _NATIONALITY_GROUPS.items() for nation in nations}
)

LARGEST_SIZE = 6

HOUSEHOLD_SIZES = CodeList(
    "haushaltsgroesse",
    MappingProxyType(
        {
            "1": "1 Person",
            **{str(n): f"{n} Personen" for n in range(2, LARGEST_SIZE)},
            f"{LARGEST_SIZE}+": f"{LARGEST_SIZE} und mehr Personen",
        }
    ),
)


@cache
def nationalities() -> CodeList:
    """Return the ISO 3166-1 alpha-2 codes and `unbekannt`, in the order of the German names that CLDR has."""
    from babel import Locale

    # CLDR also names groups, tests and parts of states, which ISO 3166-1 does not.
    not_a_state = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    names = {
        code: str(name)
        for code, name in Locale("de").territories.items()
        if len(code) == 2 and code.isalpha() and code not in not_a_state
    }
    in_order = sorted(names, key=lambda code: normalize("NFD", names[code]).encode("ascii", "ignore"))
    labels = MappingProxyType({**{code: names[code] for code in in_order}, UNKNOWN: "Unbekannt"})
    described = "ein Staat nach ISO 3166-1 oder Unbekannt"
    return CodeList("hauptstaatsangehoerigkeit", labels, described)


@cache
def months() -> CodeList:
    """Return the months, coded "1" to "12", labelled in German."""
    from babel.dates import get_month_names

    names = get_month_names("wide", "stand-alone", "de")
    return CodeList("monat", MappingProxyType({str(n): str(names[n]) for n in range(1, 13)}))
