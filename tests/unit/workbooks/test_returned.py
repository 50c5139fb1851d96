"""The returned workbook, read back: colours, comments, no formulas, nothing personal."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from auszug_lib.delivery.finding import finding_rows, joined
from auszug_lib.delivery.reading.raw import RawDelivery, RawTable
from auszug_lib.workbooks.returned import REMOVED, returned_workbook, to_return

from .conftest import FOLDER

LISTS = FOLDER.city("koeln").code_lists
MAIL = "erika@example.org"
HARD, SOFT = "FFC7CE", "FFEB9C"


def finding(rule, cell, sheet="faelle", file="drk.xlsx", carrier="DRK", **words):
    places = {"carrier": carrier, "file": file, "sheet": sheet, "cell": cell, "record": "F1"}
    return finding_rows(rule, places, {"kind": "ein Name", "column": "personen", **words})


def findings(*parts):
    return to_return(joined(parts), "DRK")


def returned(delivery, *parts):
    content = returned_workbook(delivery, findings(*parts), 2019, LISTS)
    assert not any(b"<f>" in part or b"<f " in part for part in sheets_of(content))
    return openpyxl.load_workbook(io.BytesIO(content))


def sheets_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]


def fill(cell):
    return cell.fill.start_color.rgb[2:] if cell.fill.fill_type else ""


@pytest.fixture
def own(tmp_path):
    """A carrier's own workbook, with what such a workbook may bring."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "faelle"
    for row in (["fall_id", "personen", "Name"], ["F1", 3, "Erika"], ["F2", "=1+1", None], ["F3", 1, "Otto"]):
        sheet.append(row)
    sheet["B2"].number_format = "0.00"
    sheet["A3"].comment = Comment("von uns", "wir")
    sheet["D2"].value = MAIL
    sheet["D2"].hyperlink = f"mailto:{MAIL}"
    sheet["D2"].comment = Comment(f"Adresse {MAIL}", "wir")
    sheet["E2"].value, sheet["E2"].data_type = "=HYPERLINK(1)", "s"
    sheet.merge_cells("A6:B7")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4))
    sheet.add_chart(chart, "H2")
    book.defined_names["fremd"] = DefinedName("fremd", attr_text="[1]faelle!$A$1")
    book.create_sheet("Notizen")["A1"] = "ganz eigene"
    book.save(tmp_path / "drk.xlsx")
    return RawDelivery("drk.xlsx", {}, (), tmp_path / "drk.xlsx")


def raw_table(file, sheet, cells, **extra):
    frame = pd.DataFrame(cells, index=range(3, 3 + len(next(iter(cells.values()))))).astype(object)
    letters = {name: letter for letter, name in zip("ABCDEFG", cells, strict=False)}
    others = pd.DataFrame(extra, index=frame.index, dtype=object)
    headings = {letter: name for name, letter in letters.items()} | dict.fromkeys(extra, "Eigenes")
    return RawTable("faelle", file, sheet, frame, letters, others, headings, 2, ";")


@pytest.fixture
def rebuilt():
    cells = {
        "fall_id": ["F1", "=1+1", "F\x003"],
        "anmeldedatum": [pd.Timestamp(2019, 1, 2), dt.datetime(2019, 1, 2, tzinfo=dt.UTC), "03.01.2019"],
        "personen": [3, 2.5, float("inf")],
    }
    raw = raw_table("drk/faelle.csv", "faelle", cells, F=["Otto", None, "@x"])
    return RawDelivery("drk", {"faelle": raw})


def test_bad_cells_are_coloured_and_commented_the_others_stay(own):
    book = returned(own, finding("pflicht", "B2"), finding("grosser_haushalt", "A3"))
    sheet = book["faelle"]
    assert [fill(sheet[name]) for name in ("B2", "A3", "A2")] == [HARD, SOFT, ""]
    assert sheet["B2"].comment.text == "Fehler: „Personen“ darf nicht leer sein.\nBitte einen Wert eintragen."
    assert (sheet["B2"].value, sheet["B2"].number_format) == (3, "0.00")
    assert book["Notizen"]["A1"].value == "ganz eigene"


def test_several_findings_share_a_comment_and_the_gravest_gives_the_colour(own):
    several = [finding("grosser_haushalt", "B2"), finding("nicht_negativ", "B2")]
    cell = returned(own, *several)["faelle"]["B2"]
    assert fill(cell) == HARD
    assert cell.comment.text.startswith("Fehler: „Personen“ darf nicht kleiner als 0 sein.")
    assert "\n\nAuffälligkeit: Der Haushalt hat mehr als 10 Personen." in cell.comment.text


def test_a_comment_is_large_enough_for_its_text(own):
    told = [finding("einzug_bei_zwei_traegern", "A2"), finding("pflicht", "A2"), finding("pflicht", "B2")]
    with zipfile.ZipFile(io.BytesIO(returned_workbook(own, findings(*told), 2019, LISTS))) as archive:
        [drawing] = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml")]
    heights = {int(height) for height in re.findall(r"height:(\d+)px", drawing)}
    assert 3 * 18 in heights  # a line for what is wrong, one for how to mend it, one to spare
    assert max(heights) >= 9 * 18


def test_the_carriers_own_comment_is_kept(own):
    assert (
        "Bisheriger Kommentar: von uns"
        in returned(own, finding("pflicht", "A3"))["faelle"]["A3"].comment.text
    )


def test_nobody_who_wrote_the_file_or_stands_in_a_comment_is_named(own):
    book = returned(own, finding("pflicht", "A3"))
    assert book.properties.creator == "auszug"
    assert book["faelle"]["D2"].comment is None
    assert book["faelle"]["A3"].comment.author == "Prüfbericht"


def test_a_finding_without_a_cell_stands_in_the_first_one(own):
    book = returned(own, finding("wartender_fall_fehlt", ""))
    assert "wartete, fehlt in dieser Lieferung" in book["faelle"]["A1"].comment.text


def test_of_merged_cells_the_first_is_marked(own):
    assert fill(returned(own, finding("pflicht", "B7"))["faelle"]["A6"]) == HARD


def test_the_sheet_in_front_lists_every_finding(own):
    parts = [
        finding("pflicht", "B2"),
        finding("eine_lieferung", "", sheet="", file="drk-alt.xlsx", other="drk.xlsx"),
        finding("pflicht", "A9", sheet="gibt es nicht"),
        finding("leerzeichen", "C2"),
        finding("pflicht", "C3", carrier="KFR"),
    ]
    book = returned(own, *parts)
    assert book.sheetnames[0] == book.active.title == "Befunde"
    rows = [[cell.value for cell in row] for row in book["Befunde"].iter_rows(min_row=2)]
    assert rows[0] == ["Schwere", "Datei", "Blatt", "Zelle", "Meldung", "Abhilfe", "Erklärung", "Befund"]
    assert [row[:4] for row in rows[1:]] == [
        ["Fehler", "drk.xlsx", "faelle", "B2"],
        ["Fehler", "drk-alt.xlsx", None, None],
        ["Fehler", "drk.xlsx", "gibt es nicht", "A9"],
    ]
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Befunde"]


def test_the_list_leads_to_each_cell_in_the_same_workbook_and_can_be_filtered(own):
    book = openpyxl.load_workbook(own.workbook)
    book["Notizen"].title = "Lea's Blatt"
    book.save(own.workbook)
    parts = [
        finding("pflicht", "B2"),
        finding("pflicht", "A1", sheet="Lea's Blatt"),
        finding("blatt_vorhanden", "", sheet="", table="stellen"),
        finding("pflicht", "A9", sheet="gibt es nicht"),
        finding("wartender_fall_fehlt", ""),
    ]
    sheet = returned(own, *parts)["Befunde"]
    links = {cell.coordinate: cell.hyperlink for row in sheet for cell in row if cell.hyperlink}
    assert {name: link.location for name, link in links.items()} == {
        "D3": "'faelle'!B2",
        "D4": "'Lea''s Blatt'!A1",
        "C7": "'faelle'!A1",
    }
    assert not any(link.target or link.id for link in links.values())
    assert sheet.auto_filter.ref == "A2:H7"


def test_the_list_prints_one_page_wide_without_what_only_the_program_reads(own):
    sheet = returned(own, finding("pflicht", "B2"))["Befunde"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert (sheet.print_area, sheet.print_title_rows) == ("'Befunde'!$A$1:$G$3", "$1:$2")


def test_a_rebuilt_delivery_has_the_words_for_its_codes_and_keeps_what_is_none():
    raw = raw_table("drk/faelle.csv", "faelle", {"haushaltstyp": ["paar_ohne_kind", "Geheimnis", None]})
    sheet = returned(RawDelivery("drk", {"faelle": raw}), finding("pflicht", "A3", file=raw.file))["faelle"]
    assert [sheet[f"A{row}"].value for row in (2, 3, 4, 5)] == [
        *("haushaltstyp", "Paar ohne Kind", "Geheimnis", None)
    ]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_sheet_called_like_ours_is_kept(own):
    book = openpyxl.load_workbook(own.workbook)
    book["Notizen"].title = "Befunde"
    book.save(own.workbook)
    assert returned(own, finding("pflicht", "B2")).sheetnames == ["Befunde1", "faelle", "Befunde"]


def test_accepted_findings_are_not_returned():
    accepted = joined([finding("grosser_haushalt", "B2")]).assign(accepted="geprüft (Rau)")
    assert not len(to_return(accepted, "DRK"))


def test_formulas_become_values_and_texts_stay_texts(own):
    sheet = returned(own, finding("pflicht", "B2"))["faelle"]
    assert sheet["B3"].value is None  # openpyxl computes nothing: the file holds no result
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=HYPERLINK(1)", "s")


def test_links_to_other_files_and_hidden_copies_are_gone(own):
    book = returned(own, finding("pflicht", "B2"))
    assert not book.defined_names
    assert not book["faelle"]._charts


def test_personal_data_is_removed_from_its_cell_with_link_and_comment(own):
    content = returned_workbook(
        own, findings(finding("personenbezug", "D2"), finding("personenbezug", "E9")), 2019, LISTS
    )
    sheet = openpyxl.load_workbook(io.BytesIO(content))["faelle"]
    assert sheet["D2"].value == REMOVED
    assert "Bisheriger" not in sheet["D2"].comment.text
    assert (fill(sheet["E9"]), sheet["E9"].value) == (HARD, None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if MAIL.encode() in archive.read(name)]


def test_a_personal_column_is_removed_below_its_heading(own):
    sheet = returned(own, finding("personenbezug_spalte", "C1"))["faelle"]
    assert [sheet[f"C{row}"].value for row in range(1, 5)] == ["Name", REMOVED, None, REMOVED]
    assert fill(sheet["C1"]) == HARD


def test_a_macro_workbook_comes_back_without_its_macros(own, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "drk.xlsm") as book:
        book.add_worksheet("faelle").write_string(0, 0, "fall_id")
    delivery = RawDelivery("drk.xlsm", {}, (), tmp_path / "drk.xlsm")
    content = returned_workbook(delivery, findings(finding("pflicht", "A2", file="drk.xlsm")), 2019, LISTS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")


def test_other_deliveries_are_rebuilt_every_cell_in_its_place(rebuilt):
    book = returned(rebuilt, finding("pflicht", "A4", file="drk/faelle.csv"))
    sheet = book["faelle"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["fall_id", "anmeldedatum", "personen", None, None, "Eigenes"]
    assert rows[1] == ["F1", dt.datetime(2019, 1, 2), 3, None, None, "Otto"]
    assert rows[2] == ["=1+1", dt.datetime(2019, 1, 2), 2.5, None, None, None]
    assert rows[3] == ["F3", "03.01.2019", "inf", None, None, "@x"]
    assert (sheet["A4"].data_type, sheet["A4"].quotePrefix, fill(sheet["A4"])) == ("s", True, HARD)


def test_a_workbook_that_cannot_be_written_into_is_rebuilt(rebuilt, tmp_path):
    (tmp_path / "drk.xlsx").write_bytes(b"PK\x03\x04 kaputt")
    delivery = RawDelivery("drk", rebuilt.tables, (), tmp_path / "drk.xlsx")
    assert returned(delivery, finding("pflicht", "C3", file="drk/faelle.csv"))["faelle"]["C3"].value == 3


def test_sheet_names_that_a_workbook_cannot_have_are_shortened():
    raw = raw_table("postgresql:drk", "a/b[c]" + "x" * 40, {"fall_id": ["F1"]})
    book = returned(
        RawDelivery("postgresql:drk", {"faelle": raw}), finding("pflicht", "A3", raw.sheet, raw.file)
    )
    assert book.sheetnames == ["Befunde", "a_b_c_" + "x" * 25]
    assert fill(book.worksheets[1]["A3"]) == HARD


def test_the_same_delivery_gives_the_same_bytes(own, rebuilt):
    for delivery in (own, rebuilt):
        assert returned_workbook(
            delivery, findings(finding("pflicht", "A3")), 2019, LISTS
        ) == returned_workbook(delivery, findings(finding("pflicht", "A3")), 2019, LISTS)


NAMED = "Frau Müllersdorf"


def hidden_names(book):
    """Hide a name in twelve places of a workbook beside its cells."""
    sheet = book["faelle"]
    check = DataValidation("list", formula1=f'"{NAMED},andere"')
    check.add("B2")
    prompt = DataValidation("whole", promptTitle=NAMED, prompt=NAMED, errorTitle=NAMED, error=NAMED)
    prompt.add("B3")
    sheet.data_validations.dataValidation = [check, prompt]
    sheet.oddHeader.center.text = sheet.firstFooter.left.text = NAMED
    book.defined_names["Liste"] = DefinedName("Liste", attr_text=f'"{NAMED}"')
    sheet.defined_names["Frau_Müllersdorf"] = DefinedName("Frau_Müllersdorf", attr_text="faelle!$A$1")
    sheet["A2"].hyperlink = Hyperlink("A2", location="faelle!A1", tooltip=NAMED, display=NAMED)
    sheet["A2"].number_format = f'"{NAMED}" 0'
    sheet["A3"].comment = Comment(NAMED, NAMED)
    sheet.conditional_formatting.add("A2:A9", FormulaRule([f'A2="{NAMED}"']))
    book.create_sheet(NAMED).sheet_state = "hidden"
    sheet.auto_filter.ref = "A1:C4"
    sheet.auto_filter.add_filter_column(2, [NAMED])
    book.properties.creator = book.properties.title = NAMED
    book.custom_doc_props.append(StringProperty(name="wer", value=NAMED))


def test_nothing_personal_beside_the_cells_goes_back(own):
    book = openpyxl.load_workbook(own.workbook)
    hidden_names(book)
    book.save(own.workbook)
    with zipfile.ZipFile(own.workbook) as archive:
        sent = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert sent.count("llersdorf") >= 12
    content = returned_workbook(own, findings(finding("pflicht", "B2")), 2019, LISTS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "llersdorf" in archive.read(name).decode()]
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["Befunde", "faelle", "Notizen"]
