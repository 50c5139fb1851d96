"""Why a year cannot be published, in a sentence that names the cell and the way out."""

from collections.abc import Mapping

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Counts, figure_of
from auszug_lib.disclosure.engine.failure import UnprotectableError
from auszug_lib.disclosure.engine.tables import Cell
from auszug_lib.errors import ReleaseError
from auszug_lib.statistics.measure import Measure


def release_error(error: UnprotectableError, counts: Counts, measures: Mapping[str, Measure]) -> ReleaseError:
    """Return the error for people: which cell is given away, by which one, and what to coarsen."""
    cell = error.requirement.variable
    traitors = [key for key in error.given_away_by if isinstance(key, Cell)]
    because = (
        f", weil „{_named(traitors[0], counts, measures)}“ immer veröffentlicht wird" if traitors else ""
    )
    name = _named(cell, counts, measures) if isinstance(cell, Cell) else str(cell)
    dimension = figure_of(cell)[2] if isinstance(cell, Cell) else TOTAL
    hint = (
        f"bitte {counts.dimensions[dimension].label} gröber zeigen "
        f"(Schlüssel disclosure.levels oder disclosure.carrier_levels: {dimension}: coarse)"
        if dimension != TOTAL
        else "bitte die Träger zusammenfassen oder die Kennzahl nicht veröffentlichen"
    )
    return ReleaseError(
        f"{counts.year} lässt sich nicht veröffentlichen: „{name}“ ließe sich errechnen{because}; {hint}."
    )


def _named(cell: Cell, counts: Counts, measures: Mapping[str, Measure]) -> str:
    carrier, measure, dimension, category = figure_of(cell)
    known = counts.dimensions.get(dimension)
    parts = [measures[measure].label, carrier if carrier != TOTAL else "alle Träger"]
    return ", ".join([*parts, *([f"{known.label} {known.label_of(category)}"] if known else [])])
