"""German around a number: ein Haushalt, 132 Haushalte, in 132 Haushalten, drei Träger."""

from collections.abc import Sequence
from typing import Literal

from num2words import num2words

from auszug_lib.publication.numbers import plain

Case = Literal["nominative", "dative"]
Unit = tuple[str, str]

_FEMININE = frozenset(
    {"Person", "Wohnung", "Beratung", "Teilnahme", "Begleitung", "Stelle", "Vollzeitstelle", "Sprechstunde"}
)
_ADJECTIVES = frozenset({"Vermittelte", "Angebotene", "Stattgefundene", "Neue", "Wartende"})
_SPELT_OUT = 12  # German prints numbers up to twelve in words where they are not measured


def counted(value: float, unit: Unit, case: Case = "nominative") -> str:
    """Return a number with its noun: „kein Haushalt“, „ein Haushalt“, „132 Haushalte“."""
    singular, plural = unit
    if value in (0, 1):
        stem = "ein" if value else "kein"
        return f"{stem}{_ending(singular, case)} {singular}"
    return (
        f"{plain(value, 0 if value == int(value) else 2)} {_dative(plural) if case == 'dative' else plural}"
    )


def _ending(noun: str, case: Case) -> str:
    if noun in _FEMININE:
        return "er" if case == "dative" else "e"
    return "em" if case == "dative" else ""


def _dative(plural: str) -> str:
    return plural if plural.endswith(("n", "s")) else f"{plural}n"


def verb(value: float, singular: str, plural: str) -> str:
    """Return the verb form that agrees with `counted(value, …)`."""
    return singular if value in (0, 1) else plural


def spelt(value: int) -> str:
    """Return a number in words up to twelve, in digits above; one is „ein“, as before a noun."""
    if value == 1:
        return "ein"
    return str(num2words(value, lang="de")) if value <= _SPELT_OUT else plain(value)


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
        stem = "ein" if value else "kein"
        return f"{stem}e" if unit[0] in _FEMININE else f"{stem}er"
    return plain(value)
