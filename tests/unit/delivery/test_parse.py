"""Cells as read become typed values: each is certain, or its status says otherwise."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib.delivery.parse import ParseContext, parse
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.scalars import ParseStatus
from auszug_lib.delivery.schema import DTYPES, TABLES
from auszug_lib.delivery.vocabulary import Vocabulary

COLUMNS = {
    "id": TABLES["faelle"].column("fall_id"),
    "code": TABLES["wohnungen"].column("stadtbezirk"),
    "state": TABLES["faelle"].column("hauptstaatsangehoerigkeit"),
    "other": TABLES["faelle"].column("abschlussgrund"),
    "date": TABLES["faelle"].column("anmeldedatum"),
    "count": TABLES["faelle"].column("personen"),
    "decimal": TABLES["wohnungen"].column("kaltmiete"),
    "bool": TABLES["stellen"].column("befristet"),
}
APRIL_3 = pd.Timestamp("2019-04-03")

Parsed = Callable[..., tuple[pd.Series, pd.Series]]
Read = Callable[..., tuple[Any, str]]


def objects(*cells: object) -> pd.Series:
    """Return cells of mixed types as they are, with row numbers of a sheet."""
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return pd.Series(array, index=range(2, len(cells) + 2), dtype=object)


@pytest.fixture(scope="session")
def parsed(vocabulary: Vocabulary) -> Parsed:
    """Parse cells of one column."""
    return lambda column, cells, decimal=",": parse(cells, COLUMNS[column], ParseContext(decimal, vocabulary))


@pytest.fixture(scope="session")
def read(parsed: Parsed) -> Read:
    """Read one cell: the value, None where there is none, and the rule that its status has."""

    def read(column: str, cell: object, decimal: str = ",") -> tuple[Any, str]:
        values, statuses = parsed(column, objects(cell), decimal)
        value = values.iloc[0]
        return (None if pd.isna(value) else value), ParseStatus(statuses.iloc[0]).rule_id

    return read


@pytest.mark.parametrize(
    ("column", "cell", "value", "rule"),
    [
        ("id", "F1", "F1", ""),
        ("id", " F1\n", "F1", "leerzeichen"),
        ("id", 17.0, "17", ""),
        ("id", 17, "17", ""),
        ("id", "017", "017", ""),
        ("id", 17.5, None, "lesbar"),
        ("id", 2.0**53, None, "lesbar"),
        ("id", True, None, "lesbar"),
        ("id", dt.date(2019, 4, 3), None, "lesbar"),
        ("code", "8", "8", ""),
        ("code", 8.0, "8", ""),
        ("code", "8 Kalk", "8", ""),
        ("code", "Kalk", "8", ""),
        ("code", " 8 ", "8", "leerzeichen"),
        ("code", "kalk", "8", "code_umgesetzt"),
        ("code", "8,0", "8", "code_umgesetzt"),
        ("code", 8.5, None, "code"),
        ("code", 80, None, "code"),
        ("code", "Kalkberg", None, "code"),
        ("code", dt.date(2019, 4, 8), None, "lesbar"),
        ("code", "08", "8", "code_umgesetzt"),
        ("state", "Türkiye", "TR", "code_umgesetzt"),
        ("state", "staatenlos", "unbekannt", "code_umgesetzt"),
        ("state", "Namibia", "NA", ""),
        ("state", "namibia", "NA", "code_umgesetzt"),
        ("state", "NA Namibia", "NA", ""),
        ("state", "NA", "NA", "namibia_gemeint"),
        ("state", " NA", "NA", "namibia_gemeint"),
        ("state", "na", None, "code"),
        ("state", "Kongo", None, "code"),
        ("other", "fortzug", "fortzug", ""),
        ("other", "Fortzug", "fortzug", ""),
        ("other", "FORTZUG", "fortzug", "code_umgesetzt"),
        ("other", "wollte nicht mehr", "sonstige", "code_sonstige"),
        ("other", '"', None, "code"),
        ("other", "--", None, "code"),
        ("date", dt.date(2019, 4, 3), APRIL_3, ""),
        ("date", dt.datetime(2019, 4, 3), APRIL_3, ""),
        ("date", dt.datetime(2019, 4, 3, 14, 30), APRIL_3, "datum_umgesetzt"),
        ("date", dt.datetime(2019, 4, 3, 23, 59, 59, 999_999), APRIL_3, "datum_umgesetzt"),
        ("date", pd.Timestamp("2019-04-03 23:59:59.999999999"), APRIL_3, "datum_umgesetzt"),
        ("date", 43558.0, APRIL_3, "datum_umgesetzt"),
        ("date", 43558.99999, APRIL_3, "datum_umgesetzt"),
        ("date", "03.04.2019", APRIL_3, ""),
        ("date", " 03.04.2019", APRIL_3, "leerzeichen"),
        ("date", " 3.4.2019", APRIL_3, "datum_umgesetzt"),
        ("date", "03.04.19", None, "datum_mehrdeutig"),
        ("date", "31.02.2019", None, "lesbar"),
        ("date", 2019, None, "lesbar"),
        ("date", True, None, "lesbar"),
        ("date", dt.date(219, 4, 3), None, "lesbar"),
        ("count", 3.0, 3, ""),
        ("count", 0, 0, ""),
        ("count", "3", 3, ""),
        ("count", "3,0", 3, ""),
        ("count", -2, -2, ""),
        ("count", 2.5, None, "lesbar"),
        ("count", "2,5", None, "lesbar"),
        ("count", "1.5", None, "zahl_mehrdeutig"),
        ("count", True, None, "lesbar"),
        ("decimal", 512.4, 512.4, ""),
        ("decimal", "512,40 €", 512.4, "zahl_umgesetzt"),
        ("decimal", "\u00a0512,40", 512.4, "leerzeichen"),
        ("decimal", "1.234", None, "zahl_mehrdeutig"),
        ("decimal", dt.date(2019, 5, 1), None, "lesbar"),  # 1.5 as Excel likes to take it
        ("decimal", dt.timedelta(hours=36), None, "lesbar"),
        ("bool", True, True, ""),
        ("bool", np.bool_(False), False, ""),
        ("bool", "ja", True, ""),
        ("bool", "nein ", False, "leerzeichen"),
        ("bool", "X", True, "code_umgesetzt"),
        ("bool", 1, True, "code_umgesetzt"),
        ("bool", 0.0, False, "code_umgesetzt"),
        ("bool", "vielleicht", None, "lesbar"),
        ("bool", 2, None, "lesbar"),
        ("bool", 0.5, None, "lesbar"),
    ],
)
def test_a_cell(read: Read, column: str, cell: object, value: object, rule: str):
    assert read(column, cell) == (value, rule)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("cell", [None, np.nan, pd.NaT, pd.NA, "", "  ", "\u00a0\n\t"])
def test_nothing_is_nothing(read: Read, column: str, cell: object):
    assert read(column, cell) == (None, "pflicht")


def test_a_source_with_points_takes_the_comma_for_ambiguous(read: Read):
    assert read("decimal", "512.40", ".") == (512.4, "")
    assert read("decimal", "512,40", ".") == (None, "zahl_mehrdeutig")


@pytest.mark.parametrize("cell", [42096, 42096.75, "42096", dt.date(2019, 4, 3), "03.04.2019"])
def test_a_workbook_of_1904_counts_its_bare_days_from_there(vocabulary: Vocabulary, cell: object):
    context = ParseContext(",", vocabulary, counts_from_1904=True)
    assert parse(objects(cell), COLUMNS["date"], context)[0].tolist() == [APRIL_3]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.text(alphabet="0123456789.,-/: jaxJn€", max_size=12),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**300),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.binary(max_size=4),
    st.decimals(allow_nan=False),
    st.lists(st.integers(), max_size=2),
)


@given(st.lists(CELLS, max_size=6), st.sampled_from(sorted(COLUMNS)), st.sampled_from(",."))
def test_whatever_a_cell_holds_it_is_certain_or_reported(
    parsed: Parsed, cells: list[object], name: str, decimal: str
):
    values, statuses = parsed(name, objects(*cells), decimal)
    assert values.dtype == DTYPES[COLUMNS[name].kind]
    assert list(values.index) == list(statuses.index) == list(range(2, len(cells) + 2))
    rules = [ParseStatus(status).rule_id for status in statuses]
    assert list(values.isna()) == [rule != "" and RULES[rule].severity == "hard" for rule in rules]


@given(st.lists(CELLS, max_size=6), st.sampled_from(sorted(COLUMNS)))
def test_a_cell_does_not_depend_on_its_neighbours(parsed: Parsed, read: Read, cells: list[object], name: str):
    values, statuses = parsed(name, objects(*cells))
    for cell, value, status in zip(cells, values, statuses, strict=True):
        assert read(name, cell) == (None if pd.isna(value) else value, ParseStatus(status).rule_id)


@pytest.mark.parametrize(
    ("column", "cells", "values"),
    [
        ("count", pd.Series([1, None, 3], dtype="Int64"), [1, None, 3]),
        ("count", pd.Series([1, None, 2.5]), [1, None, None]),
        ("code", pd.Series([8.0, np.nan]), ["8", None]),
        ("id", pd.Series([17, 18]), ["17", "18"]),
        ("bool", pd.Series([True, None, False], dtype="boolean"), [True, None, False]),
        ("bool", pd.Series([True, None, False], dtype=object), [True, None, False]),
        ("date", pd.Series([APRIL_3, pd.NaT]).astype("datetime64[ns]"), [APRIL_3, None]),
        ("date", pd.Series(["03.04.2019", None], dtype="str"), [APRIL_3, None]),
        ("id", pd.Series([pd.Timedelta(days=1)]), [None]),
        ("decimal", pd.Series([], dtype=object), []),
    ],
)
def test_typed_columns(parsed: Parsed, column: str, cells: pd.Series, values: list[object]):
    typed, _ = parsed(column, cells)
    assert typed.dtype == DTYPES[COLUMNS[column].kind]
    assert [None if pd.isna(value) else value for value in typed] == values
