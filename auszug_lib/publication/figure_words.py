"""What a text template may say: the report's figures with their nouns and verbs, and names."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from auszug_lib.params.codes import PERMANENT, TOTAL
from auszug_lib.publication.comparison import WORTH_A_SHARE, Wording, comparison
from auszug_lib.publication.document import PER, Cell
from auszug_lib.publication.grammar import (
    Case,
    all_of,
    counted,
    listed,
    pronoun,
    spelt,
    verb,
    withheld_number,
)
from auszug_lib.publication.message import leaders, portion
from auszug_lib.publication.numbers import MEANINGLESS, plain, rounded
from auszug_lib.publication.prose import marked
from auszug_lib.publication.report_context import ReportContext

_RESIDUAL = {"sonstige", "unbekannt"}
_TWO_SIDES = 2  # of two classes, one is always in front
Phrases = Mapping[str, str] | str


class FigureWords:
    """The figures of a report in the forms a sentence needs.

    In every method `key` is a measure's key; `dimension` and `category` name a part of it. A measure that
    does not exist, or is not cut by the dimension, raises `ParamsError`.
    """

    def __init__(self, scope: ReportContext) -> None:
        self._scope = scope

    def value(self, key: str, dimension: str = TOTAL, category: str = TOTAL) -> float:
        """Return a figure in its measure's unit; zero where nothing was measured, or it is not shown."""
        return self._scope.cell(key, dimension, category).value or 0.0

    def has(self, key: str) -> bool:
        """Return whether a figure is shown; where it is not, its value says nothing."""
        return self._scope.has(key)

    def _marked(self, text: str, key: str, dimension: str = TOTAL, category: str = TOTAL) -> str:
        """Return the words for a figure with its identity around them."""
        cell = self._scope.cell(key, dimension, category)
        return marked(replace(cell, text=text, value=cell.value or 0.0))

    def _named(self, key: str, dimension: str, category: str) -> str:
        """Return a category's label, marked: that it is named says something about its figure."""
        label = self._scope.dimensions[dimension].label_of(category)
        return self._of_category(label, key, dimension, category)

    def _of_category(self, words: str, key: str, dimension: str, category: str) -> str:
        return marked(Cell(words, None, self._scope.cell(key, dimension, category).figure, "category"))

    def digits(self, key: str) -> str:
        """Return a figure in digits, „x“ where it is not shown."""
        if not self.has(key):
            return MEANINGLESS
        return self._marked(plain(self.value(key), self._scope.measures[key].digits), key)

    def count(self, key: str, case: Case = "nominative") -> str:
        """Return a figure with its noun: „132 Haushalte“."""
        measure, value = self._scope.measures[key], self.value(key)
        if not self.has(key):
            return withheld_number(measure.unit, case)
        number, _, noun = counted(value, measure.unit, case, measure.digits).partition(" ")
        return f"{self._marked(number, key)} {noun}"

    def alone(self, key: str, dimension: str = TOTAL, category: str = TOTAL) -> str:
        """Return a figure that stands for its noun: „33“, „eine“, „keine“."""
        value, unit = self.value(key, dimension, category), self._scope.measures[key].unit
        return self._marked(pronoun(value, unit), key, dimension, category)

    def all_of(self, key: str, dimension: str = TOTAL, category: str = TOTAL) -> str:
        """Return „alle“ or „beide“ for a figure that is the whole; see `grammar.all_of`."""
        value = self.value(key, dimension, category)
        return self._marked(all_of(value), key, dimension, category)

    def does(self, key: str, singular: str, plural: str) -> str:
        """Return the verb form that agrees with a figure."""
        return verb(self.value(key), singular, plural) if self.has(key) else singular

    def compared(self, key: str, than: str = "im Jahr davor", **wording: Any) -> str:
        """Return how a figure compares with the year before, after a comma; see `comparison`."""
        now, before = self._scope.cell(key), self._scope.cell(key, years_back=1)
        return comparison(now, before, self._scope.measures[key], Wording(than, **wording))

    def earlier(self, key: str) -> str:
        """Return the last figure before one that has none of the year before: „; 2016 waren es 293“."""
        this, scope = self._scope.year.year, self._scope
        years = [y for y in scope.figures.years if y < this and scope.has(key, years_back=this - y)]
        if not years or years[-1] == this - 1 or not scope.has(key):
            return ""
        cell = scope.cell(key, years_back=this - years[-1])
        return f"; {years[-1]} waren es {marked(cell)}" if (cell.value or 0) > 1 else ""

    def ratio(self, key: str, to: str) -> str:
        """Return how many of a figure there are for one of another: „1,5“; empty where that says little."""
        one, other = self._scope.cell(key), self._scope.cell(to)
        if one.value is None or other.value is None or other.value < WORTH_A_SHARE:
            return ""
        value = rounded(one.value / other.value, 1)
        return "" if value == 0 else marked(Cell(plain(value, 1), value, one.figure, PER + to))

    def parts(self, key: str, dimension: str, phrases: Phrases) -> str:
        """Return every category that is not empty, largest first: „60 am Telefon und eine per E-Mail“.

        `phrases` is what stands after a category's number, by category, or for all with `{label}` in it.
        """
        ranked = sorted(self._filled(key, dimension), key=lambda c: -self.value(key, dimension, c))
        return listed(
            [f"{self.alone(key, dimension, c)} {self._phrase(key, dimension, c, phrases)}" for c in ranked]
        )

    def breakdown(self, key: str, dimension: str, phrases: Phrases) -> str:
        """Return the rest of a sentence about a figure: „: 60 am Telefon und 51 per E-Mail“, „, alle …“."""
        total, filled = self.value(key), self._filled(key, dimension)
        values = [self.value(key, dimension, category) for category in filled]
        if not filled or not total:
            return ""
        if values == [total]:
            phrase = self._phrase(key, dimension, filled[0], phrases)
            return f", {self.all_of(key, dimension, filled[0])} {phrase}"
        is_whole = total == sum(values)
        return f"{':' if is_whole else ', darunter'} {self.parts(key, dimension, phrases)}"

    def _phrase(self, key: str, dimension: str, category: str, phrases: Phrases) -> str:
        phrase = phrases if isinstance(phrases, str) else phrases.get(category, "({label})")
        return phrase.replace("{label}", self._named(key, dimension, category))

    def only(self, key: str, dimension: str, whole: float) -> str:
        """Return the label of the category that `whole`, the figure of all, is in; empty if in several."""
        filled = [c for c in self._filled(key, dimension) if self.value(key, dimension, c) == whole]
        return self._named(key, dimension, filled[0]) if len(filled) == 1 else ""

    def _filled(self, key: str, dimension: str) -> list[str]:
        """Return the categories with something in them; where terms end, those of limited positions."""
        found = [c for c in self._scope.categories(key, dimension) if self.value(key, dimension, c)]
        return [category for category in found if category != PERMANENT]

    def _leading(self, key: str, dimension: str) -> list[tuple[str, str]]:
        """Return level and category of those in front, if there is enough to speak of and not all in one."""
        shown, total = self._scope.shown(key, dimension), self._scope.cell(key).value
        if shown is None or not total or total < WORTH_A_SHARE:
            return []
        categories = self._scope.categories(key, shown.key)
        found = leaders(categories, [self._scope.cell(key, shown.key, c) for c in categories])
        return [(shown.key, category) for category in found.labels] if found and found.value < total else []

    def leading(self, key: str, dimension: str, phrase: str) -> str:
        """Return the categories in front: „im Mai und im Juli“; empty where nothing stands out.

        `phrase` is how each of them is said, with `{label}` in it.
        """
        phrases = [self._phrase(key, level, c, phrase) for level, c in self._leading(key, dimension)]
        return listed(phrases) if phrases else ""

    def front(self, key: str, dimension: str) -> str:
        """Return the one category in front with its figure: „Syrien (46)“; empty where that is the rest."""
        front = self._leading(key, dimension)
        if len(front) != 1 or len(self._scope.categories(key, front[0][0])) <= _TWO_SIDES:
            return ""
        [(level, category)] = front
        codes = self._scope.dimensions[level].parts.get(category, ())
        if _RESIDUAL & {category, *codes}:
            return ""
        together = " zusammen" if len(codes) > 1 else ""
        return f"{self._named(key, level, category)}{together} ({self.alone(key, level, category)})"

    def most_often(self, key: str, dimension: str, phrases: Mapping[str, str]) -> str:
        """Return the phrase, marked, for the one category in front; empty where there is none."""
        front = self._leading(key, dimension)
        if len(front) != 1 or front[0][1] not in phrases:
            return ""
        [(level, category)] = front
        return self._of_category(phrases[category], key, level, category)

    def portion(self, part: str, whole: str) -> str:
        """Return what a figure makes of another in words: „gut die Hälfte“; empty where that says little."""
        of_part, of_whole = self._scope.cell(part).value, self._scope.cell(whole).value
        if of_part is None or not of_whole or of_whole < WORTH_A_SHARE or of_part > of_whole:
            return ""
        return portion(of_part, of_whole)

    def time_of(self, key: str) -> str:
        """Return in which months of the year there was something: „von September an bis zum Jahresende“.

        Empty where it was from January to December, whatever was between; and where nothing was.
        """
        names = self._scope.categories(key, "month")
        found = [month for month in names if self.value(key, "month", month)]
        if not found or (found[0], found[-1]) == (names[0], names[-1]):
            return ""
        first, last = (self._scope.dimensions["month"].label_of(month) for month in (found[0], found[-1]))
        if first == last:
            return f"im {first}"
        return f"von {first} an bis zum Jahresende" if found[-1] == names[-1] else f"von {first} bis {last}"

    def one_full_position_each(self) -> bool:
        """Return whether every carrier has exactly one permanent position, and that full-time."""
        return all(
            self._scope.cell(key, "term", PERMANENT, carrier=carrier.code).value == 1
            for key in ("positions", "full_time_equivalents")
            for carrier in self._scope.lines
        )


def text_context(scope: ReportContext) -> Mapping[str, Any]:
    """Return the names that text templates know."""
    city, year = scope.city, scope.year
    carriers = year.carriers_in(city)
    return {
        "city": city.name,
        "department": city.department,
        "programme": city.programme,
        "partner": city.codes["vermieterart"][city.partner_landlord],
        "funding": city.codes["foerderweg"][city.reported_funding],
        "carriers": listed([carrier.name for carrier in carriers]),
        "figures": FigureWords(scope),
        "is_combined": scope.is_combined,
        "year": year.year,
        "report_number": year.report_number,
        "programme_start": city.programme_start,
        "several_carriers": len(carriers) > 1,
        "number_of_carriers": spelt(len(carriers)),
    }
