"""The band of key figures at the top of a report."""

from collections.abc import Sequence

from auszug_lib.publication.document import KeyFigure, KeyFigures
from auszug_lib.publication.scope import Scope
from auszug_lib.publication.table import figure_cell


def key_figures(scope: Scope, keys: Sequence[str]) -> KeyFigures:
    """Return measures as key figures, each with that of the year before where there is one.

    Raises
    ------
    KeyError
        Where `keys` names a measure that does not exist.
    """
    return KeyFigures(f"Kennzahlen {scope.year.year}", tuple(_key_figure(scope, key) for key in keys))


def _key_figure(scope: Scope, key: str) -> KeyFigure:
    measure = scope.measures[key]
    cell = figure_cell(scope, measure)
    if not scope.has_year_before:
        return KeyFigure(cell, measure.label, measure=key)
    before = figure_cell(scope, measure, years_back=1)
    return KeyFigure(cell, measure.label, f"{scope.year.year - 1}: ", key, before)
