"""The check before publication passes what the plan prints of any city: it never refuses a year by itself."""

import pytest

from auszug_lib.params.policy import Disclosure
from auszug_lib.pipeline.publishable import Rules

from .cities import DIMENSIONS, MEASURES, ODD, city, random_city
from .printing import publish


def complaints(years, **policy):
    rules = Rules(MEASURES, DIMENSIONS, Disclosure(**policy))
    for year in years:
        printed = publish(year, rules.policy).figures
        digits = {key: measure.digits for key, measure in MEASURES.items()}
        rounded = {place: round(value, digits[place[1]]) for place, value in printed.items()}
        yield from rules.complaints(year.year, {year.year: rounded})


@pytest.mark.parametrize("name", ODD)
def test_odd_cities(name):
    assert list(complaints(city(ODD[name], 1))) == []


@pytest.mark.parametrize("seed", range(60))
def test_random_cities(seed):
    assert list(complaints(random_city(seed), minimum=2 + seed % 4)) == []
