"""The figures of a public report: those of its year as planned, earlier ones as they were published."""

import math
from functools import lru_cache
from pathlib import Path

import pandas as pd

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import Counts, Figure
from auszug_lib.disclosure.flow import YearBefore
from auszug_lib.disclosure.frozen import FrozenRelease, read_release
from auszug_lib.disclosure.in_force import policy_in_force
from auszug_lib.disclosure.plan import published, release_plan
from auszug_lib.disclosure.population import HEADLINE_FACTS, populations
from auszug_lib.params import City, Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.facts import ABOUT_HOUSEHOLDS
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.series import State, comparable_years, counted, state


def public_figures(folder: ParamsFolder, year: Year) -> Figures:
    """Return what a public report of `year` may say.

    Of the report year and the year before, the figures are those of their releases; of the years before
    that, only the totals that every report prints.

    Parameters
    ----------
    folder
        The parameter files, with the register and the releases.
    year
        The report year; counts in place of its file.

    Raises
    ------
    ReleaseError
        Where a figure cannot be kept secret.
    ParamsError, DeliveryError
        As `load_figures`; and where a release file is wrong.
    """
    cubes = [
        released(folder, other) if other.year >= year.year - 1 else _headlines(folder, other)
        for other in comparable_years(folder, year)
    ]
    return Figures(pd.concat(cubes, ignore_index=True), counted(folder, year)[1])


def released(folder: ParamsFolder, year: Year) -> pd.DataFrame:
    """Return the cube of a year as it is published; planned once while its files stay."""
    earlier = comparable_years(folder, year)
    states = tuple(sorted({file for other in earlier for file in state(folder, other)}))
    return _released(folder.path, year.model_dump_json(), states)


@lru_cache(maxsize=32)
def _released(params: Path, year_json: str, state: State) -> pd.DataFrame:
    folder, year = ParamsFolder(params), Year.model_validate_json(year_json)
    city = folder.city(year.city)
    counts = counts_of(folder, year)
    if frozen := read_release(folder, year):
        return _as_published(counts.cube, frozen, city)
    plan = release_plan(counts, measures(city), folder.published(city), _year_before(folder, year))
    return published(counts, measures(city), plan)


def _year_before(folder: ParamsFolder, year: Year) -> YearBefore:
    """Return the figures of the year before; none where that year has no reports."""
    for other in comparable_years(folder, year):
        if other.year == year.year - 1:
            return YearBefore(figures_in(released(folder, other)), figures_in(counted(folder, other)[0]))
    return YearBefore()


def figures_in(cube: pd.DataFrame) -> dict[Figure, float | None]:
    """Return the figures of one year by their places, None for a dot."""
    places = zip(*(cube[name] for name in KEYS[1:]), strict=True)
    values = (None if math.isnan(value) else value for value in cube["value"])
    return dict(zip(places, values, strict=True))


def _as_published(cube: pd.DataFrame, frozen: FrozenRelease, city: City) -> pd.DataFrame:
    """Return what was published of a year, whatever the records say by now: a change would tell of whom."""
    known = measures(city)
    free = [measure.key for measure in known.values() if measure.facts not in ABOUT_HOUSEHOLDS]
    places = zip(*(cube[name] for name in KEYS[1:]), strict=True)  # in the order of the tables
    values = frozen.values
    rows = [(frozen.year, *p, values[p]) for p in places if p in values and p[1] not in free]
    told = pd.DataFrame(rows, columns=[*KEYS, "value"]).astype({"value": "float64"})
    return pd.concat([told, cube[cube["measure"].isin(free)].drop(columns="basis")], ignore_index=True)


def counts_of(folder: ParamsFolder, year: Year) -> Counts:
    """Return the figures of a year with their names and the policy that protects them."""
    city = folder.city(year.city)
    carriers = tuple(carrier.code for carrier in year.carriers_in(city))
    return Counts(
        year.year, counted(folder, year)[0], carriers, dimensions(city), policy_in_force(folder, year)
    )


def _headlines(folder: ParamsFolder, year: Year) -> pd.DataFrame:
    """Return what is always printed of a year: the totals of the placements, and all that is about nobody."""
    cube, city = counted(folder, year)[0], folder.city(year.city)
    frozen = read_release(folder, year)
    cube = _as_published(cube, frozen, city) if frozen else cube.drop(columns="basis")
    known = measures(city)
    free = [measure.key for measure in known.values() if measure.facts not in ABOUT_HOUSEHOLDS]
    printed = [
        measure.key
        for population in populations(known)
        if population.counted.facts == HEADLINE_FACTS
        for measure in (population.counted, *population.resting)
    ]
    is_total = cube["dimension"] == TOTAL
    secret = is_total & ~cube["measure"].isin([*free, *printed])
    kept = cube[is_total | cube["measure"].isin(free)]
    return kept.assign(value=kept["value"].mask(secret[kept.index]))
