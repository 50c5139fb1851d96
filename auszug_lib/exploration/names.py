"""What there is to ask for, in tables: the measures, the dimensions; and the cube with its labels."""

from collections.abc import Callable

import pandas as pd

from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.report_context import ReportContext

_MOST_CATEGORIES = 12  # that are named one by one


def measures_list(scope: ReportContext) -> Table:
    """Return all measures: key, label, unit, and what reports cut them by."""
    rows = [
        Row(key, (Cell(one.label), Cell(one.unit.plural), Cell(", ".join(one.dimensions))))
        for key, one in scope.measures.items()
    ]
    columns = ("Kennzahl", "Einheit", "Merkmale im Bericht")
    return Table("kennzahlen", "Kennzahlen", "Schlüssel", columns, tuple(rows))


def dimensions_list(scope: ReportContext) -> Table:
    """Return all dimensions: key, label, and their categories with codes."""
    rows = []
    for key, one in scope.dimensions.items():
        labels = one.categories.labels if one.categories else {}
        named = [code if code == label else f"{code} = {label}" for code, label in labels.items()]
        more = ", …" if len(named) > _MOST_CATEGORIES else ""
        rows.append(Row(key, (Cell(one.label), Cell(", ".join(named[:_MOST_CATEGORIES]) + more))))
    return Table("merkmale", "Merkmale", "Schlüssel", ("Merkmal", "Kategorien"), tuple(rows))


def labelled(cube: pd.DataFrame, scope: ReportContext) -> pd.DataFrame:
    """Return the cube with the German label beside each key."""
    carriers = {one.code: one.short_name for one in scope.lines} | {TOTAL: "Alle Träger"}
    # Every table looks a pair up once: a cube has far more rows than pairs.
    pairs = cube[["dimension", "category"]].drop_duplicates()
    labels = {
        (key, category): "Insgesamt" if key == TOTAL else scope.dimensions[key].label_of(category)
        for key, category in pairs.itertuples(index=False)
    }
    keys = zip(cube["dimension"], cube["category"], strict=True)
    shown: dict[str, pd.Series | list[str]] = {}
    for name in cube:
        shown[str(name)] = cube[name]
        if name == "carrier":
            shown["Träger"] = cube[name].map(carriers).fillna(cube[name])
        elif name == "measure":
            shown["Kennzahl"] = _mapped(cube[name], lambda key: scope.measures[key].label)
        elif name == "dimension":
            shown["Merkmal"] = _mapped(
                cube[name], lambda key: "" if key == TOTAL else scope.dimensions[key].label
            )
        elif name == "category":
            shown["Kategorie"] = [labels[key] for key in keys]
    return pd.DataFrame(shown)


def _mapped(column: pd.Series, label: Callable[[str], str]) -> pd.Series:
    return column.map({key: label(key) for key in column.unique()})
