"""Charts of figures, each with an alternative text written from its data."""

from auszug_lib.publication import drawing
from auszug_lib.publication.document import Chart, Prose
from auszug_lib.publication.numbers import number
from auszug_lib.publication.scope import Scope
from auszug_lib.statistics.measure import Measure


def category_chart(scope: Scope, key: str, by: str) -> Chart | Prose:
    """Return a measure by the categories of a dimension: columns for months, bars for all else.

    Parameters
    ----------
    scope
        What the report speaks of.
    key, by
        The keys of the measure and of the dimension.

    Returns
    -------
    Chart or Prose
        Empty prose where there is nothing but zeros: the table beside it says so.

    Raises
    ------
    KeyError
        Where the measure is not cut by this dimension.
    """
    measure = scope.measures[key]
    by = scope.shown(key, by)
    dimension = scope.dimensions[by]
    categories = scope.categories(key, by)
    values = [scope.value(key, by, category) for category in categories]
    labels = [dimension.label_of(category) for category in categories]
    title = f"{measure.label} {scope.year.year} nach {dimension.label}"
    shown = [label[:3] for label in labels] if by == "month" else labels
    return _chart(f"{key}-{by}-bild", title, measure, labels, shown, values, upright="month" in by)


def carrier_chart(scope: Scope, key: str) -> Chart | Prose:
    """Return a measure by carrier as bars, or nothing where there are only zeros.

    Raises
    ------
    KeyError
        Where `key` names no measure.
    """
    measure = scope.measures[key]
    carriers = scope.year.carriers_in(scope.city)
    values = [scope.value(key, carrier=carrier.code) for carrier in carriers]
    labels = [carrier.short_name for carrier in carriers]
    return _chart(
        f"{key}-traeger-bild",
        f"{measure.label} {scope.year.year} nach Träger",
        measure,
        labels,
        labels,
        values,
        upright=False,
    )


def _chart(
    name: str,
    title: str,
    measure: Measure,
    labels: list[str],
    shown: list[str],
    values: list[float | None],
    *,
    upright: bool,
) -> Chart | Prose:
    if not any(values):
        return Prose("")
    texts = [number(value, measure.digits) for value in values]
    draw = drawing.columns if upright else drawing.bars
    svg = draw(shown, [value or 0.0 for value in values], texts)
    return Chart(name, title, _alternative(title, labels, values, texts, upright), svg)


def _alternative(
    title: str, labels: list[str], values: list[float | None], texts: list[str], upright: bool
) -> str:
    """Return what the chart shows: its kind, its largest value, then every value."""
    known = [(value, label, text) for value, label, text in zip(values, labels, texts, strict=True) if value]
    kind = "Säulendiagramm" if upright else "Balkendiagramm"
    _, label, text = max(known, key=lambda entry: entry[0])
    every = "; ".join(f"{label}: {text}" for label, text in zip(labels, texts, strict=True))
    return f"{kind}. {title}. Der größte Wert ist {text} ({label}). {every}."
