"""The workbook of tables: what is a number in it, what looks how, and what leads where."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from auszug_lib.pipeline.files import MadeReport
from auszug_lib.pipeline.shown import ShownTable
from auszug_lib.pipeline.table_book import table_book

from ...koeln import KOELN

YEAR = KOELN.year("2019")
TABLE = ShownTable("Titel", ("Fußnote.", "Quelle: x"), (("Jahr", "Zahl"), ("2019", "1.234")))
OTHER = replace(TABLE, title="=HYPERLINK(1)")
NOTICE = MadeReport("mitteilung", "notice", "Mitteilung", "M", ("Beispiel",), (), (TABLE,))
JOINT = MadeReport("gesamtbericht", "combined_report", "5. Bericht", "G", ("Entwurf",), (), (TABLE, OTHER))


def opened(*reports: MadeReport) -> Workbook:
    return load_workbook(io.BytesIO(table_book(YEAR, reports)))


def cell(text: str) -> Any:
    """Return the cell that a printed text becomes."""
    table = ShownTable("T", (), (("A", "B"), ("x", text)))
    return opened(replace(NOTICE, tables=(table,)))["Tabelle 1"].cell(6, 2)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("1.234", 1234, "#,##0"),
        ("1234", 1234, "0"),
        ("2,8", 2.8, "#,##0.0"),
        ("33,25", 33.25, "0.00"),
        ("−3", -3, '+#,##0;"−"#,##0'),
        ("+12", 12, '+#,##0;"−"#,##0'),
        ("–", 0, '#,##0;"−"#,##0;"–"'),
        ("0", 0, '#,##0;"−"#,##0;#,##0'),
    ],
)
def test_a_number_is_one_and_looks_as_printed(text: str, value: float, shown: str) -> None:
    assert (cell(text).value, cell(text).data_type) == (value, "n")
    assert cell(text).number_format.startswith(shown)


@pytest.mark.parametrize("text", ["x", "288 / 233", "=1+1", "+a", "@x", "http://x", "mailto:x", "internal:y"])
def test_all_else_is_text_that_does_nothing(text: str) -> None:
    assert (cell(text).value, cell(text).data_type, cell(text).hyperlink) == (text, "s", None)


def test_a_table_that_two_reports_show_has_one_sheet_and_the_contents_lead_to_it() -> None:
    book = opened(NOTICE, JOINT)
    assert book.sheetnames == ["Inhalt", "Tabelle 1", "Tabelle 2"]
    rows = [[one.value for one in row] for row in book["Inhalt"].iter_rows(min_row=6)]
    both = "Mitteilung (mitteilung.html), 5. Bericht (gesamtbericht.html)"
    assert rows == [
        ["Blatt", "Tabelle", "Steht in"],
        ["Tabelle 1", "Titel", both],
        ["Tabelle 2", "=HYPERLINK(1)", "5. Bericht (gesamtbericht.html)"],
    ]
    assert [book["Inhalt"].cell(row, 1).hyperlink.location for row in (7, 8)] == [
        "'Tabelle 1'!A1",
        "'Tabelle 2'!A1",
    ]
    sheet = book["Tabelle 1"]
    assert [sheet.cell(row, 1).value for row in range(1, 9)] == [
        *("Titel", "Beispiel · Entwurf", both, "Fußnote.", "Quelle: x", "Zum Inhalt", "Jahr", "2019")
    ]
    assert sheet["A6"].hyperlink.location == "'Inhalt'!A1"


def test_nothing_is_merged_and_the_headings_are_marked() -> None:
    for sheet in opened(NOTICE, JOINT):
        assert not sheet.merged_cells.ranges
        [table] = sheet.tables.values()
        head, first = table.ref.partition(":")[0], sheet.freeze_panes
        assert (head[0], int(head[1:])) == ("A", int(first[1:]) - 1)
        assert sheet.print_title_rows == f"$1:${head[1:]}"


@pytest.mark.parametrize("headings", [("A", "a"), ("", "B")])
def test_headings_that_excel_refuses_are_left_as_they_are(headings: tuple[str, str]) -> None:
    table = replace(TABLE, lines=(headings, ("2019", "1")))
    sheet = opened(replace(NOTICE, tables=(table,)))["Tabelle 1"]
    assert not sheet.tables
    assert tuple(one.value or "" for one in sheet[7]) == headings


def test_the_same_tables_give_the_same_bytes_of_no_day_and_no_packing() -> None:
    content = table_book(YEAR, [NOTICE, JOINT])
    assert content == table_book(YEAR, [NOTICE, JOINT])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert b"2019-12-31T00:00:00Z" in archive.read("docProps/core.xml")


def test_without_tables_there_is_no_workbook() -> None:
    assert table_book(YEAR, [replace(NOTICE, tables=())]) == b""
