"""Tables: shares, the year before, totals, and the words around them."""

import pytest

from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.appendix import register_table
from auszug_lib.publication.document import Cell
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.publication.series import trend_table
from auszug_lib.publication.table import carrier_table, category_table, measures_table
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.measures import measures

from ...koeln import KOELN

FOLDER = KOELN.folder


def scope(year: int, carrier: str = TOTAL) -> ReportContext:
    params, city = FOLDER.year(str(year)), FOLDER.city("koeln")
    return ReportContext(
        KOELN.of(params, FOLDER.file(str(year))).figures,
        city,
        params,
        carrier,
        measures(city),
        dimensions(city),
    )


def column(table, heading):
    place = table.columns.index(heading)
    return {row.header: row.cells[place].text for row in table.rows}


def test_without_a_year_before_there_is_nothing_to_compare():
    table = measures_table(scope(2019), ["households_placed", "persons_placed"])
    assert table.title == "Vermittelte Haushalte und vermittelte Personen 2019"
    assert table.columns == ("2019",)
    assert column(table, "2019") == {"Vermittelte Haushalte": "132", "Vermittelte Personen": "371"}


def test_with_a_year_before_the_change_is_absolute_and_in_per_cent():
    table = measures_table(scope(2020), ["households_placed", "persons_placed"])
    assert table.columns == ("2020", "2019", "Veränderung", "Veränderung in\u00a0%")
    assert [cell.text for cell in table.rows[1].cells] == ["407", "371", "+36", "+10"]


def test_categories_end_in_a_total_and_have_shares():
    table = category_table(scope(2023), ["households_placed"], "landlord")
    assert table.rows[-1].total
    assert column(table, "Haushalte")["Private Vermietung"] == "86"
    assert column(table, "Haushalte in\u00a0%")["Private Vermietung"] == "64"
    assert column(table, "Haushalte in\u00a0%")["Insgesamt"] == "100"
    assert table.notes == ("±: Veränderung gegenüber dem Jahr davor (2022).",)


def test_medians_have_no_share_and_the_total_is_the_median_of_all():
    table = category_table(scope(2019), ["rent_median", "floor_area_median"], "household_size")
    assert table.columns == ("Kaltmiete im Monat in Euro (Median)", "Wohnfläche in m² (Median)")


def test_quartiles_share_a_title():
    keys = ["waiting_time_lower_quartile", "waiting_time_median", "waiting_time_upper_quartile"]
    table = category_table(scope(2019), keys, "household_size")
    assert table.title == "Wartezeit in Tagen 2019 nach Haushaltsgröße"


def test_a_day_is_a_category_like_any_other():
    table = category_table(scope(2019), ["positions"], "term_end")
    assert column(table, "Stellen") == {"31.12.2021": "4", "Unbefristet": "3", "Insgesamt": "7"}


def test_carriers_stand_above_their_sum():
    table = carrier_table(scope(2019), ["households_placed", "consultations"])
    assert [row.header for row in table.rows] == ["Caritas", "DRK", "Flüchtlingsrat", "Alle Träger"]
    assert sum(row.cells[0].value for row in table.rows[:-1]) == table.rows[-1].cells[0].value == 132


def test_the_trend_shows_what_was_published_and_the_difference():
    register = [figure for figure in FOLDER.published(FOLDER.city("koeln")) if figure.period_end.year <= 2019]
    table = trend_table(scope(2019), register, "households_placed")
    assert [cell.text for cell in table.rows[0].cells] == ["x", "288 / 233", "x"]
    assert [cell.text for cell in table.rows[-1].cells] == ["132", "132", "–"]


@pytest.mark.parametrize("year", [2016, 2023])
def test_the_register_names_period_figure_source_and_day(year):
    register = [figure for figure in FOLDER.published(FOLDER.city("koeln")) if figure.period_end.year <= year]
    table = register_table(scope(year), register)
    assert len(table.rows) == len(register)
    assert all(row.cells[3].text for row in table.rows)


def test_what_the_records_say_about_a_published_figure_is_a_figure_of_its_own():
    """A sum of several categories has the published figure's name; what is not covered has none."""
    register = FOLDER.published(FOLDER.city("koeln"))
    rows = register_table(scope(2023), register).rows
    found = {row.cells[2] for row in rows if row.cells[2].figure}
    assert Cell("293", 293.0, "2016/gesamt/households_placed/gesamt/gesamt") in found
    assert Cell("3", 3.0, "2019/gesamt/positions/term/unbefristet") in found
    assert {cell.derived for cell in found} <= {"", "recount"}
    assert {row.cells[2].text for row in rows if not row.cells[2].figure} <= {"x"}


def test_the_shares_of_a_table_add_up():
    shares = [
        cell.value
        for row in category_table(scope(2019), ["households_placed"], "month").rows
        for cell in row.cells[-1:]
        if not row.total
    ]
    assert sum(share or 0 for share in shares) == 100


def test_a_change_tells_which_figures_it_is_made_of():
    _, before, difference, change = measures_table(scope(2020), ["persons_placed"]).rows[0].cells
    figure = "2020/gesamt/persons_placed/gesamt/gesamt"
    assert (difference.figure, difference.derived, difference.before) == (figure, "difference", before.text)
    assert (change.figure, change.derived, change.before) == (figure, "change", "371")
    assert before.figure == figure.replace("2020", "2019")
