"""The series over the years and the register of earlier publications, as tables and a chart."""

from collections.abc import Sequence

from auszug_lib.publication import drawing
from auszug_lib.publication.document import Cell, Chart, Prose, Row, Table
from auszug_lib.publication.numbers import MEANINGLESS, UNKNOWN, day, number, period, plain, signed
from auszug_lib.publication.scope import Scope
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.trend import TrendYear, covers, recomputed, subject, trend

Register = Sequence[PublishedFigure]


def trend_table(scope: Scope, register: Register, key: str) -> Table:
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
    Table
        One column in the measure's unit; three where a year was published: counted, published, and the
        difference, published minus counted.

    Raises
    ------
    KeyError
        Where there is no such measure.
    """
    measure = scope.measures[key]
    years = trend(scope.figures, register, key, scope.carrier)
    name, title = f"{key}-verlauf", f"{measure.label} im Verlauf"
    if not any(year.published for year in years):
        rows = [
            Row(str(year.year), (Cell(number(year.computed, measure.digits), year.computed),))
            for year in years
        ]
        return Table(name, title, "Jahr", (measure.unit.plural,), tuple(rows))
    columns = ("Aus den Akten gezählt", "Früher veröffentlicht", "Abweichung")
    several = any(len(year.published) > 1 for year in years)
    notes = ("Wo für ein Jahr mehrere Zahlen veröffentlicht wurden, stehen alle da.",) if several else ()
    return Table(
        name, title, "Jahr", columns, tuple(_reconciled(year, measure.digits) for year in years), notes
    )


def _reconciled(year: TrendYear, digits: int) -> Row:
    told = " / ".join(plain(figure.value, digits) for figure in year.published) or MEANINGLESS
    apart = " / ".join(signed(difference, digits) for difference in year.differences) or MEANINGLESS
    one = len(year.published) == 1
    return Row(
        str(year.year),
        (
            Cell(number(year.computed, digits), year.computed),
            Cell(told, year.published[0].value if one else None),
            Cell(apart, year.differences[0] if one and year.differences else None),
        ),
    )


def trend_chart(scope: Scope, register: Register, key: str) -> Chart | Prose:
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
    if len(years) == 1:
        return Prose("")
    published = [[float(figure.value) for figure in year.published] for year in years]
    counted = "; ".join(
        f"{y.year}: {number(y.computed, measure.digits)}" for y in years if y.computed is not None
    )
    told = "; ".join(
        f"{figure.year}: {plain(figure.value, measure.digits)}" for year in years for figure in year.published
    )
    alt = f"Säulendiagramm. {measure.label} nach Jahren, aus den Akten gezählt: {counted}."
    note = "Säulen: aus den Akten gezählt."
    if told:
        alt += f" Früher veröffentlicht: {told}."
        note += " Rauten: früher veröffentlicht."
    svg = drawing.trend(
        [year.year for year in years],
        [year.computed for year in years],
        published,
        lambda value: plain(value, measure.digits),
    )
    return Chart(f"{key}-verlauf-bild", f"{measure.label} im Verlauf", alt, svg, (note,))


def register_table(scope: Scope, register: Register) -> Table | Prose:
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
    notes = ("Gezählt: was die Akten für denselben Zeitraum ergeben; x, wo sie ihn nicht abdecken.",)
    return Table("veroeffentlicht", "Früher veröffentlichte Zahlen", "Zeitraum", columns, rows, notes)


def _register_row(scope: Scope, figure: PublishedFigure) -> Row:
    digits = 0 if figure.value.is_integer() else 2
    computed = recomputed(scope.figures, figure)
    counted = number(computed, digits) if covers(scope.figures, figure) else MEANINGLESS
    return Row(
        period(figure.period_start, figure.period_end),
        (
            Cell(subject(figure, scope.measures, scope.dimensions)),
            Cell(plain(figure.value, digits), figure.value),
            Cell(counted, computed),
            Cell(figure.source + (f" ({figure.note})" if figure.note else "")),
            Cell(day(figure.published) if figure.published else UNKNOWN),
        ),
    )
