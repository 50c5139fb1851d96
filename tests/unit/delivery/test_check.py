"""The rules one by one: a small delivery without a fault, and the damaged cell at which each finds it."""

import datetime as dt
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from auszug_lib import DeliveryError
from auszug_lib.delivery.check import Checked, check
from auszug_lib.delivery.finding import of_severity
from auszug_lib.delivery.reading.inbox import gathered, read_source
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.schema import HEADINGS, TABLES
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params import City, Year
from auszug_lib.params.folder import ParamsFolder

Sheets = dict[str, list[list[Any]]]
Found = list[tuple[str, str, str]]

CITY = ParamsFolder(Path(__file__).parents[3] / "params").city("koeln")
YEAR = Year(city="koeln", year=2019, data="lieferungen", carriers=("DRK",))
DAY = dt.date
OLD = DAY(2018, 3, 1)
MOVED = DAY(2019, 5, 1)
NO = ""
GERMAN = {"True": "ja", "False": "nein", "71.5": "71,5"}

CLEAN: Sheets = {
    "lieferung": [
        ["traeger", "berichtsjahr", "stand", "schema_version"],
        ["DRK", 2019, DAY(2020, 1, 31), 2],
    ],
    "faelle": [
        [
            *("fall_id", "anmeldedatum", "personen", "erwachsene", "kinder", "haushaltstyp"),
            *("hauptstaatsangehoerigkeit", "aufenthaltsstatus", "unterkunftsart"),
            *("status", "abschlussdatum", "abschlussgrund"),
        ],
        ["F1", OLD, 3, 2, 1, "paar_mit_kind", "SY", "duldung", "wohnheim", "vermittelt", MOVED, NO],
        ["F2", "15.06.2019", 1, 1, 0, "alleinstehend", NO, NO, "notunterkunft", "wartend", NO, NO],
        [
            "F3",
            "2017-01-31",
            1,
            1,
            0,
            "unbekannt",
            "ER",
            NO,
            "sonstige",
            "beendet",
            DAY(2019, 2, 1),
            "fortzug",
        ],
        [
            "F4",
            DAY(2017, 1, 1),
            1,
            1,
            0,
            "alleinstehend",
            NO,
            NO,
            "wohnheim",
            "vermittelt",
            DAY(2018, 2, 1),
            NO,
        ],
    ],
    "wohnungen": [
        [
            *("wohnung_id", "vermieterart", "foerderweg", "stadtbezirk"),
            *("zimmer", "wohnflaeche_qm", "kaltmiete"),
        ],
        ["W1", "GAG", "RL_FLUE", "9", 3, 71.5, "512,40"],
    ],
    "vermittlungen": [
        [
            *("vermittlung_id", "fall_id", "wohnung_id", "vermittlungsweg"),
            *("mietvertragsdatum", "einzugsdatum", "personen_eingezogen"),
        ],
        ["V1", "F1", "W1", "regulaer", NO, MOVED, 3],
    ],
    "sprechstunden": [
        ["termin_id", "datum", "angeboten", "stattgefunden"],
        ["T1", DAY(2019, 9, 2), True, False],
    ],
    "beratungen": [
        ["beratung_id", "datum", "kanal", "zielgruppe", "termin_id", "fall_id"],
        ["B1", DAY(2019, 9, 2), "mail", "tandem", "T1", "F1"],
    ],
    "workshops": [
        ["workshop_id", "datum", "thema", "zielgruppe", "teilnehmende"],
        ["A1", DAY(2019, 4, 4), "wohnungssuche", "gefluechtete", 9],
    ],
    "begleitungen": [
        ["begleitung_id", "datum", "fall_id", "art"],
        ["G1", DAY(2019, 4, 5), "F1", "amt"],
    ],
    "stellen": [
        ["stelle_id", "umfang_vzae", "befristet", "befristet_bis", "beginn"],
        ["S1", 1, "nein", NO, DAY(2019, 1, 1)],
        ["S2", "0,5", "ja", "31.12.2021", DAY(2020, 1, 1)],
    ],
}


def clean() -> Sheets:
    return deepcopy(CLEAN)


def write_workbook(folder: Path, sheets: Sheets, name: str = "drk.xlsx") -> Path:
    folder.mkdir(exist_ok=True)
    options = {"default_date_format": "dd.mm.yyyy", "strings_to_formulas": False}
    with xlsxwriter.Workbook(folder / name, options) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell)
    return folder


def write_csv(folder: Path, sheets: Sheets) -> Path:
    """Write the same as a folder of CSV, as a German program does."""
    (folder / "drk").mkdir(parents=True)
    for title, rows in sheets.items():
        lines = [";".join(GERMAN.get(str(cell), str(cell)) for cell in row) for row in rows]
        (folder / "drk" / f"{title}.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def checked(folder: Path, city: City = CITY, year: Year = YEAR) -> Checked:
    vocabulary = vocabulary_of(city)
    return check(gathered({folder: read_source(folder, vocabulary)}), year, city, vocabulary)


def places(folder: Path, city: City = CITY, year: Year = YEAR) -> Found:
    return places_in(checked(folder, city, year))


def places_in(result: Checked) -> Found:
    return list(result.findings[["sheet", "cell", "rule"]].itertuples(index=False, name=None))


def places_of(folder: Path, sheets: Sheets) -> Found:
    return places(write_workbook(folder / "in", sheets))


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
    (put("stellen", "E3", ""), ("stellen", "E3", "pflicht")),
    (put("faelle", "C2", "drei"), ("faelle", "C2", "lesbar")),
    (put("faelle", "C2", 2.5), ("faelle", "C2", "lesbar")),
    (put("faelle", "B2", 17), ("faelle", "B2", "lesbar")),
    (put("faelle", "B2", "31.02.2018"), ("faelle", "B2", "lesbar")),
    (put("faelle", "B2", "01.03.18"), ("faelle", "B2", "datum_mehrdeutig")),
    (put("faelle", "F2", "Wohngemeinschaft"), ("faelle", "F2", "code")),
    (put("faelle", "G2", "Atlantis"), ("faelle", "G2", "code")),
    (put("wohnungen", "D2", 10), ("wohnungen", "D2", "code")),
    (put("wohnungen", "G2", "512.40"), ("wohnungen", "G2", "zahl_mehrdeutig")),
    (put("wohnungen", "G2", -1), ("wohnungen", "G2", "nicht_negativ")),
    (put("workshops", "E2", -1), ("workshops", "E2", "nicht_negativ")),
    (put("workshops", "E2", 1e20), ("workshops", "E2", "lesbar")),
    (put("sprechstunden", "C2", "vielleicht"), ("sprechstunden", "C2", "lesbar")),
    (put("beratungen", "C2", "Frau Haddad anrufen"), ("beratungen", "C2", "personenbezug")),
    (put("workshops", "C2", "=1+1"), ("workshops", "C2", "formel_im_text")),
    (put("workshops", "C2", "<b>Suche</b>"), ("workshops", "C2", "markup_im_text")),
    (put("lieferung", "D2", 3), ("lieferung", "D2", "schema_version")),
    (again("wohnungen", 2), ("wohnungen", "A3", "eindeutig")),
    (again("wohnungen", 2, wohnung_id="W1\u200b"), ("wohnungen", "A3", "eindeutig")),
    (put("faelle", "B2", dt.datetime(2018, 2, 28, 23)), ("faelle", "B2", "uhrzeit_verschoben")),
    (put("faelle", "G2", "NA"), ("faelle", "G2", "namibia_gemeint")),
    # headings
    (put("stellen", "B1", "Quatsch"), ("stellen", "B1", "spalte_vorhanden")),
    (put("workshops", "E1", "zielgruppe"), ("workshops", "E1", "spalte_einmal")),
    # what cells must be to each other
    (put("faelle", "C3", 2), ("faelle", "C3", "personen_summe")),
    (put("faelle", "D2", 1), ("faelle", "D2", "erwachsene_summe")),
    (put("faelle", "E3", 2), ("faelle", "E3", "kinder_summe")),
    (put("faelle", "D3", 0), ("faelle", "D3", "mindestens_ein_erwachsener")),
    (put("vermittlungen", "C2", "w1"), ("vermittlungen", "C2", "kennung_geschrieben")),
    (put("begleitungen", "C2", "F1\u00ad"), ("begleitungen", "C2", "kennung_geschrieben")),
    (put("vermittlungen", "C2", "W9"), ("vermittlungen", "C2", "verweis_vermittlungen_wohnung_id")),
    (put("vermittlungen", "B2", "F9"), ("vermittlungen", "B2", "verweis_vermittlungen_fall_id")),
    (put("beratungen", "E2", "T9"), ("beratungen", "E2", "verweis_beratungen_termin_id")),
    (put("beratungen", "F2", "F9"), ("beratungen", "F2", "verweis_beratungen_fall_id")),
    (put("begleitungen", "C2", "F9"), ("begleitungen", "C2", "verweis_begleitungen_fall_id")),
    (put("workshops", "B2", DAY(2020, 1, 1)), ("workshops", "B2", "im_berichtsjahr_workshops")),
    (put("begleitungen", "B2", DAY(2018, 12, 31)), ("begleitungen", "B2", "im_berichtsjahr_begleitungen")),
    (put("sprechstunden", "B2", DAY(2020, 1, 2)), ("sprechstunden", "B2", "im_berichtsjahr_sprechstunden")),
    (put("lieferung", "B2", 2018), ("lieferung", "B2", "berichtsjahr_passt")),
    (put("lieferung", "C2", DAY(2019, 4, 30)), ("lieferung", "C2", "stand_nach_einzuegen")),
    (put("faelle", "B3", DAY(2020, 2, 1)), ("faelle", "B3", "anmeldung_vor_stand")),
    (put("faelle", "B2", DAY(2019, 5, 2)), ("faelle", "B2", "anmeldung_nach_einzug")),
    (put("vermittlungen", "G2", 0), ("vermittlungen", "G2", "jemand_eingezogen")),
    (put("vermittlungen", "B2", "F2"), ("vermittlungen", "B2", "vermittlung_am_fall")),
    (again("vermittlungen", 2, vermittlung_id="V2"), ("vermittlungen", "B3", "eine_vermittlung_im_jahr")),
    (put("faelle", "J3", "vermittelt"), ("faelle", "J3", "vermittelt_mit_vermittlung")),
    (put("faelle", "J2", "wartend"), ("faelle", "J2", "vermittlung_mit_status")),
    (put("stellen", "D3", ""), ("stellen", "D3", "befristet_mit_ende")),
    (put("stellen", "D2", "31.12.2021"), ("stellen", "D2", "ende_nur_befristet")),
    (put("beratungen", "B2", DAY(2019, 9, 3)), ("beratungen", "B2", "beratung_am_termin")),
]

# What is read as what it is, and reported all the same.
REWRITTEN = [
    (put("faelle", "A3", " F2 "), ("faelle", "A3", "leerzeichen")),
    (put("faelle", "B2", 43160), ("faelle", "B2", "datum_umgesetzt")),
    (put("faelle", "B2", dt.datetime(2018, 3, 1, 14, 15)), ("faelle", "B2", "datum_umgesetzt")),
    (put("faelle", "B2", dt.datetime(2018, 3, 1, 23, 59, 59)), ("faelle", "B2", "datum_umgesetzt")),
    (put("faelle", "B2", dt.datetime(2018, 3, 1, 1)), ("faelle", "B2", "datum_umgesetzt")),
    (put("faelle", "G2", "Arabische Republik Syrien"), ("faelle", "G2", "code_umgesetzt")),
    (put("faelle", "L4", "ist einfach gegangen"), ("faelle", "L4", "code_sonstige")),
    (put("wohnungen", "G2", "512,40 €"), ("wohnungen", "G2", "zahl_umgesetzt")),
    (put("stellen", "B1", "UMFANG VZAE"), ("stellen", "B1", "spalte_umbenannt")),
    (put("workshops", "C2", "Rund um die Suche"), ("workshops", "C2", "code_sonstige")),
]


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """The records of the delivery without a fault."""
    return checked(write_workbook(tmp_path_factory.mktemp("clean"), clean())).records()


def test_a_clean_workbook_has_no_findings(tmp_path):
    assert places_of(tmp_path, clean()) == []


def test_a_clean_folder_of_csv_has_no_findings(tmp_path):
    assert places(write_csv(tmp_path / "in", clean())) == []


@pytest.mark.parametrize(
    ("damage", "place"), DAMAGES, ids=[place[2] + "-" + place[1] for _, place in DAMAGES]
)
def test_one_damaged_cell_is_found_at_its_place(tmp_path, damage, place):
    sheets = clean()
    damage(sheets)
    assert places_of(tmp_path, sheets) == [place]


@pytest.mark.parametrize(("rewrite", "place"), REWRITTEN, ids=[place[2] for _, place in REWRITTEN])
def test_another_spelling_is_reported_and_changes_no_record(tmp_path, records, rewrite, place):
    sheets = clean()
    rewrite(sheets)
    after = checked(write_workbook(tmp_path / "in", sheets))
    assert places_in(after) == [place]
    same = [after.records().tables[name].equals(table) for name, table in records.tables.items()]
    # Words of one's own become the code „sonstige“, which the clean delivery does not have.
    assert all(same) or place[2] == "code_sonstige"


def test_a_delivery_of_the_first_version_is_read(tmp_path):
    sheets = clean()
    sheets["lieferung"][1][3] = 1
    gone = {
        "beratungen": "Anliegen",
        "sprechstunden": "ort",
        "stellen": "Stellenart",
        "wohnungen": "Vermieter",
    }
    for name, heading in gone.items():
        for number, row in enumerate(sheets[name]):
            row.insert(1, "frei" if number else heading)
    sheets["workshops"][1][2] = "Wohnen in Köln"
    sheets["stellen"][1][5] = ""  # the first day of a position was not needed
    assert places_of(tmp_path, sheets) == [
        *(
            (name, "B1", "spalte_entfallen")
            for name in ("wohnungen", "sprechstunden", "beratungen", "stellen")
        ),
        ("workshops", "C2", "code_sonstige"),
    ]


@pytest.mark.parametrize(("version", "found"), [(1, []), (2, [("stellen", "E1", "spalte_vorhanden")])])
def test_a_column_that_came_later_is_not_missing_before(tmp_path, version, found):
    sheets = clean()
    sheets["lieferung"][1][3] = version
    for row in sheets["stellen"]:
        del row[4]
    assert places_of(tmp_path, sheets) == found


def test_what_stands_in_its_place_without_a_heading_is_named_all_the_same(tmp_path):
    sheets = clean()
    sheets["lieferung"][1][3] = 1
    sheets["stellen"][0][4] = ""
    assert places_of(tmp_path, sheets) == [("stellen", "E1", "spalte_unbekannt")]


def test_before_a_column_came_its_misspelt_heading_means_nothing(tmp_path):
    sheets = clean()
    sheets["lieferung"][1][3] = 1
    sheets["stellen"][0][4] = "begin"
    assert places_of(tmp_path, sheets) == [("stellen", "E1", "spalte_unbekannt")]


def test_a_day_after_the_cutoff_is_found(tmp_path):
    sheets = clean()
    sheets["lieferung"][1][2] = DAY(2019, 12, 1)
    sheets["vermittlungen"][1][5] = DAY(2019, 12, 2)
    assert places_of(tmp_path, sheets) == [("vermittlungen", "F2", "einzug_vor_stand")]


def test_a_move_before_the_registration_is_found_at_the_day_that_stands_alone(tmp_path):
    sheets = clean()
    sheets["faelle"][1][1] = DAY(2019, 4, 1)
    sheets["vermittlungen"][1][5] = DAY(2019, 3, 31)
    assert places_of(tmp_path, sheets) == [("vermittlungen", "F2", "anmeldung_vor_einzug")]


def test_which_number_of_persons_is_wrong_is_settled_by_who_moved_in(tmp_path):
    sheets = clean()
    sheets["faelle"][1][4] = 3
    assert places_of(tmp_path, sheets) == [("faelle", "E2", "kinder_summe")]


def shifted(*times: dt.time | None) -> list[list[Any]]:
    """Return workshops on days in June, at these times of the day before."""
    days = [
        DAY(2019, 6, n + 2) if time is None else dt.datetime.combine(DAY(2019, 6, n + 1), time)
        for n, time in enumerate(times)
    ]
    return [[f"A{n}", day, "wohnungssuche", "gefluechtete", 9] for n, day in enumerate(days)]


EVENING, TEN, ELEVEN = dt.time(19, 30), dt.time(22), dt.time(23)
BY_THE_SUN = dt.time(23, 6, 28)


@pytest.mark.parametrize(
    ("times", "cell", "words"),
    [
        ((TEN, ELEVEN, TEN), "B2", "22:00 und 23:00 in 3 Zellen"),
        ((None, ELEVEN, None, None), "B3", "23:00 in einer Zelle"),
        ((EVENING, ELEVEN, ELEVEN), "B3", "23:00 in 2 Zellen"),
        ((None, BY_THE_SUN, BY_THE_SUN, BY_THE_SUN), "B3", "23:06:28 in 3 Zellen"),
        ((dt.time(23, 59, 16),) * 3, "B2", "23:59:16 in 3 Zellen"),
    ],
)
def test_a_column_on_another_clock_is_found_once(tmp_path, times, cell, words):
    sheets = clean()
    sheets["workshops"][1:] = shifted(*times)
    result = checked(write_workbook(tmp_path / "in", sheets))
    (found,) = of_severity(result.findings, "hard").to_dict("records")
    assert (found["rule"], found["cell"]) == ("uhrzeit_verschoben", cell)
    assert words in found["message"]


@pytest.mark.parametrize(
    "times",
    [
        (dt.time(9, 30), EVENING, ELEVEN),  # most are real
        (dt.time(23, 6), dt.time(22, 40)),
        (dt.time(23, 59, 59),) * 3,  # the end of that very day
        (dt.time(23, 59),) * 3,
        (dt.time(1), dt.time(2), dt.time(2)),  # as a program in UTC shows them here: the day is right
        (dt.time(12),) * 4,
    ],
)
def test_other_times_of_day_are_a_hint(tmp_path, times):
    sheets = clean()
    sheets["workshops"][1:] = shifted(*times)
    found = places_of(tmp_path, sheets)
    assert [rule for _, _, rule in found] == ["datum_umgesetzt"] * len(times)


def test_a_session_whose_visitors_agree_on_another_day_is_wrong_itself(tmp_path):
    sheets = clean()
    again("beratungen", 2, beratung_id="B2")(sheets)
    sheets["sprechstunden"][1][1] = DAY(2019, 9, 9)
    assert places_of(tmp_path, sheets) == [("sprechstunden", "B2", "termin_am_beratungstag")]


def test_a_consultation_on_the_day_of_another_session_names_the_wrong_one(tmp_path):
    sheets = clean()
    again("sprechstunden", 2, termin_id="T2", datum=DAY(2019, 9, 9))(sheets)
    sheets["beratungen"][1][4] = "T2"
    assert places_of(tmp_path, sheets) == [("beratungen", "E2", "beratung_im_termin")]


def test_a_spoilt_identifier_is_found_where_it_stands_not_where_it_is_wanted(tmp_path):
    sheets = clean()
    for number in range(2, 12):
        again("wohnungen", 2, wohnung_id=f"W{number:02}")(sheets)
    sheets["wohnungen"][1][0], sheets["vermittlungen"][1][2] = "alt", "W01"
    assert places_of(tmp_path, sheets) == [("wohnungen", "A2", "kennung_wohnungen")]


def test_of_two_records_with_one_identifier_the_one_that_does_not_fit_is_found(tmp_path):
    sheets = clean()
    sheets["faelle"][2][0] = "F1"
    assert places_of(tmp_path, sheets) == [("faelle", "A3", "eindeutig")]
    sheets["faelle"][1], sheets["faelle"][2] = sheets["faelle"][2], sheets["faelle"][1]
    assert places_of(tmp_path, sheets) == [("faelle", "A2", "eindeutig")]


def test_two_keys_that_look_the_same_are_one_household_and_the_difference_is_named(tmp_path):
    sheets = clean()
    again("faelle", 3, fall_id="F\u200b2")(sheets)
    again("beratungen", 2, beratung_id="B2", fall_id="f1")(sheets)
    result = checked(write_workbook(tmp_path / "in", sheets))
    assert of_severity(result.findings, "hard")[["cell", "message"]].values.tolist() == [
        [
            "A6",
            "Diese Fall-ID hat schon ein anderer Datensatz; anders ist nur: unsichtbares Zeichen (U+200B).",
        ],
        ["F3", "Diese Fall-ID ist im Blatt faelle anders geschrieben: Groß- oder Kleinschreibung."],
    ]
    assert (result.tables["faelle"]["status"] == "wartend").sum() == 1


def test_where_the_record_is_wanted_decides_which_of_two_keys_is_the_copy(tmp_path):
    sheets = clean()
    again("faelle", 2, fall_id="F1\u200b")(sheets)
    sheets["faelle"][1], sheets["faelle"][5] = sheets["faelle"][5], sheets["faelle"][1]
    assert places_of(tmp_path, sheets) == [("faelle", "A2", "eindeutig")]


def test_a_household_is_the_same_in_both_years_though_its_key_is_written_otherwise(tmp_path):
    earlier = clean()
    earlier["lieferung"][1][1:3] = [2018, DAY(2019, 1, 31)]
    for sheet, column in (("vermittlungen", 5), ("sprechstunden", 1), ("beratungen", 1), ("workshops", 1)):
        earlier[sheet][1][column] = DAY(2018, 2, 1)
    waiting = ["F2 \u2013\u00a0a", *earlier["faelle"][2][1:]]
    waiting[1] = "15.06.2018"
    earlier["faelle"][1:] = [earlier["faelle"][4], waiting]
    earlier["vermittlungen"][1][1] = "f4"
    sheets = clean()
    sheets["faelle"][2][:2] = ["F2 - a", "15.06.2018"]
    folder = write_workbook(write_workbook(tmp_path / "in", sheets), earlier, "vorjahr.xlsx")
    assert places(folder) == []


def test_a_session_outside_the_year_takes_its_consultation_with_it(tmp_path):
    sheets = clean()
    sheets["sprechstunden"][1][1] = sheets["beratungen"][1][1] = DAY(2020, 1, 2)
    assert places_of(tmp_path, sheets) == [
        ("sprechstunden", "B2", "im_berichtsjahr_sprechstunden"),
        ("beratungen", "B2", "im_berichtsjahr_beratungen"),
    ]


@pytest.mark.parametrize("sheet", [name for name in CLEAN if name != "lieferung"])
def test_a_missing_sheet_is_found_once(tmp_path, sheet):
    sheets = clean()
    del sheets[sheet]
    assert places_of(tmp_path, sheets) == [("", "", "blatt_vorhanden")]


def test_a_column_that_is_lost_says_nothing_more(tmp_path):
    sheets = clean()
    sheets["stellen"][0][3] = ""
    assert places_of(tmp_path, sheets) == [("stellen", "D1", "spalte_vorhanden")]


def test_a_heading_that_stands_twice_is_found(tmp_path):
    sheets = clean()
    for row in sheets["workshops"]:
        row.append(row[1])
    assert places_of(tmp_path, sheets) == [("workshops", "F1", "spalte_einmal")]


def test_row_numbers_survive_blank_rows(tmp_path):
    sheets = clean()
    sheets["begleitungen"][1:1] = [[""] * 4, [""] * 4]
    sheets["begleitungen"][3][3] = "Tanz"
    assert places_of(tmp_path, sheets) == [
        ("begleitungen", "D4", "code"),
        ("begleitungen", "A2", "leerzeile"),
    ]


def test_a_case_may_have_been_placed_before_the_deliveries_begin(tmp_path):
    sheets = clean()
    sheets["faelle"][4][10] = DAY(2010, 1, 1)
    sheets["faelle"][4][1] = DAY(2009, 1, 1)
    assert places_of(tmp_path, sheets) == []


def test_an_earlier_placement_must_be_in_the_earlier_delivery(tmp_path):
    earlier = clean()
    earlier["lieferung"][1][1:3] = [2018, DAY(2019, 1, 31)]
    for sheet, column in (("vermittlungen", 5), ("sprechstunden", 1), ("beratungen", 1), ("workshops", 1)):
        earlier[sheet][1][column] = DAY(2018, 2, 1)
    earlier["faelle"][1:] = [earlier["faelle"][4]]
    earlier["vermittlungen"][1][1] = "F8"
    folder = write_workbook(write_workbook(tmp_path / "in", clean()), earlier, "vorjahr.xlsx")
    assert places(folder) == [("faelle", "J5", "vermittelt_mit_vermittlung")]
    earlier["vermittlungen"][1][1] = "F4"
    assert places(write_workbook(folder, earlier, "vorjahr.xlsx")) == []


def test_whose_delivery_it_is_must_be_clear(tmp_path):
    folder = write_workbook(tmp_path / "in", clean())
    write_workbook(folder, clean(), "noch_einmal.xlsx")
    assert places(folder) == [("lieferung", "A2", "eine_lieferung")]
    foreign = clean()
    foreign["lieferung"][1][0] = "KFR"
    assert places(write_workbook(tmp_path / "b", foreign)) == [("lieferung", "A2", "traeger_vorgesehen")]


def test_two_deliveries_that_do_not_say_whose_they_are_are_both_checked(tmp_path):
    sheets = clean()
    sheets["lieferung"][1][0] = ""
    folder = write_workbook(write_workbook(tmp_path / "in", sheets, "a.xlsx"), sheets, "b.xlsx")
    found = of_severity(checked(folder).findings, "hard")
    assert found[["file", "cell", "rule"]].values.tolist() == [
        ["a.xlsx", "A2", "pflicht"],
        ["b.xlsx", "A2", "pflicht"],
    ]


def test_a_column_wrong_throughout_is_reported_a_thousand_times_and_how_often_more(tmp_path):
    sheets = clean()
    sheets["workshops"][1:] = [[f"K{n}", MOVED, "a", "tandem", "viele"] for n in range(1_500)]
    found = of_severity(checked(write_workbook(tmp_path / "in", sheets)).findings, "hard")
    assert len(found) == 1_000
    assert found["message"].iloc[-1].endswith("Ebenso in 500 weiteren Zellen darunter.")


def test_of_two_deliveries_of_one_carrier_the_file_of_another_one_is_wrong(tmp_path):
    folder = write_workbook(tmp_path / "in", clean(), "drk.xlsx")
    write_workbook(folder, clean(), "caritas.xlsx")
    found = checked(folder).findings
    assert found[["file", "rule"]].values.tolist() == [["caritas.xlsx", "eine_lieferung"]]


def test_old_data_under_the_new_year_is_found_at_the_year(tmp_path):
    sheets = clean()
    for sheet, column in (("vermittlungen", 5), ("sprechstunden", 1), ("beratungen", 1), ("workshops", 1)):
        sheets[sheet][1][column] = DAY(2018, 6, 1)
    assert places_of(tmp_path, sheets) == [("lieferung", "B2", "berichtsjahr_passt")]


def test_a_missing_delivery_is_found(tmp_path):
    year = YEAR.model_copy(update={"carriers": None})
    found = places(write_workbook(tmp_path / "in", clean()), year=year)
    assert [rule for _, _, rule in found] == ["lieferung_vollstaendig"] * 2


def test_the_refusal_lists_every_finding_and_no_content(tmp_path):
    sheets = clean()
    sheets["faelle"][1][5] = "Familie Geheim"
    sheets["faelle"][2][5] = "Geheimes"
    with pytest.raises(DeliveryError) as refusal:
        checked(write_workbook(tmp_path / "in", sheets)).records()
    assert "2 Fehler" in str(refusal.value)
    assert "drk.xlsx, Blatt faelle, Zelle F3" in str(refusal.value)
    assert "Geheim" not in str(refusal.value)


@pytest.mark.parametrize(
    ("table", "cell", "word", "remedy"),
    [
        ("wohnungen", "D2", "Ehrenfeldd", "Bitte einen Wert aus der Liste wählen. Meinten Sie „Ehrenfeld“?"),
        (
            "faelle",
            "F2",
            "par_ohne_kind",
            "Bitte einen Wert aus der Liste wählen. Meinten Sie „Paar ohne Kind“?",
        ),
        ("faelle", "F2", "zwei Schwestern in Ehrenfeld", "Bitte einen Wert aus der Liste wählen."),
        ("wohnungen", "D2", 44, "Bitte einen Wert aus der Liste wählen."),
        ("faelle", "L4", "Fortzugg", "Nichts zu tun, wenn kein Wert der Liste passt. Meinten Sie „Fortzug“?"),
        ("faelle", "L4", "ist einfach gegangen", "Nichts zu tun, wenn kein Wert der Liste passt."),
    ],
)
def test_a_misspelt_code_gets_a_suggestion_and_free_text_none(tmp_path, table, cell, word, remedy):
    sheets = clean()
    put(table, cell, word)(sheets)
    found = checked(write_workbook(tmp_path / "in", sheets)).findings
    [finding] = found[found["cell"] == cell].to_dict("records")
    assert finding["remedy"] == remedy
    assert str(word) not in finding["message"] + finding["remedy"]


def test_messages_name_columns_and_codes_as_the_form_does(tmp_path):
    sheets = clean()
    put("wohnungen", "C2", "geschenkt")(sheets)
    put("faelle", "D2", "")(sheets)
    put("faelle", "L4", "ging")(sheets)
    put("faelle", "F3", "Single")(sheets)
    del sheets["stellen"][0][4]
    messages = set(checked(write_workbook(tmp_path / "in", sheets)).findings["message"])
    assert messages == {
        "„Förderweg“ muss Frei finanziert oder Richtlinie Flü oder Sozialwohnung oder Unbekannt sein.",
        "„Erwachsene“ darf nicht leer sein.",
        "Die Spalte „Beginn“ fehlt.",
        "Abschlussgrund: Eigene Worte zählen als „Sonstiger Grund“.",
        "Haushaltstyp: Der Wert ist anders geschrieben und wurde gelesen als: Alleinstehend.",
    }


def test_no_sentence_of_a_rule_names_a_column_by_its_key():
    keys = {name for name in HEADINGS if "_" in name}
    sentences = " ".join(f"{rule.message} {rule.remedy}" for rule in RULES.values())
    assert not keys & set(re.findall(r"\w+", sentences))


def test_a_column_has_one_heading_in_all_tables():
    assert all(column.label == HEADINGS[column.name] for table in TABLES.values() for column in table.columns)


def test_a_finding_names_the_citys_own_codes_however_many(tmp_path):
    districts = {f"bezirk_{number}": f"Bezirk {number}" for number in range(40)}
    codes = {**CITY.codes, "stadtbezirk": districts}
    city = City.model_validate(
        {**CITY.model_dump(), "codes": codes, "aliases": {}, "groups": {}, "district_map": ()}
    )
    findings = checked(write_workbook(tmp_path / "in", clean()), city=city).findings
    hard = of_severity(findings, "hard")
    assert set(hard["cell"]) == {"D2"}
    assert hard["message"].str.contains("Bezirk 0 oder Bezirk 1 oder").all()


def test_file_names_do_not_reach_the_records(tmp_path):
    tables = checked(write_workbook(tmp_path / "in", clean())).records().tables
    assert not {"datei", "zeile"} & set(tables["beratungen"])
