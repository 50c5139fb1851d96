"""What the figures mean: the measures' definitions and the tables' symbols."""

from collections.abc import Sequence

from auszug_lib.params.policy import Disclosure
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.numbers import SYMBOLS
from auszug_lib.publication.report_context import ReportContext


def definitions_table(
    scope: ReportContext, keys: Sequence[str] = (), policy: Disclosure | None = None
) -> Table:
    """Return measures, all of them where `keys` names none, with their definitions from the registry.

    Where a policy is given, the notes say what it does to the tables.

    Raises
    ------
    KeyError
        Where there is no such measure.
    """
    chosen = [scope.measures[key] for key in keys or scope.measures]
    rows = tuple(Row(m.label, (Cell(m.definition),), defines=m.key) for m in chosen)
    return Table(
        "definitionen",
        "Was die Kennzahlen zählen",
        "Kennzahl",
        ("Definition",),
        rows,
        publishing_notes(policy),
    )


def publishing_notes(policy: Disclosure | None) -> tuple[str, ...]:
    """Return in three sentences how publishing works; none without a policy."""
    if policy is None:
        return ()
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
