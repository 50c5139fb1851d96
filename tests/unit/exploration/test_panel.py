"""The panel shows what its line of code makes, whatever is chosen in it."""

from pathlib import Path

import pytest

from auszug_lib.exploration.panel import Panel
from auszug_lib.report import Report, open_report

from ...koeln import KOELN


@pytest.fixture(scope="module")
def report() -> Report:
    with KOELN.kept():
        return open_report(year=2019, visibility="intern")


@pytest.fixture
def panel(report) -> Panel:
    return report.panel()


def said(panel: Panel) -> str:
    return panel.said.value.removeprefix("<code>").removesuffix("</code>").replace("&quot;", '"')


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"rows": "district", "columns": "nationality"},
        {"measure": "rent_median", "columns": "carrier", "rows": "landlord"},
        {"measure": "positions", "rows": "term_end", "columns": ""},
        {"carrier": "DRK", "rows": "district"},
        {"rows": "month", "columns": "year"},
        {"rows": "landlord", "years": ("2016", "2019")},
        {"rows": "landlord", "years": ("2016",)},
    ],
)
def test_the_line_of_code_makes_what_is_shown(panel, report, chosen):
    for name, value in chosen.items():
        getattr(panel, name).value = value
    table = eval(said(panel), {"report": report})
    shown = [output["data"]["text/html"] for output in panel.shown.outputs]
    assert shown == [table.html(), table.chart().html()]


def test_a_dimension_that_the_new_measure_has_stays_chosen(panel):
    panel.rows.value = "nationality"
    panel.measure.value = "households_waiting"
    assert panel.rows.value == "nationality"
    panel.measure.value = "workshops"
    assert panel.rows.value in [key for _, key in panel.rows.options]


def test_the_same_dimension_twice_is_a_sentence_and_no_table(panel):
    panel.rows.value = panel.columns.value = "district"
    assert "zwei verschiedene" in said(panel)
    assert panel.shown.outputs == ()


def test_the_table_goes_to_excel_beside_the_notebook(panel, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    panel.excel.click()
    assert [file.name for file in tmp_path.iterdir()] == ["households_placed-month-carrier.xlsx"]
    assert "Geschrieben: households_placed-month-carrier.xlsx" in said(panel)


def test_a_carriers_panel_offers_no_other_carrier():
    with KOELN.kept():
        report = open_report(year=2019, carrier="DRK", visibility="intern")
    assert [code for _, code in report.panel().carrier.options] == ["DRK"]
