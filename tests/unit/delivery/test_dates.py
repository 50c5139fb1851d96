"""Days as cells say them: certain ones are read, others reported."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib.delivery.scalars import ParseStatus, parse_dates, parse_serial_dates, without_time

APRIL_3 = dt.date(2019, 4, 3)


def only(days: np.ndarray, statuses: np.ndarray) -> tuple[dt.date | None, str]:
    """Return the one day that was read, and the rule that its status has; empty where it is plain."""
    return days.astype("datetime64[D]")[0].item(), ParseStatus(statuses[0]).rule_id


def read(text: str) -> tuple[dt.date | None, str]:
    return only(*parse_dates(pd.Series([text], dtype="str")))


@pytest.mark.parametrize(
    "text",
    ["03.04.2019", "2019-04-03"],
)
def test_usual_forms_are_plain(text: str):
    assert read(text) == (APRIL_3, "")


@pytest.mark.parametrize(
    "text",
    [
        *("2019-04-03 00:00", "2019-04-03T00:00:00.000", "03.04.2019 00:00:00"),
        *("3.4.2019", "3.04.2019", "3.4.2019 8:30", "03.04.2019 14:30"),
        *("2019-04-03 14:30", "2019-04-03T23:59:59.9", "43558", "43558,75", "43558.0"),
    ],
)
def test_other_certain_forms_are_reported(text: str):
    assert read(text) == (APRIL_3, "datum_umgesetzt")


@pytest.mark.parametrize(
    "text", ["03.04.19", "3.4.19", "19-04-03", "03/04/2019", "3-4-2019", "04/13/2019", "3/4/19"]
)
def test_what_can_be_read_in_several_ways_is_ambiguous(text: str):
    assert read(text) == (None, "datum_mehrdeutig")


@pytest.mark.parametrize(
    "text",
    [
        *("31.02.2019", "2019-02-30", "00.04.2019", "2019-13-01", "29.02.2019"),  # in no calendar
        *("03.04.0219", "0219-04-03", "03.04.1899", "2101-01-01"),  # in no year of ours
        *("April 2019", "2019", "04.2019", "heute", "3.4.", "20190403", "2019/04/03", "2019-4-3"),
        *("32873", "73416", "4355", "435580", "-43558", "٤٣٥٥٨"),
        *(
            "2019-04-03 25:00",
            "2019-04-03 14:60",
            "2019-04-03 14.30",
            "03.04.2019-05.04.2019",
            "03.04.2019 Uhr",
        ),
    ],
)
def test_what_is_no_day_is_unreadable(text: str):
    assert read(text) == (None, "lesbar")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_is_read_in_each_form(day: dt.date):
    assert read(day.isoformat()) == (day, "")
    assert read(f"{day:%d.%m.%Y}") == (day, "")
    assert read(f"{day.day}.{day.month}.{day.year}")[0] == day
    assert read(f"{day:%d.%m.%y}") == (None, "datum_mehrdeutig")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.floats(0, 0.999))
def test_a_spreadsheets_day_number(day: dt.date, time: float):
    number = (day - dt.date(1899, 12, 30)).days
    assert only(*parse_serial_dates(np.array([number + time]))) == (day, "datum_umgesetzt")


@pytest.mark.parametrize("number", [2019, 20190403, 1.5, 0, -1, np.nan, 32873, 73416, 1e300])
def test_other_numbers_are_no_days(number: float):
    assert only(*parse_serial_dates(np.array([number], dtype="float64"))) == (None, "lesbar")


@pytest.mark.parametrize(
    ("moment", "day", "rule"),
    [
        ("2019-04-03", APRIL_3, ""),
        ("2019-04-03T14:30", APRIL_3, "datum_umgesetzt"),
        ("1899-12-31", None, "lesbar"),
        ("2100-12-31T23:59:59", dt.date(2100, 12, 31), "datum_umgesetzt"),
        ("0219-04-03", None, "lesbar"),
        ("NaT", None, "lesbar"),
    ],
)
def test_a_moment_loses_its_time(moment: str, day: dt.date | None, rule: str):
    moments = np.array([moment], dtype="datetime64[s]")
    assert only(*without_time(moments, np.zeros(1, dtype="int8"))) == (day, rule)


@given(st.text(alphabet="0123456789.-/: T", max_size=20))
def test_a_day_is_certain_or_reported(text: str):
    day, rule = read(text)
    assert (day is None) == (rule in ("datum_mehrdeutig", "lesbar"))


@given(st.text(max_size=12))
def test_no_text_breaks_it(text: str):
    read(text)
