"""What the figures mean: the measures' definitions and the tables' symbols."""

from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.numbers import SYMBOLS
from auszug_lib.publication.scope import Scope


def definitions_table(scope: Scope) -> Table:
    """Return every measure with its definition, as the registry has it."""
    rows = tuple(Row(measure.label, (Cell(measure.definition),)) for measure in scope.measures.values())
    return Table("definitionen", "Was die Kennzahlen zählen", "Kennzahl", ("Definition",), rows)


def symbols_table() -> Table:
    """Return the symbols that stand in place of a number."""
    rows = tuple(Row(symbol, (Cell(meaning),)) for symbol, meaning in SYMBOLS.items())
    return Table("zeichen", "Zeichen in den Tabellen", "Zeichen", ("Bedeutung",), rows)
