"""The form: everything of schema, code lists and rules is in it, and what it takes the reader takes."""

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from generator.deliveries import example_deliveries

from auszug_lib import AuszugError, ParamsError
from auszug_lib.delivery.answers import ANSWER
from auszug_lib.delivery.check import check
from auszug_lib.delivery.reading.inbox import Inbox, read_delivery
from auszug_lib.delivery.rules.relations import DATE_COLUMNS
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.schema import SCHEMA_VERSION, TABLES, Column, TableSchema
from auszug_lib.params import Year
from auszug_lib.workbooks.form import write_form
from auszug_lib.workbooks.formulas import marked_rules, parent_of

from .conftest import FOLDER, filled_in

COLUMNS = [
    pytest.param(table, column, id=f"{table.name}-{column.name}")
    for table in TABLES.values()
    for column in table.columns
]
TITLE_LIMIT, MESSAGE_LIMIT = 32, 255  # Excel's


def validation_of(book, table: TableSchema, column: Column):
    """Return the one validation that begins below a column's heading."""
    letter = openpyxl.utils.get_column_letter(table.columns.index(column) + 1)
    found = [
        one
        for one in book[table.name].data_validations.dataValidation
        if str(one.sqref).split(":")[0] == f"{letter}2"
    ]
    assert len(found) == 1
    return found[0]


def choices_of(book, validation) -> list[str]:
    sheet, _, area = validation.formula1.partition("!")
    return [cell.value for (cell,) in book[sheet][area.replace("$", "")]]


# ---- the workbook


def test_instructions_come_first_a_sheet_for_every_table_then_the_hidden_lists(book) -> None:
    assert book.sheetnames == ["Anleitung", *TABLES, "Listen"]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["Listen"]


def test_the_same_form_is_the_same_bytes(city, year, carrier, file: Path, tmp_path: Path) -> None:
    assert write_form(city, year, carrier, tmp_path / "b.xlsx").read_bytes() == file.read_bytes()


def test_it_holds_no_formula_no_link_no_macro(book) -> None:
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert not [cell for sheet in book for row in sheet for cell in row if cell.hyperlink]
    assert book.vba_archive is None


def test_an_existing_file_is_never_overwritten(city, year, carrier, tmp_path: Path) -> None:
    filled = tmp_path / "drk.xlsx"
    filled.write_bytes(b"voll")
    with pytest.raises(ParamsError, match="gibt es schon"):
        write_form(city, year, carrier, filled)
    assert filled.read_bytes() == b"voll"


def test_a_name_that_excel_would_not_open_is_refused(city, year, carrier, tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match=r"muss mit \.xlsx enden"):
        write_form(city, year, carrier, tmp_path / "drk.ods")


def test_a_carrier_that_does_not_report_gets_no_form(city, year, tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match="nicht vorgesehen; vorgesehen sind DRK"):
        write_form(city, year, city.carrier("KFR"), tmp_path / "kfr.xlsx")
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_a_sentence(city, year, carrier, tmp_path: Path) -> None:
    (tmp_path / "keiner").write_text("keine")
    with pytest.raises(AuszugError, match="ließ sich nicht schreiben"):
        write_form(city, year, carrier, tmp_path / "keiner" / "drk.xlsx")


# ---- headings and guards


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_heading_is_label_and_explanation(book, table: TableSchema, column: Column) -> None:
    cell = book[table.name].cell(1, table.columns.index(column) + 1)
    label, about = str(cell.value).split("\n")
    assert (label, about) == (f"{column.label} *" if column.required else column.label, column.about)
    assert cell.value[0].font.b  # the label is bold, the explanation smaller
    assert cell.value[1].font.sz < cell.font.sz
    assert cell.alignment.wrap_text
    assert cell.protection.locked


def test_required_headings_have_another_colour_too(book) -> None:
    colours: dict[bool, set[str]] = {True: set(), False: set()}
    for table in TABLES.values():
        for position, column in enumerate(table.columns, start=1):
            colours[column.required].add(book[table.name].cell(1, position).fill.fgColor.rgb)
    assert len(colours[True]) == len(colours[False]) == 1
    assert colours[True] != colours[False]


@pytest.mark.parametrize("name", TABLES)
def test_the_headings_stay_and_cannot_be_changed(book, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes == ("B2" if TABLES[name].key else "A2")
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.row_dimensions[1].height >= 36


@pytest.mark.parametrize("name", [name for name in TABLES if name != "lieferung"])
def test_rows_can_be_typed_inserted_deleted_sorted_and_filtered(book, name: str) -> None:
    sheet = book[name]
    # Excel deletes a row only where none of its cells is locked, to the very last column.
    assert all(not column.protection.locked for column in sheet.column_dimensions.values())
    assert max(column.max for column in sheet.column_dimensions.values()) == 16_384
    forbidden = ("insertRows", "deleteRows", "sort", "autoFilter", "formatColumns")
    assert not any(getattr(sheet.protection, name) for name in forbidden)
    assert sheet.auto_filter.ref


def test_of_the_delivery_only_cutoff_and_example_can_be_changed(book) -> None:
    sheet = book["lieferung"]
    assert [cell.value for cell in sheet[2]][:2] == ["Deutsches Rotes Kreuz", 2020]
    assert sheet["C2"].value == pd.Timestamp(2020, 12, 31)
    assert [sheet["D2"].value, sheet["E2"].value] == [SCHEMA_VERSION, None]
    unlocked = [c for c in "ABCDE" if not sheet.column_dimensions[c].protection.locked]
    assert unlocked == ["C", "E"]
    assert not sheet["C2"].protection.locked
    assert sheet["A2"].protection.locked


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_cells_are_preformatted(book, table: TableSchema, column: Column) -> None:
    letter = openpyxl.utils.get_column_letter(table.columns.index(column) + 1)
    formats = {"date": "dd.mm.yyyy", "count": "0", "decimal": "#,##0.00"}
    looks = book[table.name].column_dimensions[letter]
    assert looks.number_format == formats.get(column.kind, "@")
    assert looks.width >= len(column.label)


# ---- what may be entered


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_says_what_it_takes_and_refuses_the_rest(
    book, table: TableSchema, column: Column
) -> None:
    rules = validation_of(book, table, column)
    last_row = int(re.findall(r"\d+", str(rules.sqref))[-1])
    assert last_row >= (2 if table.name == "lieferung" else 5000)
    assert rules.showInputMessage
    assert rules.showErrorMessage
    assert rules.promptTitle == rules.errorTitle == column.label
    assert len(column.label) <= TITLE_LIMIT
    assert column.about[1:] in rules.prompt
    assert "Erwartet wird " in rules.prompt
    assert re.search(r"[Bb]itte|Nichts zu tun", rules.error)
    assert max(len(rules.prompt), len(rules.error)) <= MESSAGE_LIMIT
    assert "{" not in rules.prompt + rules.error
    assert len(rules.formula1) <= MESSAGE_LIMIT
    assert rules.allowBlank is not column.required
    assert rules.errorStyle == ("information" if column.fallback_code else None)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_the_kind_of_a_column_decides_what_it_takes(
    book, vocabulary, table: TableSchema, column: Column
) -> None:
    rules = validation_of(book, table, column)
    parent = parent_of(table, column)
    if parent:
        assert (rules.type, f"{parent.name}!$A$1," in rules.formula1) == ("list", True)
    elif column.kind == "id":
        assert rules.type == "custom"
        assert rules.formula1.startswith(f"SUMPRODUCT(--EXACT({table.name}!$A$1:$A$")
    elif column.kind == "code":
        codes = vocabulary.lists[column.codes]
        assert choices_of(book, rules) == [codes.choices[code] for code in codes.codes]
    elif column.kind == "bool":
        assert (rules.type, rules.formula1) == ("list", '"ja,nein"')
    elif column.kind == "date":
        in_year = (table.name, column.name) in DATE_COLUMNS
        days = [pd.Timestamp("1899-12-30") + pd.Timedelta(days=int(n)) for n in _limits(rules)]
        limits = [pd.Timestamp(2020, 1, 1), pd.Timestamp(2020, 12, 31)]
        assert days == (limits if in_year else [pd.Timestamp(1990, 1, 1)])
    else:
        assert rules.type == {"count": "whole", "decimal": "decimal"}[column.kind]
        assert (rules.operator, rules.formula1) == ("greaterThanOrEqual", "0")


def _limits(rules) -> list[str]:
    return [limit for limit in (rules.formula1, rules.formula2) if limit is not None]


def test_choices_are_words_in_their_order(book) -> None:
    flats, cases = TABLES["wohnungen"], TABLES["faelle"]
    districts = choices_of(book, validation_of(book, flats, flats.column("stadtbezirk")))
    nations = choices_of(book, validation_of(book, cases, cases.column("hauptstaatsangehoerigkeit")))
    kinds = choices_of(book, validation_of(book, cases, cases.column("haushaltstyp")))
    assert districts[7:9] == ["Kalk", "Mülheim"]
    assert kinds[:2] == ["Alleinstehend", "Paar ohne Kind"]
    assert [nations[n] for n in (0, 1, 2, -1)] == ["Afghanistan", "Ägypten", "Ålandinseln", "Unbekannt"]


@pytest.mark.parametrize("rule", [rule for table in TABLES.values() for rule in marked_rules(table)])
def test_a_marked_rule_is_of_the_register_and_its_words_are_choices(vocabulary, rule) -> None:
    known, formula = rule
    assert RULES[known.id] is known
    offered = {codes.choices[code] for codes in vocabulary.lists.values() for code in codes.codes}
    assert set(re.findall(r'[=>]"([^"]+)"', formula)) <= {*offered, "ja", "nein"}
    assert "{" not in formula


@pytest.mark.parametrize("name", TABLES)
def test_marks_never_name_another_sheet_directly(book, name: str) -> None:
    """Older versions of Excel lose such a mark; a defined name they keep."""
    formulas = [
        formula
        for marked in book[name].conditional_formatting
        for rule in marked.rules
        for formula in rule.formula
    ]
    assert formulas
    assert not [formula for formula in formulas if "!" in formula]
    used = set(re.findall(r"\b[a-z]+_[a-z_]+\b", " ".join(formulas)))
    assert used <= set(book.defined_names)


# ---- the instructions


def instructions(book) -> str:
    return "\n".join(str(cell.value) for row in book["Anleitung"] for cell in row if cell.value)


def test_instructions_name_every_sheet_and_what_is_marked_there(book) -> None:
    text = instructions(book)
    assert "{" not in text
    for table in TABLES.values():
        assert table.about in text
        assert all(rule.message in text for rule, _ in marked_rules(table))


def test_instructions_say_where_to_explain_what_is_unusual(book) -> None:
    assert f"in der Spalte „{ANSWER}“ begründen" in instructions(book)


def test_instructions_say_what_must_never_be_in_it(book) -> None:
    text = instructions(book)
    for kind in ("Name", "Geburtsdatum", "Anschrift", "Telefonnummer", "E-Mail-Adresse"):
        assert kind in text


@pytest.mark.parametrize(("name", "pages_high"), [("Anleitung", 1), *((name, 0) for name in TABLES)])
def test_each_sheet_prints_one_page_wide(book, name: str, pages_high: int) -> None:
    sheet = book[name]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    wide, high = (1 if n is None else n for n in (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight))
    assert (wide, high) == (1, pages_high)  # 0: as many as there are
    assert sheet.page_setup.paperSize == 9
    assert sheet.oddFooter.right.text == "Seite &P von &N"


# ---- there and back


def test_the_reader_finds_nothing_to_remark_on_in_an_empty_form(city, year, vocabulary, file: Path) -> None:
    delivery = read_delivery(file, vocabulary)
    assert set(delivery.tables) == set(TABLES)
    assert not delivery.notes
    assert not [note for raw in delivery.tables.values() for note in raw.notes]
    assert not len(check(Inbox((delivery,)), year, city, vocabulary).findings)


def test_a_filled_form_is_read_as_what_was_filled_in(
    city, carrier, vocabulary, year: Year, file: Path, tmp_path: Path
) -> None:
    made = example_deliveries(city, year, FOLDER.published(city))[carrier.code]
    path = filled_in(file, made, vocabulary, tmp_path / "drk-2020.xlsx")
    before = write_last_year(city, carrier, vocabulary, year, tmp_path)
    inbox = Inbox(tuple(read_delivery(one, vocabulary) for one in (before, path)))
    checked = check(inbox, year, city, vocabulary)
    assert not len(checked.findings[checked.findings["severity"] != "soft"])
    for name, table in TABLES.items():
        own = checked.tables[name][[column.name for column in table.columns]]
        pd.testing.assert_frame_equal(own, made[name], check_dtype=False)


def write_last_year(city, carrier, vocabulary, year: Year, folder: Path) -> Path:
    """Write the form of the year before, filled in."""
    before = Year(city=year.city, year=year.year - 1, data=year.data, carriers=year.carriers)
    made = example_deliveries(city, before, FOLDER.published(city))[carrier.code]
    empty = write_form(city, before, carrier, folder / "leer.xlsx")
    return filled_in(empty, made, vocabulary, folder / f"drk-{before.year}.xlsx")
