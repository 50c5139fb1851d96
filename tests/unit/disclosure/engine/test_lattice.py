import pytest

from auszug_lib.disclosure.engine.lattice import Coarsening, Lattice

LATTICE = Lattice(
    {"carrier": ("A", "B"), "month": (1, 2, 3, 4)},
    (
        Coarsening("quarter", "month", {1: "I", 2: "I", 3: "II", 4: "II"}),
        Coarsening("year", "quarter", {"I": "all", "II": "all"}),
    ),
)


def family(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_places_are_all_combinations_of_categories():
    assert len(LATTICE.places(family("carrier", "month"))) == 2 * 4
    assert LATTICE.places(family()) == [frozenset()]
    assert LATTICE.categories_of("quarter") == ("I", "II")


@pytest.mark.parametrize(
    ("coarse", "fine"),
    [
        (family(), family("month")),
        (family("month"), family("month", "carrier")),
        (family("quarter"), family("month")),
        (family("year"), family("month", "carrier")),
    ],
)
def test_a_margin_leaves_dimensions_out_or_collapses_them(coarse, fine):
    assert LATTICE.is_margin(coarse, fine)
    assert not LATTICE.is_margin(fine, coarse)


def test_a_cell_is_counted_in_its_collapsed_category():
    place = frozenset({("month", 3), ("carrier", "B")})
    assert LATTICE.above(place, family("quarter")) == {("quarter", "II")}
    assert LATTICE.above(place, family("year", "carrier")) == {("year", "all"), ("carrier", "B")}


def test_tables_meet_in_what_can_be_read_off_both():
    printed = [family("carrier", "quarter"), family("month")]
    assert LATTICE.closed(printed) - set(printed) == {family("quarter")}
