"""Workbooks of every kind: their sheets, their cells' types, and what else may be in one."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from auszug_lib import DeliveryError
from auszug_lib.delivery.session import typed_table
from auszug_lib.delivery.vocabulary import Vocabulary

from .drawn import cells_of, drawn, read_workbook, reported

WORKSHOPS = drawn("""
    | workshop_id | datum      | thema | zielgruppe | teilnehmende |
    | W1          | 03.04.2019 | a     | tandem     | 12           |
""")
APRIL_3 = pd.Timestamp("2019-04-03")

Sheets = Mapping[str, list[list[Any]]]


def write(path: Path, sheets: Sheets, **options: Any) -> Path:
    """Write a workbook; dates look like dates, numbers and texts are what they are."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy", **options}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_sheets_are_known_by_other_names(vocabulary: Vocabulary, tmp_path: Path):
    sheets = {
        "WORKSHOPS ": WORKSHOPS,
        "Fälle 2019": [["fall_id"]],
        "Anleitung": [["Bitte ausfüllen"]],
        "Leer": [],
    }
    delivery = read_workbook(write(tmp_path / "drk.xlsx", sheets), vocabulary)
    assert set(delivery.tables) == {"workshops", "faelle"}
    assert reported(delivery.notes) == ["WORKSHOPS  blatt_umbenannt", "Fälle 2019 blatt_umbenannt"]
    assert delivery.tables["workshops"].sheet == "WORKSHOPS "
    assert (delivery.name, delivery.workbook) == ("drk.xlsx", tmp_path / "drk.xlsx")


def test_two_sheets_for_one_table(vocabulary: Vocabulary, tmp_path: Path):
    sheets = {"Workshop": WORKSHOPS, "workshops": [*WORKSHOPS, ["W2"]]}
    delivery = read_workbook(write(tmp_path / "drk.xlsx", sheets), vocabulary)
    assert reported(delivery.notes) == ["Workshop blatt_umbenannt", "workshops blatt_einmal"]
    assert delivery.notes[1].words == {"table": "workshops", "other": "Workshop"}
    assert cells_of(delivery.tables["workshops"], "workshop_id") == {2: "W1"}


def test_other_sheets_are_reported_and_searched_for_persons(vocabulary: Vocabulary, tmp_path: Path):
    notes = [[], ["", "Notiz", "Vorname"], ["", "alles gut", "x"], ["", "0221 1234567", "y"]]
    delivery = read_workbook(
        write(tmp_path / "drk.xlsx", {"workshops": WORKSHOPS, "Liste": notes}), vocabulary
    )
    assert reported(delivery.notes) == [
        "Liste blatt_unbekannt",
        "B2 personenbezug_spalte",
        "C2 personenbezug_spalte",
    ]


def test_cells_have_their_types(vocabulary: Vocabulary, tmp_path: Path):
    path = tmp_path / "drk.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("stellen")
        rows = [
            ["stelle_id", "stellenart", "umfang_vzae", "befristet", "befristet_bis", "beginn"],
            ["S1", "a", 0.5, True, dt.date(2019, 4, 3), dt.datetime(2019, 4, 3, 14, 30)],
            [2, "b", 1, "x", 43558, "03.04.2019"],
            ["S3", "c", "0,5", 0, "43558", "2019-04-03"],
        ]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write(1, 2, 0.5, book.add_format({"num_format": "0%"}))
        sheet.write_formula(2, 2, "=0.5+0.5", value=1)
    typed, _ = typed_table(read_workbook(path, vocabulary).tables["stellen"], "DRK", vocabulary)
    assert typed["stelle_id"].to_list() == ["S1", "2", "S3"]
    assert typed["umfang_vzae"].to_list() == [0.5, 1.0, 0.5]
    assert typed["befristet"].to_list() == [True, True, False]
    assert typed["befristet_bis"].to_list() == [APRIL_3] * 3
    assert typed["beginn"].to_list() == [APRIL_3] * 3


def test_days_counted_from_1904_are_the_same_days(vocabulary: Vocabulary, tmp_path: Path):
    sheets = {"workshops": [WORKSHOPS[0], ["W1", dt.date(2019, 4, 3), "a", "tandem", 12]]}
    delivery = read_workbook(write(tmp_path / "drk.xlsx", sheets, date_1904=True), vocabulary)
    assert cells_of(delivery.tables["workshops"], "datum") == {2: dt.date(2019, 4, 3)}


def test_a_merged_title_an_empty_first_column_and_a_chart(vocabulary: Vocabulary, tmp_path: Path):
    path = tmp_path / "drk.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("workshops")
        sheet.merge_range("B2:F2", "Workshops des Jahres")
        for number, row in enumerate(WORKSHOPS):
            sheet.write_row(number + 3, 1, row)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=workshops!$F$5:$F$5"})
        book.add_chartsheet("Diagramm").set_chart(chart)
    delivery = read_workbook(path, vocabulary)
    assert reported(delivery.notes) == []
    raw = delivery.tables["workshops"]
    assert reported(raw.notes) == ["A4 kopfzeile_versetzt"]
    assert cells_of(raw, "workshop_id") == {5: "W1"}
    assert raw.letters["teilnehmende"] == "F"


def test_cells_that_are_only_formatted_are_no_rows(vocabulary: Vocabulary, tmp_path: Path):
    path = write(tmp_path / "drk.xlsx", {"workshops": WORKSHOPS})
    book = openpyxl.load_workbook(path)
    book["workshops"]["A5000"].font = openpyxl.styles.Font(bold=True)
    book["workshops"]["Z2"].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    raw = read_workbook(path, vocabulary).tables["workshops"]
    assert reported(raw.notes) == []
    assert list(raw.cells.index) == [2]


def test_cells_that_say_nothing_for_certain_are_marked(vocabulary: Vocabulary, tmp_path: Path):
    path = tmp_path / "drk.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Workshops")
        for number, row in enumerate(WORKSHOPS):
            sheet.write_row(number, 0, row)
        sheet.write_formula("E2", "=NA()", value="#N/A")
        sheet.write_formula("B2", "=TODAY()", value="")
    raw = read_workbook(path, vocabulary).tables["workshops"]
    assert raw.flaws["E2"] == "fehlerwert"
    assert raw.flaws["B2"] == "formel_ohne_wert"


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xlsm"])
def test_kinds_of_workbooks(vocabulary: Vocabulary, tmp_path: Path, ending: str):
    frame = pd.DataFrame(
        {"workshop_id": ["W1", "W2"], "datum": [APRIL_3, None], "teilnehmende": [12, 8], "thema": ["ä", "b"]}
    )
    path = tmp_path / f"drk.{ending}"
    with pd.ExcelWriter(path, engine="odf" if ending == "ods" else "xlsxwriter") as book:
        frame.to_excel(book, sheet_name="workshops", index=False)
    delivery = read_workbook(path, vocabulary)
    typed, _ = typed_table(delivery.tables["workshops"], "DRK", vocabulary)
    assert typed["datum"].to_list() == [APRIL_3, pd.NaT]
    assert typed["teilnehmende"].to_list() == [12, 8]
    assert typed["thema"].to_list() == ["sonstige", "sonstige"]
    assert (delivery.workbook is None) == (ending == "ods")  # which openpyxl cannot give back


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm", ".xls", ".ods"])
@pytest.mark.parametrize("content", [b"", b"kein Zip", b"PK\x03\x04" + bytes(100)])
def test_a_file_that_is_none(vocabulary: Vocabulary, tmp_path: Path, ending: str, content: bytes):
    path = tmp_path / f"drk{ending}"
    path.write_bytes(content)
    with pytest.raises(DeliveryError, match=r"^drk\.") as error:
        read_workbook(path, vocabulary)
    assert "bitte" in str(error.value)
