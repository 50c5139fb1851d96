"""File names that survive every mail system."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib.pipeline.bundle import LONGEST, distinct_names, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("runder_tisch", "runder_tisch"),
        ("Ausschuss für Süd- & Nordöst", "ausschuss-fuer-sued-nordoest"),
        ("Straße", "strasse"),
        ("café.łódź", "cafe-lodz"),
        ("..", "gremium"),
        ("Рада", "gremium"),
    ],
)
def test_names_are_transliterated(text: str, name: str) -> None:
    assert safe_name(text, "gremium") == name


@given(st.lists(st.text(max_size=80), unique=True, max_size=8))
def test_all_names_are_short_plain_and_distinct(texts: list[str]) -> None:
    names = distinct_names(texts, "gremium")
    assert list(names) == texts
    assert len(set(names.values())) == len(texts)
    for name in names.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name)
        assert len(name) <= LONGEST + len("-99")


def test_the_later_of_two_equal_names_is_numbered() -> None:
    assert distinct_names(["sued", "Süd", "SUED"], "x") == {"sued": "sued", "Süd": "sued-2", "SUED": "sued-3"}
