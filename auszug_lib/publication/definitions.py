"""What the figures mean: the measures' definitions and the tables' symbols."""

from collections.abc import Sequence

from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.numbers import SYMBOLS
from auszug_lib.publication.scope import Scope


def definitions_table(scope: Scope, keys: Sequence[str] = ()) -> Table:
    """Return measures, all of them where `keys` names none, with their definitions from the registry.

    Raises
    ------
    KeyError
        Where there is no such measure.
    """
    chosen = [scope.measures[key] for key in keys or scope.measures]
    rows = tuple(Row(m.label, (Cell(m.definition),), defines=m.key) for m in chosen)
    return Table("definitionen", "Was die Kennzahlen zählen", "Kennzahl", ("Definition",), rows)


def symbols_table() -> Table:
    """Return the symbols that stand in place of a number."""
    rows = tuple(Row(symbol, (Cell(meaning),)) for symbol, meaning in SYMBOLS.items())
    return Table("zeichen", "Zeichen in den Tabellen", "Zeichen", ("Bedeutung",), rows)
