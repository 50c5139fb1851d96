"""The five example years, household by household."""

from dataclasses import replace
from functools import cache

from auszug_lib.project import Project
from auszug_lib.statistics.facts import facts

from .cities import CITY, CUT_BY, FOLDER, Household, Year

PROJECT = Project(FOLDER)
EXAMPLES = (2016, 2019, 2020, 2022, 2023)
_WHERE = {"registrations": "registered", "cases_closed": "closed", "households_waiting": "waiting"}


@cache
def example_years() -> dict[int, Year]:
    """Return the example years, each with what was waiting before where that is known."""
    years: dict[int, Year] = {}
    for year in EXAMPLES:
        own = _year(year)
        before = years[year - 1].waiting() if year - 1 in years else {}
        years[year] = replace(own, before=before)
    return years


def _year(year: int) -> Year:
    tables = facts(PROJECT.year(str(year)).records)
    placed = [
        Household(
            row.carrier,
            int(row.persons),
            *(getattr(row, name) for name in Household._fields[2:-2]),
            has_rent=row.rent == row.rent,
            has_area=row.floor_area == row.floor_area,
        )
        for row in tables["placements"].itertuples()
    ]
    cases = {
        measure: [
            (row.carrier, getattr(row, CUT_BY[measure]))
            for row in tables["cases"].itertuples()
            if getattr(row, where) is True or getattr(row, where) == 1
        ]
        for measure, where in _WHERE.items()
    }
    return Year(year, tuple(line.code for line in CITY.carriers), placed, cases)
