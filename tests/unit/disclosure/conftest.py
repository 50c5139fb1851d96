"""The example of 2019: what was counted, and what of it is published."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from auszug_lib.cli_audit import attacker_of
from auszug_lib.disclosure.audit import Attacker
from auszug_lib.disclosure.counts import Counts, Figure
from auszug_lib.disclosure.released import counts_of, figures_in, released
from auszug_lib.params_folder import ParamsFolder

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")
YEAR = FOLDER.year("2019")
CITY = FOLDER.city("koeln")


@pytest.fixture(scope="session")
def counts() -> Counts:
    """What was counted in 2019."""
    return counts_of(FOLDER, YEAR)


@pytest.fixture(scope="session")
def true(counts: Counts) -> Mapping[Figure, float | None]:
    """What was counted, by place."""
    return figures_in(counts.cube)


@pytest.fixture(scope="session")
def printed() -> Mapping[Figure, float | None]:
    """What is published of 2019, by place."""
    return figures_in(released(FOLDER, YEAR))


@pytest.fixture(scope="session")
def attacker() -> Attacker:
    """Who knows nothing but what is printed."""
    return attacker_of(FOLDER, YEAR)
