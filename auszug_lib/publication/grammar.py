"""German around a number: ein Haushalt, 132 Haushalte, in 132 Haushalten, drei Träger."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from auszug_lib.publication.numbers import plain
from auszug_lib.statistics.measure import Gender, Unit

Case = Literal["nominative", "dative", "accusative"]
CASES: tuple[Case, ...] = get_args(Case)

# Endings of ein- and kein- before a noun, by gender and case.
_ENDINGS: Mapping[Gender, Mapping[Case, str]] = {
    "masculine": {"nominative": "", "dative": "em", "accusative": "en"},
    "feminine": {"nominative": "e", "dative": "er", "accusative": "e"},
    "neuter": {"nominative": "", "dative": "em", "accusative": ""},
}
_ALONE: Mapping[Gender, str] = {"masculine": "er", "feminine": "e", "neuter": "s"}

# With which labels begin beside nouns.
_ADJECTIVES = frozenset({"Vermittelte", "Angebotene", "Stattgefundene", "Neue", "Wartende", "Beendet"})
# German prints numbers up to twelve in words where they are not measured.
_UP_TO_SIX = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs")
_UP_TO_TWELVE = ("sieben", "acht", "neun", "zehn", "elf", "zwölf")
_SPELT_OUT: Mapping[float, str] = dict(enumerate((*_UP_TO_SIX, *_UP_TO_TWELVE)))


def counted(value: float, unit: Unit, case: Case = "nominative", digits: int = 0) -> str:
    """Return a number with its noun in a case: „kein Haushalt“, „ein Haushalt“, „132 Haushalte“."""
    text = plain(value, digits)
    if text in ("0", "1"):
        stem = "ein" if text == "1" else "kein"
        return f"{stem}{_ENDINGS[unit.gender][case]} {unit.singular}"
    return f"{text} {unit.dative_plural if case == 'dative' else unit.plural}"


def withheld_number(unit: Unit, case: Case = "nominative") -> str:
    """Return what stands for a number not shown: „eine nicht ausgewiesene Zahl von Haushalten“."""
    ending = "einer nicht ausgewiesenen" if case == "dative" else "eine nicht ausgewiesene"
    return f"{ending} Zahl von {unit.dative_plural}"


def verb(value: float, singular: str, plural: str) -> str:
    """Return the verb form that agrees with `counted(value, …)`: `singular` for none and one."""
    return singular if value in (0, 1) else plural


def spelt(value: int) -> str:
    """Return a number in words up to twelve, in digits above; one is „ein“, as before a noun."""
    return _SPELT_OUT.get(value) or plain(value)


def all_of(value: float) -> str:
    """Return what stands before something that is true of all: „alle“, of two „beide“, of one „und zwar“."""
    return {1.0: "und zwar", 2.0: "beide"}.get(float(value), "alle")


def beginning(text: str) -> str:
    """Return words as they stand at a sentence's beginning: „Ein Haushalt“; marks and digits stay."""
    return re.sub(r"^\W*[^\W\d_]", lambda start: start[0].upper(), text)


def listed(words: Sequence[str]) -> str:
    """Return words as a list: A, B und C."""
    *most, last = words
    return f"{', '.join(most)} und {last}" if most else last


def within_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: an adjective at its start becomes small."""
    first, _, rest = label.partition(" ")
    return f"{first.lower()} {rest}" if first in _ADJECTIVES else label


def pronoun(value: float, unit: Unit) -> str:
    """Return a number that stands for its noun: „33“, „eine“ (Wohnung), „keiner“ (Haushalt)."""
    if value in (0, 1):
        return f"{'ein' if value else 'kein'}{_ALONE[unit.gender]}"
    return plain(value)
