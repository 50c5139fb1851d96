"""A figure beside that of the year before, in words: the one form that all texts use."""

from dataclasses import dataclass, replace

from auszug_lib.publication.document import Cell
from auszug_lib.publication.grammar import Case, counted, pronoun
from auszug_lib.publication.numbers import relative_change, rounded
from auszug_lib.publication.prose import marked
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import TIMES

# Below this, one more or less is over five per cent: a share or a rank says little.
WORTH_A_SHARE = 20
_WORTH_TELLING = 5  # per cent
_DOUBLED = 100  # per cent; of more, the number alone says enough
_MORE_THAN_CHANCE = 2  # of few: one more or less is no news


@dataclass(frozen=True)
class Wording:
    """How a comparison stands in its sentence.

    With what, whether its noun is said, in which case, and whether it is told where there is no news too.
    """

    than: str = "im Jahr davor"
    named: bool = False
    case: Case = "nominative"
    always: bool = False


def comparison(now: Cell, before: Cell, measure: Measure, wording: Wording = Wording()) -> str:
    """Return the end of a sentence: „, 28 weniger als im Jahr davor (−21 %)“.

    It is empty where a figure is unknown, and where the change is no news unless `wording` asks for it.
    """
    if now.value is None or before.value is None:
        return ""
    difference = rounded(now.value - before.value, measure.digits)
    apart = Cell("", difference, now.figure, "difference", before.text)
    if not (wording.always or _is_news(now.value, before.value, measure)):
        return ""
    if difference == 0 or about_the_same(now.value, before.value):
        return f", {_the_same(apart, now.value, before, measure, wording)}"
    if 0 in (now.value, before.value):
        # „132 weniger“ says less than that there were 132, and now none.
        named = wording.named and now.value != 0
        return f", {wording.than} {_of_before(before, measure, replace(wording, named=named))}"
    if measure.unit == TIMES:  # „zwölf Mal mehr“ would be twelvefold
        often = marked(replace(apart, text="öfter" if difference > 0 else "seltener"))
        return f", {often} als {wording.than} ({_of_before(before, measure, wording)})"
    more = f"{_number(abs(difference), measure, wording)} {'mehr' if difference > 0 else 'weniger'}"
    return f", {marked(replace(apart, text=more))} als {wording.than}{_in_per_cent(now, before, measure)}"


def about_the_same(now: float, before: float) -> bool:
    """Return whether a figure is less than five per cent from another one that is not small."""
    return before >= WORTH_A_SHARE and 100 * abs(now - before) < _WORTH_TELLING * before


def _is_news(now: float, before: float, measure: Measure) -> bool:
    """Return whether a change is worth a reader's time: five per cent, of few two more or less."""
    if now == before or 0 in (now, before):
        return now != before
    if measure.adds_up and before < WORTH_A_SHARE:
        return abs(now - before) >= _MORE_THAN_CHANCE
    return 100 * abs(now - before) >= _WORTH_TELLING * before


def _the_same(apart: Cell, value: float, before: Cell, measure: Measure, wording: Wording) -> str:
    noun = f" {measure.unit.plural}" if wording.named else ""
    if apart.value:
        about = marked(replace(apart, text=f"etwa so viele{noun}"))
        return f"{about} wie {wording.than} ({_of_before(before, measure, replace(wording, named=False))})"
    same = "wie schon" if value in (0, 1) else f"ebenso viele{noun} wie"
    return f"{marked(replace(apart, text=same))} {wording.than}"


def _of_before(before: Cell, measure: Measure, wording: Wording) -> str:
    number, space, noun = _number(before.value or 0.0, measure, wording).partition(" ")
    return marked(replace(before, text=number)) + space + noun


def _number(value: float, measure: Measure, wording: Wording) -> str:
    """Return a number with its noun, or in place of it."""
    if measure.unit == TIMES:
        return counted(value, TIMES) if value else "nie"
    if wording.named or measure.digits:
        return counted(value, measure.unit, wording.case, measure.digits)
    return pronoun(value, measure.unit)


def _in_per_cent(now: Cell, before: Cell, measure: Measure) -> str:
    """Return the change in per cent, in brackets, where it says more than the difference."""
    if now.value is None or not before.value or before.value < WORTH_A_SHARE or not measure.adds_up:
        return ""
    change = rounded(100 * (now.value - before.value) / before.value)
    if abs(change) > _DOUBLED:
        return ""
    text = relative_change(now.value, before.value)
    return f" ({marked(Cell(text, change, now.figure, 'change', before.text))}\u00a0%)"
