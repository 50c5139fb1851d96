"""Figures as they are printed: right, or what is wrong in one sentence."""

import pytest

from auszug_lib.verification.known import Known
from auszug_lib.verification.printed import Printed, column_complaint, complaint

from ...koeln import KOELN

TOTAL = "2020/gesamt/households_placed/gesamt/gesamt"
PART = "2020/gesamt/households_placed/landlord/GAG"
BEFORE = "2019/gesamt/households_placed/gesamt/gesamt"
SECRET = "2020/gesamt/households_placed/landlord/kirche"
NONE = "2020/gesamt/workshops/gesamt/gesamt"
ONE = "2020/DRK/positions/gesamt/gesamt"
MEAN = "2020/gesamt/mean_household_size/gesamt/gesamt"
QUOTED = "veroeffentlicht/2015-01-01/2015-12-31/households_placed/gesamt/gesamt"
FIGURES = {TOTAL: "1130", PART: "655", BEFORE: "132", SECRET: ".", NONE: "0", ONE: "1", MEAN: "3,1"}


@pytest.fixture(scope="module")
def known():
    return Known(KOELN.year("2020"), FIGURES)


@pytest.mark.parametrize(
    "printed",
    [
        Printed(TOTAL, "", "1.130", "1130"),
        Printed(TOTAL, "", "1.130"),
        Printed(SECRET, "", "."),
        Printed(NONE, "", "–", "0"),
        Printed(NONE, "", "kein", "0"),
        Printed(ONE, "", "eine", "1"),
        Printed(MEAN, "", "3,1", "3.1"),
        Printed(TOTAL, "difference", "+998", "998", "132"),
        Printed(TOTAL, "change", "+756", "756", "132"),
        Printed(PART, "share", "58", "58"),
        Printed(BEFORE, "deviation", "–", "0"),
        Printed(QUOTED, "", "288 / 233"),
        Printed(QUOTED, "", "233", "233"),
        Printed("2020/gesamt/positions/term_end/2021-12-31", "category", "31.12.2021"),
    ],
)
def test_a_figure_that_says_what_was_published_is_right(known, printed):
    assert complaint(printed, known) == ""


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (Printed(TOTAL, "", "1.131", "1131"), "ist aber 1.130"),
        (Printed(TOTAL, "", "1.130", "1131"), "für Maschinen aber 1131"),
        (Printed(SECRET, "", "3", "3"), "ist aber ."),
        (Printed(ONE, "", "zwei", "2"), "ist aber 1"),
        (Printed(ONE, "", "kein", "1"), "kein steht da"),
        (Printed(ONE, "", "dreizehn", "1"), "dreizehn steht da"),
        (Printed(TOTAL, "", "beide", "1130"), "beide steht da"),
        (Printed(TOTAL, "", "viele", "1130"), "viele steht da"),
        (Printed(QUOTED, "deviation", "3"), "ist aber nicht veröffentlicht"),
        (Printed(PART.replace("landlord", "nirgends"), "category", "3"), "ist aber nicht veröffentlicht"),
        (Printed(TOTAL, "", "1.130", "viele"), "1.130 steht da"),
        (Printed("2020/gesamt/workshops/month/1", "", "4", "4"), "ist aber nicht veröffentlicht"),
        (Printed("", "", "4", "4"), "ist aber nicht veröffentlicht"),
        (Printed(TOTAL, "difference", "+999", "999", "132"), "ist aber +998"),
        (Printed(TOTAL, "difference", "+998", "998", "131"), "131 soll"),
        (Printed(TOTAL, "change", "+75", "75", "132"), "ist aber +756"),
        (Printed(PART, "share", "60", "60"), "ist aber 57 oder 58"),
        (Printed(BEFORE, "deviation", "+1", "1"), "ist aber –"),
        (Printed(QUOTED, "", "289"), "ist aber 233 oder 288"),
        (Printed(QUOTED.replace("2015", "2014"), "", "288"), "ist aber nicht veröffentlicht"),
        (Printed(TOTAL, "guess", "7", "7"), "ist aber nicht veröffentlicht"),
    ],
)
def test_a_figure_that_says_something_else_is_told(known, printed, told):
    assert told in complaint(printed, known)


def test_shares_follow_from_their_column(known):
    names = [PART, PART.replace("GAG", "privat"), TOTAL]
    figures = {**FIGURES, names[1]: "475"}
    of_column = Known(KOELN.year("2020"), figures)
    assert column_complaint(names, ["58", "42", "100"], of_column) == ""
    assert column_complaint(names, ["57", "43", "100"], of_column) == (
        "Die Anteile 57, 43 sind nicht die der gezeigten Zahlen."
    )
