"""A demand that cannot be met is told with its cell and the way out."""

from dataclasses import replace

import pytest

from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.counts import cell_of
from auszug_lib.disclosure.engine.failure import UnprotectableError
from auszug_lib.disclosure.engine.problem import Requirement
from auszug_lib.disclosure.flow import Earlier
from auszug_lib.disclosure.plan import release_plan
from auszug_lib.disclosure.refusal import release_error
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


def test_a_figure_of_the_year_before_is_named_with_its_year(counts):
    waiting = cell_of(("KFR", "households_waiting", TOTAL, TOTAL))
    error = UnprotectableError(Requirement(Earlier(waiting), 3, width_at_least=1), 2, 2, ())
    sentence = str(release_error(error, counts, measures(CITY)))
    assert "„Wartende Haushalte am Jahresende, KFR (2018)“ ließe sich errechnen; bitte " in sentence
