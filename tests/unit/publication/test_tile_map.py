"""The map of districts: a field a category, with its number, and no map where it could not be read."""

import re

import pytest

from auszug_lib.publication.document import Cell
from auszug_lib.publication.tile_map import tile_map
from auszug_lib.statistics.dimensions import chain, dimensions

from ...koeln import KOELN

CITY = KOELN.folder.city("koeln")
LEVELS = {level.key: level for level in chain(dimensions(CITY), "district")}


def cells(*values: int) -> list[Cell]:
    return [Cell(str(value), float(value), f"figure/{value}") for value in values]


def fills(svg: str) -> list[str]:
    return re.findall(r'<path d="[^"]*" fill="([^"]*)"', svg)


def test_each_field_has_its_name_and_its_number_on_a_shade_of_its_own() -> None:
    drawn = tile_map(["Nord", "Süd"], cells(3, 30), [{(0, 0)}, {(1, 0)}])
    assert drawn
    for svg in drawn:
        assert re.findall(r">([^<]+)</text>", svg)[:4] == ["Nord", "3", "Süd", "30"]
        assert re.findall(r'data-figure="([^"]*)"', svg) == ["figure/3", "figure/30"]
        assert len(set(fills(svg))) == 2


def test_what_is_published_together_is_one_field() -> None:
    drawn = tile_map(["Alles", "Insel"], cells(3, 4), [{(0, 0), (0, 1), (1, 1)}, {(1, 0)}])
    assert drawn
    assert [path.count("M") for path in re.findall(r'<path d="([^"]*)"', drawn.svg)] == [3, 1]


@pytest.mark.parametrize(
    ("label", "tiles"),
    [("Nord", {(0, 0), (1, 1)}), ("Nord", set()), ("Donaudampfschifffahrtsgesellschaft", {(0, 0)})],
    ids=["apart", "nowhere", "too long a name"],
)
def test_there_is_no_map_that_could_not_be_read(label: str, tiles: set[tuple[int, int]]) -> None:
    assert tile_map(["Süd", label], cells(3, 4), [{(0, 1)}, tiles]) is None


def test_what_does_not_fit_on_a_phone_has_no_narrow_form() -> None:
    row = [f"Stadtbezirk {number}" for number in range(5)]
    drawn = tile_map(row, cells(*range(5)), [{(0, place)} for place in range(5)])
    assert drawn
    assert (bool(drawn.svg), bool(drawn.narrow)) == (True, False)


@pytest.mark.parametrize("key", LEVELS)
def test_cologne_has_a_map_at_every_level(key: str) -> None:
    parts = LEVELS[key].parts
    labels = [LEVELS[key].label_of(category) for category in parts]
    assert tile_map(
        labels, cells(*range(len(parts))), [{CITY.tiles[c] for c in own} for own in parts.values()]
    )
