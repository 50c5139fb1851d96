"""Versions: who keeps the prints of a year under two policies finds no small number by joining them."""

import pytest

from auszug_lib.params.policy import Disclosure

from ...trials import TRIALS
from .candidates import cities, tables, world
from .cities import PLACED, Figures, random_city
from .examples import EXAMPLES, example_years
from .integers import Attack
from .inversion import Print, World, chain, dimension, proven
from .printing import publish

ROUNDS = TRIALS
OTHERS = {
    "larger minimum": {"minimum": 5},
    "smaller minimum": {"minimum": 2},
    "against insiders": {"insider": "protect"},
    "nothing sensitive": {"sensitive": ()},
    "fewer medians": {"medians_from": 25},
    "coarser by hand": {"levels": {"district": 2, "household_size": 1, "nationality": 2, "month": 1}},
    "no types, no sizes": {"levels": {"household_type": 9, "household_size": 9}},
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_random_cities_under_two_policies(seed: int, other: str) -> None:
    years = random_city(3000 + seed)
    policies = (Disclosure(), Disclosure(**OTHERS[other]))
    assert Attack(years, [publish(year, policy) for year in years for policy in policies]).breaches() == []


@pytest.mark.parametrize("year", EXAMPLES)
def test_example_years_under_all_policies(year: int) -> None:
    own = example_years()[year]
    policies = (Disclosure(), *(Disclosure(**settings) for settings in OTHERS.values()))
    assert Attack([own], [publish(own, policy) for policy in policies]).breaches() == []


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_carriers_apart_and_together(seed: int) -> None:
    years = random_city(4000 + seed)
    prints = [publish(year, together=together) for year in years for together in ((), year.carriers[:2])]
    assert Attack(years, prints).breaches() == []


def of_tables(*levels: str, **policy) -> World:
    policy = Disclosure(**{"minimum": 3, "medians_from": 1000, **policy})
    return world(dimension("x", chain(*levels)), {PLACED: ("x",)}, policy=policy)


@pytest.mark.parametrize(
    "other",
    [{"minimum": 4}, {"minimum": 5}, {"insider": "protect"}, {"sensitive": ("x",)}, {"levels": {"x": 1}}],
    ids=str,
)
@pytest.mark.parametrize("totals", [(7,), (9,), (4, 6)])
def test_inversion_of_two_policies(totals: tuple[int, ...], other: dict) -> None:
    one, two = of_tables("a b c", "ab c"), of_tables("a b c", "ab c", **other)

    def both(figures: Figures) -> Print:
        return (*one.publish(figures), ("and",), *two.publish(figures))

    every = cities(one, *(tables(total, "abc") for total in totals))
    assert proven(one, every, publish=both) == []


@pytest.mark.parametrize("totals", [(7, 8, 5), (9, 9, 4)])
def test_inversion_of_carriers_apart_and_together(totals: tuple[int, ...]) -> None:
    apart, joined = (of_tables("a b", carriers_together=own) for own in ((), ("A", "B")))

    def both(figures: Figures) -> Print:
        return (*apart.publish(figures), ("and",), *joined.publish(with_a_and_b_as_one(figures)))

    lines = [tables(total, "ab") for total in totals]
    assert proven(apart, cities(apart, *lines), publish=both) == []


def with_a_and_b_as_one(figures: Figures) -> Figures:
    joined = {("A+B", *p[1:]): n + figures["B", *p[1:]] for p, n in figures.items() if p[0] == "A"}
    return {**{p: n for p, n in figures.items() if p[0] not in "AB"}, **joined}
