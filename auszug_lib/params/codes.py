"""The code lists: value, German label and order of every coded column, in one place.

The package owns the lists that are the same everywhere; districts, landlords and
funding programmes belong to the city's parameter file and join them in
`auszug_lib.params.City.code_lists`, and so do topics of workshops where a city has its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

_TELLS_LITTLE = 2  # codes up to this length are numbers or abbreviations


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
    """

    name: str
    labels: Mapping[str, str]
    described: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in order."""
        return tuple(self.labels)

    @property
    def allowed(self) -> str:
        """What a code must be, as a finding says it."""
        return self.described or " oder ".join(self.labels)

    def choice(self, code: str) -> str:
        """Return how a form offers `code`: with its label where the code alone says little."""
        return f"{code} {self.label(code)}" if len(code) <= _TELLS_LITTLE else code

    def label(self, code: str) -> str:
        """Return the German label of `code`, or the code itself where it has none."""
        return self.labels.get(code, code)


def _code_lists(lists: Mapping[str, Mapping[str, str]]) -> Mapping[str, CodeList]:
    return MappingProxyType({name: CodeList(name, MappingProxyType(dict(x))) for name, x in lists.items()})


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
    """Return the ISO 3166-1 alpha-2 codes and `unbekannt`, labelled as CLDR names them in German."""
    from babel import Locale

    # CLDR also names groups, tests and parts of states, which ISO 3166-1 does not.
    not_a_state = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    names = {
        code: str(name)
        for code, name in sorted(Locale("de").territories.items())
        if len(code) == 2 and code.isalpha() and code not in not_a_state
    }
    described = f"ein Kürzel aus zwei Buchstaben nach ISO 3166-1 oder {UNKNOWN}"
    labels = MappingProxyType({**names, UNKNOWN: "Unbekannt"})
    return CodeList("hauptstaatsangehoerigkeit", labels, described)


@cache
def months() -> CodeList:
    """Return the months, coded "1" to "12", labelled in German."""
    from babel.dates import get_month_names

    names = get_month_names("wide", "stand-alone", "de")
    return CodeList("monat", MappingProxyType({str(n): str(names[n]) for n in range(1, 13)}))
