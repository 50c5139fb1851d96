"""The data package: what the files of figures mean, as open-data portals take it (Frictionless)."""

import hashlib
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
# The lists of codes by name, each with the columns that name a code.
_LISTS = {
    "traeger": ["traeger"],
    "kennzahlen": ["kennzahl"],
    "kategorien": ["dimension", "stufe", "kategorie"],
}


def data_package(folder: Path, year: ReportYear, reports: Iterable[MadeReport]) -> bytes:
    """Return what describes the files of figures in an audience's folder; nothing where there are none."""
    titles = {f"{report.stem}{FIGURES}": report.title for report in reports}
    files = [file for name in titles if (file := folder / DATA_FOLDER / name).is_file()]
    if not files:
        return b""
    city, number = year.city, year.params.year
    names = distinct_names([file.stem for file in files], "zahlen")
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"{safe_name(city.name, 'stadt')}-{safe_name(city.programme, 'bericht')}-{number}",
        "title": f"{city.programme} {number}: die Zahlen der Berichte",
        "contributors": [{"title": f"{city.authority}, {city.department}", "role": "publisher"}],
        "sources": [{"title": "Fallakten der Träger; eigene Berechnung."}],
    }
    if city.licence and year.params.is_public:
        title, path = LICENCES[city.licence]
        package["licenses"] = [{"name": city.licence, "title": title, "path": path}]
    figures = [_file(file, names[file.stem], titles[file.name]) for file in files]
    package["resources"] = [*figures, *_lists(year, list(map(FigureId.parse, figures_of(files)[0])))]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _file(file: Path, name: str, title: str) -> dict[str, Any]:
    content = file.read_bytes()
    keys = [
        {"fields": columns, "reference": {"resource": codes, "fields": columns}}
        for codes, columns in _LISTS.items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";"},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {**_schema(FIGURE_COLUMNS, FIGURE_COLUMNS[:-1]), "foreignKeys": keys},
    }


def _schema(columns: Iterable[str], key: Iterable[str]) -> dict[str, Any]:
    fields = [
        {
            "name": column,
            "type": kind,
            "description": about,
            **({"decimalChar": ","} if kind == "number" else {}),
        }
        for column, (kind, about) in ((column, _ABOUT[column]) for column in columns)
    ]
    return {"fields": fields, "primaryKey": list(key)}


def _lists(year: ReportYear, figures: Sequence[FigureId]) -> Iterator[dict[str, Any]]:
    """Yield the codes of figures and what they mean: carriers, measures with their units, categories."""
    lines = (*year.city.carriers, *year.params.lines_in(year.city))
    carriers = {TOTAL: "Alle Träger", **{line.code: line.name for line in lines}}
    keys, codes = {figure.measure for figure in figures}, {figure.carrier for figure in figures}
    measures = [measure for key, measure in year.measures.items() if key in keys]
    rows: dict[str, Iterable[tuple]] = {
        "traeger": [(code, carriers.get(code, code)) for code in sorted(codes)],
        "kennzahlen": [(m.key, m.label, m.unit.plural, m.definition) for m in measures],
        "kategorien": [_category(year, *cut) for cut in sorted({figure[3:] for figure in figures})],
    }
    columns = {
        "traeger": ("traeger", "bezeichnung"),
        "kennzahlen": ("kennzahl", "bezeichnung", "einheit", "definition"),
        "kategorien": ("dimension", "stufe", "kategorie", "merkmal", "bezeichnung"),
    }
    for name, key in _LISTS.items():
        data = [dict(zip(columns[name], row, strict=True)) for row in rows[name]]
        yield {
            "profile": "tabular-data-resource",
            "name": name,
            "data": data,
            "schema": _schema(columns[name], key),
        }


def _category(year: ReportYear, key: str, category: str) -> tuple[str, int, str, str, str]:
    """Return a category as a line of its list: dimension, level, code, and what the two mean."""
    root, _, level = key.partition(LEVEL)
    cut = year.dimensions.get(key)
    meaning = (cut.label, cut.label_of(category)) if cut else ("Ungeteilt", "Insgesamt")
    return (root, int(level or 0), category, *meaning)
