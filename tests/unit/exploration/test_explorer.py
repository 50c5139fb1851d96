"""Crosses agree with the cube, whatever they cross, and with the records behind them."""

import math

import pandas as pd
import pytest

from auszug_lib.exploration.explorer import Explorer
from auszug_lib.params.codes import TOTAL
from auszug_lib.statistics.dimensions import cut_by

from ...koeln import KOELN

YEAR = KOELN.overridden(2019, {"visibility": "intern"})
EXPLORER = Explorer(YEAR)
MEASURES = list(YEAR.measures)


@pytest.fixture(scope="module")
def cube() -> dict[tuple[str, ...], float]:
    keys = ["carrier", "measure", "dimension", "category"]
    own = YEAR.cube
    return dict(zip(zip(*(own[key] for key in keys), strict=True), own["value"], strict=True))


def same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or one == pytest.approx(other)


@pytest.mark.parametrize("key", MEASURES)
def test_a_measure_crossed_with_the_carriers_is_the_cube(key: str, cube: dict) -> None:
    measure = YEAR.measures[key]
    nothing = 0.0 if measure.adds_up else math.nan
    for dimension in cut_by(measure, YEAR.dimensions):
        crossed = EXPLORER.counted(measure, (dimension.key, "carrier"), {})
        counted = {place[::3] for place in cube if place[1:3] == (key, dimension.key)}
        assert counted
        for carrier, category in counted:
            found = crossed.get((category, carrier), (nothing, 0))[0]
            assert same(found, cube[carrier, key, dimension.key, category])
        assert same(crossed.get((TOTAL, TOTAL), (nothing, 0))[0], cube[TOTAL, key, TOTAL, TOTAL])


@pytest.mark.parametrize("key", MEASURES)
def test_the_margins_of_two_dimensions_are_the_cube(key: str, cube: dict) -> None:
    measure = YEAR.measures[key]
    own = [one for one in measure.dimensions if one in EXPLORER.crossable(measure)]
    for first in own:
        for second in set(EXPLORER.crossable(measure)) - {first, "carrier"}:
            if ":" in second and second[-1] != "1":
                continue
            crossed = EXPLORER.counted(measure, (first, second), {})
            for (row, column), (value, _) in crossed.items():
                if column == TOTAL and row != TOTAL:
                    assert same(value, cube[TOTAL, key, first, row])
            if measure.adds_up:
                inner = sum(v for (r, c), (v, _) in crossed.items() if TOTAL not in (r, c))
                assert inner <= crossed.get((TOTAL, TOTAL), (0.0, 0))[0] + 1e-6


@pytest.mark.parametrize("key", [key for key in MEASURES if YEAR.measures[key].statistic == "count"])
def test_as_many_records_are_behind_a_figure_as_it_says(key: str, cube: dict) -> None:
    measure = YEAR.measures[key]
    [dimension, *_] = cut_by(measure, YEAR.dimensions)
    figures = {
        place[::3]: cube[place] for place in cube if place[1:3] == (key, dimension.key) and place[0] != TOTAL
    }
    largest, smallest = max(figures, key=figures.get), min(figures, key=figures.get)
    for carrier, category in (largest, smallest):
        listed = EXPLORER.behind(measure, {dimension.key: category, "carrier": carrier})
        assert len(listed) == figures[carrier, category]
    assert len(EXPLORER.behind(measure, {})) == cube[TOTAL, key, TOTAL, TOTAL]


def test_behind_a_figure_stand_the_rows_of_the_delivery() -> None:
    listed = EXPLORER.behind(YEAR.measures["persons_placed"], {"district": "2", "month": "Oktober"}).frame()
    assert set(listed["Stadtbezirk"]) == {"Rodenkirchen"}
    assert set(pd.DatetimeIndex(listed["Einzugsdatum"]).month) == {10}
    for file, sheet, row, placement in listed[["Datei", "Blatt", "Zeile", "Vermittlung-ID"]].itertuples(
        False
    ):
        [sent] = [one for one in YEAR.checked.deliveries.values() if one.name == file]
        raw = sent.tables["vermittlungen"]
        assert (raw.sheet, raw.cells.loc[row, "vermittlung_id"]) == (sheet, placement)


def test_what_is_asked_of_some_carriers_is_counted_of_them_alone(cube: dict) -> None:
    measure = YEAR.measures["households_placed"]
    crossed = EXPLORER.counted(measure, ("district",), {"carrier": ["DRK", "Caritas"]})
    both = sum(cube[one, measure.key, TOTAL, TOTAL] for one in ("DRK", "Caritas"))
    assert crossed[(TOTAL,)] == (both, both)
    assert Explorer(YEAR, "DRK").counted(measure, ("district",), {}) == EXPLORER.counted(
        measure, ("district",), {"carrier": "DRK"}
    )


def test_of_waiting_cases_nothing_is_asked_that_speaks_of_another_event() -> None:
    cuts = EXPLORER.crossable(YEAR.measures["households_waiting"])
    assert "nationality" in cuts
    assert not {"month", "closing_reason"} & set(cuts)
    assert "month" in EXPLORER.crossable(YEAR.measures["registrations"])
