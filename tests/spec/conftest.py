"""Small text tables in place of deliveries, so that a counting rule can be checked by hand."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from auszug_lib.delivery.check import Records, kept_columns
from auszug_lib.delivery.parse import ParseContext, parse
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.scalars import ParseStatus
from auszug_lib.delivery.schema import CARRIER, TABLES
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params import City, Year
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.statistics.cube import cube
from auszug_lib.statistics.figures import Figures

PROJECT = Path(__file__).parents[2]

# What a row says where its table in the test leaves a column out.
USUAL = {
    "anmeldedatum": "2018-06-01",
    "personen": "1",
    "erwachsene": "1",
    "kinder": "0",
    "haushaltstyp": "alleinstehend",
    "unterkunftsart": "wohnheim",
    "status": "vermittelt",
    "vermieterart": "privat",
    "foerderweg": "frei",
    "stadtbezirk": "1",
    "vermittlungsweg": "regulaer",
    "einzugsdatum": "2019-06-01",
    "personen_eingezogen": "1",
    "datum": "2019-06-01",
    "angeboten": "ja",
    "stattgefunden": "ja",
    "kanal": "mail",
    "zielgruppe": "tandem",
    "teilnehmende": "10",
    "art": "amt",
    "umfang_vzae": "1,0",
    "befristet": "nein",
}

Count = Callable[..., float | None]


def text_table(text: str) -> pd.DataFrame:
    """Read a table drawn with bars: | a | b |; an empty cell is None."""
    rows = [
        [cell.strip() or None for cell in line.strip().strip("|").split("|")]
        for line in text.strip().splitlines()
    ]
    return pd.DataFrame(rows[1:], columns=rows[0], dtype=object)


def records_from(year: int, tables: dict[str, str], city: City) -> Records:
    """Return records from text tables; a column `traeger` says whose row it is."""
    frames = {}
    context = ParseContext(",", vocabulary_of(city))
    wrong = [
        status
        for status in ParseStatus
        if status not in (ParseStatus.PLAIN, ParseStatus.EMPTY) and RULES[status.rule_id].severity == "hard"
    ]
    for name, table in TABLES.items():
        drawn = text_table(tables[name]) if name in tables else pd.DataFrame({CARRIER: []}, dtype=object)
        typed = {CARRIER: drawn[CARRIER].astype("str")}
        for column in table.columns:
            if column.name != CARRIER:
                usual = pd.Series(USUAL.get(column.name), index=drawn.index, dtype=object)
                typed[column.name], statuses = parse(drawn.get(column.name, usual), column, context)
                assert not statuses.isin(wrong).any(), column.name
        frames[name] = kept_columns(pd.DataFrame(typed), table)
    return Records(Year(city="koeln", year=year, data="examples"), frames)


@pytest.fixture(scope="session")
def koeln() -> City:
    return ParamsFolder(PROJECT / "params").city("koeln")


@pytest.fixture
def count(koeln: City) -> Count:
    """Return a figure counted from text tables: count("households_placed", carrier="DRK", vermittlungen=…)."""

    def counted(
        measure: str,
        dimension: str = TOTAL,
        category: str = TOTAL,
        *,
        carrier: str = TOTAL,
        year: int = 2019,
        **tables: str,
    ) -> float | None:
        counted = cube(records_from(year, tables, koeln), koeln)
        figures = Figures({year: lambda: counted}, are_example=False)
        return figures.value(measure, year=year, carrier=carrier, dimension=dimension, category=category)

    return counted
