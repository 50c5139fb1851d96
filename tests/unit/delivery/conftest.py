"""The words that the carriers of the example use."""

from pathlib import Path

import pytest

from auszug_lib.delivery.vocabulary import Vocabulary, vocabulary_of
from auszug_lib.params.folder import ParamsFolder

PROJECT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The vocabulary of Köln."""
    return vocabulary_of(ParamsFolder(PROJECT / "params").city("koeln"))
