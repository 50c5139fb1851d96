"""The band of key figures at the top of a report."""

from collections.abc import Sequence

from auszug_lib.publication.document import KeyFigure, KeyFigures
from auszug_lib.publication.markdown import Prose
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.publication.table import figure_cell, withheld


def key_figures(scope: ReportContext, keys: Sequence[str]) -> KeyFigures | Prose:
    """Return measures as key figures, each with that of the year before where there is one.

    Those that may not be shown are left out; where that is all of them, a sentence stands instead.

    Raises
    ------
    KeyError
        Where `keys` names a measure that does not exist.
    """
    shown = tuple(_key_figure(scope, key) for key in keys if scope.has(key))
    if not shown:
        return withheld(scope, scope.measures[keys[0]])
    return KeyFigures(f"Kennzahlen {scope.year.year}", shown)


def _key_figure(scope: ReportContext, key: str) -> KeyFigure:
    measure = scope.measures[key]
    cell = figure_cell(scope, measure)
    if not scope.has(key, years_back=1):
        return KeyFigure(cell, measure.label, measure=key)
    before = figure_cell(scope, measure, years_back=1)
    return KeyFigure(cell, measure.label, f"{scope.year.year - 1}: ", key, before)
