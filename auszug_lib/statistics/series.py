"""The figures of a report year and of all years before it that have parameters."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from auszug_lib.delivery.load import load_records
from auszug_lib.params import Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.statistics.cube import cube
from auszug_lib.statistics.figures import Figures

State = tuple[tuple[str, int, int], ...]


def load_figures(folder: ParamsFolder, year: Year) -> Figures:
    """Count the report year and every earlier year of the same city that has a parameter file.

    Later years are left out: a report says the same whenever it is made. So are synthetic years where the
    report year is not: real figures are never compared with invented ones.

    Parameters
    ----------
    folder
        The parameter files.
    year
        The report year; counts in place of its file, so that a notebook may override parameters.

    Returns
    -------
    Figures
        The cubes of these years in order of time, the report year's last.

    Raises
    ------
    ParamsError
        Where the parameter file of the city or of one of these years is wrong.
    DeliveryError
        Where the deliveries of any of these years break a hard rule.
    """
    years = comparable_years(folder, year)
    example = counted(folder, year)[1]
    return Figures(pd.concat([counted(folder, other)[0] for other in years], ignore_index=True), example)


def comparable_years(folder: ParamsFolder, year: Year) -> tuple[Year, ...]:
    """Return the report year, last, and the earlier years that it is compared with, in order."""
    earlier = [
        other.model_copy(update={"visibility": year.visibility})
        for other in folder.years(year.city, year.year)
        if other.year < year.year
    ]
    example = counted(folder, year)[1]
    return (*(other for other in earlier if example or not counted(folder, other)[1]), year)


def counted(folder: ParamsFolder, year: Year) -> tuple[pd.DataFrame, bool]:
    """Return the cube of a year and whether its records are synthetic; counted once while its files stay."""
    return _counted(folder.path, year.model_dump_json(), state(folder, year))


def state(folder: ParamsFolder, year: Year) -> State:
    """Return names, times and sizes of the files that a year's figures depend on."""
    files = [*folder.path.glob("*.yaml"), *folder.path.glob("releases/*.json")]
    for source in folder.data_sources(year):
        # A database is asked once: the notebooks of one run must count the same rows.
        files += [path for path in source.rglob("*") if path.is_file()] if isinstance(source, Path) else []
    return tuple(sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=32)
def _counted(params: Path, year_json: str, state: State) -> tuple[pd.DataFrame, bool]:
    """Count a year once for as long as its files stay as they are; say whether its records are synthetic."""
    folder, year = ParamsFolder(params), Year.model_validate_json(year_json)
    records = load_records(folder, year)
    return cube(records, folder.city(year.city)), records.are_example
