"""What leaves the notebook: frames, Excel files, the clipboard; and who may see it."""

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from auszug_lib import ParamsError
from auszug_lib.data_check import DataCheck
from auszug_lib.exploration.listing import Listing
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.report import Report, open_report

from ...koeln import KOELN

EVIL = "=HYPERLINK(\"http://boese.example\")<script>alert('x')</script>"


@pytest.fixture(scope="module")
def report() -> Report:
    with KOELN.kept():
        return open_report(year=2019, visibility="intern")


def test_two_dimensions_stand_with_their_wholes(report):
    table = report.cross("district", "household_size", where={"carrier": "DRK"})
    assert table.title == "Vermittelte Haushalte 2019 nach Stadtbezirk und Haushaltsgröße"
    assert (table.columns[0], table.columns[-1]) == ("1 Person", "Insgesamt")
    assert (table.rows[0].header, table.rows[-1].header) == ("Innenstadt", "Insgesamt")
    assert table.notes == ("Nur: Träger DRK.", "Intern, nicht zur Weitergabe: ohne Geheimhaltung.")
    whole = report.table("households_placed", by="carrier").frame()
    assert table.frame().loc["Insgesamt", "Insgesamt"] == whole.iloc[:, 0]["DRK"]


def test_figures_look_as_in_the_report(report):
    table = report.cross("district", measure="mean_household_size")
    shown = report.table("mean_household_size", by="district")
    assert [row.cells[0].text for row in table.rows] == [row.cells[0].text for row in shown.rows]


def test_years_stand_side_by_side_and_are_never_added_up(report):
    table = report.cross("landlord", "year", measure="households_placed")
    assert table.columns == ("2016", "2019")
    compared = report.compare(2019, 2016, by="landlord")
    assert compared.columns[:2] == ("2019", "2016")
    whole = compared.frame().loc["Insgesamt"]
    assert tuple(whole[:3]) == (132, 293, -161)


@pytest.mark.parametrize(
    ("rows", "columns"), [("district", None), ("district", "carrier"), ("month", "year")]
)
def test_a_cross_table_is_drawn(report, rows, columns):
    chart = report.cross(rows, columns).chart()
    assert chart.svg.startswith("<svg")
    assert "Rodenkirchen" in chart.alt or rows == "month"


def test_too_many_categories_for_a_chart_are_a_sentence(report):
    assert "zu viele" in report.cross("district", "nationality").chart().text().lower()


def hostile() -> Listing:
    day = pd.to_datetime([dt.date(2019, 10, 1)])
    return Listing(EVIL, pd.DataFrame({EVIL: [EVIL], "Tag": day, "Miete": [1234.5], "Ja": pd.array([True])}))


def hostile_table() -> Table:
    return Table("name", EVIL, EVIL, ("Zahl", EVIL), (Row(EVIL, (Cell("1.234,5", 1234.5), Cell(EVIL))),))


@pytest.mark.parametrize("make", [hostile, hostile_table])
def test_nothing_in_a_table_runs_as_code(make, tmp_path: Path):
    table = make()
    file = table.excel(tmp_path / "tabelle")
    cells = [cell for row in openpyxl.load_workbook(file).active for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert [EVIL in str(cell.value) for cell in cells].count(True) >= 3
    assert 1234.5 in [cell.value for cell in cells]
    for html in (table.copy(), table.html()):
        assert "alert('x')</script>" not in html
    assert "1.234,5" in table.copy()


def test_dates_and_answers_are_german(tmp_path: Path):
    listing = hostile()
    assert "01.10.2019" in listing.copy()
    assert "<td" in listing.copy()
    assert ">ja<" in listing.copy()
    assert "2019-10-01" in listing.html()  # sorted so, and turned when shown
    [day] = [c for c in openpyxl.load_workbook(listing.excel(tmp_path / "x.xlsx")).active[4] if c.is_date]
    assert day.number_format == "dd.mm.yyyy"


@pytest.mark.parametrize(
    ("path", "said"), [("x.csv", "auf .xlsx enden"), ("fehlt/x.xlsx", "nicht schreiben")]
)
def test_a_file_that_cannot_be_written_is_one_sentence(path: str, said: str, tmp_path: Path):
    with pytest.raises(ParamsError, match=said):
        hostile().excel(tmp_path / path)


def test_long_lists_say_how_much_they_show():
    listing = Listing("Lang", pd.DataFrame({"Zahl": range(5_001)}))
    assert "die ersten 5.000 von 5.001 Zeilen" in listing.html()
    assert len(listing.frame()) == 5_001


@pytest.mark.parametrize("visibility", ["intern", "oeffentlich"])
def test_the_cube_has_a_name_beside_each_key(visibility):
    with KOELN.kept():
        cube = open_report(year=2019, visibility=visibility).cube
    place = {"measure": "households_placed", "dimension": "household_size", "category": "6+", "year": 2019}
    [row, *_] = cube.loc[(cube[list(place)] == pd.Series(place)).all(axis="columns")].to_dict("records")
    names = [row[name] for name in ("Träger", "Kennzahl", "Merkmal", "Kategorie")]
    assert names == ["Alle Träger", "Vermittelte Haushalte", "Haushaltsgröße", "6 und mehr Personen"]
    assert not cube[["Träger", "Kennzahl", "Merkmal", "Kategorie"]].isna().any(axis=None)


def test_a_report_says_what_there_is_to_ask(report):
    assert repr(report) == "Bericht 2019, alle Träger (intern)"
    shown = report._repr_html_()
    assert all(one.label in shown and key in shown for key, one in report.scope.measures.items())
    assert "9 = Mülheim" in report.dimensions().html()


def test_tab_offers_what_cells_call_and_its_help_is_german(report):
    offered = dir(report)
    assert {"cross", "behind", "compare", "records", "table", "measures"} <= set(offered)
    assert not {"scope", "own", "policy"} & set(offered)
    helps = [getattr(Report, name).__doc__ for name in offered] + [Report.__doc__, open_report.__doc__]
    helps += [getattr(one, name).__doc__ for one in (Listing, Table) for name in ("frame", "excel", "copy")]
    helps += [value.__doc__ for name, value in vars(DataCheck).items() if name in ("summary", "completeness")]
    assert [text for text in helps if re.search(r"\b(the|of|returns?|with)\b", text, re.IGNORECASE)] == []


def test_a_console_sees_no_records(report):
    listing = report.records("placements", where={"carrier": "DRK"})
    assert repr(listing) == f"Akten 2019: vermittlungen, faelle, wohnungen ({len(listing)} Zeilen)"
    assert listing._repr_mimebundle_()["text/plain"] == repr(listing)


def test_records_are_typed_and_labelled(report):
    frame = report.records("placements").frame()
    assert frame["Einzugsdatum"].dtype.kind == "M"
    assert frame["Kaltmiete"].dtype == "float64"
    assert {"Träger", "Stadtbezirk", "Haushaltstyp", "Datei", "Blatt", "Zeile"} <= set(frame)


@pytest.mark.parametrize(
    "ask",
    [
        lambda report: report.records("placements"),
        lambda report: report.cross("district", "household_size"),
        lambda report: report.behind("households_placed", district="2"),
        lambda report: report.compare(2019, 2016, by="landlord"),
    ],
)
def test_a_public_report_shows_no_records_and_no_free_counts(ask):
    with KOELN.kept():
        public = open_report(year=2019, visibility="oeffentlich")
    with pytest.raises(ParamsError, match="nicht öffentlich") as refused:
        ask(public)
    assert str(refused.value).count(".") <= 1 + 1  # one sentence, and the dots of a call in it


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda r: r.table("households_place"), "Kennzahl: „households_place“ gibt es nicht (meinten Sie"),
        (lambda r: r.table("households_placed", by="disctrict"), "(meinten Sie „district“?)"),
        (lambda r: r.chart("households_placed", by="Stadtbezirk"), "(meinten Sie „district“?)"),
        (lambda r: r.table("positions", by="district"), "möglich sind: term, term_end, term_length"),
        (
            lambda r: r.table("households_placed", by="district", each="household_size"),
            "zwei Merkmale kreuzt",
        ),
        (lambda r: r.cross("district", measure="Neue Anmeldung"), "(meinten Sie „registrations“?)"),
        (lambda r: r.cross("district", "district"), "zwei verschiedene"),
        (lambda r: r.cross("district", years=[2019, 2016]), "„year“ als Merkmal"),
        (lambda r: r.cross("district", where={"carrier": "DRX"}), "(meinten Sie „DRK“?)"),
        (lambda r: r.cross("closing_reason", measure="registrations"), "„closing_reason“ gibt es nicht"),
        (lambda r: r.behind("households_placed", distrikt="2"), "(meinten Sie „district“?)"),
        (lambda r: r.behind("households_placed", year=2018), "vorhanden sind: 2016, 2019"),
        (lambda r: r.table(), "mindestens eine Kennzahl"),
        (lambda r: r.key_figures(), "mindestens eine Kennzahl"),
        (lambda r: r.records("placement"), "(meinten Sie „placements“?)"),
    ],
)
def test_what_is_wrong_is_one_sentence_that_helps(report, ask, said):
    with pytest.raises(ParamsError) as refused:
        ask(report)
    assert said in str(refused.value)
    assert refused.value._render_traceback_() == [str(refused.value)]
