"""The completeness table: per cent by element and carrier, one row where nothing is missing anywhere."""

import pandas as pd
import pytest

from auszug_lib.publication.prose import Prose
from auszug_lib.publication.received import completeness_table

CARRIERS = {"Caritas": "Caritas", "KFR": "Flüchtlingsrat"}
COLUMNS = ["table", "column", "carrier", "records", "filled", "unknown", "missing", "invalid"]


def states(*rows):
    return pd.DataFrame([("stellen", *row) for row in rows], columns=COLUMNS)


def shown(*rows):
    table = completeness_table(states(*rows), "stellen", CARRIERS)
    return [(row.header, *(cell.text for cell in row.cells)) for row in table.rows]


def test_gaps_are_shown_by_carrier_with_one_decimal():
    assert shown(
        ("beginn", "Caritas", 3, 1, 0, 1, 1),
        ("beginn", "KFR", 1000, 999, 1, 0, 0),
    ) == [
        ("Beginn", "Caritas", "3", "33,3", "–", "33,3", "33,3"),
        ("Beginn", "Flüchtlingsrat", "1.000", "99,9", "0,1", "–", "–"),
    ]


def test_what_everybody_has_filled_takes_one_row():
    assert shown(("umfang_vzae", "Caritas", 3, 3, 0, 0, 0), ("umfang_vzae", "KFR", 2, 2, 0, 0, 0)) == [
        ("Umfang VZÄ", "alle", "5", "100,0", "–", "–", "–")
    ]


def test_of_no_records_there_is_no_share():
    assert shown(("beginn", "Caritas", 0, 0, 0, 0, 0), ("beginn", "KFR", 1, 1, 0, 0, 0)) == [
        ("Beginn", "Caritas", "–", "x", "x", "x", "x"),
        ("Beginn", "Flüchtlingsrat", "1", "100,0", "–", "–", "–"),
    ]


def test_elements_stand_in_the_order_of_the_schema():
    rows = [(name, "Caritas", 1, 1, 0, 0, 0) for name in ("beginn", "stelle_id")]
    assert [row[0] for row in shown(*rows)] == ["Stelle-ID", "Beginn"]


@pytest.mark.parametrize("carrier", ["Caritas", "KFR"])
def test_a_single_carrier_is_named(carrier):
    assert shown(("beginn", carrier, 1, 1, 0, 0, 0))[0][1] == CARRIERS[carrier]


def test_without_deliveries_there_is_nothing():
    assert completeness_table(states(), "stellen", CARRIERS) == Prose("")
