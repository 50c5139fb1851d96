"""Numbers written as text: what they say for certain, and what could be two numbers."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib.delivery.scalars import ParseStatus, is_written_with_comma, parse_numbers


def read(text: str, decimal: str) -> tuple[float | None, str]:
    """Return the number that a text says and the rule that its status has, empty where it is plain."""
    numbers, statuses = parse_numbers(pd.Series([text], dtype="str"), decimal)
    return (None if math.isnan(numbers[0]) else numbers[0]), ParseStatus(statuses[0]).rule_id


@pytest.mark.parametrize(
    ("german", "english", "number", "rule"),
    [
        ("512,40", "512.40", 512.4, ""),
        ("3", "3", 3.0, ""),
        ("007", "007", 7.0, ""),
        ("-3,5", "-3.5", -3.5, ""),
        ("1.234,50", "1,234.50", 1234.5, "zahl_umgesetzt"),
        ("1.234.567", "1,234,567", 1234567.0, "zahl_umgesetzt"),
        ("-1.234,5", "-1,234.5", -1234.5, "zahl_umgesetzt"),
        ("1 234,5", "1 234.5", 1234.5, "zahl_umgesetzt"),
        ("12\u00a0345,50", "12\u202f345.50", 12345.5, "zahl_umgesetzt"),
        ("1'234,50", "1’234.50", 1234.5, "zahl_umgesetzt"),
        ("512,40 €", "512.40€", 512.4, "zahl_umgesetzt"),
        ("64,5 m²", "64.5 qm", 64.5, "zahl_umgesetzt"),
        ("€ 669,95", "€669.95", 669.95, "zahl_umgesetzt"),
        ("EUR 669,95", "Euro 669.95", 669.95, "zahl_umgesetzt"),
        ("€ 1.234,50", "€ 1,234.50", 1234.5, "zahl_umgesetzt"),
        ("669,-", "669.-", 669.0, "zahl_umgesetzt"),
        ("669,–", "669,-", 669.0, "zahl_umgesetzt"),
        ("1.669,-- €", "1,669.— EUR", 1669.0, "zahl_umgesetzt"),
        ("EUR 1.234", "EUR 1,234", None, "zahl_mehrdeutig"),
        ("3 Personen", "3 pers.", 3.0, "zahl_umgesetzt"),
        ("1.234", "1,234", None, "zahl_mehrdeutig"),
        ("1.5", "1,5", None, "zahl_mehrdeutig"),
        ("512.40", "512,40", None, "zahl_mehrdeutig"),
        ("512.40 €", "512,40 €", None, "zahl_mehrdeutig"),
        ("3.0", "3,0", None, "zahl_mehrdeutig"),
        ("1.2345,6", "1,2345.6", None, "lesbar"),
        ("1,234.5", "1.234,5", None, "lesbar"),
        ("12.34.567", "12,34,567", None, "lesbar"),
        ("1,5,2", "1.5.2", None, "lesbar"),
        (",5", ".5", None, "lesbar"),
        ("5,", "5.", None, "lesbar"),
        ("1e3", "1e3", None, "lesbar"),
        ("+3", "+3", None, "lesbar"),
        ("drei", "drei", None, "lesbar"),
        ("ca. 3", "ca. 3", None, "lesbar"),
        ("2-3", "2-3", None, "lesbar"),
        ("12 34", "12 34", None, "lesbar"),
        ("٣", "٣", None, "lesbar"),
        ("½", "½", None, "lesbar"),
        ("nan", "inf", None, "lesbar"),
        ("1" * 16, "1" * 16, None, "lesbar"),
        ("-", "-", None, "lesbar"),
        ("€", "EUR", None, "lesbar"),
        (",-", ".-", None, "lesbar"),
        ("669,-5", "669.-5", None, "lesbar"),
    ],
)
def test_german_and_english_mirror_each_other(german: str, english: str, number: float | None, rule: str):
    assert read(german, ",") == (number, rule)
    assert read(english, ".") == (number, rule)


def test_a_comma_that_people_typed_may_be_english_and_a_programs_point_is_not():
    assert read("1,234", ",") == read("548,333", ",") == (None, "zahl_mehrdeutig")
    assert read("€ 1,234", ",") == read("64,333 m²", ",") == (None, "zahl_mehrdeutig")
    assert read("0,234", ",") == (0.234, "")
    assert read("1.234", ".") == (1.234, "")


@given(st.text(alphabet="0123456789.,- '€x", max_size=12), st.sampled_from(",."))
def test_a_number_is_certain_or_reported(text: str, decimal: str):
    number, rule = read(text, decimal)
    assert (number is None) == (rule in ("zahl_mehrdeutig", "lesbar"))


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_every_way_to_write_an_amount_in_german_is_that_amount(amount):
    english = f"{amount:,.2f}"
    grouped = english.translate(str.maketrans(",.", ".,"))
    for text in (grouped, grouped.replace(".", ""), f"{grouped} €", grouped.replace(".", " ")):
        assert read(text, ",")[0] == float(amount)


@given(st.text(max_size=8), st.sampled_from(",."))
def test_no_text_breaks_it(text: str, decimal: str):
    read(text, decimal)


def test_each_keeps_its_place():
    numbers, statuses = parse_numbers(pd.Series(["1,5", "x", "1.234,5", "1.5", "2"], dtype="str"), ",")
    assert [None if math.isnan(number) else number for number in numbers] == [1.5, None, 1234.5, None, 2.0]
    assert [ParseStatus(status).rule_id for status in statuses] == [
        "",
        "lesbar",
        "zahl_umgesetzt",
        "zahl_mehrdeutig",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("512,40", True),
        ("1.234,5 €", True),
        ("€ 669,95", True),
        ("EUR 669,95", True),
        ("669,-", False),
        ("2,5", True),
        ("1,234", False),
        ("1,234,567", False),
        ("512.40", False),
        ("Weg 3,5", False),
        ("", False),
    ],
)
def test_only_a_decimal_comma_explains_one_or_two_digits_behind_it(text: str, expected: bool):
    assert is_written_with_comma(pd.Series([text, "17"], dtype="str")) is expected
