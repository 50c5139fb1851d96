"""Days as cells say them: certain ones are read, others reported."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib.delivery.scalars import ParseStatus, moments_in_texts, moments_of_serials, without_time

APRIL_3 = dt.date(2019, 4, 3)


def only(days: np.ndarray, statuses: np.ndarray) -> tuple[dt.date | None, str]:
    """Return the one day that was read, and the rule that its status has; empty where it is plain."""
    return days.astype("datetime64[D]")[0].item(), ParseStatus(statuses[0]).rule_id


def read(text: str, *, from_1904: bool = False) -> tuple[dt.date | None, str]:
    moments = moments_in_texts(pd.Series([text], dtype="str"), from_1904=from_1904)
    return only(*without_time(*moments))


def count(number: float, *, from_1904: bool = False) -> tuple[dt.date | None, str]:
    """Return the day that a spreadsheet's number counts, and its rule."""
    return only(*without_time(*moments_of_serials(np.array([number], dtype="float64"), from_1904=from_1904)))


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
    number, since_1904 = (day - dt.date(1899, 12, 30)).days, (day - dt.date(1904, 1, 1)).days
    assert count(number + time) == (day, "datum_umgesetzt")
    assert count(since_1904 + time, from_1904=True) == (day, "datum_umgesetzt")
    assert read(str(since_1904), from_1904=True) == (day, "datum_umgesetzt")


@pytest.mark.parametrize("number", [2019, 20190403, 1.5, 0, -1, np.nan, 32873, 73416, 1e300])
def test_other_numbers_are_no_days(number: float):
    assert count(number) == (None, "lesbar")


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (43558 + 86399.9 / 86400, APRIL_3),
        (43558 + 86399.999 / 86400, APRIL_3),
        (43558 + 0.4 / 86400, APRIL_3),
        (43557.9999999999, APRIL_3),  # computed: Excel shows midnight, as of any less than half a millisecond
    ],
)
def test_around_midnight_the_day_is_the_one_that_a_spreadsheet_shows(number: float, day: dt.date):
    assert count(number) == read(repr(number).replace(".", ",")) == (day, "datum_umgesetzt")


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_the_last_moment_of_a_day_is_of_that_day(unit: str):
    last = np.array(["2019-04-04"], dtype=f"datetime64[{unit}]") - np.timedelta64(1, unit)
    assert only(*without_time(last, np.zeros(1, dtype="int8"))) == (APRIL_3, "datum_umgesetzt")


@pytest.mark.parametrize(
    "text",
    [
        *("2019-04-02T22:00:00Z", "2019-04-02 22:00:00.000Z", "2019-04-02 22:00:00 UTC", "2019-04-02T22:00Z"),
        *("2019-04-02 22:00:00+00:00", "2019-04-02 22:00:00+00", "2019-04-03T00:00:00+02:00"),
        *("2019-04-02T15:00:00.000-0700", "2019-04-03T03:30:00+05:30", "2019-04-03T21:59:59.9Z"),
    ],
)
def test_a_time_with_a_zone_is_of_the_day_in_germany(text: str):
    assert read(text) == (APRIL_3, "datum_umgesetzt")


def test_in_winter_germany_is_one_hour_ahead():
    assert read("2019-01-31T23:00:00Z") == read("2019-01-31T23:00:00+00:00")
    assert read("2019-01-31T23:00:00Z")[0] == dt.date(2019, 2, 1)
    assert read("2019-01-31T22:00:00Z")[0] == dt.date(2019, 1, 31)


@pytest.mark.parametrize("text", ["2019-04-03Z", "2019-04-03T10:00+25:00", "2019-04-03T10:00+02:99"])
def test_what_is_no_zone_is_unreadable(text: str):
    assert read(text) == (None, "lesbar")


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


@given(st.text(alphabet="0123456789.-/: TZ+", max_size=26))
def test_a_day_is_certain_or_reported(text: str):
    day, rule = read(text)
    assert (day is None) == (rule in ("datum_mehrdeutig", "lesbar"))


@given(st.text(max_size=12))
def test_no_text_breaks_it(text: str):
    read(text)
