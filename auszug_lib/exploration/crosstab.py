"""Cross tables: a measure by two dimensions, or over years, as a table and as a chart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from auszug_lib import ParamsError
from auszug_lib.exploration.explorer import YEAR, Explorer, Where
from auszug_lib.exploration.listing import INTERNAL
from auszug_lib.params.codes import TOTAL, CodeList
from auszug_lib.publication import drawing
from auszug_lib.publication.chart import every_value
from auszug_lib.publication.document import Cell, Chart, Row, Table
from auszug_lib.publication.grammar import listed
from auszug_lib.publication.numbers import number, rounded
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.table import CHANGES, changed
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure

_WHOLE = "Insgesamt"
_MOST_PANELS = 6  # small charts side by side
_IN_TIME = ("month", YEAR)


@dataclass(frozen=True)
class Crosstab(Table):
    """Eine Kreuztabelle: `.frame()`, `.excel("datei.xlsx")`, `.copy()` und `.chart()` machen etwas daraus."""

    in_time: bool = False

    def chart(self) -> Chart | Prose:
        """Zeichnet die Tabelle im Stil der Berichte: Balken, bei zwei Merkmalen nebeneinander."""
        rows = [row for row in self.rows if not row.total]
        columns = [(place, name) for place, name in enumerate(self.columns) if name not in (_WHOLE, *CHANGES)]
        labels = [row.header for row in rows]
        panels = {name: [row.cells[place] for row in rows] for place, name in columns}
        if not panels:
            panels = {self.title: [row.cells[-1] for row in rows]}
        if min(len(labels), len(panels)) > _MOST_PANELS:
            return Prose(
                "Zu viele Kategorien für ein Bild; bitte ein Merkmal gröber nehmen, etwa `district:1`."
            )
        if len(panels) > _MOST_PANELS:
            turned = zip(*panels.values(), strict=True)
            labels, panels = list(panels), dict(zip(labels, map(list, turned), strict=True))
        if not any(cell.value for cells in panels.values() for cell in cells):
            return Prose("Hier ist alles null; es gibt nichts zu zeichnen.")
        said = " ".join(f"{name}: {every_value(labels, cells)}." for name, cells in panels.items())
        if len(panels) == 1:
            [cells] = panels.values()
            svg, narrow = (drawing.columns if self.in_time else drawing.bars)(labels, cells)
        else:
            svg, narrow = drawing.panels(labels, panels)
        alt = f"Balkendiagramm. {self.title}. {said}"
        return Chart(f"{self.name}-bild", self.title, alt, svg, source=self.source, narrow=narrow)


@dataclass(frozen=True)
class Question:
    """What a cross table answers: a measure by one or two dimensions, of some categories, in some years.

    One of the dimensions may be the year; else there is one year, by default that of the explorer.
    """

    explorer: Explorer
    measure: Measure
    keys: tuple[str, ...]
    where: Where
    years: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.keys) not in (1, 2) or len(set(self.keys)) != len(self.keys):
            raise ParamsError("Eine Kreuztabelle hat ein Merkmal oder zwei verschiedene.")
        if len(self.years) > 1 and YEAR not in self.keys:
            raise ParamsError(f"Mehrere Jahre stehen nebeneinander: bitte „{YEAR}“ als Merkmal nennen.")

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The years that are asked about."""
        own = self.explorer.years if YEAR in self.keys else (self.explorer.year.params.year,)
        return self.years or own

    @cached_property
    def found(self) -> Mapping[tuple[str, ...], float]:
        """The figures by category, and by `gesamt` for the whole of a dimension; years have no whole."""
        found = {}
        others = [key for key in self.keys if key != YEAR]
        for year in self.asked:
            for place, (value, _) in self.explorer.of(year).counted(self.measure, others, self.where).items():
                at = iter(place)
                found[tuple(str(year) if key == YEAR else next(at) for key in self.keys)] = value
        return found

    @cached_property
    def cuts(self) -> tuple[tuple[Dimension, tuple[str, ...]], ...]:
        """The dimensions, each with its categories in order, and the whole at last."""
        known = self.explorer.crossable(self.measure)
        years = CodeList(YEAR, {str(year): str(year) for year in self.asked})
        cuts = []
        for at, key in enumerate(self.keys):
            dimension = Dimension(YEAR, "Jahr", years) if key == YEAR else known[key]
            seen = sorted({place[at] for place in self.found} - {TOTAL})
            categories = dimension.categories.codes if dimension.categories else tuple(seen)
            cuts.append((dimension, (*categories, *(() if key == YEAR else (TOTAL,)))))
        return tuple(cuts)

    def cell(self, *place: str) -> Cell:
        """Return a figure as it is printed."""
        value = self.found.get(place, 0.0 if self.measure.adds_up else None)
        printed = None if value is None else rounded(value, self.measure.digits)
        return Cell(number(value, self.measure.digits), printed)


def crosstab(question: Question, source: str) -> Crosstab:
    """Return the answer as a table."""
    (first, rows), *second = question.cuts
    measure, keys = question.measure, question.keys
    [(other, columns)] = second or [(first, ())]
    labels = [_label(other, column) for column in columns] if second else [measure.label]
    lines = [
        Row(
            _label(first, row),
            tuple(question.cell(row, column) for column in columns) if second else (question.cell(row),),
            total=row == TOTAL,
        )
        for row in rows
    ]
    when = "" if YEAR in keys else f" {question.asked[0]}"
    title = f"{measure.label}{when} nach {listed([cut.label for cut, _ in question.cuts])}"
    name = f"{measure.key}-{'-'.join(keys)}".replace(":", "-")
    notes = (*((f"Nur: {_restricted(question)}.",) if question.where else ()), INTERNAL)
    in_time = keys[0] in _IN_TIME
    return Crosstab(name, title, first.label, tuple(labels), tuple(lines), notes, source, in_time=in_time)


def comparison(question: Question, source: str) -> Crosstab:
    """Return a measure in the years that are asked about, the first of two also against the second."""
    table = crosstab(question, source)
    if len(question.asked) != 2:
        return table
    rows = [
        replace(row, cells=(*row.cells, *changed(row.cells[0], row.cells[1], question.measure)))
        for row in table.rows
    ]
    return replace(table, columns=(*table.columns, *CHANGES), rows=tuple(rows))


def _label(dimension: Dimension, category: str) -> str:
    return _WHOLE if category == TOTAL else dimension.label_of(category)


def _restricted(question: Question) -> str:
    cuts = question.explorer.crossable(question.measure)
    within = question.explorer.within(question.where, cuts)
    return "; ".join(
        f"{cuts[key].label} {', '.join(map(cuts[key].label_of, codes))}" for key, codes in within.items()
    )
