"""The example: synthetic deliveries of a city's carriers that come to the figures the city has published.

Nobody's data is in them. They are the same in every run, and those of neighbouring years tell one story.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.example import work
from auszug_lib.delivery.example.cases import cases_of_year, cohort
from auszug_lib.delivery.example.programme import Programme
from auszug_lib.delivery.example.services import services_of
from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.schema import DTYPES, SCHEMA_VERSION, TABLES, Column, Table
from auszug_lib.errors import ParamsError
from auszug_lib.params import City, PublishedFigure, Year

Delivery = dict[str, pd.DataFrame]

_NARROWEST, _WIDEST = 8, 40
_DATE = {"num_format": "dd.mm.yyyy"}
_WORDS = ("id", "code", "text")


def example_deliveries(city: City, year: Year, published: Sequence[PublishedFigure]) -> dict[str, Delivery]:
    """Return the example's deliveries of `year`, by carrier code and table name.

    Parameters
    ----------
    city
        Gives the code lists, the partner landlord and the carriers.
    year
        The report year; its carriers deliver.
    published
        The register, whose figures for the year all carriers together come to.

    Raises
    ------
    ParamsError
        Where the register contradicts itself, or the programme had not begun.
    """
    if year.year < city.programme_start.year:
        raise ParamsError(
            f"Für {year.year} gibt es keine Beispieldaten: {city.programme} begann erst später."
        )
    programme = Programme.of(city, year, published)
    tables = {name: _typed(frame, TABLES[name]) for name, frame in _tables(programme, year.year).items()}
    return {
        carrier: {name: _of_carrier(tables[name], carrier, table) for name, table in TABLES.items()}
        for carrier in programme.carriers
    }


def _tables(programme: Programme, year: int) -> dict[str, pd.DataFrame]:
    """Return all carriers' tables, untyped, with their carrier."""
    services = services_of(programme, year)
    cases, placements = cases_of_year(programme, year), cohort(programme, year).placements
    sessions = work.sessions(programme, services)
    return {
        "lieferung": _senders(programme, year),
        "faelle": cases,
        "wohnungen": placements,
        "vermittlungen": placements,
        "sprechstunden": sessions,
        "beratungen": work.consultations(programme, services, sessions, cases),
        "workshops": work.workshops(programme, services),
        "begleitungen": work.accompaniments(programme, services, placements, cases),
        "stellen": work.positions(programme, services),
    }


def _senders(programme: Programme, year: int) -> pd.DataFrame:
    values = {"berichtsjahr": year, "stand": pd.Timestamp(year + 1, 1, 31), "schema_version": SCHEMA_VERSION}
    return pd.DataFrame({CARRIER: list(programme.carriers), **values})


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the carrier and the table's columns in their order and type; an empty text is an empty cell."""
    dtypes = {column.name: DTYPES[column.kind] for column in table.columns}
    typed = frame[[CARRIER, *(name for name in dtypes if name != CARRIER)]].astype(dtypes)
    texts = [name for name, dtype in dtypes.items() if dtype == "str"]
    return typed.assign(**typed[texts].mask(typed[texts] == ""))


def _of_carrier(frame: pd.DataFrame, carrier: str, table: Table) -> pd.DataFrame:
    own = frame[frame[CARRIER] == carrier]
    return own[[column.name for column in table.columns]].reset_index(drop=True)


def write_example(
    city: City, year: Year, published: Sequence[PublishedFigure], folder: Path
) -> tuple[Path, ...]:
    """Write the example's deliveries as workbooks, one a carrier, and return their paths.

    A workbook is written aside and renamed, so that nobody ever reads half of one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    deliveries = example_deliveries(city, year, published)
    paths = []
    for carrier in year.carriers_in(city):
        path = folder / f"{carrier.stem}-{year.year}.xlsx"
        aside = path.with_name(f".{path.name}.part")
        aside.write_bytes(_workbook(deliveries[carrier.code], year))
        aside.replace(path)
        paths.append(path)
    return tuple(paths)


def _workbook(delivery: Delivery, year: Year) -> bytes:
    """Return a workbook with a sheet a table; the same delivery gives the same bytes."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"created": dt.datetime(year.year + 1, 1, 31)})
        formats = {"heading": book.add_format({"bold": True}), "date": book.add_format(_DATE)}
        for name, table in TABLES.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            # Codes such as "1" are words; without this, Excel marks every one of them as a mistake.
            sheet.ignore_errors({"number_stored_as_text": "A1:Z1048576"})
            for position, column in enumerate(table.columns):
                _write_column(sheet, position, column, delivery[name][column.name], formats)
    return memory.getvalue()


def _write_column(
    sheet: Worksheet,
    position: int,
    column: Column,
    cells: pd.Series,
    formats: Mapping[str, Format],
) -> None:
    """Write a column's heading and filled cells; text is written as text, never as formula or link."""
    sheet.write_string(0, position, column.name, formats["heading"])
    filled = cells.dropna()
    if column.kind == "bool":
        filled = filled.map({True: "ja", False: "nein"})
    for row, cell in zip(filled.index.tolist(), filled.tolist(), strict=True):
        if column.kind == "date":
            sheet.write_datetime(row + 1, position, cell, formats["date"])
        elif column.kind in ("count", "decimal"):
            sheet.write_number(row + 1, position, cell)
        else:
            sheet.write_string(row + 1, position, cell)
    longest = filled.str.len().max() if column.kind in _WORDS and len(filled) else _NARROWEST
    sheet.set_column(position, position, min(max(longest, len(column.name)) + 2, _WIDEST))
