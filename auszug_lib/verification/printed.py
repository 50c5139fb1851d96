"""Figures as they are printed: each must say what was published under its name, or what follows from it."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.comparison import Wording, comparison
from auszug_lib.publication.document import PER, Cell
from auszug_lib.publication.figure_id import FigureId
from auszug_lib.publication.grammar import CASES, all_of
from auszug_lib.publication.numbers import (
    MEANINGLESS,
    ZERO,
    plain,
    relative_change,
    rounded,
    shares,
    signed,
    value_of,
)
from auszug_lib.publication.prose import MARK
from auszug_lib.statistics.recount import recounted_in
from auszug_lib.verification.known import Known, numbers_in

_NONE_OR_ONE: Mapping[float, str] = {0: "nie|kein(e[mnrs]?|s)?", 1: "ein(e[mnrs]?|s)?"}


@dataclass(frozen=True)
class Printed:
    """A figure on a page: its name, how it is derived, its text, its value for machines, the year before."""

    name: str
    derived: str
    text: str
    value: str = ""
    before: str = ""

    @property
    def figure(self) -> FigureId | None:
        """Which figure it is; None where the name is of no figure, or of one published before."""
        try:
            return FigureId.parse(self.name)
        except ValueError:
            return None


def complaint(printed: Printed, known: Known) -> str:
    """Return what is wrong with a figure on a page as a German sentence; nothing where all is right."""
    try:
        if not _agrees(printed):
            return f"{printed.text} steht da, für Maschinen aber {printed.value}."
        if printed.before and value_of(printed.before) != _year_before(FigureId.parse(printed.name), known):
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
    name, derived = printed.name, printed.derived
    if derived == "recount":
        return {_recount(name, known)}
    if name in known.quoted and derived != "deviation":
        return _quotations(name, known)
    figure = FigureId.parse(name)
    if derived == "category":
        return {known.label_of(figure)}
    if derived == "deviation":
        return {_deviation(figure, known)}
    now = value_of(known.figures[name])
    if not derived:
        return _texts(known.figures[name], now, printed)
    if derived.startswith(PER):
        other = value_of(known.figures[str(figure.total._replace(measure=derived.removeprefix(PER)))])
        return {plain(rounded(now / other, 1), 1)} if now and other else set()
    if derived == "share":
        return _nearest_shares(figure, now, known)
    before = _year_before(figure, known)
    if before is None or now is None:
        return set()
    if derived == "change":
        return {relative_change(now, before)}
    return _differences(figure, now, before, known) if derived == "difference" else set()


def _differences(figure: FigureId, now: float, before: float, known: Known) -> set[str]:
    """Return how a difference may be printed: as in tables, or in any words of a comparison."""
    measure = known.year.measures[figure.measure]
    one, other = (Cell(plain(value, measure.digits), value, str(figure)) for value in (now, before))
    ways = itertools.product((True, False), CASES, (True, False))
    wordings = (Wording(named=named, case=case, always=always) for named, case, always in ways)
    marks = (mark for way in wordings for mark in MARK.finditer(comparison(one, other, measure, way)))
    in_words = {mark[1] for mark in marks if mark[3] == "difference"}
    return {signed(rounded(now - before, measure.digits), measure.digits), *in_words}


def _texts(text: str, number: float | None, printed: Printed) -> set[str]:
    """Return how a published figure may be printed: as in tables, with a zero, or in words like „alle“."""
    if number is None:
        return {text}
    in_digits = {plain(number, len(text.partition(",")[2])), *([ZERO] if number == 0 else [])}
    return in_digits | ({printed.text} if _says(printed.text.lower(), number) else set())


def _says(words: str, number: float) -> bool:
    """Return whether words stand for a number: „keine“ and „nie“, „ein“, „beide“, „alle“."""
    return words == all_of(number) or bool(re.fullmatch(_NONE_OR_ONE.get(number, ""), words))


def _year_before(figure: FigureId, known: Known) -> float | None:
    return value_of(known.figures[str(figure.year_before)])


def _quotations(name: str, known: Known) -> set[str]:
    """Return how figures published before may be printed: each as in trend or register, or all together."""
    values = [figure.value for figure in known.quoted[name]]
    digits = known.year.measures[known.quoted[name][0].measure].digits
    exact = {plain(value, 0 if value.is_integer() else 2) for value in values}
    rounded_ = [plain(value, digits) for value in values]
    return {*exact, *rounded_, " / ".join(rounded_)}


def _deviation(figure: FigureId, known: Known) -> str:
    """Return published minus counted, for every figure published about the whole of a year."""
    counted, digits = value_of(known.figures.get(str(figure), "")), known.year.measures[figure.measure].digits
    published = [
        one.value
        for quoted in known.quoted.values()
        for one in quoted
        if one.measure == figure.measure and one.year == figure.year and not one.categories
    ]
    if counted is None or figure != figure.total or not published:
        return MEANINGLESS
    return " / ".join(signed(value - counted, digits) for value in published)


def _recount(name: str, known: Known) -> str:
    """Return the sum of the published figures of the categories that a figure published before sums up."""
    quoted = known.quoted[name][0]
    whole = (quoted.year, TOTAL, quoted.measure)
    shown = {figure.dimension for figure in map(FigureId.parse, known.figures) if figure[:3] == whole}
    found = recounted_in(quoted, known.year.dimensions, shown.__contains__)
    if found is None or quoted.year is None:
        return ""
    dimension, categories = found
    parts = [FigureId(quoted.year, TOTAL, quoted.measure, dimension, category) for category in categories]
    values = [value_of(known.figures[str(part)]) for part in parts]
    return plain(sum(value or 0 for value in values), 0 if quoted.value.is_integer() else 2)


def _nearest_shares(figure: FigureId, part: float | None, known: Known) -> set[str]:
    """Return the whole per cents next to a share; which of them it is, the column decides."""
    total = value_of(known.figures[str(figure.total)])
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
