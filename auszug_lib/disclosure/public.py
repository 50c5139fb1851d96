"""The figures of public reports: those of each year as they were released, or as they are planned now."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import CARRIERS, COMBINED, Counts, Figure, figures_in
from auszug_lib.disclosure.plan import Planner
from auszug_lib.disclosure.release import read_release, release_file, write_release
from auszug_lib.errors import ParamsError, ReleaseError
from auszug_lib.params import Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.dimensions import Dimension, chain, dimensions
from auszug_lib.statistics.facts import ABOUT_HOUSEHOLDS
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.series import State, comparable_years, counted, state


def public_figures(folder: ParamsFolder, year: Year) -> Figures:
    """Return what a public report of `year` may say of it and of the years before.

    Parameters
    ----------
    folder
        The parameter files, with the register and the releases.
    year
        The report year; counts in place of its file, but for a year that is released.

    Raises
    ------
    ParamsError, DeliveryError
        As `load_figures`; and where the policy or a release file is wrong.
    """
    cubes = []
    for other in comparable_years(folder, year):
        cube = _public_cube(folder, other)
        # Of the years before the last, reports show totals alone.
        cubes.append(cube if other.year >= year.year - 1 else cube[cube["dimension"] == TOTAL])
    return Figures(pd.concat(cubes, ignore_index=True), counted(folder, year)[1])


def is_draft(folder: ParamsFolder, year: Year) -> bool:
    """Return whether public reports of a year are drafts: of real records, and not released yet."""
    is_public = year.visibility == "oeffentlich"
    return is_public and not counted(folder, year)[1] and not release_file(folder, year).is_file()


def release_year(folder: ParamsFolder, year: Year) -> Path:
    """Freeze what is published of a year and return the file.

    Raises
    ------
    ReleaseError
        Where the year is released already: a second version would tell whom a correction is about.
    ParamsError, DeliveryError
        As `public_figures`.
    """
    known = dimensions(folder.city(year.city))
    if read_release(folder, year, known):
        raise ReleaseError(
            f"{year.year} ist schon freigegeben ({release_file(folder, year).name}); "
            "„auszug report“ druckt die freigegebenen Zahlen."
        )
    minimum = policy_in_force(folder, year).minimum
    return write_release(folder, year, minimum, _planned(folder, year), known)


def policy_in_force(folder: ParamsFolder, year: Year) -> Disclosure:
    """Return what a year's public reports protect.

    Raises
    ------
    ParamsError
        Where the policy names a dimension or a level that there is not.
    """
    city = folder.city(year.city)
    policy = year.disclosure or city.disclosure
    for mistake in _mistakes(policy, dimensions(city)):
        file = folder.file_of(year.year, year.city) if year.disclosure else folder.file(year.city)
        raise ParamsError(f"{file.name}, Schlüssel disclosure.{mistake}.")
    return policy


def _mistakes(policy: Disclosure, known: Mapping[str, Dimension]) -> Iterator[str]:
    roots = [key for key, dimension in known.items() if not dimension.level and dimension.parts]
    for key in ("sensitive", "levels"):
        for name in getattr(policy, key):
            if name not in roots:
                yield f"{key}: Die Dimension „{name}“ gibt es nicht; bekannt sind: {', '.join(roots)}"
    for name, number in policy.levels.items():
        last = len(chain(known, name))
        if number > last:
            yield (
                f"levels.{name}: {known[name].label} hat die Stufen 0 bis {last - 1}; "
                f"{last} heißt, dass keine Tabelle erscheint"
            )


def _public_cube(folder: ParamsFolder, year: Year) -> pd.DataFrame:
    """Return the cube of a year as it is published; made once while its files stay."""
    earlier = comparable_years(folder, year)
    states = tuple(sorted({file for other in earlier for file in state(folder, other)}))
    return _made(folder.path, year.model_dump_json(), states)


@lru_cache(maxsize=32)
def _made(params: Path, year_json: str, state: State) -> pd.DataFrame:
    folder, year = ParamsFolder(params), Year.model_validate_json(year_json)
    city = folder.city(year.city)
    known = dimensions(city)
    release = read_release(folder, year, known)
    figures = release.values if release else _planned(folder, year)
    rows = [
        (year.year, *figure, value) for figure, value in with_sums(figures, measures(city), known).items()
    ]
    return pd.DataFrame(rows, columns=[*KEYS, "value"]).astype({"value": "float64"})


def _planned(folder: ParamsFolder, year: Year) -> dict[Figure, float]:
    """Return the figures that the plan prints, and all that speak of no household."""
    city = folder.city(year.city)
    cube, known, every = counted(folder, year)[0], dimensions(city), measures(city)
    figures = figures_in(cube)
    told = tuple(one for one in folder.published(city) if one.year == year.year)
    planner = Planner(
        Counts(figures, known),
        figures_in(cube, "basis"),
        every,
        policy_in_force(folder, year),
        _waiting_before(folder, year),
        told,
    )
    printed = planner.plan().printed
    return {
        (carrier, measure, dimension, category): value
        for (carrier, measure, dimension, category), value in figures.items()
        if every[measure].facts not in ABOUT_HOUSEHOLDS
        or (COMBINED if carrier == TOTAL else CARRIERS, measure, dimension) in printed
    }


def _waiting_before(folder: ParamsFolder, year: Year) -> dict[str, float]:
    """Return the households waiting a year before, by carrier; none where that year has no records."""
    return {
        carrier: value
        for other in comparable_years(folder, year)
        if other.year == year.year - 1
        for (carrier, measure, dimension, _), value in figures_in(counted(folder, other)[0]).items()
        if (measure, dimension) == ("households_waiting", TOTAL)
    }


def with_sums(
    figures: Mapping[Figure, float | None], measures: Mapping[str, Measure], known: Mapping[str, Dimension]
) -> dict[Figure, float | None]:
    """Return printed figures with their sums at every coarser level, which anybody can add up.

    Parameters
    ----------
    figures
        The figures of a year, each table at one level.
    measures, known
        All measures and dimensions by key.
    """
    sums: dict[Figure, float | None] = {}
    for (carrier, measure, key, category), value in figures.items():
        printed = known.get(key)
        if printed is None or not printed.parts or not measures[measure].adds_up:
            continue
        for coarser in chain(known, printed.root):
            if coarser.key != key and coarser.holds(printed):
                place = (carrier, measure, coarser.key, coarser.category_of[printed.parts[category][0]])
                sums[place] = (sums.get(place) or 0.0) + (value or 0.0)
    return {**figures, **sums}
