"""A demand that cannot be met is told with its cell and the way out."""

from dataclasses import replace

import pytest

from auszug_lib.disclosure.plan import release_plan
from auszug_lib.errors import ReleaseError
from auszug_lib.policy import Disclosure
from auszug_lib.statistics.measures import measures

from .conftest import CITY, FOLDER


def test_a_minimum_that_no_dots_can_keep(counts):
    strict = replace(counts, policy=Disclosure(minimum=20))
    with pytest.raises(ReleaseError) as error:
        release_plan(strict, measures(CITY), FOLDER.published(CITY))
    sentence = str(error.value)
    assert sentence.startswith("2019 lässt sich nicht veröffentlichen: „")
    assert "bitte" in sentence
    assert error.value.exit_code == 2
