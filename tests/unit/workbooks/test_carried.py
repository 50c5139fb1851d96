"""Carried over: waiting cases and running positions of the right delivery, as they were, and nothing else."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auszug_lib import DeliveryError
from auszug_lib.delivery.schema import SCHEMA_VERSION, TABLES
from auszug_lib.workbooks.form import write_form
from auszug_lib.workbooks.subject import carried_over

from .conftest import filled_in

CASE = {
    "fall_id": "F1",
    "anmeldedatum": pd.Timestamp(2018, 3, 1),
    "personen": 3,
    "erwachsene": 2,
    "kinder": 1,
    "haushaltstyp": "paar_mit_kind",
    "hauptstaatsangehoerigkeit": "SY",
    "unterkunftsart": "wohnheim",
    "status": "wartend",
}
POSITION = {"stelle_id": "S1", "umfang_vzae": 0.5, "befristet": False, "beginn": "2019-01-01"}


def last_year(folder: Path, cases, positions=(), carrier="DRK", year=2019, beispiel=None) -> Path:
    """Write the delivery of a year as a folder of CSV."""
    delivery = {
        "traeger": carrier,
        "berichtsjahr": year,
        "stand": f"{year}-12-31",
        "schema_version": SCHEMA_VERSION,
    }
    rows = {"lieferung": [{**delivery, "beispiel": beispiel}], "faelle": cases, "stellen": positions}
    folder = folder / "vorjahr"
    folder.mkdir()
    for name, table in TABLES.items():
        frame = pd.DataFrame(rows.get(name, ()), columns=[column.name for column in table.columns])
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def cells(file: Path, sheet: str) -> list[tuple]:
    return list(openpyxl.load_workbook(file)[sheet].iter_rows(min_row=2, values_only=True))


def test_waiting_cases_come_with_all_columns_as_the_drop_downs_offer_them(
    city, year, carrier, tmp_path: Path
) -> None:
    others = [
        {**CASE, "fall_id": "F2", "status": "beendet"},
        {**CASE, "fall_id": "F3", "status": "vermittelt"},
    ]
    file = write_form(city, year, carrier, tmp_path / "neu.xlsx", last_year(tmp_path, [CASE, *others]))
    [row] = cells(file, "faelle")
    assert row[:7] == ("F1", pd.Timestamp(2018, 3, 1), 3, 2, 1, "Paar mit Kind", "Syrien")
    assert row[7:] == (None, "Wohnheim", "Wartend", None, None)
    sheet = openpyxl.load_workbook(file)["faelle"]
    assert [sheet["A2"].number_format, sheet["B2"].number_format] == ["@", "dd.mm.yyyy"]
    assert not any(cell.protection.locked for cell in sheet[2] if cell.value is not None)
    assert cells(file, "vermittlungen") == []


def test_positions_come_unless_they_had_ended(city, year, carrier, tmp_path: Path) -> None:
    positions = [
        POSITION,
        {**POSITION, "stelle_id": "S2", "befristet": True, "befristet_bis": "2019-12-31"},
        {**POSITION, "stelle_id": "S3", "befristet": True, "befristet_bis": "2020-01-01"},
    ]
    before = last_year(tmp_path, [], positions)
    file = write_form(city, year, carrier, tmp_path / "neu.xlsx", before)
    assert [row[0] for row in cells(file, "stellen")] == ["S1", "S3"]
    text = "\n".join(str(cell) for row in cells(file, "Anleitung") for cell in row if cell)
    assert "Im Blatt stellen: 2" in text
    assert "Aus der Lieferung für 2019 übernommen, im Blatt faelle: 0" in text


def test_without_last_year_nothing_is_said_of_it(book) -> None:
    assert not [cell for row in book["Anleitung"] for cell in row if "übernommen" in str(cell.value)]


def test_what_goes_on_from_an_example_is_an_example(city, year, carrier, vocabulary, tmp_path: Path) -> None:
    before = last_year(tmp_path, [CASE], beispiel="ja")
    assert carried_over(before, carrier, year, vocabulary).are_example
    file = write_form(city, year, carrier, tmp_path / "neu.xlsx", before)
    assert openpyxl.load_workbook(file)["lieferung"]["E2"].value == "ja"


def test_a_form_is_read_again(city, year, carrier, vocabulary, tmp_path: Path) -> None:
    before = carried_over(last_year(tmp_path, [CASE], [POSITION]), carrier, year, vocabulary)
    rows = {name: pd.DataFrame(columns=[c.name for c in table.columns]) for name, table in TABLES.items()}
    rows |= {"faelle": before.cases, "stellen": before.positions}
    empty = write_form(city, year, carrier, tmp_path / "leer.xlsx")
    full = filled_in(empty, rows, vocabulary, tmp_path / "voll.xlsx")
    after = carried_over(full, carrier, year.model_copy(update={"year": 2021}), vocabulary)
    pd.testing.assert_frame_equal(after.cases, before.cases)


TEXTS = st.text(st.sampled_from("=+-@1A(!)h:/%^ "), min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=3)
@given(st.lists(TEXTS, min_size=20, max_size=40))
def test_no_text_ever_becomes_a_formula_or_a_link(city, year, carrier, tmp_path_factory, texts) -> None:
    folder = tmp_path_factory.mktemp("x")
    cases = [{**CASE, "fall_id": f"={text}"} for text in texts]
    positions = [{**POSITION, "stelle_id": text} for text in texts]
    file = write_form(city, year, carrier, folder / "neu.xlsx", last_year(folder, cases, positions))
    with zipfile.ZipFile(file) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet]
    assert [row[0] for row in cells(file, "faelle")] == [f"={text}".strip() for text in texts]


def test_identifiers_keep_their_leading_zeros(city, year, carrier, tmp_path: Path) -> None:
    before = last_year(tmp_path, [{**CASE, "fall_id": "007"}, {**CASE, "fall_id": "7"}])
    file = write_form(city, year, carrier, tmp_path / "neu.xlsx", before)
    assert [row[0] for row in cells(file, "faelle")] == ["007", "7"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"carrier": "KFR"}, "Die Lieferung vorjahr ist von KFR; erwartet wird die von DRK."),
        ({"carrier": ""}, "Die Lieferung vorjahr sagt nicht, von wem sie ist; erwartet wird die von DRK."),
        ({"year": 2018}, "Die Lieferung vorjahr ist für 2018; erwartet wird die für 2019."),
        ({"year": 2020}, "Die Lieferung vorjahr ist für 2020; erwartet wird die für 2019."),
    ],
)
def test_the_delivery_of_somebody_else_or_another_year_is_refused(
    city, year, carrier, tmp_path: Path, sent, sentence: str
) -> None:
    before = last_year(tmp_path, [CASE], **sent)
    with pytest.raises(DeliveryError) as refused:
        write_form(city, year, carrier, tmp_path / "neu.xlsx", before)
    assert str(refused.value) == sentence
    assert not (tmp_path / "neu.xlsx").exists()


def test_a_delivery_without_cases_is_refused(city, year, carrier, tmp_path: Path) -> None:
    before = last_year(tmp_path, [CASE])
    (before / "faelle.csv").unlink()
    with pytest.raises(DeliveryError, match="In vorjahr fehlt das Blatt faelle"):
        write_form(city, year, carrier, tmp_path / "neu.xlsx", before)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nirgends.xlsx", None, "nirgends.xlsx gibt es nicht"),
        ("notiz.txt", b"x", "notiz.txt ist keine Lieferung"),
        ("kaputt.xlsx", b"x", "kaputt.xlsx"),
    ],
)
def test_what_is_no_delivery_is_a_sentence(
    city, year, carrier, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DeliveryError, match=sentence):
        write_form(city, year, carrier, tmp_path / "neu.xlsx", tmp_path / name)
    assert not (tmp_path / "neu.xlsx").exists()
