"""Charts of figures: a message, a drawing, and an alternative text written from the same data."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from auszug_lib.params.city import City, Tile
from auszug_lib.params.codes import TOTAL
from auszug_lib.publication import drawing
from auszug_lib.publication.canvas import Drawings
from auszug_lib.publication.document import Cell, Chart
from auszug_lib.publication.message import Leaders, extremes, leaders, month_message, share_message
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.publication.table import side_by_side
from auszug_lib.publication.tile_map import tile_map
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure


def category_chart(scope: ReportContext, key: str, by: str) -> Chart | Prose:
    """Return a measure by the categories of a dimension: columns for months, a map of districts, else bars.

    It is empty prose where there is nothing but zeros, or no table: what stands beside it says so.
    """
    measure = scope.measures[key]
    dimension = scope.shown(key, by)
    if dimension is None:
        return Prose("")
    categories = scope.categories(key, dimension.key)
    series = _Series(
        measure,
        f"{measure.label} {scope.year.year} nach {dimension.label}",
        tuple(map(dimension.label_of, categories)),
        tuple(scope.cell(key, dimension.key, category) for category in categories),
        scope.cell(key).value if measure.adds_up else None,
        _fields(scope.city, dimension),
    )
    return _chart(f"{key}-{by}-bild", series, scope, in_time=by == "month")


def _fields(city: City, dimension: Dimension) -> Sequence[Collection[Tile]]:
    """Return the tiles of each category on the city's map; none where it has no map, or not of this."""
    tiles = city.tiles if dimension.root == "district" else {}
    return tuple({tiles[code] for code in codes} for codes in dimension.parts.values()) if tiles else ()


def carrier_chart(scope: ReportContext, key: str) -> Chart | Prose:
    """Return a measure by carrier as bars, or empty prose where there are only zeros."""
    measure = scope.measures[key]
    if not all(scope.has(key, carrier=carrier.code) for carrier in scope.lines):
        return Prose("")
    series = _Series(
        measure,
        f"{measure.label} {scope.year.year} nach Träger",
        tuple(carrier.short_name for carrier in scope.lines),
        tuple(scope.cell(key, carrier=carrier.code) for carrier in scope.lines),
        scope.cell(key, carrier=TOTAL).value if measure.adds_up else None,
    )
    return _chart(f"{key}-traeger-bild", series, scope, in_time=False)


def side_by_side_chart(scope: ReportContext, key: str, by: str) -> Chart | Prose:
    """Return small charts side by side, one a carrier, of a measure by a dimension, all to one scale.

    They are empty prose where there are only zeros, only one carrier, or no table.
    """
    measure, beside = scope.measures[key], side_by_side(scope, key, by)
    if beside is None:
        return Prose("")
    labels, panels = beside.labels, beside.cells
    if len(panels) < 2 or not any(cell.value for cells in panels.values() for cell in cells):
        return Prose("")
    title = f"{measure.label} {scope.year.year} nach {beside.dimension.label}, je Träger"
    every = " ".join(f"{name}: {every_value(labels, cells)}." for name, cells in panels.items())
    alt = f"Balkendiagramme nebeneinander, eines je Träger. {title}. {every}"
    svg, narrow = drawing.panels(labels, panels)
    name = f"{key}-{by}-je-traeger-bild"
    return Chart(name, title, alt, svg, source=scope.source, measure=key, narrow=narrow)


@dataclass(frozen=True)
class _Series:
    """What a chart draws: a measure in some categories, in words, with their total and tiles if any."""

    measure: Measure
    subject: str
    labels: Sequence[str]
    cells: Sequence[Cell]
    total: float | None
    fields: Sequence[Collection[Tile]] = ()


def _chart(name: str, series: _Series, scope: ReportContext, *, in_time: bool) -> Chart | Prose:
    if not any(cell.value for cell in series.cells):
        return Prose("")
    found = leaders(series.labels, series.cells)
    message = _message(series, found, in_time)
    draw = drawing.columns if in_time else drawing.bars
    leading = (found.value,) if found and message else ()
    drawn = draw(series.labels, series.cells, leading)
    kind = "Säulendiagramm" if in_time else "Balkendiagramm"
    if series.fields and (map_ := tile_map(series.labels, series.cells, series.fields)):
        drawn, kind = Drawings(map_.svg, map_.narrow or drawn.narrow), "Schematische Karte"
    return Chart(
        name,
        message or series.subject,
        _alternative(series, kind),
        drawn.svg,
        series.subject if message else "",
        source=scope.source,
        measure=series.measure.key,
        narrow=drawn.narrow,
    )


def _message(series: _Series, found: Leaders | None, in_time: bool) -> str:
    """Return the chart's message, or nothing where nobody is in front."""
    if found is None or not series.total:
        return ""
    unit = series.measure.unit
    return month_message(found, unit) if in_time else share_message(found, series.total, unit)


def _alternative(series: _Series, kind: str) -> str:
    """Return what the chart shows: its kind, its extremes, then every value."""
    extreme = extremes(series.labels, series.cells)
    every = every_value(series.labels, series.cells)
    return " ".join(part for part in (f"{kind}. {series.subject}.", extreme, f"{every}.") if part)


def every_value(labels: Sequence[str], cells: Sequence[Cell]) -> str:
    """Return the figures in words, each with its label."""
    return "; ".join(f"{label}: {cell.text}" for label, cell in zip(labels, cells, strict=True))
