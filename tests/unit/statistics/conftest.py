from pathlib import Path

import pytest

from auszug_lib.params_folder import ParamsFolder


@pytest.fixture(scope="session")
def folder() -> ParamsFolder:
    return ParamsFolder(Path(__file__).parents[3] / "params")
