"""Rows that are no records: gaps in a table, and the totals below it."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from auszug_lib.delivery.reading.extract import blocks, records
from auszug_lib.delivery.reading.raw import Place, RowCounts

from .drawn import reported

DAY = dt.date(2019, 4, 3)
WORKSHOPS = ["workshop_id", "datum", "thema", "zielgruppe", "teilnehmende", "plaetze"]


def totals(*rows: list[Any], decimal: str = ",", beside: object = None) -> list[str]:
    """Return what is reported of rows below three workshops with 12, 8 and 10 people on 20 places each."""
    above = [[f"W{n}", DAY, "a", "tandem", people, 20.0] for n, people in enumerate((12.0, 8.0, 10.0))]
    cells = pd.DataFrame([*above, *rows], columns=WORKSHOPS, index=range(2, 5 + len(rows)), dtype=object)
    extra = pd.DataFrame({8: [None] * 3 + [beside] * len(rows)}, index=cells.index, dtype=object)
    place = Place("f", "workshops")
    kept, notes, counts = records(cells.infer_objects(), extra, "workshop_id", decimal, place)
    assert len(kept) + len(notes) == len(cells)
    assert counts == RowCounts(records=len(kept), totals=len(notes))
    return reported(notes)


@pytest.mark.parametrize(
    "row",
    [
        ["Summe", None, None, None, 30.0, 60.0],
        ["SUMME:", None, None, None, "30", None],
        ["Gesamtsumme", None, None, None, None, None],
        ["Gesamtergebnis", None, None, None, 30.0, None],
        [None, "Insgesamt 2019", None, None, 30.0, None],
        ["Anzahl Workshops: 3", None, None, None, None, None],
        ["Σ", None, None, None, 99.0, None],  # a label says so, whatever it comes to
        ["Total", None, None, None, "1.030,5 ", None],
        [None, None, None, None, 30.0, 60.0],
        [None, None, None, None, "30,0", None],
        [3.0, None, None, None, 30.0, None],  # how many, and how many people
    ],
)
def test_a_row_that_says_or_comes_to_a_total_is_no_record(row: list[Any]):
    assert totals(row) == ["A5 summenzeile"]


@pytest.mark.parametrize(
    "row",
    [
        ["W3", DAY, "Summe", "tandem", 30.0, 60.0],
        ["Summe", DAY, None, None, 30.0, None],
        ["Gesamtschule", None, None, None, 30.0, None],
        ["Summer-Kurs", None, None, None, 30.0, None],
        ["Summe", None, None, "tandem", 30.0, None],
        [None, None, None, None, 31.0, None],
        [None, None, None, None, "30.0", None],
        [None, None, None, None, True, None],
        [None, None, None, "tandem", None, None],
        [3.0, None, None, None, None, None],
        [30.0, None, None, None, 30.0, None],
    ],
)
def test_any_other_row_is_a_record_however_wrong(row: list[Any]):
    assert totals(row) == []


def test_several_rows_of_totals():
    subtotal = [None, None, None, None, 30.0, None]
    total = ["Summe", None, None, None, 30.0, None]
    blank = [None] * 6
    assert totals(subtotal, total) == ["A5 summenzeile", "A6 summenzeile"]
    assert totals(total, ["W4", DAY, "b", "tandem", 1.0, 1.0]) == ["A5 summenzeile"]
    assert totals(total, *[["W4", DAY, "b", "tandem", 1.0, 1.0]] * 3) == []  # too far up
    kept, notes, counts = records(
        pd.DataFrame([blank, total], columns=WORKSHOPS, dtype=object),
        pd.DataFrame(index=[0, 1]),
        "x",
        ",",
        Place(""),
    )
    assert (len(kept), reported(notes)) == (0, ["A1 summenzeile"])
    assert counts == RowCounts(totals=1, blank=1)


def test_the_label_may_stand_in_a_column_of_its_own():
    row = [None, None, None, None, 99.0, None]
    assert totals(row, beside="Summe") == ["A5 summenzeile"]
    assert totals(["W4", *row[1:]], beside="Summe prüfen") == []


def test_a_source_with_points():
    assert totals([None, None, None, None, "30.0", None], decimal=".") == ["A5 summenzeile"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([3], [(3, "Zeile 3")]),
        ([3, 4, 5, 9], [(3, "Zeilen 3 bis 5"), (9, "Zeile 9")]),
    ],
)
def test_neighbouring_rows_are_reported_together(rows: list[int], expected: list[tuple[int, str]]):
    assert blocks(pd.Index(rows, dtype="int64")) == expected


def test_very_many_gaps_are_summed_up():
    reported_runs = blocks(pd.Index(np.arange(3, 100_003, 2)))
    assert len(reported_runs) == 20
    assert reported_runs[-1] == (41, "Zeile 41 und 49980 weitere danach")
