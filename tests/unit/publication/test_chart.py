"""Charts: an alternative text that says what is drawn, and no drawing of nothing."""

from dataclasses import replace

from auszug_lib.params.codes import TOTAL
from auszug_lib.publication.chart import carrier_chart, category_chart, side_by_side_chart
from auszug_lib.publication.document import Chart
from auszug_lib.publication.prose import Prose
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.publication.series import trend_chart
from auszug_lib.statistics.dimensions import dimensions
from auszug_lib.statistics.measures import measures

from ...koeln import KOELN

FOLDER = KOELN.folder
CITY = FOLDER.city("koeln")


def scope(year: int) -> ReportContext:
    params = FOLDER.year(str(year))
    return ReportContext(
        KOELN.of(params, FOLDER.file(str(year))).figures,
        CITY,
        params,
        TOTAL,
        measures(CITY),
        dimensions(CITY),
    )


def test_the_words_name_the_kind_the_largest_and_every_value():
    chart = category_chart(scope(2023), "households_placed", "landlord")
    assert isinstance(chart, Chart)
    kind, title, largest = (
        "Balkendiagramm",
        "Vermittelte Haushalte 2023 nach Vermieter",
        "86 (Private Vermietung)",
    )
    assert chart.alt.startswith(f"{kind}. {title}. Der größte Wert ist {largest}. ")
    assert "GAG: 33" in chart.alt
    assert chart.title == "Private Vermietung: knapp zwei Drittel der Haushalte"
    assert chart.subtitle == title
    assert 'data-figure="2023/gesamt/households_placed/landlord/privat">86<' in chart.svg


def test_carriers_stand_side_by_side():
    chart = side_by_side_chart(scope(2023), "households_placed", "household_size")
    assert isinstance(chart, Chart)
    assert chart.alt.count("1 Person:") == 3
    assert all(f">{name}</text>" in chart.svg for name in ("Caritas", "DRK", "Flüchtlingsrat"))


def test_months_stand_upright():
    chart = category_chart(scope(2019), "households_placed", "month")
    assert isinstance(chart, Chart)
    assert chart.alt.startswith("Säulendiagramm.")


def test_where_there_are_only_zeros_nothing_is_drawn():
    assert category_chart(scope(2016), "consultations", "channel") == Prose("")
    assert carrier_chart(scope(2016), "consultations") == Prose("")


def test_one_year_is_no_series():
    assert trend_chart(scope(2016), (), "persons_placed") == Prose("")
    before = trend_chart(scope(2019), (), "persons_placed").title
    assert before == "Vermittelte Personen: knapp drei Fünftel weniger als 2016"
    assert trend_chart(scope(2020), (), "persons_placed").title.endswith(
        "knapp ein Zehntel mehr als im Jahr davor"
    )


def test_a_series_says_which_years_have_no_data():
    chart = trend_chart(scope(2023), FOLDER.published(CITY), "households_placed")
    assert chart.alt.endswith(" Keine Angabe: 2017, 2018 und 2021.")
    assert ">2021</text>" in chart.svg
    assert ">2017 bis 2018</text>" in chart.narrow


def test_districts_are_a_map_of_what_the_table_shows():
    chart = category_chart(scope(2019), "households_placed", "district")
    assert chart.alt.startswith("Schematische Karte. Vermittelte Haushalte 2019 nach Stadtbezirk.")
    assert "Chorweiler: 12" in chart.alt
    assert 'data-figure="2019/gesamt/households_placed/district/6">12<' in chart.svg
    without = replace(scope(2019), city=CITY.model_copy(update={"district_map": ()}))
    assert category_chart(without, "households_placed", "district").alt.startswith("Balkendiagramm.")
