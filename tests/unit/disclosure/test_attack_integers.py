"""The integer attack on the example years and on cities of every kind; it must find what is there."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import PublishedFigure

from ...trials import TRIALS
from .cities import (
    ALL,
    CITY,
    FOLDER,
    LARGE,
    ODD,
    PERSONS,
    PLACED,
    ROOTS,
    SIZES_OF,
    Figures,
    Household,
    Year,
    city,
    count,
    levels,
    random_city,
    with_one_large,
)
from .examples import EXAMPLES, example_years
from .integers import Attack
from .printing import Print, publish

ROUNDS = 20 * TRIALS


def breaches(years: list[Year], policy: Disclosure | None = None) -> list[str]:
    return Attack(years, [publish(year, policy) for year in years]).breaches()


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_random_cities(seed: int) -> None:
    assert breaches(random_city(seed)) == []


@pytest.mark.parametrize("kind", ODD)
def test_odd_cities(kind: str) -> None:
    for seed in range(1 if "twelve" in kind else 1 + ROUNDS // 100):
        assert breaches(city(ODD[kind], seed)) == []


def test_one_large_household() -> None:
    assert breaches(with_one_large(1)) == []


def test_ten_thousand_households() -> None:
    assert breaches(city(LARGE, 1)) == []


@pytest.mark.parametrize("seed", range(ROUNDS // 7))
def test_other_policies(seed: int) -> None:
    minimum = (2, 4, 5)[seed % 3]
    policy = Disclosure(
        minimum=minimum, medians_from=max(5, minimum + 1), insider=("ignore", "protect")[seed % 2]
    )
    assert breaches(random_city(1000 + seed), policy) == []


HOUSEHOLD = st.builds(
    lambda carrier, persons, type_, codes: Household(
        carrier,
        persons,
        type_ if SIZES_OF[type_][0] <= persons <= SIZES_OF[type_][1] else "unbekannt",
        *codes,
    ),
    st.sampled_from("AB"),
    st.sampled_from((1, 1, 1, 2, 2, 3, 4, 5, 6, 9)),
    st.sampled_from(tuple(SIZES_OF)),
    st.tuples(*(st.sampled_from(tuple(levels(root)[0].parts)[:2]) for root in ROOTS[1:-1])),
)


@settings(max_examples=8 * TRIALS, derandomize=True, database=None)
@given(st.lists(HOUSEHOLD, min_size=8, max_size=30))
def test_any_city(placed: list[Household]) -> None:
    registered = [(h.carrier, h.month) for h in placed]
    cases = {"registrations": registered, "cases_closed": [], "households_waiting": []}
    assert breaches([Year(2021, ("A", "B"), placed, cases)]) == []


@pytest.mark.parametrize("year", EXAMPLES)
def test_example_years(year: int) -> None:
    own = example_years()[year]
    register = [figure for figure in FOLDER.published(CITY) if figure.year == year]
    attack = Attack([own], [publish(own, register=register)])
    for figure in register:
        if figure.measure != "positions":
            attack.learn(
                own, figure.measure, [(figure.dimension, c) for c in figure.categories], figure.value
            )
    assert attack.breaches() == []


@pytest.mark.parametrize("seed", range(ROUNDS // 5))
def test_what_was_published_before(seed: int) -> None:
    year = random_city(5000 + seed)[0]
    figures = count(year)[0]
    every = figures[ALL, PLACED, ALL, ALL]
    known = [(PERSONS, None, None)] + [
        (PLACED, root, code)
        for root in (ROOTS[seed % len(ROOTS)], "household_size")
        for code in sorted(levels(root)[0].parts, key=lambda code: -figures[ALL, PLACED, root, code])[:2]
    ]
    if figures[ALL, PERSONS, ALL, ALL] < 2 * every:
        known = known[1:]  # these persons alone would tell of few households that are not alone
    attack_beside(
        year, [one for one in (published(year, figures, *one) for one in known) if fits(one, every)]
    )


@pytest.mark.parametrize("seed", range(ROUNDS // 2))
def test_parts_that_were_published_before(seed: int) -> None:
    rng = random.Random(seed)
    year = random_city(6000 + seed)[0]
    ways = {
        "landlord": (CITY.partner_landlord, "privat"),
        "funding": (CITY.reported_funding, "sozialwohnung", "frei"),
    }
    ways["placement_way"] = ("ehrenamt_pilot", "regulaer")
    placed = [h._replace(**{root: rng.choice(codes) for root, codes in ways.items()}) for h in year.placed]
    year = replace(year, placed=placed)
    figures = count(year)[0]
    every = figures[ALL, PLACED, ALL, ALL]
    parts = [
        published(year, figures, measure, None, None)
        for measure in ("partner_flats_funded", "pilot_households")
    ]
    attack_beside(year, [one for one in parts if fits(one, every)])


def fits(figure: PublishedFigure, every: float) -> bool:
    """Return whether what was published tells of few households by itself."""
    if figure.measure == PERSONS:
        return every > 3
    return figure.value > 3 and every - figure.value not in range(1, 4)


def attack_beside(year: Year, told: list[PublishedFigure]) -> None:
    attack = Attack([year], [publish(year, register=told)])
    for figure in told:
        attack.learn(year, figure.measure, [(figure.dimension, c) for c in figure.categories], figure.value)
    assert attack.breaches() == []


def published(
    year: Year, figures: Figures, measure: str, root: str | None, code: str | None
) -> PublishedFigure:
    return PublishedFigure(
        measure=measure,
        value=figures[ALL, measure, root or ALL, code or ALL],
        period_start=dt.date(year.year, 1, 1),
        period_end=dt.date(year.year, 12, 31),
        source="Mitteilung",
        published=None,
        dimension=root,
        category=code,
    )


def test_all_example_years_together() -> None:
    assert breaches(list(example_years().values())) == []


@pytest.mark.parametrize("seed", range(ROUNDS // 7))
def test_a_carrier_learns_nothing_of_the_others(seed: int) -> None:
    years = random_city(2000 + seed)
    prints = [publish(year, Disclosure(insider="protect")) for year in years]
    own = [records_of("A", shown, year) for shown, year in zip(prints, years, strict=True)]
    attack = Attack(years, [*prints, *own])
    of_others = [name for name in attack.breaches() if name.split()[1] not in ("A", ALL)]
    assert of_others == []


def records_of(carrier: str, shown: Print, year: Year) -> Print:
    """Return all figures of a carrier, as it knows them itself."""
    figures = {
        place: value
        for place, value in count(year)[0].items()
        if place[0] == carrier and not place[1].startswith(("rent", "floor", "waiting_time", "mean"))
    }
    families = frozenset(("carriers", *place[1:3]) for place in figures)
    return replace(shown, families=families, figures=figures, many=frozenset())


# Cities in which an attack once succeeded: by carrier the persons of each household, with its type.

SINGLE, PARENT, UNKNOWN = "alleinstehend", "alleinerziehend", "unbekannt"
FOUND = {
    "persons of all beside the sizes of small carriers": {
        "A": [(1, UNKNOWN)] * 5 + [(2, UNKNOWN)] * 4,
        "B": [(2, UNKNOWN)] * 4 + [(3, UNKNOWN)] + [(4, UNKNOWN)] * 4,
    },
    "sizes of all beside the types of carriers": {
        "A": [(1, SINGLE)] * 9 + [(12, PARENT), (7, PARENT), (8, PARENT)],
        "B": [(1, SINGLE)] * 6 + [(6, PARENT), (6, PARENT), (2, PARENT)],
    },
    "types beside sizes where persons are not known": {
        "A": [(1, SINGLE)] * 4 + [(2, PARENT)] * 6 + [(2, "paar_ohne_kind")] * 2,
        "B": [(1, SINGLE)] * 4 + [(2, PARENT)] * 4,
    },
    "sizes of all beside the persons of carriers": {
        "A": [(1, SINGLE)] * 7 + [(12, PARENT)] * 3,
        "B": [(1, SINGLE)] * 9 + [(2, "paar_ohne_kind"), (12, PARENT)],
    },
    "few large households of all beside the persons of carriers": {
        "A": [(1, SINGLE)] * 15 + [(6, PARENT), (8, PARENT), (12, PARENT)],
        "B": [(1, SINGLE)] * 8 + [(8, PARENT), (12, PARENT)],
    },
}


@pytest.mark.parametrize("city_", FOUND.values(), ids=FOUND)
def test_where_an_attack_once_succeeded(city_: dict[str, list[tuple[int, str]]]) -> None:
    codes = old_city().placed[0][3:-2]
    placed = [Household(c, persons, t, *codes) for c, own in city_.items() for persons, t in own]
    assert breaches([Year(2021, ("A", "B"), placed, {})]) == []


# An attack that cannot succeed proves nothing.

OF_SIZES = (1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 1, 7)


def old_city() -> Year:
    """Return a city of one carrier with 14 households and 36 persons."""
    codes = [next(iter(levels(root)[0].parts)) for root in ROOTS[1:-1]]
    placed = [Household("A", persons, "unbekannt", *codes) for persons in OF_SIZES]
    return Year(
        2021, ("A",), placed, dict.fromkeys(("registrations", "cases_closed", "households_waiting"), ())
    )


def printed(year: Year, *places: tuple[str, str, str, str]) -> Print:
    """Return a print of these figures and of no others."""
    figures = {place: count(year)[0][place] for place in places}
    families = frozenset(("combined" if place[0] == ALL else "carriers", *place[1:3]) for place in places)
    lines = {**{carrier: (carrier,) for carrier in year.carriers}, ALL: year.carriers}
    return Print(year.year, lines, families, figures, frozenset(), Disclosure())


def with_figures(year: Year, *places: tuple[str, str, str, str]) -> list[str]:
    """Return what is proven where these figures are printed and no others."""
    return Attack([year], [printed(year, *places)]).breaches()


def test_the_attack_finds_persons_beside_sizes() -> None:
    classes = next(d for d in levels("household_size") if "3-4" in d.parts).key
    shown = [("A", PLACED, classes, size) for size in ("2", "3-4")]
    totals = [("A", measure, ALL, ALL) for measure in (PLACED, PERSONS)]
    assert f"2021 A {PLACED} {classes} 5+6+ = 1" in with_figures(old_city(), *totals, *shown)
    assert with_figures(old_city(), totals[0], *shown) == []


def test_the_attack_finds_what_is_left_for_a_carrier() -> None:
    of_all = [old_city().placed[0]._replace(carrier=carrier) for carrier in "AAABBBBCC"]
    year = Year(2021, ("A", "B", "C"), of_all, {})
    month = of_all[0].month
    others = [(line, PLACED, "month", month) for line in (ALL, "A", "B")]
    assert with_figures(year, *others) == [f"2021 C {PLACED} month {month} = 2"]
    assert with_figures(year, *others[1:]) == []


@pytest.mark.parametrize("closed", [(1, 8), (2, 7), (0, 9), (3, 6)])
def test_a_year_that_shows_only_the_flow_of_all_between_years_that_show_each_carrier(
    closed: tuple[int, int],
) -> None:
    years, waiting = [], {"A": 20, "B": 25}
    for year, own in zip(range(2021, 2024), ((6, 5), closed, (7, 6)), strict=True):
        placed = [old_city().placed[0]._replace(carrier=carrier) for carrier in "A" * 20 + "B" * 18]
        cases = {
            "registrations": [
                (c, "1") for c, n, of in zip("AB", (20, 18), own, strict=True) for _ in range(n + of)
            ],
            "cases_closed": [(c, "fortzug") for c, n in zip("AB", own, strict=True) for _ in range(n)],
            "households_waiting": [(c, "1") for c, n in waiting.items() for _ in range(n)],
        }
        before = {**waiting, ALL: 45} if years else {}
        years.append(Year(year, ("A", "B"), placed, cases, before))
    prints = [publish(year) for year in years]
    shown = [{scope for scope, *of in one.families if of == ["cases_closed", ALL]} for one in prints]
    assert shown == [
        {"carriers", "combined"},
        {"combined"} if closed[0] else shown[0],
        {"carriers", "combined"},
    ]
    assert Attack(years, prints).breaches() == []


def test_the_attack_finds_what_follows_from_the_flow_over_years() -> None:
    first = replace(old_city(), cases=with_cases(15, 0, 1))
    second = replace(old_city(), year=2022, cases=with_cases(20, 2, 5))
    totals = [("A", m, ALL, ALL) for m in (PLACED, "registrations", "households_waiting")]
    prints = [printed(year, *totals) for year in (first, second)]
    assert "2022 A cases_closed = 2" in Attack([first, second], prints).breaches()
    assert Attack([second], prints[1:]).breaches() == []


def with_cases(registered: int, closed: int, waiting: int) -> dict[str, list[tuple[str, str]]]:
    measures = {"registrations": "1", "cases_closed": "fortzug", "households_waiting": "1"}
    numbers = (registered, closed, waiting)
    return {m: [("A", code)] * n for (m, code), n in zip(measures.items(), numbers, strict=True)}
