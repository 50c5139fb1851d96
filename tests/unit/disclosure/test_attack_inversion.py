"""Inversion: who knows the rules and tries all cities that fit a print finds no small number."""

from collections.abc import Callable
from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from auszug_lib.params.policy import Disclosure

from ...trials import TRIALS
from .candidates import (
    BOTH,
    HOMES,
    SIZES,
    all_sizes,
    cities,
    flows,
    four_cells,
    of_the_four,
    sizes,
    tables,
    types,
    world,
)
from .cities import ALL, PERSONS, PLACED, SIZES_OF
from .inversion import Print, World, chain, dimension, proven

MORE = TRIALS > 1
NO_PERSONS = {"medians_from": 1000}  # they are printed of as many households only
CHAINS = {
    "2": chain("a b"),
    "3 > 2": chain("a b c", "ab c"),
    "4 > 2+2": chain("a b c d", "ab cd"),
    "4 > 3 > 2": chain("a b c d", "ab c d", "abc d"),
}
HOME = ("household_size", "household_type")


def attack(name: str, totals: tuple[int, ...], knowing: str = "", **policy) -> list[str]:
    small = world(
        dimension("x", CHAINS[name]),
        {PLACED: ("x",)},
        policy=Disclosure(**{"minimum": 3, **NO_PERSONS, **policy}),
    )
    lines = [tables(total, tuple(CHAINS[name][0])) for total in totals]
    return proven(small, cities(small, *lines), insider=knowing)


@pytest.mark.parametrize("sensitive", [(), ("x",)], ids=["plain", "sensitive"])
@pytest.mark.parametrize("minimum", [2, 3, 4, 5])
@pytest.mark.parametrize("name", CHAINS)
def test_one_line(name: str, minimum: int, sensitive: tuple[str, ...]) -> None:
    most = minimum + (9 if name in ("2", "3 > 2") else 5) + 4 * MORE
    for total in range(minimum + 1, most):
        assert attack(name, (total,), minimum=minimum, sensitive=sensitive) == []


@pytest.mark.parametrize("sensitive", [(), ("x",)], ids=["plain", "sensitive"])
@pytest.mark.parametrize("insider", ["ignore", "protect"])
@pytest.mark.parametrize(
    ("name", "carriers", "most"), [("2", 2, 9), ("2", 3, 6), ("2", 4, 5), ("3 > 2", 2, 6), ("4 > 2+2", 2, 5)]
)
def test_several_lines(name: str, carriers: int, most: int, insider: str, sensitive: tuple[str, ...]) -> None:
    for totals in combinations_with_replacement((0, *range(4, most + MORE)), carriers):
        knowing = "A" if insider == "protect" else ""
        assert attack(name, totals, knowing, insider=insider, sensitive=sensitive) == []


def test_the_attack_finds_what_a_sum_says_without_the_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "auszug_lib.disclosure.rules.least_of",
        lambda dimension, minimum, beside: np.full(len(dimension.parts), minimum),
    )
    assert attack("3 > 2", (7,)) != []
    assert attack("2", (6, 6)) != []


def test_the_attack_finds_what_a_carrier_learns_of_another_by_subtraction() -> None:
    assert attack("2", (5, 7), "A", insider="ignore") != []


def printing(line: str, measure: str) -> Callable[[Print], bool]:
    """Return whether a total is printed: where it is not, more cities fit than those that have it."""
    return lambda printed: any(place[:3] == (line, measure, ALL) for place in printed)


def attack_flow(minimum: int, before: tuple[int, ...], placed: tuple[int, ...], most: int) -> list[str]:
    waited = dict(zip("AB", before, strict=True))
    small = world(
        {},
        {PLACED: ()},
        policy=Disclosure(minimum=minimum, **NO_PERSONS),
        before={**waited, ALL: sum(before)},
    )
    every = cities(small, *(flows(p, b, most) for p, b in zip(placed, before, strict=True)))
    complete = (
        figures
        for figures in every
        if max(figures[ALL, m, ALL, ALL] for m in ("cases_closed", "households_waiting")) <= most
    )
    return proven(small, complete, only=printing(ALL, "registrations"))


@pytest.mark.parametrize("minimum", [2, 3])
def test_totals_of_what_came_and_went(minimum: int) -> None:
    known = (0, minimum + 1, minimum + 3) if MORE else (0, minimum + 2)
    for before, placed in product(product(known, repeat=2), repeat=2):
        assert attack_flow(minimum, before, placed, minimum + 2 + 2 * MORE) == []


def test_totals_of_a_carrier_that_placed_nobody_beside_one_that_placed_all() -> None:
    assert attack_flow(2, (0, 5), (0, 5), 6) == []


def of_sizes(**policy) -> World:
    roots = HOME[:1]
    return world(SIZES, {PLACED: roots, "waiting_time_median": roots}, policy=Disclosure(**policy))


@pytest.mark.parametrize("households", range(4, 8 if MORE else 6))
def test_sizes_of_few_households_whose_persons_are_not_known(households: int) -> None:
    small = of_sizes()
    assert proven(small, cities(small, all_sizes(households))) == []


@pytest.fixture
def of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let persons stand of few households: the other rules are tried without the one on ten."""
    monkeypatch.setattr("auszug_lib.disclosure.rules.PERSONS_FROM", 4)


@pytest.mark.parametrize("minimum", [2, 3])
def test_sizes_beside_persons(minimum: int) -> None:
    small, looked = of_sizes(minimum=minimum), []
    for more in range(45) if MORE else (4, 9, 12, 18, 24):
        lines = sizes(10, 10 + more)
        assert proven(small, cities(small, lines), only=printing(ALL, PERSONS), looked=looked) == []
    assert any(looked)


@pytest.mark.usefixtures("of_few")
@pytest.mark.parametrize("minimum", [2, 3])
def test_sizes_of_few_beside_persons(minimum: int) -> None:
    small, looked = of_sizes(minimum=minimum, medians_from=5), []
    for more in range(45) if MORE else (4, 9, 12, 18, 24):
        lines = sizes(7, 7 + more)
        assert proven(small, cities(small, lines), only=printing(ALL, PERSONS), looked=looked) == []
    assert any(looked)


@pytest.mark.parametrize("more", [range(5, 8), range(12, 14)])
def test_sizes_of_two_carriers_whose_persons_together_are_known(more: range) -> None:
    small, looked = of_sizes(minimum=2), []
    for persons in more:
        every = (
            city
            for own in range(persons + 1)
            for city in cities(small, sizes(5, 5 + own), sizes(5, 5 + persons - own))
        )
        assert proven(small, every, only=printing(ALL, PERSONS), looked=looked) == []
    assert any(looked) == (more[-1] >= 12)


@pytest.mark.usefixtures("of_few")
@pytest.mark.parametrize("more", [(0, 12), *(((12, 12), (12, 14)) if MORE else ())])
def test_sizes_of_two_carriers_of_few_beside_persons(more: tuple[int, int]) -> None:
    small, looked = of_sizes(minimum=2, medians_from=5), []
    every = cities(small, *(sizes(5, 5 + own) for own in more))
    assert proven(small, every, only=printing("A", PERSONS), looked=looked) == []
    assert any(looked)


@pytest.mark.parametrize("minimum", [2, 3])
@pytest.mark.parametrize("more", range(12, 32, 1 if MORE else 8))
def test_sizes_of_two_carriers_beside_persons(more: int, minimum: int) -> None:
    """One of them has households of one person alone, as its persons say."""
    small, looked = of_sizes(minimum=minimum), []
    every = cities(small, sizes(10, 10), sizes(10, 10 + more))
    assert proven(small, every, only=printing("A", PERSONS), looked=looked) == []
    assert any(looked) == (more >= 6 * minimum)


@pytest.mark.parametrize("more", [(12, 12), *(((12, 14), (12, 18), (14, 18), (12, 20)) if MORE else ())])
def test_sizes_of_two_carriers_beside_what_is_left_of_all_together(more: tuple[int, int]) -> None:
    """Both have larger households, and the finer sizes of all together bound what each may have."""
    small, looked = of_sizes(minimum=2), []
    every = cities(small, *(sizes(10, 10 + own) for own in more))
    assert proven(small, every, only=printing("A", PERSONS), looked=looked) == []
    assert any(looked)


@pytest.mark.parametrize(
    "absent",
    [
        SIZES_OF.keys() - t
        for t in (
            {"alleinstehend", "paar_ohne_kind", "paar_mit_kind", "alleinerziehend"},
            {"alleinstehend", "paar_ohne_kind", "unbekannt"},
        )
    ],
    ids=["families", "no families"],
)
@pytest.mark.usefixtures("of_few")
@pytest.mark.parametrize("minimum", [2, 3] if MORE else [2])
def test_types_beside_sizes_and_persons(minimum: int, absent: set[str]) -> None:
    small = world(HOMES, {PLACED: HOME}, policy=Disclosure(minimum=minimum, medians_from=7))
    there, looked = [t for t in SIZES_OF if t not in absent], []
    for more in range(4, 32) if MORE else (6 * minimum, 9 * minimum + 1):
        every = cities(small, types(7, 7 + more, there))
        assert proven(small, every, only=lambda printed: shows_none_of(printed, absent), looked=looked) == []
    assert any(looked) or (minimum == 3 and "unbekannt" in absent)


def shows_none_of(printed: Print, absent: set[str]) -> bool:
    """Return whether a print tells the persons, and of each of these types that there is none."""
    none = {
        code
        for _, measure, key, category, value in printed
        if measure == PLACED and key.startswith("household_type") and not value
        for code in HOMES[key].parts[category]
    }
    return absent <= none and printing(ALL, PERSONS)(printed)


@pytest.mark.parametrize(("minimum", "households"), [(2, 6), (3, 8), (3, 9)])
def test_partner_and_funding(minimum: int, households: int) -> None:
    small = of_both(minimum)
    assert proven(small, cities(small, four_cells(households)), of_the_four) == []


@pytest.mark.parametrize("households", [(4, 4), (4, 5)])
def test_partner_and_funding_of_two_carriers(households: tuple[int, int]) -> None:
    small = of_both(3)
    lines = [
        [line for line in four_cells(n) if not line[PLACED, "funding", "sozialwohnung"]] for n in households
    ]
    assert proven(small, cities(small, *lines), of_the_four, only=tells_all_funding) == []


def tells_all_funding(printed: Print) -> bool:
    return any(place[:4] == (ALL, PLACED, "funding", "frei") for place in printed)


def of_both(minimum: int) -> World:
    parts = dict.fromkeys(("partner_flats", "partner_flats_funded"), ())
    policy = Disclosure(minimum=minimum, **NO_PERSONS)
    return world(BOTH, {PLACED: ("landlord", "funding"), **parts}, policy=policy)
