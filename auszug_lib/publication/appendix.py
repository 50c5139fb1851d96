"""The appendix of a report: what measures and symbols mean, what was published before, what was accepted."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from auszug_lib.params.codes import TOTAL
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import PublishedFigure
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.figure_id import published_id
from auszug_lib.publication.findings import REASON
from auszug_lib.publication.numbers import MEANINGLESS, SYMBOLS, day, number, period, plain
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.statistics.recount import covers, recounted_in, subject


def definitions_table(scope: ReportContext, keys: Sequence[str], policy: Disclosure | None) -> Table:
    """Return measures, all of them where `keys` names none, with their definitions.

    Where a policy is given, the notes say what it does to the tables.
    """
    chosen = [scope.measures[key] for key in keys or scope.measures]
    rows = tuple(Row(m.label, (Cell(m.definition),), defines=m.key) for m in chosen)
    notes = publishing_notes(policy) if policy else ()
    return Table("definitionen", "Was die Kennzahlen zählen", "Kennzahl", ("Definition",), rows, notes)


def publishing_notes(policy: Disclosure) -> tuple[str, ...]:
    """Return in three sentences how publishing works."""
    return (
        "Jede Tabelle ist vollständig: Was jemanden erkennen ließe, ist zusammengefasst statt gestrichen.",
        "Gedruckt ist die feinste Stufe, auf der jede Zahl von Haushalten null oder mindestens "
        f"{policy.minimum} ist, und mindestens {policy.minimum + 1}, wo sie mehrere zusammenfasst, die der "
        "Bericht nicht einzeln nennt.",
        "Wo keine Stufe genügt, steht statt der Tabelle ein Satz.",
    )


def symbols_table() -> Table:
    """Return the symbols that stand in place of a number."""
    rows = tuple(Row(symbol, (Cell(meaning),)) for symbol, meaning in SYMBOLS.items())
    return Table("zeichen", "Zeichen in den Tabellen", "Zeichen", ("Bedeutung",), rows)


def register_table(scope: ReportContext, register: Sequence[PublishedFigure]) -> Table | Prose:
    """Return the figures published before, by period, beside what the records say; nothing for none."""
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
            Cell(plain(figure.value, digits), figure.value, published_id([figure])),
            _recounted(scope, figure, digits),
            Cell(figure.source + (f" ({figure.note})" if figure.note else "")),
            Cell(day(figure.published) if figure.published else "unbekannt"),
        ),
    )


def _recounted(scope: ReportContext, figure: PublishedFigure, digits: int) -> Cell:
    """Return what the records say: a figure of its own, or a sum under the published one's name."""
    if figure.year is None or not covers(scope.figures, figure):
        return Cell(MEANINGLESS)
    key, years_back = figure.measure, scope.year.year - figure.year
    found = recounted_in(
        figure, scope.dimensions, lambda cut: scope.has(key, cut, carrier=TOTAL, years_back=years_back)
    )
    if found is None:
        return Cell(MEANINGLESS)
    dimension, categories = found
    cells = [
        scope.cell(key, dimension, category, carrier=TOTAL, years_back=years_back) for category in categories
    ]
    if len(cells) == 1:
        return cells[0]
    computed = sum(cell.value or 0.0 for cell in cells)
    return Cell(number(computed, digits), computed, published_id([figure]), "recount")


def acceptances_table(scope: ReportContext, accepted: pd.DataFrame) -> Table | Prose:
    """Return the accepted findings as a report shows them: what, why and by whom; nothing for none.

    It names neither place nor record; a carrier's report shows those of its own deliveries alone.
    """
    own = accepted if scope.is_combined else accepted[accepted["carrier"] == scope.carrier]
    # A finding is about one household: in public neither its carrier is named, nor how many there are.
    if not len(own) or (scope.year.is_public and not scope.is_combined):
        return Prose("")
    counts = Counter(own[["message", "accepted"]].itertuples(index=False, name=None))
    rows = tuple(
        Row(message, (Cell(reason), *([] if scope.year.is_public else [Cell(number(count), count)])))
        for (message, reason), count in counts.items()
    )
    title = f"Was in den Lieferungen {scope.year.year} auffiel und angenommen wurde"
    columns = (REASON,) if scope.year.is_public else (REASON, "Datensätze")
    return Table("angenommen", title, "Auffälligkeit", columns, rows)
