"""The table in a sheet: whatever stands around it, its records keep the cells they stand in."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auszug_lib.delivery.reading.extract import table_from_frame, table_from_rows
from auszug_lib.delivery.reading.raw import Place, RawTable, RowCounts
from auszug_lib.delivery.vocabulary import Vocabulary

from .drawn import cells_of, drawn, reported

PLACE = Place("drk.xlsx", "Workshops")


def table(vocabulary: Vocabulary, rows: list[list[Any]], decimal: str = ",") -> RawTable:
    return table_from_rows(PLACE, "workshops", rows, decimal, vocabulary)


def test_the_canonical_layout_is_read_without_a_word(vocabulary: Vocabulary):
    raw = table(
        vocabulary,
        drawn("""
            | workshop_id | datum      | thema     | zielgruppe | teilnehmende |
            | W1          | 03.04.2019 | Mietrecht | tandem     | 12           |
            | W2          | 10.04.2019 | Energie   | ehrenamt   | 8            |
        """),
    )
    assert reported(raw.notes) == []
    assert (raw.table, raw.file, raw.sheet, raw.header, raw.decimal) == (
        *("workshops", "drk.xlsx", "Workshops"),
        *(1, ","),
    )
    assert dict(raw.letters) == {
        **{"workshop_id": "A", "datum": "B", "thema": "C", "zielgruppe": "D"},
        "teilnehmende": "E",
    }
    assert cells_of(raw, "workshop_id") == {2: "W1", 3: "W2"}
    assert cells_of(raw, "teilnehmende") == {2: 12.0, 3: 8.0}


def test_a_title_gaps_a_total_and_notes_beside(vocabulary: Vocabulary):
    raw = table(
        vocabulary,
        drawn("""
            | Deutsches Rotes Kreuz |            |       |            |              |          |       |
            | Workshops 2019        |            |       |            |              |          |       |
            |                       |            |       |            |              |          |       |
            | stand: 31.1.2020      |            |       |            |              |          |       |
            | workshop_id           | datum      | thema | zielgruppe | teilnehmende | Raum     |       |
            | W1                    | 03.04.2019 | a     | tandem     | 12           | Saal 1   |       |
            |                       |            |       |            |              |          |       |
            |                       |            |       |            |              |          | geht? |
            | W2                    | 10.04.2019 | b     | ehrenamt   | 8            |          |       |
            |                       |            |       |            |              |          |       |
            | Summe                 |            |       |            | 20           |          |       |
            |                       |            |       |            |              |          |       |
        """),
    )
    assert reported(raw.notes) == [
        "A5 kopfzeile_versetzt",
        "F5 spalte_unbekannt",
        "G5 spalte_unbekannt",
        "A7 leerzeile",
        "A8 notizzeile",
        "A11 summenzeile",
    ]
    assert [note.words for note in raw.notes[3:5]] == [{"rows": "Zeile 7"}, {"rows": "Zeile 8"}]
    assert raw.counts == RowCounts(read=6, records=2, totals=1, blank=2, own=1, above=4)
    assert cells_of(raw, "workshop_id") == {6: "W1", 9: "W2"}
    assert raw.header == 5
    assert dict(raw.extra["F"].dropna()) == {6: "Saal 1"}
    assert dict(raw.extra["G"].dropna()) == {8: "geht?"}


def test_columns_in_another_order_from_the_second_column_on(vocabulary: Vocabulary):
    raw = table(
        vocabulary,
        drawn("""
            | | Teilnehmende * | Thema *   | Zielgruppe * | Datum *    | Workshop-ID * |
            | | 12             | Mietrecht | tandem       | 03.04.2019 | W1            |
        """),
    )
    assert reported(raw.notes) == []
    assert raw.letters["workshop_id"] == "F"
    assert cells_of(raw, "teilnehmende") == {2: 12.0}


def test_the_header_is_the_row_that_names_most_columns(vocabulary: Vocabulary):
    raw = table(
        vocabulary,
        drawn("""
            | Thema       | Wohnen |       |            |              |
            | workshop_id | datum  | thema | zielgruppe | teilnehmende |
            | datum       | offen  | thema |            |              |
        """),
    )
    assert raw.header == 2


@pytest.mark.parametrize("rows", [[], [[]], [["", ""], ["", ""]], [["W1", 43558.0, "a", "tandem", 12.0]]])
def test_a_sheet_without_headings(vocabulary: Vocabulary, rows: list[list[Any]]):
    raw = table(vocabulary, rows)
    assert reported(raw.notes) == ["A1 kopfzeile_vorhanden"]
    assert raw.cells.empty
    assert not raw.letters


def test_headings_far_below_are_none(vocabulary: Vocabulary):
    headings = drawn("| workshop_id | datum | thema | zielgruppe | teilnehmende |")
    assert table(vocabulary, [[""]] * 29 + headings).header == 30
    assert reported(table(vocabulary, [[""]] * 30 + headings).notes) == ["A1 kopfzeile_vorhanden"]


@pytest.mark.parametrize("rows_below", [0, 3])
def test_only_headings(vocabulary: Vocabulary, rows_below: int):
    headings = drawn("| workshop_id | datum | thema | zielgruppe | teilnehmende |")
    raw = table(vocabulary, headings + [[""] * 5] * rows_below)
    assert reported(raw.notes) == []
    assert len(raw.cells) == 0
    assert list(raw.cells) == ["workshop_id", "datum", "thema", "zielgruppe", "teilnehmende"]


def test_cells_with_only_spaces_are_empty(vocabulary: Vocabulary):
    raw = table(
        vocabulary,
        [
            ["workshop_id", "datum", "thema", "zielgruppe", "teilnehmende"],
            ["W1", "03.04.2019", " ", "tandem", 12.0],
            ["\u00a0", "", "  ", "\t", "\n"],
            ["W2", "03.04.2019", "b", "tandem", " "],
        ],
    )
    assert reported(raw.notes) == ["A3 leerzeile"]
    assert cells_of(raw, "thema") == {4: "b"}
    assert cells_of(raw, "teilnehmende") == {2: 12.0}


def test_rows_of_different_lengths(vocabulary: Vocabulary):
    raw = table(
        vocabulary,
        [
            ["Titel"],
            ["workshop_id", "datum", "thema", "zielgruppe", "teilnehmende"],
            ["W1", "03.04.2019", "a", "tandem", "12"],
            ["W2", "03.04.2019"],
            [],
            ["W3", "03.04.2019", "Strom", " Gas", "tandem", "12"],
            ["W4", "03.04.2019", "Strom", " Gas", " Wasser", "tandem", "12"],
            ["W5", "03.04.2019", "a", "tandem", "12", "", " "],
        ],
    )
    assert reported(raw.notes) == ["F6 zeile_zu_lang", "A2 kopfzeile_versetzt", "A5 leerzeile"]
    assert raw.notes[0].words == {"rows": "Zeilen 6 bis 7"}
    assert cells_of(raw, "workshop_id") == {3: "W1", 4: "W2", 6: "W3", 7: "W4", 8: "W5"}


def test_a_name_above_the_table_is_reported(vocabulary: Vocabulary):
    rows = [["Ansprechpartnerin Frau Schneider"], [], ["workshop_id"], ["W1"]]
    raw = table(vocabulary, rows)
    assert "A1 personenbezug" in reported(raw.notes)


def test_records_above_the_headings_are_reported(vocabulary: Vocabulary):
    """Whoever sorts a sheet with its headings finds them somewhere among the records."""
    raw = table(
        vocabulary,
        drawn("""
            | Workshops   | der        | Träger    | im         | Jahr 2019    |
            | W1          | 13.04.2019 | Mietrecht | tandem     | 12           |
            | W2          | 10.04.2019 | Energie   | ehrenamt   |              |
            | W3          | 11.04.2019 | Energie   | ehrenamt   | 8            |
            | workshop_id | datum      | thema     | zielgruppe | teilnehmende |
            | W4          | 12.04.2019 | Energie   | ehrenamt   | 8            |
        """),
    )
    assert reported(raw.notes) == [
        *("A2 datensatz_ueber_kopfzeile", "A4 datensatz_ueber_kopfzeile"),
        "A5 kopfzeile_versetzt",
    ]
    assert raw.counts == RowCounts(read=1, records=1, above=4)


@pytest.mark.parametrize(
    "row",
    [
        ["Pseudonym", "Tag", "worum es ging", "für wen", "wie viele Menschen"],
        ["Träger", "DRK", "Jahr", "2019", ""],
        ["W3", "11.04.2019"],
    ],
)
def test_what_explains_the_headings_is_no_record(vocabulary: Vocabulary, row: list[Any]):
    headings = drawn("| workshop_id | datum | thema | zielgruppe | teilnehmende |")
    assert reported(table(vocabulary, [row, *headings]).notes) == ["A2 kopfzeile_versetzt"]


def test_an_error_saved_as_text_is_one(vocabulary: Vocabulary):
    raw = table(vocabulary, [["workshop_id", "thema"], ["#BEZUG!", "a"], ["W2", "#NV"], ["W3", "Miete #NV"]])
    assert raw.flaws == {"A2": "fehlerwert", "B3": "fehlerwert"}


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["512,40", "600"], ","),
        (["512.40", "600"], "."),
        (["1,234", "1,567"], "."),
        ([512.4, "512,40"], ","),
        ([512.4, None], "."),
        ([], "."),
    ],
)
def test_a_source_of_points_that_writes_commas(vocabulary: Vocabulary, cells: list[Any], decimal: str):
    rows = [["wohnung_id", "kaltmiete"], *([f"H{n}", cell] for n, cell in enumerate(cells))]
    assert table_from_rows(PLACE, "wohnungen", rows, ".", vocabulary).decimal == decimal
    assert table_from_rows(PLACE, "wohnungen", rows, ",", vocabulary).decimal == ","


def test_a_frame_is_numbered_like_a_sheet(vocabulary: Vocabulary):
    frame = pd.DataFrame(
        {
            "Workshop-ID": ["W1", None, " "],
            "teilnehmende": pd.Series([12, 8, None], dtype="Int64"),
            "datum": pd.to_datetime(["2019-04-03", None, None]),
            "notiz": [None, None, "x"],
        }
    ).set_axis([7, 7, 7])
    raw = table_from_frame(PLACE, "workshops", frame, vocabulary)
    assert reported(raw.notes) == ["E1 spalte_vorhanden", "D1 spalte_vorhanden", "A4 notizzeile"]
    assert cells_of(raw, "workshop_id") == {2: "W1"}
    assert cells_of(raw, "teilnehmende") == {2: 12, 3: 8}
    assert list(raw.cells.index) == [2, 3]
    assert raw.decimal == "."


def test_a_frame_may_call_two_columns_the_same(vocabulary: Vocabulary):
    frame = pd.DataFrame(np.array([["W1", "W2"]]), columns=["workshop_id", "workshop_id"])
    raw = table_from_frame(PLACE, "workshops", frame, vocabulary)
    assert "B1 spalte_einmal" in reported(raw.notes)
    assert cells_of(raw, "workshop_id") == {2: "W1"}


CELLS = st.sampled_from(
    ["", " ", "W1", "W2", "workshop_id", "thema", "datum", "Summe", "12", 12.0, 0, True, None]
)


@given(st.lists(st.lists(CELLS, max_size=7), max_size=12))
def test_no_sheet_breaks_it_and_no_record_is_missed(vocabulary: Vocabulary, rows: list[list[Any]]):
    raw = table(vocabulary, rows)
    if not raw.letters:
        return
    left_out = {int(note.cell[1:]) for note in raw.notes if note.rule == "summenzeile"}
    for number, row in enumerate(rows[raw.header :], raw.header + 1):
        for column, letter in raw.letters.items():
            place = ord(letter) - ord("A")
            cell = row[place] if place < len(row) else None
            if cell is not None and str(cell).strip() and number not in left_out:
                assert raw.cells.at[number, column] == cell


@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=8))
def test_what_stands_above_only_moves_the_table_down(vocabulary: Vocabulary, body: list[list[Any]]):
    headings = [["workshop_id", "datum", "thema", "zielgruppe", "teilnehmende"]]
    plain = table(vocabulary, headings + body)
    moved = table(vocabulary, [["Titel"], [""], *headings, *body])
    pd.testing.assert_frame_equal(plain.cells, moved.cells.set_axis(moved.cells.index - 2))
