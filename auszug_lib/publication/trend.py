"""The series over the years and the register of earlier publications, as tables and a chart."""

from collections.abc import Sequence

from auszug_lib.params import PublishedFigure
from auszug_lib.publication import drawing
from auszug_lib.publication.document import Cell, Chart, Row, Table
from auszug_lib.publication.numbers import UNKNOWN, day, number, period, plain, signed
from auszug_lib.publication.scope import Scope
from auszug_lib.statistics.trend import TrendYear, trend

Register = Sequence[PublishedFigure]


def trend_table(scope: Scope, register: Register, key: str) -> Table:
    """Return one row a year: counted from the records, published before, and the difference."""
    measure = scope.measures[key]
    years = trend(scope.figures, register, key, scope.carrier)
    if not scope.is_combined:
        rows = [
            Row(str(year.year), (Cell(number(year.computed, measure.digits), year.computed),))
            for year in years
        ]
        return Table(f"{key}-verlauf", f"{measure.label} im Verlauf", "Jahr", (measure.unit[1],), tuple(rows))
    return Table(
        f"{key}-verlauf",
        f"{measure.label} im Verlauf",
        "Jahr",
        ("Aus den Akten gezählt", "Früher veröffentlicht", "Abweichung"),
        tuple(_reconciled(year, measure.digits) for year in years),
        ("Wo für ein Jahr mehrere Zahlen veröffentlicht wurden, stehen alle da.",),
    )


def _reconciled(year: TrendYear, digits: int) -> Row:
    told = " / ".join(plain(figure.value, digits) for figure in year.published) or UNKNOWN
    apart = " / ".join(signed(difference, digits) for difference in year.differences) or UNKNOWN
    one = len(year.published) == 1
    return Row(
        str(year.year),
        (
            Cell(number(year.computed, digits), year.computed),
            Cell(told, year.published[0].value if one else None),
            Cell(apart, year.differences[0] if one and year.differences else None),
        ),
    )


def trend_chart(scope: Scope, register: Register, key: str) -> Chart:
    """Return the series as a chart: columns for what was counted, diamonds for what was published."""
    measure = scope.measures[key]
    years = trend(scope.figures, register, key, scope.carrier)
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


def register_table(scope: Scope, register: Register) -> Table:
    """Return the register of published figures: what, about which period, how much, and where it stood."""
    rows = [
        Row(
            period(figure.period_start, figure.period_end),
            (
                Cell(_counted_thing(scope, figure)),
                Cell(plain(figure.value), figure.value),
                Cell(figure.source + (f" ({figure.note})" if figure.note else "")),
                Cell(day(figure.published) if figure.published else UNKNOWN),
            ),
        )
        for figure in sorted(register, key=lambda figure: (figure.period_start, figure.period_end))
    ]
    columns = ("Was gezählt wurde", "Zahl", "Quelle", "Veröffentlicht am")
    return Table("veroeffentlicht", "Früher veröffentlichte Zahlen", "Zeitraum", columns, tuple(rows))


def _counted_thing(scope: Scope, figure: PublishedFigure) -> str:
    label = scope.measures[figure.measure].label
    if figure.dimension is None:
        return label
    dimension = scope.dimensions[figure.dimension]
    categories = ", ".join(dimension.label_of(category) for category in figure.categories)
    return f"{label} ({dimension.label}: {categories})"
