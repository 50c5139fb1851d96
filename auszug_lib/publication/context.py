"""What a text template may say: the report's figures with their nouns and verbs, and names."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from auszug_lib.codes import PERMANENT, TOTAL
from auszug_lib.publication.document import Cell
from auszug_lib.publication.grammar import Case, counted, listed, pronoun, secret_number, spelt, verb
from auszug_lib.publication.markdown import marked
from auszug_lib.publication.numbers import plain
from auszug_lib.publication.scope import Scope
from auszug_lib.publication.table import figure_cell


class Secret:
    """A number that is not published; for sentences it is not none, and no more than one."""

    def __str__(self) -> str:
        return "geheim"

    def __ge__(self, other: float) -> bool:
        return other <= 1

    def __gt__(self, other: float) -> bool:
        return other < 1


SECRET = Secret()


class FigureWords:
    """The figures of a report in the forms a sentence needs.

    Parameters
    ----------
    scope
        What the report speaks of.

    Notes
    -----
    In every method `key` is a measure's key; `dimension` and `category` name a part of it. A measure that
    does not exist, or is not cut by the dimension, raises KeyError.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def value(self, key: str, dimension: str = TOTAL, category: str = TOTAL) -> "float | Secret":
        """Return a figure in its measure's unit; zero where nothing was measured."""
        value = self._scope.value(key, dimension, category)
        if value is None and self._scope.is_public and self._scope.measures[key].adds_up:
            return SECRET
        return value or 0.0

    def before(self, key: str) -> float | None:
        """Return the figure of the year before, or None."""
        return self._scope.value(key, years_back=1)

    def _marked(
        self, text: str, key: str, dimension: str = TOTAL, category: str = TOTAL, years_back: int = 0
    ) -> str:
        """Return the words for a figure with its identity around them."""
        measure = self._scope.measures[key]
        cell = figure_cell(self._scope, measure, dimension, category, years_back=years_back)
        return marked(replace(cell, text=text, value=cell.value or 0.0))

    def _named(self, key: str, dimension: str, category: str) -> str:
        """Return a category's label; one with digits in it is marked, for it says something by itself."""
        label = self._scope.dimensions[dimension].label_of(category)
        if not any(sign.isdigit() for sign in label):
            return label
        cell = figure_cell(self._scope, self._scope.measures[key], dimension, category)
        return marked(Cell(label, None, cell.figure, "category"))

    def digits(self, key: str) -> str:
        """Return a figure in digits."""
        value = self.value(key)
        if isinstance(value, Secret):
            return str(value)
        return self._marked(plain(value, self._scope.measures[key].digits), key)

    def count(self, key: str, case: Case = "nominative") -> str:
        """Return a figure with its noun: „132 Haushalte“."""
        measure, value = self._scope.measures[key], self.value(key)
        if isinstance(value, Secret):
            return secret_number(measure.unit, case)
        return self._with_noun(counted(value, measure.unit, case, measure.digits), key)

    def _with_noun(self, words: str, key: str, years_back: int = 0) -> str:
        """Return a number and its noun, the number marked."""
        number, _, noun = words.partition(" ")
        return f"{self._marked(number, key, years_back=years_back)} {noun}"

    def count_before(self, key: str, case: Case = "nominative") -> str:
        """Return the figure of the year before with its noun; zero where there is none."""
        measure = self._scope.measures[key]
        words = counted(self.before(key) or 0.0, measure.unit, case, measure.digits)
        return self._with_noun(words, key, years_back=1)

    def alone(self, key: str, dimension: str = TOTAL, category: str = TOTAL) -> str:
        """Return a figure that stands for its noun: „33“, „eine“, „keine“."""
        value, unit = self.value(key, dimension, category), self._scope.measures[key].unit
        if isinstance(value, Secret):
            return "eine geheime Zahl"
        return self._marked(pronoun(value, unit), key, dimension, category)

    def does(
        self, key: str, singular: str, plural: str, dimension: str = TOTAL, category: str = TOTAL
    ) -> str:
        """Return the verb form that agrees with a figure."""
        value = self.value(key, dimension, category)
        return singular if isinstance(value, Secret) else verb(value, singular, plural)

    def parts(self, key: str, dimension: str, form: str = "{label} {value}") -> str:
        """Return every category that is not empty, largest first: „Telefon 60, E-Mail 51“.

        Parameters
        ----------
        key, dimension
            The measure, and what it is cut by.
        form
            How one category is written, with `{label}` and `{value}`.
        """
        found = [
            (category, self.value(key, dimension, category)) for category in self._filled(key, dimension)
        ]
        ranked = sorted(found, key=lambda part: 0.0 if isinstance(part[1], Secret) else -part[1])
        texts = {
            c: str(value) if isinstance(value, Secret) else self._marked(plain(value), key, dimension, c)
            for c, value in ranked
        }
        return ", ".join(
            form.format(label=self._named(key, dimension, c), value=text) for c, text in texts.items()
        )

    def only(self, key: str, dimension: str) -> str:
        """Return the label of the only category that is not empty, or an empty text."""
        filled = self._filled(key, dimension)
        return self._named(key, dimension, filled[0]) if len(filled) == 1 else ""

    def _filled(self, key: str, dimension: str) -> list[str]:
        """Return the categories with something in them; where terms end, those of limited positions."""
        found = [c for c in self._scope.categories(key, dimension) if self.value(key, dimension, c)]
        return [category for category in found if category != PERMANENT]

    def first_month(self, key: str) -> str:
        """Return the first month with something counted; empty where that is January, or there is none."""
        for month in self._scope.categories(key, "month")[1:]:
            if self.value(key, "month", "1"):
                break
            if self.value(key, "month", month):
                return self._scope.dimensions["month"].label_of(month)
        return ""

    def one_full_position_each(self) -> bool:
        """Say whether every carrier has exactly one permanent position, and that full-time."""
        carriers = self._scope.year.carriers_in(self._scope.city)
        return all(
            self._scope.value(key, "term", PERMANENT, carrier=carrier.code) == 1
            for key in ("positions", "full_time_equivalents")
            for carrier in carriers
        )


def text_context(scope: Scope) -> Mapping[str, Any]:
    """Return the names that text templates know."""
    city, year = scope.city, scope.year
    carriers = year.carriers_in(city)
    return {
        "figures": FigureWords(scope),
        "is_combined": scope.is_combined,
        "year": year.year,
        "first_day": year.first_day,
        "last_day": year.last_day,
        "report_number": year.report_number,
        "city": city.name,
        "department": city.department,
        "programme": city.programme,
        "programme_start": city.programme_start,
        "partner": city.codes["vermieterart"][city.partner_landlord],
        "funding": city.codes["foerderweg"][city.reported_funding],
        "several_carriers": len(carriers) > 1,
        "number_of_carriers": spelt(len(carriers)),
        "carriers": listed([carrier.name for carrier in carriers]),
    }
