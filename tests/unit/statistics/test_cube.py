"""What holds for every cube: carriers and categories add up, the order of the rows does not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auszug_lib.delivery.check import Records
from auszug_lib.params.codes import TOTAL
from auszug_lib.statistics.cube import COLUMNS, cube
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.measures import measures


@pytest.fixture(scope="module")
def city(koeln):
    return koeln.year("2019").city


@pytest.fixture(scope="module")
def records(koeln):
    return koeln.year("2019").records


def some_of(records: Records, seed: int) -> Records:
    """Return a random part of the placements and all else, every table in random order."""
    rng = np.random.default_rng(seed)
    tables = {name: table.iloc[rng.permutation(len(table))] for name, table in records.tables.items()}
    placements = tables["vermittlungen"]
    tables["vermittlungen"] = placements.iloc[: int(rng.integers(len(placements) + 1))]
    return Records(records.year, tables)


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32 - 1))
def test_carriers_and_categories_add_up(records, city, seed):
    counted = cube(some_of(records, seed), city)
    adding_up = {key: measure for key, measure in measures(city).items() if measure.adds_up}
    adding = counted[counted["measure"].isin(adding_up)]
    by = ["measure", "dimension", "category"]
    carriers = adding[adding["carrier"] != TOTAL].groupby(by)["value"].sum()
    combined = adding[adding["carrier"] == TOTAL].set_index(by)["value"]
    pd.testing.assert_series_equal(carriers.sort_index(), combined.sort_index())

    total = adding[adding["dimension"] == TOTAL].set_index(["carrier", "measure"])["value"]
    for key, measure in adding_up.items():
        for dimension in measure.dimensions:
            rows = adding[(adding["measure"] == key) & (adding["dimension"] == dimension)]
            for carrier, value in rows.groupby("carrier")["value"].sum().items():
                assert value == total[carrier, key], (key, dimension, carrier)


def test_the_order_of_the_rows_does_not_matter(records, city):
    mixed = Records(records.year, {name: table.iloc[::-1] for name, table in records.tables.items()})
    pd.testing.assert_frame_equal(cube(mixed, city), cube(records, city))


def test_the_cube_is_tidy(records, city):
    counted = cube(records, city)
    assert tuple(counted.columns) == COLUMNS
    assert not counted.duplicated(list(COLUMNS[:-1])).any()
    assert set(counted["carrier"]) == {TOTAL, "Caritas", "DRK", "KFR"}


def test_every_measure_and_dimension_is_in_the_cube_and_defined(records, city):
    counted = cube(records, city)
    assert set(counted["measure"]) == set(measures(city))
    assert set(counted["dimension"]) == {TOTAL, *dimensions(city)}
    for measure in measures(city).values():
        assert measure.definition.endswith(".")
        assert set(measure.dimensions) <= set(dimensions(city))


def test_no_identifier_gets_into_the_cube(records, city):
    words = set(cube(records, city)["category"])
    assert not words & set(records.tables["faelle"]["fall_id"])
