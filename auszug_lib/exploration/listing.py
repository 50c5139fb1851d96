"""Listings: rows to look through, sorted and filtered in the notebook."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from auszug_lib.publication.numbers import plain
from auszug_lib.publication.sheet import Clipping, SavedFile, clipping, write_sheet

INTERNAL = "Intern, nicht zur Weitergabe: ohne Geheimhaltung."

_MOST_SHOWN = 5_000  # rows that a notebook holds

_ANSWERS = {True: "ja", False: "nein"}
_BUTTONS = {"copyHtml5": "Kopieren", "csvHtml5": "CSV", "excelHtml5": "Excel"}
_LANGUAGE = {
    "search": "Suchen:",
    "lengthMenu": "_MENU_ Zeilen je Seite",
    "info": "Zeile _START_ bis _END_ von _TOTAL_",
    "infoEmpty": "keine Zeilen",
    "infoFiltered": "(aus _MAX_)",
    "zeroRecords": "Nichts passt zu dieser Suche.",
    "emptyTable": "Keine Zeilen.",
    "loadingRecords": "Lädt …",
    "decimal": ",",
    "thousands": ".",
}


def figure(value: float) -> str:
    """Return a number as a report prints it, with decimals only where it has any."""
    return "" if pd.isna(value) else plain(value, 0 if float(value).is_integer() else 2)


def options() -> dict[str, Any]:
    """Return how itables shows a table: in German, whole, and nothing in it runs as code, not in Excel."""
    harmless = {"escapeExcelFormula": True, "fieldSeparator": ";", "bom": True}
    buttons = [{"extend": kind, "text": text, **harmless} for kind, text in _BUTTONS.items()]
    return {
        "language": _LANGUAGE,
        "buttons": buttons,
        "maxBytes": 0,
        "format_floats_in_python": True,
        "display_logo_when_loading": False,
        "allow_html": False,
        "show_dtypes": False,
        "classes": "display nowrap compact",
        "scrollX": True,
    }


@dataclass(frozen=True, eq=False, repr=False)
class Listing:
    """Eine Tabelle zum Durchsehen: im Notebook sortierbar und filterbar.

    `.frame()` gibt sie als DataFrame, `.excel("datei.xlsx")` schreibt sie nach Excel, `.copy()` zeigt sie zum
    Kopieren in die Zwischenablage.
    """

    title: str
    rows: pd.DataFrame

    def __len__(self) -> int:
        return len(self.rows)

    def frame(self) -> pd.DataFrame:
        """Gibt die Tabelle als DataFrame mit deutschen Spalten und echten Zahlen und Daten."""
        return self.rows.copy()

    def excel(self, path: str | Path) -> SavedFile:
        """Schreibt die Tabelle in eine Excel-Datei und gibt deren Pfad; Texte bleiben Texte, nie Formeln."""
        digits = [2 if pd.api.types.is_float_dtype(dtype) else 0 for dtype in self.rows.dtypes]
        return write_sheet(path, self.title, _in_words(self.rows), digits, INTERNAL)

    def copy(self) -> Clipping:
        """Gibt die Tabelle als HTML für die Zwischenablage; das Notebook zeigt sie mit einem Knopf."""
        numeric = [pd.api.types.is_numeric_dtype(dtype) for dtype in self.rows.dtypes]
        return clipping(self.title, _texts(self.rows), numeric)

    def __repr__(self) -> str:
        return f"{self.title} ({plain(len(self))} Zeilen)"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, str]:
        return {"text/html": self.html(), "text/plain": repr(self)}

    def html(self) -> str:
        """Gibt die Tabelle, wie das Notebook sie zeigt."""
        from itables import JavascriptFunction, to_html_datatable

        shown, head = _in_words(self.rows.head(_MOST_SHOWN)), html.escape(self.title)
        if len(self) > _MOST_SHOWN:
            head += f": die ersten {plain(_MOST_SHOWN)} von {plain(len(self))} Zeilen; alle mit .excel()"
        days = [place for place, dtype in enumerate(shown.dtypes) if dtype.kind == "M"]
        shown = shown.assign(**{shown.columns[place]: _iso(shown.iloc[:, place]) for place in days})
        # Sorted as years, months and days, and read the other way round.
        turned = "function(day, use) { return use === 'display' ? day.split('-').reverse().join('.') : day; }"
        with pd.option_context("display.float_format", figure):
            table = to_html_datatable(
                shown,
                columnDefs=[{"targets": days, "render": JavascriptFunction(turned)}] if days else [],
                showIndex=False,
                connected=False,
                **options(),
            )
        return f"<p>{head}</p>{table}"


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with ja and nein in place of what Python calls them."""
    asked = {str(name): rows[name].map(_ANSWERS) for name in rows if rows[name].dtype == "boolean"}
    return rows.assign(**asked)


def _iso(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%Y-%m-%d").fillna("")


def _texts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows as a reader sees them."""
    worded = _in_words(rows)
    columns = {}
    for name, column in worded.items():
        if column.dtype.kind == "M":
            columns[name] = column.dt.strftime("%d.%m.%Y").fillna("")
        elif pd.api.types.is_numeric_dtype(column):
            columns[name] = (
                column.map(figure).fillna("") if column.dtype.kind == "f" else column.astype("str")
            )
        else:
            columns[name] = column.astype("str").fillna("")
    return pd.DataFrame(columns)
