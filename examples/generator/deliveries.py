"""The example: synthetic deliveries of a city's carriers that come to the figures the city has published.

Nobody's data is in them. They are the same in every run, and those of neighbouring years tell one story.
"""

from collections.abc import Sequence

import pandas as pd

from auszug_lib.delivery.schema import CARRIER, DTYPES, SCHEMA_VERSION, TABLES, TableSchema
from auszug_lib.params import City, Year
from auszug_lib.params.published import PublishedFigure
from generator.advice import consultations, sessions
from generator.cases import cases_of_year, cohort
from generator.programme import Programme
from generator.work import accompaniments, positions, workshops

Delivery = dict[str, pd.DataFrame]


def example_deliveries(city: City, year: Year, published: Sequence[PublishedFigure]) -> dict[str, Delivery]:
    """Return the example's deliveries of `year`, by carrier code and table name.

    All carriers together come to the figures `published` for the year, which must agree with each other.
    """
    programme = Programme.of(city, year, published)
    tables = {name: _typed(frame, TABLES[name]) for name, frame in _tables(programme, year.year).items()}
    return {
        carrier: {name: _of_carrier(tables[name], carrier, table) for name, table in TABLES.items()}
        for carrier in programme.carriers
    }


def _tables(programme: Programme, year: int) -> dict[str, pd.DataFrame]:
    """Return all carriers' tables, untyped, with their carrier."""
    cases, placements = cases_of_year(programme, year), cohort(programme, year).placements
    offered = sessions(programme, year)
    sender = {"berichtsjahr": year, "schema_version": SCHEMA_VERSION, "beispiel": True}
    return {
        "lieferung": pd.DataFrame(
            {CARRIER: list(programme.carriers), "stand": pd.Timestamp(year + 1, 1, 31), **sender}
        ),
        "faelle": cases,
        "wohnungen": placements,
        "vermittlungen": placements,
        "sprechstunden": offered,
        "beratungen": consultations(programme, year, offered, cases),
        "workshops": workshops(programme, year),
        "begleitungen": accompaniments(programme, year, placements, cases),
        "stellen": positions(programme, year),
    }


def _typed(frame: pd.DataFrame, table: TableSchema) -> pd.DataFrame:
    """Return the carrier and the table's columns in their order and type; an empty text is an empty cell."""
    dtypes = {column.name: DTYPES[column.kind] for column in table.columns}
    typed = frame[[CARRIER, *(name for name in dtypes if name != CARRIER)]].astype(dtypes)
    texts = [name for name, dtype in dtypes.items() if dtype == "str"]
    return typed.assign(**typed[texts].mask(typed[texts] == ""))


def _of_carrier(frame: pd.DataFrame, carrier: str, table: TableSchema) -> pd.DataFrame:
    own = frame[frame[CARRIER] == carrier]
    return own[[column.name for column in table.columns]].reset_index(drop=True)
