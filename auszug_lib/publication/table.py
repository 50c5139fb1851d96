"""Tables of figures: by measure, by category, by carrier; and the band of key figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.document import Cell, KeyFigure, KeyFigures, Row, Table
from auszug_lib.publication.grammar import listed, within_sentence
from auszug_lib.publication.numbers import MEANINGLESS, ZERO, plain, relative_change, rounded, shares, signed
from auszug_lib.publication.prose import Prose, escaped
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure

# So many measures are compared with the year before in one table; more do not fit a page.
_WIDEST_COMPARISON = 2

_CARRIER = "Träger"
CHANGES = ("Veränderung", "Veränderung in\u00a0%")


def withheld(scope: ReportContext, measure: Measure, by: str = "") -> Prose:
    """Return the sentence in place of a figure, or of a table by something, that is not printed."""
    who = "weist der Bericht" if scope.is_combined else "weisen die Berichte der Träger"
    cut = f" nach {by}" if by else ""
    return Prose(escaped(f"„{measure.label}“ {who} nicht{cut} aus, damit niemand zu erkennen ist."))


def key_figures(scope: ReportContext, keys: Sequence[str]) -> KeyFigures | Prose:
    """Return measures as key figures, each with that of the year before where there is one.

    Those that may not be shown are left out; where that is all of them, a sentence stands instead.
    """
    shown = tuple(_key_figure(scope, scope.measures[key]) for key in keys if scope.has(key))
    if not shown:
        return withheld(scope, scope.measures[keys[0]])
    return KeyFigures(f"Kennzahlen {scope.year.year}", shown)


def _key_figure(scope: ReportContext, measure: Measure) -> KeyFigure:
    cell = scope.cell(measure.key)
    if not scope.has(measure.key, years_back=1):
        return KeyFigure(cell, measure.label, measure=measure.key)
    before = scope.cell(measure.key, years_back=1)
    return KeyFigure(cell, measure.label, f"{scope.year.year - 1}: ", measure.key, before)


def measures_table(scope: ReportContext, keys: Sequence[str]) -> Table | Prose:
    """Return one row a measure: its figure, that of the year before, the difference, and that in per cent.

    Where nothing is published of the year before, the figure is alone. A sentence stands where none of the
    measures may be shown.
    """
    year, every = scope.year.year, _measures(scope, keys)
    measures = [measure for measure in every if scope.has(measure.key)]
    if not measures:
        return withheld(scope, every[0])
    compared = _has_before(scope, measures, TOTAL)
    columns = [str(year), *([str(year - 1), *CHANGES] if compared else [])]
    rows = []
    for measure in measures:
        cells = [scope.cell(measure.key)]
        if compared:
            before = scope.cell(measure.key, years_back=1)
            cells += [before, *changed(cells[0], before, measure)]
        rows.append(Row(measure.label, tuple(cells), measure=measure.key))
    return Table(
        f"{keys[0]}-kennzahlen",
        f"{_title(measures)} {year}",
        "Kennzahl",
        tuple(columns),
        tuple(rows),
        (*_left_out(every, measures), *_uncompared(scope, compared)),
        scope.source,
    )


def _has_before(scope: ReportContext, measures: Sequence[Measure], dimension: str) -> bool:
    """Return whether the year before published all this, at this level or a finer one."""
    return scope.has_year_before and all(scope.has(m.key, dimension, years_back=1) for m in measures)


def _left_out(every: Sequence[Measure], shown: Sequence[Measure]) -> tuple[str, ...]:
    """Return the note that names what is not shown."""
    names = [f"„{measure.label}“" for measure in every if measure not in shown]
    return (f"Ohne {listed(names)}, damit niemand zu erkennen ist.",) if names else ()


def _uncompared(scope: ReportContext, compared: bool) -> tuple[str, ...]:
    """Return the note that there is no comparison, where one would be expected."""
    if compared or not scope.has_year_before:
        return ()
    return (f"Das Jahr davor ({scope.year.year - 1}) ist nicht in dieser Form veröffentlicht.",)


def category_table(scope: ReportContext, keys: Sequence[str], by: str) -> Table | Prose:
    """Return one row a category of the dimension `by`, at the level that may be shown, and a total.

    Where the first measure adds up, the second column is each category's share of it. Up to two measures are
    compared with the year before. A sentence stands where no level may be shown, or the undivided medians.
    """
    every = _measures(scope, keys)
    first = every[0]
    dimension = scope.shown(first.key, by)
    if dimension is None:
        if not first.adds_up and scope.has(first.key):
            return measures_table(scope, keys)
        return withheld(scope, first, scope.dimensions[by].label)
    measures = [measure for measure in every if scope.has(measure.key, dimension.key)]
    comparable = len(measures) <= _WIDEST_COMPARISON
    compared = comparable and _has_before(scope, measures, dimension.key)
    # Only the first column of a measure leads to its definition: every link is a stop for the keyboard.
    columns = [
        (m.key if place == 0 else "", heading)
        for m in measures
        for place, heading in enumerate(_headings(m, measures, compared))
    ]
    categories = scope.categories(first.key, dimension.key)
    lines = [_cells(scope, measures, dimension.key, category, compared) for category in categories]
    lines.append(_cells(scope, measures, TOTAL, TOTAL, compared))
    if first.adds_up:  # the share stands beside what it is a share of
        columns.insert(1, ("", f"{columns[0][1]} in\u00a0%"))
        for line, cell in zip(lines, _shares([line[0] for line in lines]), strict=True):
            line.insert(1, cell)
    labels = (*map(dimension.label_of, categories), "Insgesamt")
    note = (f"±: Veränderung gegenüber dem Jahr davor ({scope.year.year - 1}).",) if compared else ()
    return Table(
        f"{first.key}-{by}",
        f"{_title(measures)} {scope.year.year} nach {dimension.label}",
        dimension.label,
        tuple(heading for _, heading in columns),
        tuple(
            Row(label, tuple(line), total=place == len(categories))
            for place, (label, line) in enumerate(zip(labels, lines, strict=True))
        ),
        (*note, *(_uncompared(scope, compared) if comparable else ())),
        scope.source,
        tuple(key for key, _ in columns),
    )


def carrier_table(scope: ReportContext, keys: Sequence[str]) -> Table | Prose:
    """Return one row a carrier and the combined figures, one column a measure.

    Measures that may not be shown for every carrier are left out; a sentence stands where that is all.
    """
    every = _measures(scope, keys)
    codes = (TOTAL, *(carrier.code for carrier in scope.lines))
    measures = [m for m in every if all(scope.has(m.key, carrier=code) for code in codes)]
    if not measures:
        return withheld(scope, every[0], _CARRIER)
    rows = [
        Row(carrier.short_name, tuple(scope.cell(m.key, carrier=carrier.code) for m in measures))
        for carrier in scope.lines
    ]
    # From the cube, not from the rows above: medians do not add up.
    combined = tuple(scope.cell(m.key, carrier=TOTAL) for m in measures)
    return Table(
        f"{every[0].key}-traeger",
        f"{_title(measures)} {scope.year.year} nach {_CARRIER}",
        _CARRIER,
        tuple(measure.label for measure in measures),
        (*rows, Row("Alle Träger", combined, total=True)),
        _left_out(every, measures),
        scope.source,
        tuple(measure.key for measure in measures),
    )


@dataclass(frozen=True)
class SideBySide:
    """A measure by a dimension, carrier beside carrier: dimension, labels of its categories, figures."""

    dimension: Dimension
    labels: tuple[str, ...]
    cells: Mapping[str, tuple[Cell, ...]]


def side_by_side(scope: ReportContext, key: str, by: str) -> SideBySide | None:
    """Return a measure by a dimension for each carrier, at the level of the carriers' own reports, if any."""
    own = scope.of_carriers()
    dimension = next(iter(own.values())).shown(key, by)
    if dimension is None:
        return None
    categories = scope.categories(key, dimension.key)
    cells = {
        name: tuple(one.cell(key, dimension.key, category) for category in categories)
        for name, one in own.items()
    }
    return SideBySide(dimension, tuple(map(dimension.label_of, categories)), cells)


def side_by_side_table(scope: ReportContext, key: str, by: str) -> Table | Prose:
    """Return a measure by a dimension, one column a carrier, or a sentence; see `side_by_side`."""
    measure, beside, own = scope.measures[key], side_by_side(scope, key, by), scope.of_carriers()
    if beside is None:
        return withheld(next(iter(own.values())), measure, scope.dimensions[by].label)
    lines = zip(*beside.cells.values(), strict=True)
    rows = [Row(label, cells) for label, cells in zip(beside.labels, lines, strict=True)]
    totals = tuple(one.cell(key) for one in own.values())
    return Table(
        f"{key}-{by}-je-traeger",
        f"{measure.label} {scope.year.year} nach {beside.dimension.label}, je Träger",
        beside.dimension.label,
        tuple(own),
        (*rows, Row("Insgesamt", totals, total=True)),
        source=scope.source,
        measures=(key, *[""] * (len(own) - 1)),
    )


def _measures(scope: ReportContext, keys: Sequence[str]) -> list[Measure]:
    return [scope.measures[key] for key in keys]


def _title(measures: Sequence[Measure]) -> str:
    if len(measures) > _WIDEST_COMPARISON:
        subjects = {measure.label.partition(",")[0] for measure in measures}
        return subjects.pop() if len(subjects) == 1 else "Kennzahlen"
    first, *others = (measure.label for measure in measures)
    return listed([first, *map(within_sentence, others)])


def _heading(measure: Measure, measures: Sequence[Measure]) -> str:
    """Return the unit where all columns differ by their units, else the measure's label."""
    units = {other.unit for other in measures}
    differ = len(units) == len(measures) and all(other.adds_up for other in measures)
    return measure.unit.plural if differ else measure.label


def _headings(measure: Measure, measures: Sequence[Measure], compared: bool) -> list[str]:
    heading = _heading(measure, measures)
    if not compared:
        return [heading]
    units = {other.unit for other in measures}
    changed = measure.unit.plural if len(units) == len(measures) else heading
    return [heading, f"{changed} ±", f"{changed} ±\u00a0%"]


def _cells(
    scope: ReportContext, measures: Sequence[Measure], dimension: str, category: str, compared: bool
) -> list[Cell]:
    cells = []
    for measure in measures:
        cell = scope.cell(measure.key, dimension, category)
        cells.append(cell)
        if compared:
            before = scope.cell(measure.key, dimension, category, years_back=1)
            cells += changed(cell, before, measure)
    return cells


def changed(cell: Cell, before: Cell, measure: Measure) -> list[Cell]:
    """Return the difference to the year before and that in per cent, both of the printed figures."""
    if cell.value is None or before.value is None:
        return [Cell(MEANINGLESS), Cell(MEANINGLESS)]
    difference = rounded(cell.value - before.value, measure.digits)
    relative = rounded(100 * difference / before.value) if before.value else None
    return [
        Cell(signed(difference, measure.digits), difference, cell.figure, "difference", before.text),
        Cell(relative_change(cell.value, before.value), relative, cell.figure, "change", before.text),
    ]


def _shares(cells: Sequence[Cell]) -> list[Cell]:
    """Return each figure's share in the last one, which is the total of the others."""
    *parts, total = cells
    values = [*shares([cell.value for cell in parts], total.value), 100.0 if total.value else None]
    return [_share(cell, total, value) for cell, value in zip(cells, values, strict=True)]


def _share(part: Cell, total: Cell, value: float | None) -> Cell:
    if value is None:
        return Cell(MEANINGLESS)
    return Cell(plain(value), value, part.figure, "share") if part.value else Cell(ZERO)
