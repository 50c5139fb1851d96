"""What is printed of any city: no small count, complete tables, one level for all carriers."""

from collections import defaultdict

import pytest

from auszug_lib.disclosure.counts import figures_in

from .cities import (
    ALL,
    DIMENSIONS,
    FLOWS,
    LARGE,
    MEASURED,
    ODD,
    PLACED,
    Year,
    city,
    count,
    random_city,
)
from .examples import EXAMPLES, PROJECT, example_years
from .printing import Print, publish

OF_HOUSEHOLDS = (PLACED, *FLOWS, "pilot_households", "partner_flats", "partner_flats_funded")


def faults(printed: Print) -> list[str]:
    """Return what is wrong with a print, whatever it tells."""
    found = [f"{place} = {n}" for place, n in printed.figures.items() if is_small(place[1], n, printed)]
    tables: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for (line, measure, key, category), value in printed.figures.items():
        if key != ALL:
            tables[line, measure, key][category] = value
    for (line, measure, key), own in tables.items():
        if (
            set(own) != set(DIMENSIONS[key].parts)
            or sum(own.values()) != printed.figures[line, measure, ALL, ALL]
        ):
            found.append(f"{line} {measure} {key} is not complete")
    levels = defaultdict(set)
    for line, measure, key in tables:
        levels["combined" if line == ALL else "carriers", measure, key.split(":")[0]].add((line, key))
    for (scope, *table), own in levels.items():
        lines = [line for line in printed.lines if (line == ALL) == (scope == "combined")]
        if len({key for _, key in own}) > 1 or len(own) < len(lines):
            found.append(f"{scope} {table} has other levels, or not all lines: {own}")
    persons = {scope for scope, *of in printed.families if of == ["persons_placed", ALL]}
    for scope, measure, key in printed.families:
        if measure == "persons_placed" and key != ALL and not {scope, "carriers"} <= persons:
            found.append(f"persons by {key} stand where those of the carriers do not")
    return found


def is_small(measure: str, value: float, printed: Print) -> bool:
    return measure in OF_HOUSEHOLDS and 0 < value < printed.policy.minimum


def every_city() -> list[list[Year]]:
    return [city(kind, seed) for kind in (*ODD.values(), LARGE) for seed in range(2)][:-1] + [
        random_city(seed) for seed in range(20)
    ]


def test_every_city() -> None:
    assert [fault for years in every_city() for year in years for fault in faults(publish(year))] == []


@pytest.mark.parametrize("year", EXAMPLES)
def test_example_years(year: int) -> None:
    own = example_years()[year]
    assert faults(publish(own)) == []


@pytest.mark.parametrize("year", EXAMPLES)
def test_what_is_counted_here_is_what_the_cube_counts(year: int) -> None:
    cube = PROJECT.year(str(year)).cube
    figures, basis = count(example_years()[year])
    of_cube, rows = figures_in(cube), figures_in(cube, "basis")
    additive = {place for place in figures if place[1] not in (*MEASURED, "mean_household_size")}
    assert {place: figures[place] for place in additive} == {place: of_cube[place] for place in additive}
    others = figures.keys() - additive
    assert {place: basis[place] for place in others} == {place: rows[place] for place in others}
