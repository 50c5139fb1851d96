"""What was published about the report year beside what its deliveries come to."""

from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.markdown import Prose
from auszug_lib.publication.numbers import MEANINGLESS, number, period, plain, signed
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.examination import Comparison, Examination
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.recount import subject


def reconciliation_table(examination: Examination) -> Table | Prose:
    """Return one row a published figure: what it counts, published, counted, the difference and the source.

    Parameters
    ----------
    examination
        The deliveries of a year.

    Returns
    -------
    Table or Prose
        The difference is counted minus published, in the measure's unit; x where the deliveries do not cover
        the period. A sentence where there is nothing to compare.
    """
    if not examination.checked.is_sound:
        return Prose("Solange eine Lieferung Fehler hat, wird nicht gezählt und nicht verglichen.")
    if not examination.comparisons:
        return Prose("Das Register nennt keine Zahl über dieses Jahr.")
    rows = tuple(_row(comparison, examination) for comparison in examination.comparisons)
    columns = ("Was gezählt wurde", "Veröffentlicht", "Gezählt", "Abweichung", "Quelle")
    notes = (f"{MEANINGLESS}: Diesen Zeitraum zählt der Bericht nicht eigens.",)
    some_unknown = any(comparison.counted is None for comparison in examination.comparisons)
    title = "Veröffentlichte und gezählte Zahlen"
    return Table("abgleich", title, "Zeitraum", columns, rows, notes if some_unknown else ())


def _row(comparison: Comparison, examination: Examination) -> Row:
    figure, counted = comparison.published, comparison.counted
    difference = None if counted is None else counted - figure.value
    digits = 0 if figure.value.is_integer() and (counted or 0.0).is_integer() else 2
    city = examination.city
    return Row(
        period(figure.period_start, figure.period_end),
        (
            Cell(subject(figure, measures(city), dimensions(city))),
            Cell(plain(figure.value, digits), figure.value),
            Cell(MEANINGLESS if counted is None else number(counted, digits), counted),
            Cell(MEANINGLESS if difference is None else signed(difference, digits), difference),
            Cell(figure.source),
        ),
    )
