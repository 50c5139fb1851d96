"""The message of a chart: one sentence in its title."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from auszug_lib.publication.comparison import about_the_same
from auszug_lib.publication.document import Cell
from auszug_lib.publication.grammar import listed
from auszug_lib.statistics.measure import Unit

# Parts that people know by name, so close that one of them is within `_NEAR` of every share from a tenth on.
_PORTIONS = (
    (Fraction(1, 10), "ein Zehntel"),
    (Fraction(1, 8), "ein Achtel"),
    (Fraction(1, 7), "ein Siebtel"),
    (Fraction(1, 6), "ein Sechstel"),
    (Fraction(1, 5), "ein Fünftel"),
    (Fraction(1, 4), "ein Viertel"),
    (Fraction(3, 10), "drei Zehntel"),
    (Fraction(1, 3), "ein Drittel"),
    (Fraction(2, 5), "zwei Fünftel"),
    (Fraction(1, 2), "die Hälfte"),
    (Fraction(3, 5), "drei Fünftel"),
    (Fraction(2, 3), "zwei Drittel"),
    (Fraction(3, 4), "drei Viertel"),
    (Fraction(4, 5), "vier Fünftel"),
    (Fraction(9, 10), "neun Zehntel"),
)
_NEAR = Fraction(1, 8)  # of the part itself
_AS_GOOD_AS = Fraction(1, 100)  # of the part itself; so near, a share is called the part
_MOST_IN_FRONT = 2


@dataclass(frozen=True)
class Leaders:
    """The categories in front: their labels, and the figure that each of them has."""

    labels: tuple[str, ...]
    value: float


def leaders(labels: Sequence[str], cells: Sequence[Cell]) -> Leaders | None:
    """Return which categories have the largest figure; None where more than two share it, or all do."""
    values = [cell.value or 0.0 for cell in cells]
    most = max(values, default=0.0)
    in_front = tuple(label for label, value in zip(labels, values, strict=True) if value == most)
    if most == 0 or len(in_front) > _MOST_IN_FRONT or len(in_front) == len(labels):
        return None
    return Leaders(in_front, most)


def extremes(labels: Sequence[str], cells: Sequence[Cell]) -> str:
    """Return the largest and the smallest figure as sentences, each where few have it."""
    sentences = []
    if most := leaders(labels, cells):
        sentences.append(_extreme("größte", most.labels, most.value, cells))
    values = [cell.value for cell in cells if cell.value is not None]
    least = min(values, default=0.0)
    last = tuple(label for label, cell in zip(labels, cells, strict=True) if cell.value == least)
    if len(last) <= _MOST_IN_FRONT and least < max(values, default=0.0):
        sentences.append(_extreme("kleinste", last, least, cells))
    return " ".join(sentences)


def _extreme(word: str, labels: Sequence[str], value: float, cells: Sequence[Cell]) -> str:
    text = next(cell.text for cell in cells if cell.value == value)
    return f"Der {word} Wert ist {text} ({listed(labels)})."


def portion(part: float, whole: float) -> str:
    """Return a share in words: „zwei Drittel“, „knapp die Hälfte“; empty below a tenth of the whole."""
    share = part / whole
    if share == 1:
        return "alle"
    fraction, words = min(_PORTIONS, key=lambda named: abs(share - named[0]) / named[0])
    if share > 0.95:
        return "fast alle"
    if share < 0.095 or abs(share - fraction) > _NEAR * fraction:
        return ""
    if abs(share - fraction) <= _AS_GOOD_AS * fraction:
        return words
    return f"{'gut' if share > fraction else 'knapp'} {words}"


def share_message(found: Leaders, total: float, unit: Unit) -> str:
    """Return what the largest category makes of the whole: „GAG: zwei Drittel der Wohnungen“."""
    words = portion(found.value, total)
    names = listed(found.labels)
    if words == "alle":
        return f"{names}: alle {unit.plural}"
    each = "je " if len(found.labels) > 1 else ""
    if words == "fast alle":
        return f"{names}: {words} {unit.plural}"
    return f"{names}: {each}{words} der {unit.plural}" if words else f"Am häufigsten: {names}"


def month_message(found: Leaders, unit: Unit) -> str:
    """Return when most was counted: „Die meisten Haushalte im Juli“."""
    return f"Die meisten {unit.plural} im {listed(found.labels)}"


def trend_message(label: str, now: float, before: float, than: str) -> str:
    """Return how a year of a series compares with one before it: „gut ein Drittel mehr als im Jahr davor“."""
    apart = abs(now - before)
    if now == before or about_the_same(now, before):
        return f"{label}: {'etwa ' if apart else ''}so viele wie {than}"
    if before and now >= 2 * before:
        return f"{label}: {'mehr als ' if now > 2 * before else ''}doppelt so viele wie {than}"
    part = portion(apart, before) if now and before else ""
    much = f"{part} " if part and "alle" not in part else "etwas " if apart < before / 2 else ""
    return f"{label}: {much}{'mehr' if now > before else 'weniger'} als {than}"
