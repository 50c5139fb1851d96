"""Tables of figures: by measure, by category, by carrier."""

from collections.abc import Sequence

from auszug_lib.codes import TOTAL
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.grammar import listed, within_sentence
from auszug_lib.publication.numbers import number, relative_change, share, signed
from auszug_lib.publication.scope import Scope
from auszug_lib.statistics.measure import Measure

# So many measures are compared with the year before in one table; more do not fit a page.
_WIDEST_COMPARISON = 2


def measures_table(scope: Scope, keys: Sequence[str]) -> Table:
    """Return one row a measure: its figure and, where there is one, that of the year before.

    Parameters
    ----------
    scope
        What the report speaks of.
    keys
        The measures' keys, one at least; the first names the table.

    Returns
    -------
    Table
        The figures in the measures' units; with a year before also the difference and the change in per
        cent of it, as `relative_change` defines it.

    Raises
    ------
    KeyError
        Where there is no such measure.
    """
    year = scope.year.year
    columns = [
        str(year),
        *([str(year - 1), "Veränderung", "Veränderung in %"] if scope.has_year_before else []),
    ]
    rows = []
    for measure in _measures(scope, keys):
        cells = [figure_cell(scope, measure)]
        if scope.has_year_before:
            before = figure_cell(scope, measure, years_back=1)
            cells += [before, *_change(cells[0].value, before.value, measure)]
        rows.append(Row(measure.label, tuple(cells)))
    title = f"{_title(_measures(scope, keys))} {year}"
    return Table(f"{keys[0]}-kennzahlen", title, "Kennzahl", tuple(columns), tuple(rows))


def category_table(scope: Scope, keys: Sequence[str], by: str) -> Table:
    """Return one row a category of the dimension `by` and a total, with shares and the year before.

    Parameters
    ----------
    scope
        What the report speaks of.
    keys
        The measures, one at least; more than two are not compared with the year before.
    by
        The dimension that gives the rows.

    Returns
    -------
    Table
        The measures in their units, with the change and the change in per cent where they are compared. Where
        the first measure adds up, the last column is each category's share of it in per cent.

    Raises
    ------
    KeyError
        Where one of the measures is not cut by the dimension.
    """
    shown = scope.shown(keys[0], by)
    measures = [measure for measure in _measures(scope, keys) if scope.is_cut_by(measure.key, shown)]
    dimension = scope.dimensions[shown]
    compared = scope.has_year_before and len(measures) <= _WIDEST_COMPARISON
    columns = [column for measure in measures for column in _headings(measure, measures, compared)]
    shared = measures[0] if measures[0].adds_up else None
    if shared:
        columns.append(f"Anteil der {shared.unit.plural} in %")
    rows = []
    for category in (*scope.categories(measures[0].key, shown), TOTAL):
        total = category == TOTAL
        cells = _cells(scope, measures, TOTAL if total else shown, category, compared)
        if shared:
            part = scope.value(shared.key, TOTAL if total else shown, category)
            cells.append(Cell(share(part, scope.value(shared.key)), _per_cent(part, scope.value(shared.key))))
        rows.append(Row("Insgesamt" if total else dimension.label_of(category), tuple(cells), total))
    return Table(
        f"{measures[0].key}-{by}",
        f"{_title(measures)} {scope.year.year} nach {dimension.label}",
        dimension.label,
        tuple(columns),
        tuple(rows),
        _notes(scope, compared),
    )


def carrier_table(scope: Scope, keys: Sequence[str]) -> Table:
    """Return one row a carrier and the combined figures, one column a measure.

    Parameters
    ----------
    scope
        The report, for its figures and the carriers of its year.
    keys
        The measures' keys, one at least. Combined figures come from the cube, not from the rows above.

    Raises
    ------
    KeyError
        Where a measure does not exist.
    """
    measures = _measures(scope, keys)
    carriers = scope.year.carriers_in(scope.city)
    rows = [
        Row(carrier.short_name, tuple(figure_cell(scope, m, carrier=carrier.code) for m in measures))
        for carrier in carriers
    ]
    combined = tuple(figure_cell(scope, m, carrier=TOTAL) for m in measures)
    return Table(
        f"{measures[0].key}-traeger",
        f"{_title(measures)} {scope.year.year} nach Träger",
        "Träger",
        tuple(_heading(measure, measures) for measure in measures),
        (*rows, Row("Alle Träger", combined, total=True)),
    )


def _measures(scope: Scope, keys: Sequence[str]) -> list[Measure]:
    return [scope.measures[key] for key in keys]


def _title(measures: Sequence[Measure]) -> str:
    if len(measures) > _WIDEST_COMPARISON:
        subjects = {measure.label.partition(",")[0] for measure in measures}
        return subjects.pop() if len(subjects) == 1 else "Kennzahlen"
    first, *others = (measure.label for measure in measures)
    return listed([first, *map(within_sentence, others)])


def _heading(measure: Measure, measures: Sequence[Measure]) -> str:
    """Return the unit where units tell all columns apart, else the measure's label."""
    units = {other.unit for other in measures}
    told_apart = len(units) == len(measures) and all(other.adds_up for other in measures)
    return measure.unit.plural if told_apart else measure.label


def _headings(measure: Measure, measures: Sequence[Measure], compared: bool) -> list[str]:
    heading = _heading(measure, measures)
    if not compared:
        return [heading]
    units = {other.unit for other in measures}
    changed = measure.unit.plural if len(units) == len(measures) else heading
    return [heading, f"{changed} ±", f"{changed} ±\u00a0%"]


def _cells(
    scope: Scope, measures: Sequence[Measure], dimension: str, category: str, compared: bool
) -> list[Cell]:
    cells = []
    for measure in measures:
        cell = figure_cell(scope, measure, dimension, category)
        cells.append(cell)
        if compared:
            before = scope.value(measure.key, dimension, category, years_back=1)
            cells += _change(cell.value, before, measure)
    return cells


def figure_cell(
    scope: Scope,
    measure: Measure,
    dimension: str = TOTAL,
    category: str = TOTAL,
    *,
    carrier: str | None = None,
    years_back: int = 0,
) -> Cell:
    """Return the cell with a figure of the report, which keeps its identity; see `Scope.value`."""
    value = scope.value(measure.key, dimension, category, carrier=carrier, years_back=years_back)
    year = scope.year.year - years_back
    whose = carrier or scope.carrier
    is_known = scope.figures.has(measure.key, dimension, year=year, carrier=whose)
    figure = "/".join((str(year), whose, measure.key, dimension, category)) if is_known else ""
    return Cell(number(value, measure.digits), value, figure)


def _change(value: float | None, before: float | None, measure: Measure) -> list[Cell]:
    difference = None if value is None or before is None else value - before
    relative = _per_cent(difference, before)
    return [
        Cell(signed(difference, measure.digits), difference),
        Cell(relative_change(value, before), relative),
    ]


def _per_cent(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _notes(scope: Scope, compared: bool) -> tuple[str, ...]:
    return (f"±: Veränderung gegenüber dem Jahr davor ({scope.year.year - 1}).",) if compared else ()
