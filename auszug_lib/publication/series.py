"""A measure over the years, with what was published before: as a table and as a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auszug_lib.params.codes import TOTAL
from auszug_lib.params.published import PublishedFigure
from auszug_lib.publication import drawing
from auszug_lib.publication.document import Cell, Chart, Row, Table
from auszug_lib.publication.figure_id import published_id
from auszug_lib.publication.grammar import listed
from auszug_lib.publication.message import extremes, trend_message
from auszug_lib.publication.numbers import MEANINGLESS, plain, signed
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.publication.table import withheld
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measure import Measure


@dataclass(frozen=True)
class TrendYear:
    """A year of a series: what was counted from the records, if there are any, and what was published.

    Published figures are in the register's order; they may contradict each other.
    """

    year: int
    computed: float | None
    published: tuple[PublishedFigure, ...]

    @property
    def differences(self) -> tuple[float, ...]:
        """Published minus computed, for each published figure; empty without records."""
        if self.computed is None:
            return ()
        return tuple(figure.value - self.computed for figure in self.published)


def trend(
    figures: Figures, register: Sequence[PublishedFigure], measure: str, carrier: str = TOTAL
) -> tuple[TrendYear, ...]:
    """Return the series of a measure over all years that were computed or published, in order of time.

    Published figures about parts of a measure or of a year are left out, and a carrier's series has none:
    they are of all carriers together. A measure that does not exist raises `ParamsError`.
    """
    totals = [figure for figure in register if figure.measure == measure and not figure.categories]
    of_years = [figure for figure in totals if figure.year is not None and carrier == TOTAL]
    computed = {
        year: figures.value(measure, year=year, carrier=carrier)
        for year in figures.years
        if figures.has(measure, TOTAL, year=year, carrier=carrier)
    }
    years = sorted({*computed, *(figure.year for figure in of_years if figure.year)})
    return tuple(
        TrendYear(year, computed.get(year), tuple(figure for figure in of_years if figure.year == year))
        for year in years
    )


def trend_table(scope: ReportContext, register: Sequence[PublishedFigure], key: str) -> Table | Prose:
    """Return one row a year: counted from the records and, where there is a register, published before.

    Where a year was published there are three columns: counted, published, and published minus counted.
    A sentence stands where there is no year to show.
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
    return scope.cell(measure.key, years_back=scope.year.year - year.year)


def _reconciled(scope: ReportContext, measure: Measure, year: TrendYear) -> Row:
    digits = measure.digits
    published = " / ".join(plain(figure.value, digits) for figure in year.published) or MEANINGLESS
    apart = " / ".join(signed(difference, digits) for difference in year.differences) or MEANINGLESS
    one = len(year.published) == 1
    difference = year.differences[0] if one and year.differences else None
    counted = _counted(scope, measure, year)
    return Row(
        str(year.year),
        (
            counted,
            Cell(published, year.published[0].value if one else None, published_id(year.published)),
            Cell(apart, difference, counted.figure, "deviation"),
        ),
    )


def trend_chart(scope: ReportContext, register: Sequence[PublishedFigure], key: str) -> Chart | Prose:
    """Return the series as a chart: columns for what was counted, diamonds for what was published.

    It is empty prose for a single year, which is no series, and where no year's figure is shown.
    """
    measure = scope.measures[key]
    years = trend(scope.figures, register, key, scope.carrier)
    counted = {year.year: _counted(scope, measure, year) for year in years if year.computed is not None}
    if len(years) < 2 or not counted:
        return Prose("")
    published = [
        [
            Cell(plain(figure.value, measure.digits), figure.value, published_id([figure]))
            for figure in year.published
        ]
        for year in years
    ]
    title = _message(measure, {year.year: year.computed for year in years if year.computed is not None})
    subtitle = f"{measure.label} im Verlauf, aus den Akten gezählt"
    every = "; ".join(f"{year}: {cell.text}" for year, cell in counted.items())
    before = "; ".join(
        f"{year.year}: {cell.text}" for year, cells in zip(years, published, strict=True) for cell in cells
    )
    missing = sorted({*range(years[0].year, years[-1].year)} - {year.year for year in years})
    alt = [
        f"Säulendiagramm. {measure.label} nach Jahren, aus den Akten gezählt: {every}.",
        f"{title}." if title else "",
        extremes(tuple(map(str, counted)), tuple(counted.values())),
        f"Früher veröffentlicht: {before}." if before else "",
        f"Keine Angabe: {listed(list(map(str, missing)))}." if missing else "",
    ]
    svg, narrow = drawing.trend(
        [year.year for year in years], [counted.get(year.year) for year in years], published
    )
    return Chart(
        f"{key}-verlauf-bild",
        title or subtitle,
        " ".join(sentence for sentence in alt if sentence),
        svg,
        subtitle if title else "",
        source=scope.source,
        measure=key,
        narrow=narrow,
    )


def _message(measure: Measure, counted: Mapping[int, float]) -> str:
    """Return how the last counted year compares with the one before it; nothing for a single one."""
    if len(counted) < 2:
        return ""
    (year_before, before), (year, now) = list(counted.items())[-2:]
    than = "im Jahr davor" if year - year_before == 1 else str(year_before)
    return trend_message(measure.label, now, before, than)
