"""Every hard rule: a clean delivery passes, one damaged cell is found at exactly its place."""

import csv
import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from auszug_lib.delivery.check import check, checked_records
from auszug_lib.delivery.read import read_deliveries
from auszug_lib.errors import DeliveryError
from auszug_lib.params import City, Year
from auszug_lib.params_folder import ParamsFolder

Sheets = dict[str, list[list[Any]]]

CITY = ParamsFolder(Path(__file__).parents[3] / "params").city("koeln")
YEAR = Year(city="koeln", year=2019, data="lieferungen", carriers=("DRK",))
DAY = dt.date


# A small delivery without a fault.
CLEAN: Sheets = {
    "lieferung": [
        ["traeger", "berichtsjahr", "stand", "schema_version"],
        ["DRK", 2019, DAY(2020, 1, 31), 1],
    ],
    "faelle": [
        [
            *("fall_id", "anmeldedatum", "personen", "erwachsene", "kinder", "haushaltstyp"),
            *(
                "hauptstaatsangehoerigkeit",
                "aufenthaltsstatus",
                "unterkunftsart",
                "unterkunft_stadtbezirk",
            ),
            *("status", "abschlussdatum", "abschlussgrund"),
        ],
        [
            "F1",
            DAY(2018, 3, 1),
            3,
            2,
            1,
            "paar_mit_kind",
            "SY",
            "duldung",
            "wohnheim",
            8,
            "vermittelt",
            DAY(2019, 5, 1),
            "",
        ],
        ["F2", "15.06.2019", 1, 1, 0, "alleinstehend", "", "", "notunterkunft", "", "wartend", "", ""],
        [
            "F3",
            "2017-01-31",
            1,
            1,
            0,
            "unbekannt",
            "NA",
            "",
            "sonstige",
            "",
            "beendet",
            DAY(2019, 2, 1),
            "ach so",
        ],
        [
            "F4",
            DAY(2017, 1, 1),
            1,
            1,
            0,
            "alleinstehend",
            "",
            "",
            "wohnheim",
            "",
            "vermittelt",
            DAY(2018, 2, 1),
            "",
        ],
    ],
    "wohnungen": [
        [
            *("wohnung_id", "vermieterart", "vermieter", "foerderweg", "stadtbezirk"),
            *("zimmer", "wohnflaeche_qm", "kaltmiete", "wbs_erforderlich"),
        ],
        ["W1", "GAG", "", "RL_FLUE", "9", 3, 71.5, "512,40", "ja"],
    ],
    "vermittlungen": [
        [
            *("vermittlung_id", "fall_id", "wohnung_id", "vermittlungsweg"),
            *("mietvertragsdatum", "einzugsdatum", "personen_eingezogen", "nachbetreuung_bis"),
        ],
        ["V1", "F1", "W1", "regulaer", "", DAY(2019, 5, 1), 3, ""],
    ],
    "sprechstunden": [
        ["termin_id", "datum", "ort", "angeboten", "stattgefunden"],
        ["T1", DAY(2019, 9, 2), "Büro", True, False],
    ],
    "beratungen": [
        ["beratung_id", "datum", "kanal", "zielgruppe", "termin_id", "fall_id", "anliegen"],
        ["B1", DAY(2019, 9, 2), "mail", "tandem", "T1", "F1", "Suche"],
    ],
    "workshops": [
        ["workshop_id", "datum", "thema", "zielgruppe", "teilnehmende"],
        ["A1", DAY(2019, 4, 4), "Suche", "gefluechtete", 9],
    ],
    "begleitungen": [
        ["begleitung_id", "datum", "fall_id", "art"],
        ["G1", DAY(2019, 4, 5), "F1", "amt"],
    ],
    "stellen": [
        ["stelle_id", "stellenart", "umfang_vzae", "befristet", "befristet_bis", "beginn"],
        ["S1", "Beratung", 1, "nein", "", ""],
        ["S2", "Beratung", "0,5", "ja", "31.12.2021", DAY(2020, 1, 1)],
    ],
}


def clean() -> Sheets:
    return deepcopy(CLEAN)


def write_workbook(folder: Path, sheets: Sheets, name: str = "drk.xlsx") -> Path:
    folder.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(folder / name, {"default_date_format": "dd.mm.yyyy"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell)
    return folder


def write_csv(folder: Path, sheets: Sheets) -> Path:
    (folder / "drk").mkdir(parents=True)
    for title, rows in sheets.items():
        with (folder / "drk" / f"{title}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=";").writerows(
                [[str(cell).replace(".5", ",5") for cell in row] for row in rows]
            )
    return folder


def places(folder: Path, city: City = CITY, year: Year = YEAR) -> list[tuple[str, str, str]]:
    _, findings = check(read_deliveries(folder), year, city)
    return [(finding.sheet, finding.cell, finding.rule) for finding in findings]


def put(sheet: str, cell: str, value: Any) -> Callable[[Sheets], None]:
    column, row = ord(cell[0]) - ord("A"), int(cell[1:]) - 1

    def damage(sheets: Sheets) -> None:
        sheets[sheet][row][column] = value

    return damage


def again(sheet: str, row: int, **changed: Any) -> Callable[[Sheets], None]:
    """Repeat a row, with other values in some columns."""

    def damage(sheets: Sheets) -> None:
        heading, copied = sheets[sheet][0], list(sheets[sheet][row - 1])
        sheets[sheet].append([changed.get(name, cell) for name, cell in zip(heading, copied, strict=True)])

    return damage


DAMAGES = [
    # what one cell must be
    (put("faelle", "A3", ""), ("faelle", "A3", "pflicht")),
    (put("faelle", "C2", "drei"), ("faelle", "C2", "lesbar")),
    (put("faelle", "C2", 2.5), ("faelle", "C2", "lesbar")),
    (put("faelle", "B2", 43160), ("faelle", "B2", "lesbar")),
    (put("faelle", "B2", "01.03.18"), ("faelle", "B2", "lesbar")),
    (put("faelle", "B2", "31.02.2018"), ("faelle", "B2", "lesbar")),
    (put("faelle", "F2", "Familie"), ("faelle", "F2", "code")),
    (put("faelle", "G2", "Syrien"), ("faelle", "G2", "code")),
    (put("faelle", "J2", 10), ("faelle", "J2", "code")),
    (put("wohnungen", "H2", "512.40"), ("wohnungen", "H2", "lesbar")),
    (put("wohnungen", "H2", -1), ("wohnungen", "H2", "nicht_negativ")),
    (put("workshops", "E2", -1), ("workshops", "E2", "nicht_negativ")),
    (put("sprechstunden", "D2", "vielleicht"), ("sprechstunden", "D2", "lesbar")),
    (put("lieferung", "D2", 2), ("lieferung", "D2", "schema_version")),
    (again("wohnungen", 2), ("wohnungen", "A3", "eindeutig")),
    (put("stellen", "C1", "umfang"), ("stellen", "Zeile 1", "spalte_vorhanden")),
    (put("stellen", "C1", "Umfang VZAE"), ("stellen", "Zeile 1", "spalte_geschrieben")),
    (put("wohnungen", "H1", "Kaltmiete "), ("wohnungen", "Zeile 1", "spalte_geschrieben")),
    (put("workshops", "E2", 1e20), ("workshops", "E2", "lesbar")),
    # what cells must be to each other
    (put("faelle", "C3", 2), ("faelle", "C3", "personen_summe")),
    (put("vermittlungen", "C2", "W9"), ("vermittlungen", "C2", "verweis")),
    (put("beratungen", "E2", "T9"), ("beratungen", "E2", "verweis")),
    (put("beratungen", "F2", "F9"), ("beratungen", "F2", "verweis")),
    (put("begleitungen", "C2", "F9"), ("begleitungen", "C2", "verweis")),
    (put("workshops", "B2", DAY(2020, 1, 1)), ("workshops", "B2", "datum_im_berichtsjahr")),
    (put("begleitungen", "B2", DAY(2018, 12, 31)), ("begleitungen", "B2", "datum_im_berichtsjahr")),
    (put("faelle", "B2", DAY(2019, 5, 2)), ("vermittlungen", "F2", "anmeldung_vor_einzug")),
    (put("lieferung", "C2", DAY(2019, 4, 30)), ("vermittlungen", "F2", "einzug_vor_stand")),
    (put("vermittlungen", "G2", 0), ("vermittlungen", "G2", "jemand_eingezogen")),
    (again("vermittlungen", 2, vermittlung_id="V2"), ("vermittlungen", "B3", "eine_vermittlung_im_jahr")),
    (put("faelle", "K3", "vermittelt"), ("faelle", "K3", "vermittelt_mit_vermittlung")),
    (put("faelle", "K2", "wartend"), ("faelle", "K2", "vermittlung_mit_status")),
    (put("stellen", "E3", ""), ("stellen", "E3", "befristet_mit_ende")),
    (put("stellen", "E2", "31.12.2021"), ("stellen", "E2", "ende_nur_befristet")),
    (put("beratungen", "B2", DAY(2019, 9, 3)), ("beratungen", "B2", "beratung_am_termin")),
]


def test_a_clean_workbook_has_no_findings(tmp_path):
    assert places(write_workbook(tmp_path / "in", clean())) == []


def test_a_clean_folder_of_csv_has_no_findings(tmp_path):
    assert places(write_csv(tmp_path / "in", clean())) == []


@pytest.mark.parametrize(
    ("damage", "place"), DAMAGES, ids=[place[2] + "-" + place[1] for _, place in DAMAGES]
)
def test_one_damaged_cell_is_found_at_its_place(tmp_path, damage, place):
    sheets = clean()
    damage(sheets)
    assert places(write_workbook(tmp_path / "in", sheets)) == [place]


def test_no_adult_is_found(tmp_path):
    sheets = clean()
    sheets["faelle"][2][2:5] = [1, 0, 1]
    assert places(write_workbook(tmp_path / "in", sheets)) == [("faelle", "D3", "mindestens_ein_erwachsener")]


def test_a_session_outside_the_year_takes_its_consultation_with_it(tmp_path):
    sheets = clean()
    sheets["sprechstunden"][1][1] = sheets["beratungen"][1][1] = DAY(2020, 1, 2)
    assert places(write_workbook(tmp_path / "in", sheets)) == [
        ("sprechstunden", "B2", "datum_im_berichtsjahr"),
        ("beratungen", "B2", "datum_im_berichtsjahr"),
    ]


def test_a_placement_of_an_unknown_case_leaves_the_case_without_one(tmp_path):
    sheets = clean()
    sheets["vermittlungen"][1][1] = "F9"
    assert places(write_workbook(tmp_path / "in", sheets)) == [
        ("vermittlungen", "B2", "verweis"),
        ("faelle", "K2", "vermittelt_mit_vermittlung"),
    ]


def test_a_missing_sheet_is_found(tmp_path):
    sheets = clean()
    del sheets["workshops"]
    assert places(write_workbook(tmp_path / "in", sheets)) == [("workshops", "", "blatt_vorhanden")]


def test_a_heading_that_stands_twice_is_found(tmp_path):
    sheets = clean()
    for row in sheets["workshops"]:
        row.append(row[1])
    assert places(write_workbook(tmp_path / "in", sheets)) == [("workshops", "Zeile 1", "spalte_einmal")]


def test_row_numbers_survive_blank_rows(tmp_path):
    sheets = clean()
    sheets["begleitungen"][1:1] = [[""] * 4, [""] * 4]
    sheets["begleitungen"][3][3] = "Tanz"
    assert places(write_workbook(tmp_path / "in", sheets)) == [("begleitungen", "D4", "code")]


def test_deliveries_of_other_years_are_left_alone(tmp_path):
    other = clean()
    other["lieferung"][1][1] = 2018
    folder = write_workbook(tmp_path / "in", clean())
    assert places(write_workbook(folder, other, "vorjahr.xlsx")) == []


def test_a_case_may_have_been_placed_before_the_deliveries_begin(tmp_path):
    sheets = clean()
    sheets["faelle"][4][11] = ""
    assert places(write_workbook(tmp_path / "in", sheets)) == []


def test_an_earlier_placement_must_be_in_the_earlier_delivery(tmp_path):
    earlier, later = clean(), clean()
    earlier["lieferung"][1][1:3] = [2018, DAY(2019, 1, 31)]
    later["faelle"][4][1] = DAY(2018, 1, 8)
    folder = write_workbook(write_workbook(tmp_path / "in", later), earlier, "vorjahr.xlsx")
    assert places(folder) == [("faelle", "K5", "vermittelt_mit_vermittlung")]
    earlier["vermittlungen"][1][1] = "F4"
    assert places(write_workbook(folder, earlier, "vorjahr.xlsx")) == []


def test_whose_delivery_it_is_must_be_clear(tmp_path):
    folder = write_workbook(tmp_path / "in", clean())
    write_workbook(folder, clean(), "noch_einmal.xlsx")
    assert places(folder) == [("lieferung", "A2", "eine_lieferung")]
    unknown = clean()
    unknown["lieferung"][1][0] = "AWO"
    assert places(write_workbook(tmp_path / "b", unknown)) == [("lieferung", "A2", "traeger_vorgesehen")]


def test_a_missing_delivery_is_found(tmp_path):
    year = YEAR.model_copy(update={"carriers": None})
    found = places(write_workbook(tmp_path / "in", clean()), year=year)
    assert [rule for _, _, rule in found] == ["lieferung_vollstaendig"] * 2


def test_the_refusal_lists_every_finding_and_no_content(tmp_path):
    sheets = clean()
    sheets["faelle"][1][5] = "Familie Geheim"
    sheets["faelle"][2][5] = "Familie Geheim"
    deliveries = read_deliveries(write_workbook(tmp_path / "in", sheets))
    with pytest.raises(DeliveryError) as refusal:
        checked_records(deliveries, YEAR, CITY)
    assert "2 Fehler" in str(refusal.value)
    assert "drk.xlsx, Blatt faelle, Zelle F3" in str(refusal.value)
    assert "Geheim" not in str(refusal.value)


def test_a_finding_names_the_citys_own_codes_however_many(tmp_path):
    districts = {f"bezirk_{number}": f"Bezirk {number}" for number in range(40)}
    city = City.model_validate({**CITY.model_dump(), "codes": {**CITY.codes, "stadtbezirk": districts}})
    _, findings = check(read_deliveries(write_workbook(tmp_path / "in", clean())), YEAR, city)
    assert {finding.cell for finding in findings} == {"J2", "E2"}
    assert all("bezirk_0 oder bezirk_1 oder" in finding.message for finding in findings)


def test_free_texts_and_file_names_do_not_reach_the_records(tmp_path):
    records = checked_records(read_deliveries(write_workbook(tmp_path / "in", clean())), YEAR, CITY)
    assert "anliegen" not in records.tables["beratungen"]
    assert "datei" not in records.tables["beratungen"]


def test_a_file_that_is_no_workbook_is_one_sentence(tmp_path):
    (tmp_path / "kaputt.xlsx").write_text("kein Excel", encoding="utf-8")
    with pytest.raises(DeliveryError, match=r"kaputt\.xlsx ist keine lesbare Excel-Datei"):
        read_deliveries(tmp_path)


def test_an_empty_folder_is_one_sentence(tmp_path):
    with pytest.raises(DeliveryError, match="keine Lieferung"):
        read_deliveries(tmp_path)
