"""The series over the years and the register of earlier publications, as tables and a chart."""

from collections.abc import Sequence

from auszug_lib.params.codes import TOTAL
from auszug_lib.params.register import PublishedFigure
from auszug_lib.publication import drawing
from auszug_lib.publication.document import PUBLISHED, Cell, Chart, Row, Table
from auszug_lib.publication.markdown import Prose
from auszug_lib.publication.message import extremes, trend_message
from auszug_lib.publication.numbers import MEANINGLESS, day, number, period, plain, signed
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.publication.table import figure_cell, withheld
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.recount import TrendYear, covers, recounted_in, subject, trend

Register = Sequence[PublishedFigure]


def trend_table(scope: ReportContext, register: Register, key: str) -> Table | Prose:
    """Return one row a year: counted from the records and, where there is a register, published before.

    Parameters
    ----------
    scope
        What the report speaks of.
    register
        The figures published before, about periods up to the report year.
    key
        The measure's key.

    Returns
    -------
    Table or Prose
        One column in the measure's unit; three where a year was published: counted, published, and the
        difference, published minus counted. A sentence where there is no year to show.

    Raises
    ------
    KeyError
        Where there is no such measure.
    """
    measure = scope.measures[key]
    years = trend(scope.figures, register, key, scope.carrier)
    if not years:
        return withheld(scope, measure)
    name, title = f"{key}-verlauf", f"{measure.label} im Verlauf"
    if not any(year.published for year in years):
        alone = tuple(Row(str(year.year), (_counted(scope, measure, year),)) for year in years)
        heading = (measure.unit.plural,)
        return Table(name, title, "Jahr", heading, alone, source=scope.source, measures=(key,))
    columns = ("Aus den Akten gezählt", "Früher veröffentlicht", "Abweichung")
    several = any(len(year.published) > 1 for year in years)
    notes = ("Wo für ein Jahr mehrere Zahlen veröffentlicht wurden, stehen alle da.",) if several else ()
    rows = tuple(_reconciled(scope, measure, year) for year in years)
    return Table(name, title, "Jahr", columns, rows, notes, scope.source, (key, "", ""))


def _counted(scope: ReportContext, measure: Measure, year: TrendYear) -> Cell:
    return figure_cell(scope, measure, years_back=scope.year.year - year.year)


def _reconciled(scope: ReportContext, measure: Measure, year: TrendYear) -> Row:
    digits = measure.digits
    told = " / ".join(plain(figure.value, digits) for figure in year.published) or MEANINGLESS
    apart = " / ".join(signed(difference, digits) for difference in year.differences) or MEANINGLESS
    one = len(year.published) == 1
    difference = year.differences[0] if one and year.differences else None
    counted = _counted(scope, measure, year)
    return Row(
        str(year.year),
        (
            counted,
            Cell(told, year.published[0].value if one else None, published_name(year.published)),
            Cell(apart, difference, counted.figure, "deviation"),
        ),
    )


def published_name(figures: Register) -> str:
    """Return the identity of figures published about one period: measure, part, first and last day."""
    if not figures:
        return ""
    first = figures[0]
    part = f"{first.dimension or TOTAL}/{'+'.join(first.categories) or TOTAL}"
    return f"{PUBLISHED}/{first.period_start}/{first.period_end}/{first.measure}/{part}"


def trend_chart(scope: ReportContext, register: Register, key: str) -> Chart | Prose:
    """Return the series as a chart: columns for what was counted, diamonds for what was published.

    Parameters
    ----------
    scope, register
        The figures counted and those published before.
    key
        The key of the measure that is drawn, in its unit.

    Returns
    -------
    Chart or Prose
        Empty prose for a single year: one year is no series, and nothing is drawn then.
    """
    measure = scope.measures[key]
    years = trend(scope.figures, register, key, scope.carrier)
    if len(years) < 2:
        return Prose("")
    published = [
        [
            Cell(plain(figure.value, measure.digits), figure.value, published_name([figure]))
            for figure in year.published
        ]
        for year in years
    ]
    counted = {year.year: _counted(scope, measure, year) for year in years if year.computed is not None}
    computed = [counted.get(year.year) for year in years]
    every = "; ".join(f"{year}: {cell.text}" for year, cell in counted.items())
    told = "; ".join(
        f"{figure.year}: {plain(figure.value, measure.digits)}" for year in years for figure in year.published
    )
    title = _message(measure, [year for year in years if year.computed is not None])
    alt = [
        f"Säulendiagramm. {measure.label} nach Jahren, aus den Akten gezählt: {every}.",
        f"{title}." if title else "",
        extremes(tuple(map(str, counted)), tuple(counted.values())),
        f"Früher veröffentlicht: {told}." if told else "",
    ]
    svg = drawing.trend([year.year for year in years], computed, published)
    subtitle = f"{measure.label} im Verlauf, aus den Akten gezählt"
    return Chart(
        f"{key}-verlauf-bild",
        title or subtitle,
        " ".join(sentence for sentence in alt if sentence),
        svg,
        subtitle if title else "",
        source=scope.source,
        measure=key,
    )


def _message(measure: Measure, counted: Sequence[TrendYear]) -> str:
    """Return how the last counted year compares with the one before it; nothing for a single one."""
    if len(counted) < 2:
        return ""
    before, now = counted[-2:]
    by_one = now.year - before.year == 1
    return trend_message(measure.label, now.computed, before.computed, before.year, by_one)


def register_table(scope: ReportContext, register: Register) -> Table | Prose:
    """Return the register of published figures beside what the records say.

    Parameters
    ----------
    scope
        The report, for the counted figures and the German names.
    register
        The figures published before, in any order.

    Returns
    -------
    Table or Prose
        One row a figure, by period, each in its measure's unit; empty prose where the register is empty.
    """
    if not register:
        return Prose("")
    ordered = sorted(register, key=lambda figure: (figure.period_start, figure.period_end))
    columns = ("Was gezählt wurde", "Zahl", "Gezählt", "Quelle", "Veröffentlicht am")
    rows = tuple(_register_row(scope, figure) for figure in ordered)
    notes = (
        "Gezählt: was die Akten für denselben Zeitraum ergeben; x, wo sie ihn nicht abdecken "
        "oder wo dieser Bericht gröber zählt.",
    )
    title = "Früher veröffentlichte Zahlen"
    return Table("veroeffentlicht", title, "Zeitraum", columns, rows, notes, scope.source)


def _register_row(scope: ReportContext, figure: PublishedFigure) -> Row:
    digits = 0 if figure.value.is_integer() else 2
    return Row(
        period(figure.period_start, figure.period_end),
        (
            Cell(subject(figure, scope.measures, scope.dimensions)),
            Cell(plain(figure.value, digits), figure.value, published_name([figure])),
            _recounted(scope, figure, digits),
            Cell(figure.source + (f" ({figure.note})" if figure.note else "")),
            Cell(day(figure.published) if figure.published else "unbekannt"),
        ),
    )


def _recounted(scope: ReportContext, figure: PublishedFigure, digits: int) -> Cell:
    """Return what the records say: a figure of its own, or a sum under the published one's name."""
    if figure.year is None or not covers(scope.figures, figure):
        return Cell(MEANINGLESS)
    measure, years_back = scope.measures[figure.measure], scope.year.year - figure.year
    found = recounted_in(
        figure,
        scope.dimensions,
        lambda key: scope.has(figure.measure, key, carrier=TOTAL, years_back=years_back),
    )
    if found is None:
        return Cell(MEANINGLESS)
    dimension, categories = found
    cells = [
        figure_cell(scope, measure, dimension, category, carrier=TOTAL, years_back=years_back)
        for category in categories
    ]
    if len(cells) == 1:
        return cells[0]
    computed = sum(cell.value or 0.0 for cell in cells)
    return Cell(number(computed, digits), computed, published_name([figure]), "recount")
