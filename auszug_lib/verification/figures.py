"""Figures as they are printed: each must say what was published under its name, or what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from num2words import num2words

from auszug_lib.codes import TOTAL
from auszug_lib.publication.comparison import Wording, comparison
from auszug_lib.publication.document import PUBLISHED, Cell
from auszug_lib.publication.grammar import CASES
from auszug_lib.publication.markdown import MARK
from auszug_lib.publication.numbers import MEANINGLESS, plain, relative_change, rounded, shares, signed
from auszug_lib.statistics.trend import recounted_in
from auszug_lib.verification.known import Known, printed_before
from auszug_lib.verification.numerals import has_number, numbers_in, value_of

_NO, _ONE = (
    ("kein", "keine", "keinen", "keinem", "keiner", "keines"),
    ("ein", "eine", "einen", "einem", "einer"),
)
_ARTICLES = {0: (*_NO, "keins"), 1: (*_ONE, "eines", "eins")}
_LARGEST_IN_WORDS = 100


@dataclass(frozen=True)
class Printed:
    """A figure on a page: its name, how it is derived, its text, its value for machines, the year before."""

    name: str
    derived: str
    text: str
    value: str = ""
    before: str = ""


def complaint(printed: Printed, known: Known) -> str:
    """Return what is wrong with a figure on a page as a German sentence; nothing where all is right."""
    if problem := _value_complaint(printed):
        return problem
    if printed.name.startswith(f"{PUBLISHED}/") and printed.name not in known.quoted:
        return f"{printed.text} nennt sich {printed.name}, aber das steht nicht im Register."
    if printed.derived in ("", "share", "difference", "change") and not _is_published(printed.name, known):
        return f"{printed.text} nennt sich {printed.name}, aber diese Zahl ist nicht veröffentlicht."
    if printed.before and (problem := _before_complaint(printed, known)):
        return problem
    expected = _expected(printed, known)
    if printed.text in expected or (printed.derived == "category" and not has_number(printed.text)):
        return ""  # a category without a number in its name may be told in a sentence's own words
    told = " oder ".join(sorted(expected)) or "nichts"
    return f"{printed.text} steht da, {printed.name}{_how(printed.derived)} ist aber {told}."


def _before_complaint(printed: Printed, known: Known) -> str:
    """Return how the year before that a change tells of is not what was published."""
    before = _year_before(printed.name, known)
    if before is not None and value_of(printed.before) == before:
        return ""
    return f"{printed.before} soll {printed.name} im Jahr davor gewesen sein, ist es aber nicht."


def _how(derived: str) -> str:
    return f" ({derived})" if derived else ""


def _is_published(name: str, known: Known) -> bool:
    return name in known.figures or name in known.quoted


def _value_complaint(printed: Printed) -> str:
    """Return how the value for machines and the text disagree; a number in words is compared elsewhere."""
    if not printed.value or not has_number(printed.text) or " / " in printed.text:
        return ""
    value, machine = value_of(printed.text), Decimal(printed.value)
    if value is None:  # „28 weniger“: the word says which way
        [first, *_] = numbers_in(printed.text)
        value, machine = value_of(first), abs(machine)
    if value is not None and machine == Decimal(repr(value)):
        return ""
    return f"{printed.text} steht da, für Maschinen aber {printed.value}."


def _expected(printed: Printed, known: Known) -> set[str]:
    """Return all texts that a figure may have."""
    name = printed.name
    if printed.derived == "category":
        return {known.label_of(name)}
    if printed.derived == "recount":
        return {_recount(name, known)}
    if printed.derived == "deviation":
        return {_deviation(name, known)}
    if name in known.quoted:
        return _quotations(name, known)
    if not printed.derived:
        return _texts(known.figures[name], printed)
    now, digits = value_of(known.figures[name]), known.measures[name.split("/")[2]].digits
    if printed.derived == "share":
        return _nearest_shares(name, now, known)
    before = _year_before(name, known)
    if before is None or now is None:
        return set()
    if printed.derived == "difference":
        return {signed(rounded(now - before, digits), digits), *_compared(name, now, before, known)}
    return {relative_change(now, before)} if printed.derived == "change" else set()


def _texts(machine: str, printed: Printed) -> set[str]:
    """Return how a published figure may be printed: as in tables, with a zero, or in words like „alle“."""
    number = value_of(machine)
    if number is None:
        return {machine}
    digits = len(machine.partition(",")[2])
    texts = {plain(number, digits), "–"} if number == 0 else {plain(number, digits)}
    if printed.value and Decimal(printed.value) == Decimal(repr(number)) and number.is_integer():
        texts |= _in_words(int(number))
        if not has_number(printed.text) and printed.text not in _number_words():
            texts.add(printed.text)
    return texts


def _compared(name: str, now: float, before: float, known: Known) -> set[str]:
    """Return all ways in which a sentence may tell the difference of two figures."""
    measure = known.measures[name.split("/")[2]]
    cell, earlier = (Cell(plain(value, measure.digits), value, name) for value in (now, before))
    sentences = (
        comparison(cell, earlier, measure, Wording(named=named, case=case))
        for named in (True, False)
        for case in CASES
    )
    found = (mark.groups() for sentence in sentences for mark in MARK.finditer(sentence))
    return {text for text, _, derived, *_ in found if derived == "difference"}


def _in_words(number: int) -> set[str]:
    words = {*_ARTICLES.get(number, ())}
    if 1 < number < _LARGEST_IN_WORDS:
        words.add(str(num2words(number, lang="de")))
    return words | {word.capitalize() for word in words}


@cache
def _number_words() -> frozenset[str]:
    """Return every word that is a number."""
    return frozenset().union(*(_in_words(number) for number in range(_LARGEST_IN_WORDS)))


def _year_before(name: str, known: Known) -> float | None:
    year, _, rest = name.partition("/")
    return value_of(known.figures.get(f"{int(year) - 1}/{rest}", ""))


def _quotations(name: str, known: Known) -> set[str]:
    """Return how what was published before may be told: each figure, or all of one period together."""
    figures = known.quoted[name]
    each = set().union(*(printed_before(figure, known.measures) for figure in figures))
    digits = known.measures[figures[0].measure].digits
    return each | {" / ".join(plain(figure.value, digits) for figure in figures)}


def _deviation(name: str, known: Known) -> str:
    """Return published minus counted, for every figure published about the whole of a year."""
    year, _, measure, *part = name.split("/")
    counted, digits = value_of(known.figures.get(name, "")), known.measures[measure].digits
    told = [
        figure
        for figures in known.quoted.values()
        for figure in figures
        if figure.measure == measure and figure.year == int(year) and not figure.categories
    ]
    if counted is None or part != [TOTAL, TOTAL] or not told:
        return MEANINGLESS
    return " / ".join(signed(figure.value - counted, digits) for figure in told)


def _recount(name: str, known: Known) -> str:
    """Return the sum of the published figures of the categories that a figure published before sums up."""
    figure = known.quoted[name][0]
    before = f"{figure.year}/{TOTAL}/{figure.measure}/"
    shown = {name.removeprefix(before).partition("/")[0] for name in known.figures if name.startswith(before)}
    found = recounted_in(figure, known.dimensions, shown.__contains__)
    if found is None:
        return ""
    values = [value_of(known.figures.get(f"{before}{found[0]}/{category}", "")) for category in found[1]]
    numbers = [value for value in values if value is not None]
    digits = 0 if figure.value.is_integer() else 2
    return plain(sum(numbers), digits) if len(numbers) == len(values) else ""


def _nearest_shares(name: str, part: float | None, known: Known) -> set[str]:
    """Return the whole per cents next to a share; which of them it is, the column decides."""
    total = value_of(known.figures.get("/".join([*name.split("/")[:3], TOTAL, TOTAL]), ""))
    if not total or part is None:
        return set()
    exact = 100 * part / total
    return {plain(rounded(exact)), plain(int(exact)), plain(int(exact) + (exact != int(exact)))}


def column_complaint(names: Sequence[str], texts: Sequence[str], known: Known) -> str:
    """Return what is wrong with a column of shares; nothing where all is right.

    Parameters
    ----------
    names
        The identities of the parts, the total's last.
    texts
        The shares as they are printed, in the same order.
    """
    *parts, total = [value_of(known.figures.get(name, "")) for name in names]
    expected = [*shares(parts, total), 100.0 if total else None]
    printed = [value_of(text) if text else None for text in texts]
    wrong = [
        text
        for text, now, then in zip(texts, printed, expected, strict=True)
        if now is not None and now != then
    ]
    return f"Die Anteile {', '.join(wrong)} sind nicht die der gezeigten Zahlen." if wrong else ""
