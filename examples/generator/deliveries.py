"""The example: synthetic deliveries of a city's carriers that come to the figures the city has published.

Nobody's data is in them. They are the same in every run, and those of neighbouring years tell one story.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from auszug_lib.delivery.schema import CARRIER, DTYPES, SCHEMA_VERSION, TABLES, TableSchema
from auszug_lib.errors import ParamsError
from auszug_lib.params import City, Year
from auszug_lib.params.register import PublishedFigure
from auszug_lib.workbooks.spreadsheet import write_aside
from generator.advice import consultations, sessions
from generator.cases import cases_of_year, cohort
from generator.positions import positions
from generator.programme import Programme
from generator.services import services_of
from generator.work import accompaniments, workshops
from generator.workbook import workbook

Delivery = dict[str, pd.DataFrame]


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
    offered = sessions(programme, services)
    return {
        "lieferung": _senders(programme, year),
        "faelle": cases,
        "wohnungen": placements,
        "vermittlungen": placements,
        "sprechstunden": offered,
        "beratungen": consultations(programme, services, offered, cases),
        "workshops": workshops(programme, year),
        "begleitungen": accompaniments(programme, year, placements, cases),
        "stellen": positions(programme, year),
    }


def _senders(programme: Programme, year: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            CARRIER: list(programme.carriers),
            "berichtsjahr": year,
            "stand": pd.Timestamp(year + 1, 1, 31),
            "schema_version": SCHEMA_VERSION,
            "beispiel": True,
        }
    )


def _typed(frame: pd.DataFrame, table: TableSchema) -> pd.DataFrame:
    """Return the carrier and the table's columns in their order and type; an empty text is an empty cell."""
    dtypes = {column.name: DTYPES[column.kind] for column in table.columns}
    typed = frame[[CARRIER, *(name for name in dtypes if name != CARRIER)]].astype(dtypes)
    texts = [name for name, dtype in dtypes.items() if dtype == "str"]
    return typed.assign(**typed[texts].mask(typed[texts] == ""))


def _of_carrier(frame: pd.DataFrame, carrier: str, table: TableSchema) -> pd.DataFrame:
    own = frame[frame[CARRIER] == carrier]
    return own[[column.name for column in table.columns]].reset_index(drop=True)


def write_example(
    city: City, year: Year, published: Sequence[PublishedFigure], folder: Path
) -> tuple[Path, ...]:
    """Write the example's deliveries as workbooks, one a carrier, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    deliveries = example_deliveries(city, year, published)
    paths = []
    for carrier in year.carriers_in(city):
        path = folder / f"{carrier.stem}-{year.year}.xlsx"
        write_aside(path, workbook(deliveries[carrier.code], year.year))
        paths.append(path)
    return tuple(paths)
