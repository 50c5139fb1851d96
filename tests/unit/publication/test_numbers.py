"""Numbers and dates, as CLDR and German official statistics write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib.publication.numbers import (
    day,
    number,
    period,
    plain,
    relative_change,
    shares,
    signed,
    value_of,
)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234, 0, "1.234"),
        (0, 0, "–"),
        (None, 0, "x"),
        (2.8, 1, "2,8"),
        (2.85, 1, "2,9"),
        (2.5, 0, "3"),
        (7, 2, "7,00"),
    ],
)
def test_a_table_shows_digits_or_a_symbol(value, digits, text):
    assert number(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "+3"), (-2, "−2"), (0, "–"), (0.2, "0"), (-0.2, "0"), (1200, "+1.200")],
)
def test_a_change_has_a_sign_or_is_none(value, text):
    assert signed(value) == text


def test_relative_changes():
    assert relative_change(103, 130) == "−21"
    assert relative_change(5, 0) == "x"
    assert relative_change(130, 130) == "–"


def test_dates():
    assert day(dt.date(2020, 4, 21)) == "21.04.2020"
    assert period(dt.date(2019, 1, 1), dt.date(2019, 12, 31)) == "01.01.–31.12.2019"
    assert period(dt.date(2011, 10, 1), dt.date(2017, 11, 14)) == "01.10.2011–14.11.2017"


@given(st.floats(min_value=-1e9, max_value=1e9), st.integers(min_value=0, max_value=2))
def test_nothing_but_digits_and_marks_is_ever_printed(value, digits):
    assert set(plain(value, digits)) <= set("0123456789.,-")
    assert set(signed(value, digits)) <= set("0123456789.,+−–")
    assert signed(value, digits) not in ("+0", "−0", "+0,0", "−0,0", "+0,00", "−0,00")


@given(st.lists(st.integers(0, 500), min_size=1, max_size=14))
def test_shares_of_all_parts_add_up_and_are_never_a_whole_per_cent_off(parts):
    whole = sum(parts)
    found = shares(parts, whole)
    if whole:
        assert sum(found) == 100
        assert all(abs(value - 100 * part / whole) < 1 for value, part in zip(found, parts, strict=True))
    else:
        assert found == [None] * len(parts)


def test_beside_a_secret_part_shares_are_simply_rounded():
    assert shares([1, 1, None], 6) == [17, 17, None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("–", 0),
        ("0", 0),
        ("1.234,5", 1234.5),
        ("−2", -2),
        ("-2", -2),
        ("2019", 2019),
        ("+1.234.567", 1234567),
        (".", None),
        ("31.12.2019", None),
        ("288 / 233", None),
        ("x", None),
    ],
)
def test_numbers_are_read(text, value):
    assert value_of(text) == value
