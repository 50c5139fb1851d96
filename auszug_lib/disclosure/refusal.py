"""Why a year cannot be published, in a sentence that names the cell and the way out."""

from collections.abc import Mapping

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Counts, figure_of
from auszug_lib.disclosure.engine.failure import InconsistentTablesError, UnprotectableError
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.disclosure.flow import Earlier
from auszug_lib.errors import ReleaseError
from auszug_lib.statistics.measure import Measure


def release_error(error: UnprotectableError, counts: Counts, measures: Mapping[str, Measure]) -> ReleaseError:
    """Return the error for people: which cell is given away, by which one, and what to coarsen."""
    cell = error.requirement.variable
    traitors = [key for key in error.given_away_by if isinstance(key, Cell)]
    because = (
        f", weil „{_named(traitors[0], counts, measures)}“ immer veröffentlicht wird" if traitors else ""
    )
    if isinstance(cell, Earlier):
        name = f"{_named(cell.cell, counts, measures)} ({counts.year - 1})"
    else:
        name = _named(cell, counts, measures) if isinstance(cell, Cell) else str(cell)
    dimension = figure_of(cell)[2] if isinstance(cell, Cell) else TOTAL
    has_coarser = any(known.finer == dimension for known in counts.dimensions.values())
    hint = (
        f"bitte {counts.dimensions[dimension].label} gröber zeigen "
        f"(Schlüssel disclosure.levels oder disclosure.carrier_levels: {dimension}: coarse)"
        if has_coarser
        else "bitte Kategorien oder Träger zusammenfassen oder die Kennzahl nicht veröffentlichen"
    )
    return ReleaseError(
        f"{counts.year} lässt sich nicht veröffentlichen: „{name}“ ließe sich errechnen{because}; {hint}."
    )


def contradiction(
    error: InconsistentTablesError, counts: Counts, measures: Mapping[str, Measure]
) -> ReleaseError:
    """Return the error for figures that are not what everybody knows of households."""
    cells = [key for key in error.variables if isinstance(key, Cell)]
    names = "; ".join(_named(cell, counts, measures) for cell in cells[:2])
    return ReleaseError(
        f"{counts.year} lässt sich nicht veröffentlichen: Die Zahlen passen nicht zu dem, was jeder von "
        f"Haushalten weiß ({names}); bitte die Personen prüfen oder den Schlüssel "
        "disclosure.largest_household."
    )


def _named(cell: Cell, counts: Counts, measures: Mapping[str, Measure]) -> str:
    carrier, measure, dimension, category = figure_of(cell)
    known = counts.dimensions.get(dimension)
    parts = [measures[measure].label, carrier if carrier != TOTAL else "alle Träger"]
    return ", ".join([*parts, *([f"{known.label} {known.label_of(category)}"] if known else [])])
