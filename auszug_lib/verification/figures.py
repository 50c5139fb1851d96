"""Figures as they are printed: each must say what was published under its name, or what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from num2words import num2words

from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.comparison import Wording, comparison
from auszug_lib.publication.document import Cell
from auszug_lib.publication.grammar import CASES
from auszug_lib.publication.numbers import MEANINGLESS, ZERO, plain, relative_change, rounded, shares, signed
from auszug_lib.publication.prose import MARK
from auszug_lib.statistics.trend import recounted_in
from auszug_lib.verification.known import Known
from auszug_lib.verification.numerals import numbers_in, value_of


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
    try:
        if not _agrees(printed):
            return f"{printed.text} steht da, für Maschinen aber {printed.value}."
        if printed.before and value_of(printed.before) != _year_before(printed.name, known):
            return f"{printed.before} soll {printed.name} im Jahr davor gewesen sein, ist es aber nicht."
        expected = _expected(printed, known)
    except (LookupError, TypeError, ValueError):  # a name or a value of no figure
        expected = set()
    if printed.text in expected or (printed.derived == "category" and not numbers_in(printed.text)):
        return ""  # a category without a number in its name may be named in a sentence's own words
    is_really = " oder ".join(sorted(expected)) or "nicht veröffentlicht"
    how = f" ({printed.derived})" if printed.derived else ""
    return f"{printed.text} steht da, {printed.name}{how} ist aber {is_really}."


def _agrees(printed: Printed) -> bool:
    """Return whether text and value for machines are the same; in „28 weniger“ the word is the sign."""
    if not printed.value or not (numbers := numbers_in(printed.text)):
        return True
    value, machine = value_of(printed.text), float(printed.value)
    return value == machine if value is not None else value_of(numbers[0]) == abs(machine)


def _expected(printed: Printed, known: Known) -> set[str]:
    """Return all texts that a figure may have."""
    name = printed.name
    if printed.derived == "category":
        return {known.label_of(name)}
    if printed.derived == "deviation":
        return {_deviation(name, known)}
    if printed.derived == "recount":
        return {_recount(name, known)}
    if name in known.quoted:
        return _quotations(name, known)
    text, measure = known.figures[name], known.measures[name.split("/")[2]]
    now = value_of(text)
    if not printed.derived:
        return _texts(text, now, printed)
    if printed.derived == "share":
        return _nearest_shares(name, now, known)
    before = _year_before(name, known)
    if before is None or now is None:
        return set()
    if printed.derived == "change":
        return {relative_change(now, before)}
    if printed.derived != "difference":
        return set()
    one, other = (Cell(plain(value, measure.digits), value, name) for value in (now, before))
    wordings = (Wording(named=named, case=case) for named in (True, False) for case in CASES)
    marks = (mark for way in wordings for mark in MARK.finditer(comparison(one, other, measure, way)))
    in_words = {mark[1] for mark in marks if mark[3] == "difference"}
    return {signed(rounded(now - before, measure.digits), measure.digits), *in_words}


def _texts(text: str, number: float | None, printed: Printed) -> set[str]:
    """Return how a published figure may be printed: as in tables, with a zero, or in words like „alle“."""
    if number is None:
        return {text}
    in_digits = {plain(number, len(text.partition(",")[2])), *([ZERO] if number == 0 else [])}
    is_in_words = not numbers_in(printed.text) and printed.value and float(printed.value) == number
    right = is_in_words and _number_words().get(printed.text.lower(), number) == number
    return in_digits | ({printed.text} if right else set())


@cache
def _number_words() -> Mapping[str, int]:
    """Return the value of every word that is a number."""
    endings = ("", "e", "en", "em", "er", "es", "s")
    articles = {stem + ending: number for number, stem in enumerate(("kein", "ein")) for ending in endings}
    return {str(num2words(number, lang="de")): number for number in range(100)} | articles | {ZERO: 0}


def _year_before(name: str, known: Known) -> float | None:
    year, _, rest = name.partition("/")
    return value_of(known.figures[f"{int(year) - 1}/{rest}"])


def _quotations(name: str, known: Known) -> set[str]:
    """Return how figures published before may be printed: each as in trend or register, or all together."""
    values = [figure.value for figure in known.quoted[name]]
    digits = known.measures[known.quoted[name][0].measure].digits
    exact = {plain(value, 0 if value.is_integer() else 2) for value in values}
    rounded_ = [plain(value, digits) for value in values]
    return {*exact, *rounded_, " / ".join(rounded_)}


def _deviation(name: str, known: Known) -> str:
    """Return published minus counted, for every figure published about the whole of a year."""
    year, _, measure, *part = name.split("/")
    counted, digits = value_of(known.figures.get(name, "")), known.measures[measure].digits
    published = [
        figure.value
        for figures in known.quoted.values()
        for figure in figures
        if figure.measure == measure and figure.year == int(year) and not figure.categories
    ]
    if counted is None or part != [TOTAL, TOTAL] or not published:
        return MEANINGLESS
    return " / ".join(signed(value - counted, digits) for value in published)


def _recount(name: str, known: Known) -> str:
    """Return the sum of the published figures of the categories that a figure published before sums up."""
    figure = known.quoted[name][0]
    before = f"{figure.year}/{TOTAL}/{figure.measure}/"
    shown = {name.removeprefix(before).partition("/")[0] for name in known.figures if name.startswith(before)}
    found = recounted_in(figure, known.dimensions, shown.__contains__)
    if found is None:
        return ""
    values = [value_of(known.figures[f"{before}{found[0]}/{category}"]) for category in found[1]]
    return plain(sum(value or 0 for value in values), 0 if figure.value.is_integer() else 2)


def _nearest_shares(name: str, part: float | None, known: Known) -> set[str]:
    """Return the whole per cents next to a share; which of them it is, the column decides."""
    total = value_of(known.figures["/".join([*name.split("/")[:3], TOTAL, TOTAL])])
    if not total or part is None:
        return set()
    exact = 100 * part / total
    return {plain(rounded(exact)), plain(int(exact)), plain(int(exact) + (exact != int(exact)))}


def column_complaint(names: Sequence[str], texts: Sequence[str], known: Known) -> str:
    """Return what is wrong with a column of shares, the total's last; nothing where all is right."""
    *parts, total = [value_of(known.figures.get(name, "")) for name in names]
    expected = [*shares(parts, total), 100.0 if total else None]
    pairs = zip(texts, expected, strict=True)
    wrong = [text for text, then in pairs if (now := value_of(text)) is not None and now != then]
    return f"Die Anteile {', '.join(wrong)} sind nicht die der gezeigten Zahlen." if wrong else ""
