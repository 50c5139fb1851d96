"""The data package: what the files of figures mean, as open-data portals take it (Frictionless)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from auszug_lib.params.city import LICENCES
from auszug_lib.params.codes import LEVEL, TOTAL
from auszug_lib.pipeline.bundle import distinct_names, safe_name
from auszug_lib.pipeline.csv_files import FIGURE_COLUMNS, figures_of
from auszug_lib.pipeline.files import DATA_FOLDER, FIGURES, MadeReport
from auszug_lib.project import ReportYear
from auszug_lib.publication.figure_id import FigureId

PACKAGE = f"{DATA_FOLDER}/datapackage.json"

_TABLE = "tabular-data-resource"
_ABOUT: Mapping[str, tuple[str, str]] = {
    "jahr": ("integer", "Das Jahr, von dem die Zahl ist"),
    "traeger": ("string", "Der Träger, oder gesamt für alle zusammen"),
    "kennzahl": ("string", "Was gezählt wird"),
    "dimension": ("string", "Wonach die Kennzahl aufgeteilt ist, oder gesamt"),
    "stufe": ("integer", "Wie grob die Kategorien der Dimension sind; 0 ist am feinsten"),
    "kategorie": ("string", "Der Teil, oder gesamt"),
    "wert": ("number", "Die Zahl, gerundet wie gedruckt; leer, wo keine möglich oder sinnvoll ist"),
    "bezeichnung": ("string", "Was der Code bedeutet"),
    "einheit": ("string", "Was gezählt wird, als Wort"),
    "definition": ("string", "Was die Kennzahl zählt, als Satz"),
    "merkmal": ("string", "Was die Dimension bedeutet"),
}
# The lists of codes: by name the columns that name a code, and those that say what it means.
_LISTS: Mapping[str, tuple[list[str], list[str]]] = {
    "traeger": (["traeger"], ["bezeichnung"]),
    "kennzahlen": (["kennzahl"], ["bezeichnung", "einheit", "definition"]),
    "kategorien": (["dimension", "stufe", "kategorie"], ["merkmal", "bezeichnung"]),
}


def data_package(folder: Path, year: ReportYear, reports: Iterable[MadeReport]) -> bytes:
    """Return what describes the files of figures in an audience's folder; nothing where there are none."""
    titles = {f"{report.stem}{FIGURES}": report.title for report in reports}
    files = [file for name in titles if (file := folder / DATA_FOLDER / name).is_file()]
    if not files:
        return b""
    city, number = year.city, year.params.year
    keys = [
        {"fields": key, "reference": {"resource": name, "fields": key}} for name, (key, _) in _LISTS.items()
    ]
    schema = {**_schema(FIGURE_COLUMNS, FIGURE_COLUMNS[:-1]), "foreignKeys": keys}
    about = {"profile": _TABLE, "encoding": "utf-8", "dialect": {"delimiter": ";"}, "schema": schema}
    figures = [
        {"name": name, "title": titles[f"{stem}.csv"], "path": f"{stem}.csv", **about}
        for stem, name in distinct_names([file.stem for file in files], "zahlen").items()
    ]
    package = {
        "profile": "tabular-data-package",
        "name": f"{safe_name(city.name, 'stadt')}-{safe_name(city.programme, 'bericht')}-{number}",
        "title": f"{city.programme} {number}: die Zahlen der Berichte",
        "contributors": [{"title": f"{city.authority}, {city.department}", "role": "publisher"}],
        "sources": [{"title": "Fallakten der Träger; eigene Berechnung."}],
        **(_licence(city.licence) if city.licence and year.params.is_public else {}),
        "resources": [*figures, *_lists(year, list(map(FigureId.parse, figures_of(files)[0])))],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _licence(name: str) -> dict[str, Any]:
    title, path = LICENCES[name]
    return {"licenses": [{"name": name, "title": title, "path": path}]}


def _schema(columns: Iterable[str], key: Iterable[str]) -> dict[str, Any]:
    fields: list[dict[str, str]] = []
    for column in columns:
        kind, about = _ABOUT[column]
        comma = {"decimalChar": ","} if kind == "number" else {}
        fields.append({"name": column, "type": kind, "description": about, **comma})
    return {"fields": fields, "primaryKey": list(key)}


def _lists(year: ReportYear, figures: Sequence[FigureId]) -> Iterator[dict[str, Any]]:
    """Yield the codes of figures and what they mean: carriers, measures with their units, categories."""
    lines = (*year.city.carriers, *year.params.lines_in(year.city))
    carriers = {TOTAL: "Alle Träger", **{line.code: line.name for line in lines}}
    used, codes = {figure.measure for figure in figures}, {figure.carrier for figure in figures}
    rows: dict[str, list[tuple]] = {
        "traeger": [(code, carriers.get(code, code)) for code in sorted(codes)],
        "kennzahlen": [
            (key, m.label, m.unit.plural, m.definition) for key, m in year.measures.items() if key in used
        ],
        "kategorien": [_category(year, *cut) for cut in sorted({figure[3:] for figure in figures})],
    }
    for name, (key, meaning) in _LISTS.items():
        columns = [*key, *meaning]
        data = [dict(zip(columns, row, strict=True)) for row in rows[name]]
        yield {"name": name, "profile": _TABLE, "data": data, "schema": _schema(columns, key)}


def _category(year: ReportYear, key: str, category: str) -> tuple[str, int, str, str, str]:
    """Return a category as a line of its list: dimension, level, code, and what the two mean."""
    root, _, level = key.partition(LEVEL)
    cut = year.dimensions.get(key)
    meaning = (cut.label, cut.label_of(category)) if cut else ("Ungeteilt", "Insgesamt")
    return (root, int(level or 0), category, *meaning)
