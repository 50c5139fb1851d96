"""What the looks of a sheet do to its values: merged cells, hidden rows and columns, days from 1904."""

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odf import opendocument, table, text

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.raw import RawTable
from auszug_lib.delivery.vocabulary import Vocabulary

from .drawn import cells_of, drawn, read_workbook, reported

WORKSHOPS = drawn("""
    | workshop_id | datum      | thema          | zielgruppe | teilnehmende |
    | W1          | 2019-04-03 | mietvertrag    | tandem     | 12           |
    | W2          | 2019-04-04 |                | tandem     |              |
    | W3          | 2019-04-05 |                |            | 7            |
""")

Merged = tuple[str, ...]


def excel(path: Path, merged: Merged = (), rows: list[list[Any]] = WORKSHOPS) -> Path:
    """Write the workshops as .xlsx and merge some ranges of cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "workshops"
    for row in rows:
        sheet.append([cell or None for cell in row])
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def open_document(path: Path, merged: Merged = (), visibility: str = "visible") -> Path:
    """Write the same as .ods; the third row and the fourth column may be hidden."""
    spans = {
        openpyxl.utils.range_boundaries(area)[:2]: openpyxl.utils.range_boundaries(area) for area in merged
    }
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="workshops")
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=3))
    sheet.addElement(table.TableColumn(visibility=visibility))
    for number, row in enumerate(WORKSHOPS, start=1):
        line = table.TableRow(visibility=visibility if number == 3 else "visible")
        for column, value in enumerate(row, start=1):
            first, top, last, bottom = spans.get((column, number), (1, 1, 1, 1))
            size = {"numbercolumnsspanned": last - first + 1, "numberrowsspanned": bottom - top + 1}
            kind = (
                {"valuetype": "float", "value": value}
                if isinstance(value, float)
                else {"valuetype": "string"}
            )
            cell = (
                table.TableCell(**kind, **(size if (column, number) in spans else {}))
                if value
                else table.TableCell()
            )
            if value:
                cell.addElement(text.P(text=str(value)))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    document.save(path)
    return path


def read(path: Path, vocabulary: Vocabulary) -> RawTable:
    return read_workbook(path, vocabulary).tables["workshops"]


BOTH = pytest.mark.parametrize(("write", "ending"), [(excel, "xlsx"), (open_document, "ods")])


@BOTH
def test_a_merged_value_is_that_of_each_of_its_rows(
    write: Callable[..., Path], ending: str, vocabulary: Vocabulary, tmp_path: Path
):
    raw = read(write(tmp_path / f"drk.{ending}", ("C2:C4", "D3:D4")), vocabulary)
    assert cells_of(raw, "thema") == {2: "mietvertrag", 3: "mietvertrag", 4: "mietvertrag"}
    assert cells_of(raw, "zielgruppe") == {2: "tandem", 3: "tandem", 4: "tandem"}
    assert reported(raw.notes) == ["C2 zellen_verbunden", "D3 zellen_verbunden"]
    assert raw.notes[0].words == {"area": "C2:C4"}
    assert raw.flaws == {}


@BOTH
def test_a_merged_number_may_be_the_sum_of_its_rows(
    write: Callable[..., Path], ending: str, vocabulary: Vocabulary, tmp_path: Path
):
    raw = read(write(tmp_path / f"drk.{ending}", ("E2:E3",)), vocabulary)
    assert cells_of(raw, "teilnehmende") == {2: 12.0, 4: 7.0}
    assert raw.flaws == {"E3": "zelle_verdeckt"}


@BOTH
def test_cells_merged_across_columns_are_flaws_unless_nothing_stands_there(
    write: Callable[..., Path], ending: str, vocabulary: Vocabulary, tmp_path: Path
):
    raw = read(write(tmp_path / f"drk.{ending}", ("B4:D4", "E3:F3")), vocabulary)
    assert raw.flaws == {"C4": "zelle_verdeckt", "D4": "zelle_verdeckt"}


def test_a_value_that_a_merged_range_covers(vocabulary: Vocabulary, tmp_path: Path):
    path = excel(tmp_path / "drk.xlsx", ("C2:C3",))
    covered = b'<c r="C3" t="inlineStr"><is><t>energie_und_abfall</t></is></c>'
    change_parts(
        path,
        change=lambda name, part: part.replace(b'<c r="C3" />', b"").replace(
            b'<c r="D3"', covered + b'<c r="D3"'
        ),
    )
    raw = read(path, vocabulary)
    assert cells_of(raw, "thema") == {2: "mietvertrag", 3: "energie_und_abfall"}
    assert raw.flaws == {"C3": "zelle_verdeckt"}


def test_merged_titles_and_headings_say_nothing_of_records(vocabulary: Vocabulary, tmp_path: Path):
    rows = [["Workshops", *[""] * 4], WORKSHOPS[0], [""] * 5, *WORKSHOPS[1:]]
    merged = ("A1:E1", *(f"{letter}2:{letter}3" for letter in "ABCDE"))
    raw = read(excel(tmp_path / "drk.xlsx", merged, rows), vocabulary)
    assert cells_of(raw, "workshop_id") == {4: "W1", 5: "W2", 6: "W3"}
    assert reported(raw.notes) == ["A2 kopfzeile_versetzt", "A3 leerzeile"]
    assert raw.flaws == {}


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_what_is_hidden_in_ods_is_read_with_one_hint(visibility: str, vocabulary: Vocabulary, tmp_path: Path):
    raw = read(open_document(tmp_path / "drk.ods", visibility=visibility), vocabulary)
    assert list(raw.cells.index) == [2, 3, 4]
    assert reported(raw.notes) == ["D3 ausgeblendet"]
    assert raw.notes[0].words == {"hidden": "1 Zeile, 1 Spalte"}


def test_what_is_hidden_in_excel_is_read_with_one_hint(vocabulary: Vocabulary, tmp_path: Path):
    path = excel(tmp_path / "drk.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["workshops"]
    for row in (3, 4, 9):
        sheet.row_dimensions[row].hidden = True
    for letter in ("B", "C", "K"):
        sheet.column_dimensions[letter].hidden = True
    book.create_sheet("Titel")
    sheet.sheet_state = "veryHidden"
    book.active = 1
    book.save(path)
    raw = read(path, vocabulary)
    assert list(raw.cells.index) == [2, 3, 4]
    assert reported(raw.notes) == ["B3 ausgeblendet"]
    assert raw.notes[0].words == {"hidden": "das ganze Blatt, 2 Zeilen, 2 Spalten"}


def test_days_that_count_from_1904(vocabulary: Vocabulary, tmp_path: Path):
    path = excel(tmp_path / "drk.xlsx")
    assert not read(path, vocabulary).counts_from_1904
    book = openpyxl.load_workbook(path)
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book["workshops"]["B2"] = dt.date(2019, 4, 3)
    book.save(path)
    raw = read(path, vocabulary)
    assert raw.counts_from_1904
    assert cells_of(raw, "datum")[2] == dt.date(2019, 4, 3)


# ---- parts that nobody reads


def change_parts(
    path: Path,
    rename: Callable[[str], str] = str,
    change: Callable[[str, bytes], bytes] = lambda name, part: part,
    **further: bytes,
) -> None:
    """Write a workbook anew with other names or contents of its parts, and further parts."""
    with zipfile.ZipFile(path) as old:
        parts = {rename(name): change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in {**parts, **further}.items():
            new.writestr(name, content)


def test_parts_in_utf16_that_hold_no_cells(vocabulary: Vocabulary, tmp_path: Path):
    path = excel(tmp_path / "drk.xlsx")
    query = {"customXml/item1.xml": '<DataMashup xmlns="x">AAAA</DataMashup>'.encode("utf-16")}
    change_parts(path, **query)
    assert len(read(path, vocabulary).cells) == 3


def test_a_sheet_in_utf16_is_refused(vocabulary: Vocabulary, tmp_path: Path):
    path = excel(tmp_path / "drk.xlsx")
    change_parts(
        path, change=lambda name, part: part.decode().encode("utf-16") if "sheets/" in name else part
    )
    with pytest.raises(DeliveryError, match="neu speichern"):
        read_workbook(path, vocabulary)


@pytest.mark.parametrize(
    "rename", [lambda name: name.replace("/", "\\"), lambda name: name.replace("s/s", "S/s")]
)
def test_names_of_parts_as_other_programs_write_them(
    rename: Callable[[str], str], vocabulary: Vocabulary, tmp_path: Path
):
    path = excel(tmp_path / "drk.xlsx", ("C2:C4",))
    change_parts(path, rename)
    assert reported(read(path, vocabulary).notes) == ["C2 zellen_verbunden"]


def test_a_password_on_ods_is_called_a_password(vocabulary: Vocabulary, tmp_path: Path):
    path = open_document(tmp_path / "drk.ods")
    locked = b'<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>'
    encrypted = {"META-INF/manifest.xml": locked, "content.xml": b"\x8e" * 500}
    change_parts(path, change=lambda name, part: encrypted.get(name, part))
    with pytest.raises(DeliveryError, match="Kennwort"):
        read_workbook(path, vocabulary)
