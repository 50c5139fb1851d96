"""The deliveries with what became of their rows, and how complete they are in per cent."""

import pandas as pd
import pytest

from auszug_lib.delivery.check import Checked
from auszug_lib.delivery.reading.raw import RawDelivery, RawTable, RowCounts
from auszug_lib.params import Year
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.received import completeness_table, deliveries_table

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


def test_what_became_of_the_rows():
    counts = {
        "lieferung": RowCounts(read=1, records=1),
        "faelle": RowCounts(read=1118, records=1115, totals=1, blank=2),
        "wohnungen": RowCounts(read=5, records=1, totals=2, blank=1, own=1, above=1),
        "stellen": RowCounts(above=3),
    }
    no_cells = pd.DataFrame()
    raw = {
        name: RawTable(name, "drk", name, no_cells, {}, no_cells, {}, 1, ",", counts=own)
        for name, own in counts.items()
    }
    year = Year(city="koeln", year=2019, data="x")
    sender = pd.DataFrame({"traeger": ["DRK"], "stand": [pd.NaT]})
    checked = Checked(year, {"DRK": RawDelivery("drk", raw)}, {"lieferung": sender}, no_cells, no_cells)
    table = deliveries_table(checked, {"DRK": "D", "KFR": "K"})
    assert {row.header: row.cells[-1].text for row in table.rows} == {
        "D": "1.124 Zeilen: 1.117 Datensätze, 3 Summenzeilen, 3 Leerzeilen, 1 Zeile mit eigenen Notizen; "
        "4 Zeilen über der Kopfzeile",
        "D, faelle": "1.118 Zeilen: 1.115 Datensätze, 1 Summenzeile, 2 Leerzeilen",
        "D, wohnungen": "5 Zeilen: 1 Datensatz, 2 Summenzeilen, 1 Leerzeile, 1 Zeile mit eigenen Notizen; "
        "1 Zeile über der Kopfzeile",
        "D, stellen": "keine Zeilen; 3 Zeilen über der Kopfzeile",
    }
    assert [cell.text for cell in table.rows[0].cells][:2] == ["drk", "unbekannt"]
