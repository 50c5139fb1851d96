"""The example comes to the published figures, obeys every hard rule, and tells one story over the years."""

import datetime as dt
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from generator.deliveries import example_deliveries

from auszug_lib.delivery.check import check, kept_columns
from auszug_lib.delivery.reading.inbox import gathered, read_source
from auszug_lib.delivery.schema import DTYPES, TABLES
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params import Carrier, City, Year
from auszug_lib.params.codes import GROUP_OF_NATIONALITY
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.published import PublishedFigure
from auszug_lib.project import Project

from ...plain_workbook import write_example

Tables = dict[str, pd.DataFrame]

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")
KOELN = FOLDER.city("koeln")
REGISTER = FOLDER.published(KOELN)
YEARS = (2016, 2019, 2020, 2022, 2023)

NEUSTADT = City(
    name="Neustadt",
    authority="Stadt Neustadt",
    department="Sozialamt",
    programme="Wohnraumvermittlung",
    programme_start=dt.date(2018, 4, 1),
    carriers=(
        Carrier(code="AWO", name="Arbeiterwohlfahrt", short_name="AWO"),
        Carrier(code="Diakonie", name="Diakonisches Werk", short_name="Diakonie"),
    ),
    codes={
        "stadtbezirk": {"N": "Nord", "S": "Süd"},
        "vermieterart": {"eigen": "Eigentümer", "WBG": "Wohnbau Neustadt", "andere": "Andere"},
        "foerderweg": {"LWP": "Landesprogramm", "markt": "Ohne Förderung", "unbekannt": "Unbekannt"},
    },
    partner_landlord="WBG",
    reported_funding="LWP",
)


def in_year(year: int) -> Year:
    return Year(city="koeln", year=year, data="examples")


@cache
def deliveries(year: int) -> dict[str, Tables]:
    return example_deliveries(KOELN, in_year(year), REGISTER)


def together(by_carrier: dict[str, Tables]) -> Tables:
    """All carriers' tables, each with its rows' carrier."""
    return {
        name: pd.concat(
            [tables[name].assign(traeger=carrier) for carrier, tables in by_carrier.items()],
            ignore_index=True,
        )
        for name in TABLES
    }


def placements(tables: Tables) -> pd.DataFrame:
    """The placements with their cases and flats."""
    placed = tables["vermittlungen"].merge(tables["faelle"], on=["traeger", "fall_id"], validate="1:1")
    return placed.merge(tables["wohnungen"], on=["traeger", "wohnung_id"], validate="1:1")


def counted(figure: PublishedFigure, tables: Tables) -> int:
    """Count a published figure in the example."""
    if figure.measure == "sessions_offered":
        return int(tables["sprechstunden"]["angeboten"].sum())
    if figure.measure == "consultations":
        return len(tables["beratungen"])
    if figure.measure == "positions":
        return len(positions(figure, tables["stellen"]))
    rows = cut(figure, placements(tables))
    if figure.measure.startswith("pilot"):
        rows = rows[rows["vermittlungsweg"] == "ehrenamt_pilot"]
    if figure.measure.startswith("partner"):
        rows = rows[rows["vermieterart"] == KOELN.partner_landlord]
    if figure.measure == "partner_flats_funded":
        rows = rows[rows["foerderweg"] == KOELN.reported_funding]
    return int(rows["personen_eingezogen"].sum()) if "persons" in figure.measure else len(rows)


def positions(figure: PublishedFigure, rows: pd.DataFrame) -> pd.DataFrame:
    if figure.dimension == "term":
        return rows[rows["befristet"] == (figure.category == "befristet")]
    return rows[rows["befristet_bis"] == pd.Timestamp(str(figure.category))]


def cut(figure: PublishedFigure, rows: pd.DataFrame) -> pd.DataFrame:
    if figure.dimension is None:
        return rows
    persons = rows["personen_eingezogen"]
    categories = {
        "landlord": rows["vermieterart"],
        "nationality": rows["hauptstaatsangehoerigkeit"].map(GROUP_OF_NATIONALITY),
        "household_size": persons.astype("str").mask(persons >= 6, "6+"),
    }
    return rows[categories[figure.dimension].isin(figure.categories)]


TO_YEARS_END = [f for f in REGISTER if f.period_end == dt.date(f.period_start.year, 12, 31)]
REGISTERED = [figure for figure in TO_YEARS_END if figure.period_start.year in YEARS]


def name_of(figure: PublishedFigure) -> str:
    return "-".join((str(figure.period_start.year), figure.measure, *figure.categories))


class TestRegister:
    def test_the_five_years_are_all_there(self) -> None:
        assert {figure.period_start.year for figure in REGISTERED} == set(YEARS)

    @pytest.mark.parametrize("figure", REGISTERED, ids=name_of)
    def test_every_published_figure_is_met(self, figure: PublishedFigure) -> None:
        assert counted(figure, together(deliveries(figure.period_start.year))) == figure.value

    def test_what_began_in_the_year_has_no_earlier_rows(self) -> None:
        tables = together(deliveries(2019))
        pilot = tables["vermittlungen"].query("vermittlungsweg == 'ehrenamt_pilot'")
        began = pd.Timestamp(2019, 9, 1)
        assert tables["sprechstunden"]["datum"].min() >= began
        assert tables["beratungen"]["datum"].min() >= began
        assert pilot["einzugsdatum"].min() >= began

    def test_nothing_before_its_first_published_year_and_something_ever_after(self) -> None:
        before, after = together(deliveries(2016)), together(deliveries(2020))
        for table in ("sprechstunden", "beratungen"):
            assert before[table].empty
            assert after[table]["datum"].dt.quarter.nunique() == 4
        assert "ehrenamt_pilot" not in set(before["vermittlungen"]["vermittlungsweg"])
        assert "ehrenamt_pilot" in set(after["vermittlungen"]["vermittlungsweg"])

    @pytest.mark.parametrize(
        ("year", "end"), [(2016, 2017), (2019, 2021), (2020, 2021), (2022, 2023), (2023, 2023)]
    )
    def test_limited_positions_end_with_their_term(self, year: int, end: int) -> None:
        rows = together(deliveries(year))["stellen"]
        limited = rows[rows["befristet"]]
        assert len(limited) == 4
        assert set(limited["befristet_bis"]) == {pd.Timestamp(end, 12, 31)}
        assert set(limited["beginn"]) == {pd.Timestamp(end - 1, 1, 1)}

    def test_where_two_figures_contradict_each_other_the_first_counts(self) -> None:
        """The register has 288 and 233 households for 2015."""
        assert len(together(deliveries(2015))["vermittlungen"]) == 288


class TestStory:
    @pytest.mark.parametrize("year", [2019, 2022])
    def test_who_waits_at_the_end_of_a_year_is_there_in_the_next(self, year: int) -> None:
        cases, later = (together(deliveries(y))["faelle"].set_index("fall_id") for y in (year, year + 1))
        waiting = cases[cases["status"] == "wartend"]
        assert len(waiting) > 100
        assert waiting[["abschlussdatum", "abschlussgrund"]].isna().all(axis=None)
        constant = [name for name in cases if name not in ("status", "abschlussdatum", "abschlussgrund")]
        pd.testing.assert_frame_equal(later.loc[waiting.index, constant], waiting[constant])
        assert set(later.loc[waiting.index, "status"]) == {"wartend", "vermittelt", "beendet"}

    def test_who_left_does_not_come_back(self) -> None:
        cases, later = (together(deliveries(year))["faelle"] for year in (2019, 2020))
        left = cases[cases["status"] != "wartend"]
        assert not left["fall_id"].isin(later["fall_id"]).any()
        # Whoever is new in 2020 was registered in 2020.
        new = later[~later["fall_id"].isin(cases["fall_id"])]
        assert set(new["anmeldedatum"].dt.year) == {2020}

    def test_ids_never_come_twice(self) -> None:
        flats = pd.concat([together(deliveries(year))["wohnungen"] for year in YEARS])
        assert flats["wohnung_id"].is_unique

    def test_two_calls_are_equal(self) -> None:
        again = example_deliveries(KOELN, in_year(2022), list(REGISTER))
        for carrier, tables in deliveries(2022).items():
            for name, frame in tables.items():
                pd.testing.assert_frame_equal(again[carrier][name], frame)

    def test_another_city_has_other_records(self) -> None:
        other = KOELN.model_copy(update={"name": "Bonn"})
        frame = example_deliveries(other, in_year(2022), REGISTER)["DRK"]["faelle"]
        assert not frame.equals(deliveries(2022)["DRK"]["faelle"])

    def test_only_the_year_s_carriers_deliver(self) -> None:
        year = Year(city="koeln", year=2019, data="examples", carriers=("KFR", "DRK"))
        by_carrier = example_deliveries(KOELN, year, REGISTER)
        assert list(by_carrier) == ["DRK", "KFR"]
        assert len(together(by_carrier)["vermittlungen"]) == 132


CASES = [(KOELN, year, REGISTER) for year in YEARS] + [(NEUSTADT, year, ()) for year in (2018, 2024)]


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0].name}-{case[1]}", scope="module")
def example(request: pytest.FixtureRequest) -> tuple[City, int, Tables]:
    city, year, register = request.param
    by_carrier = example_deliveries(city, in_year(year), register)
    assert list(by_carrier) == [carrier.code for carrier in city.carriers]
    return city, year, together(by_carrier)


class TestRules:
    def test_columns_stand_in_the_schema_s_order(self) -> None:
        for name, frame in deliveries(2019)["KFR"].items():
            assert list(frame) == [column.name for column in TABLES[name].columns]
            assert list(frame.index) == list(range(len(frame)))

    def test_frames_are_as_the_schema_says(self, example: tuple[City, int, Tables]) -> None:
        city, _, tables = example
        for name, table in TABLES.items():
            frame = tables[name]
            assert set(frame) == {"traeger", *(column.name for column in table.columns)}
            for column in table.columns:
                cells = frame[column.name]
                assert cells.dtype == DTYPES[column.kind], column
                assert cells.notna().all() or not column.required, column
                if column.kind == "code":
                    assert set(cells.dropna()) <= set(city.code_lists[column.codes].codes), column
                if column.kind in ("count", "decimal"):
                    assert (cells.dropna() >= 0).all(), column
            if table.key:
                assert not frame.duplicated(["traeger", table.key]).any(), name

    def test_sender(self, example: tuple[City, int, Tables]) -> None:
        city, year, tables = example
        delivery = tables["lieferung"]
        assert list(delivery["traeger"]) == [carrier.code for carrier in city.carriers]
        assert set(delivery["berichtsjahr"]) == {year}
        assert set(delivery["stand"]) == {pd.Timestamp(year + 1, 1, 31)}
        assert delivery["beispiel"].all()

    def test_households(self, example: tuple[City, int, Tables]) -> None:
        cases = example[2]["faelle"]
        assert (cases["personen"] == cases["erwachsene"] + cases["kinder"]).all()
        assert (cases["erwachsene"] >= 1).all()
        assert cases["personen"].max() <= 9
        alone = cases[cases["haushaltstyp"] == "alleinerziehend"]
        assert (alone["erwachsene"] == 1).all()
        assert (alone["kinder"] >= 1).all()
        assert ((cases["haushaltstyp"] == "alleinstehend") == (cases["personen"] == 1)).all()

    def test_dates_lie_in_the_year(self, example: tuple[City, int, Tables]) -> None:
        city, year, tables = example
        for table, column in (
            ("vermittlungen", "einzugsdatum"),
            ("vermittlungen", "mietvertragsdatum"),
            ("sprechstunden", "datum"),
            ("beratungen", "datum"),
            ("workshops", "datum"),
            ("begleitungen", "datum"),
        ):
            dates = tables[table][column]
            assert (dates.dt.year == year).all(), table
            assert (dates >= pd.Timestamp(city.programme_start)).all(), table

    def test_waiting_time(self, example: tuple[City, int, Tables]) -> None:
        city, year, tables = example
        cases, placed = tables["faelle"], placements(tables)
        assert (placed["anmeldedatum"] <= placed["mietvertragsdatum"]).all()
        assert (placed["mietvertragsdatum"] <= placed["einzugsdatum"]).all()
        assert (placed["abschlussdatum"] == placed["einzugsdatum"]).all()
        assert (cases["anmeldedatum"] >= pd.Timestamp(city.programme_start)).all()
        assert (cases["anmeldedatum"] <= pd.Timestamp(year, 12, 31)).all()
        until = cases["abschlussdatum"].fillna(pd.Timestamp(year, 12, 31))
        assert (until - cases["anmeldedatum"]).max() < pd.Timedelta(days=5 * 365 + 1)

    def test_status(self, example: tuple[City, int, Tables]) -> None:
        _, year, tables = example
        cases = tables["faelle"]
        placed = cases["fall_id"].isin(tables["vermittlungen"]["fall_id"])
        assert ((cases["status"] == "vermittelt") == placed).all()
        assert ((cases["status"] == "beendet") == cases["abschlussgrund"].notna()).all()
        assert ((cases["status"] == "wartend") == cases["abschlussdatum"].isna()).all()
        assert (cases["abschlussdatum"].dropna().dt.year == year).all()
        assert set(cases["status"]) == {"wartend", "vermittelt", "beendet"}

    @pytest.mark.parametrize(
        ("table", "key", "parent"),
        [
            ("vermittlungen", "fall_id", "faelle"),
            ("vermittlungen", "wohnung_id", "wohnungen"),
            ("beratungen", "termin_id", "sprechstunden"),
            ("beratungen", "fall_id", "faelle"),
            ("begleitungen", "fall_id", "faelle"),
        ],
    )
    def test_references(self, example: tuple[City, int, Tables], table: str, key: str, parent: str) -> None:
        tables = example[2]
        rows = tables[table].dropna(subset=[key])
        known = tables[parent].set_index(["traeger", key]).index
        assert rows.set_index(["traeger", key]).index.isin(known).all()

    def test_one_placement_a_case_and_one_flat_a_placement(self, example: tuple[City, int, Tables]) -> None:
        rows = example[2]["vermittlungen"]
        assert not rows.duplicated(["traeger", "fall_id"]).any()
        assert not rows.duplicated(["traeger", "wohnung_id"]).any()

    def test_sessions(self, example: tuple[City, int, Tables]) -> None:
        sessions, advice = example[2]["sprechstunden"], example[2]["beratungen"]
        assert not (sessions["stattgefunden"] & ~sessions["angeboten"]).any()
        tied = advice.dropna(subset=["termin_id"]).merge(sessions, on=["traeger", "termin_id"])
        assert (tied["datum_x"] == tied["datum_y"]).all()
        assert tied["stattgefunden"].all()
        assert len(advice) == 0 or 0.2 < len(tied) / len(advice) < 0.5

    def test_positions(self, example: tuple[City, int, Tables]) -> None:
        city, year, tables = example
        rows = tables["stellen"]
        assert (rows["befristet"] == rows["befristet_bis"].notna()).all()
        permanent = rows[~rows["befristet"]]
        assert sorted(permanent["traeger"]) == sorted(carrier.code for carrier in city.carriers)
        assert set(permanent["umfang_vzae"]) == {1.0}
        assert (permanent["beginn"] >= pd.Timestamp(city.programme_start)).all()
        assert (permanent["beginn"].dt.year <= year).all()

    def test_hardly_anything_to_look_at_again(self, example: tuple[City, int, Tables]) -> None:
        city, _, tables = example
        placed = placements(tables)
        guideline = (50 + 15 * (placed["personen"] - 1)).astype("float64")
        assert not (placed["wohnflaeche_qm"] < 0.9 * guideline).any()
        assert (placed["personen"] != placed["personen_eingezogen"]).mean() < 0.06
        funded = placed[placed["foerderweg"] == city.reported_funding]
        assert set(funded["vermieterart"]) == {city.partner_landlord}

    def test_records_are_plausible(self, example: tuple[City, int, Tables]) -> None:
        city, year, tables = example
        placed = placements(tables)
        assert placed["einzugsdatum"].dt.day_of_week.max() <= 4
        assert placed["einzugsdatum"].dt.day.isin([1, 2, 3, 4, 15, 16, 17]).mean() > 0.6
        assert (placed.groupby("traeger").size() >= 10).all()
        if city is KOELN and year != 2022:  # in 2022, most came from Ukraine shortly before
            waits = (placed["einzugsdatum"] - placed["anmeldedatum"]).dt.days
            assert 300 < waits.median() < 480
        share = placed[["kaltmiete", "wohnflaeche_qm"]].isna().mean()
        assert (share < 0.12).all()

    def test_hardly_anybody_from_ukraine_before_the_war(self, example: tuple[City, int, Tables]) -> None:
        _, year, tables = example
        ukraine = tables["faelle"]["hauptstaatsangehoerigkeit"] == "UA"
        assert ukraine.mean() < 0.05 if year < 2022 else ukraine.mean() > 0.2


class TestDistributions:
    """What an expert would stumble over."""

    def test_years_do_not_resemble_each_other_too_much(self) -> None:
        years = [together(deliveries(year)) for year in range(2020, 2025)]
        sessions = [int(tables["sprechstunden"]["angeboten"].sum()) for tables in years]
        advice = [len(tables["beratungen"]) for tables in years]
        assert all(0.88 * 3 * 52 < number < 0.99 * 3 * 52 for number in sessions)
        assert all(0.8 < number / 4 / offered < 1.2 for number, offered in zip(advice, sessions, strict=True))
        assert len(set(sessions)) > 2
        assert len(set(advice)) > 3
        shares = {tuple(t["beratungen"]["traeger"].value_counts(normalize=True).round(2)) for t in years}
        assert len(shares) > 3

    def test_the_usual_district_is_not_the_first_of_the_list(self) -> None:
        flats = pd.concat([together(deliveries(year))["wohnungen"] for year in YEARS])
        shares = flats["stadtbezirk"].value_counts(normalize=True)
        shares = shares.reindex(list(KOELN.codes["stadtbezirk"]), fill_value=0)
        assert not shares[:-1].is_monotonic_decreasing
        assert shares.iloc[-1] < 0.1
        assert shares.max() < 0.3

    def test_companies_let_more_cheaply_than_private_landlords(self) -> None:
        flats = together(deliveries(2019))["wohnungen"].query("foerderweg == 'frei'")
        rents = flats["kaltmiete"] / flats["wohnflaeche_qm"]
        private = flats["vermieterart"] == "privat"
        assert 10.5 < rents[private].mean() < 13
        assert 8 < rents[~private].mean() < 9.5

    @pytest.mark.parametrize("year", YEARS)
    def test_few_flats_are_let_by_churches(self, year: int) -> None:
        counts = together(deliveries(year))["wohnungen"]["vermieterart"].value_counts()
        others = ["andere_wohnungsgesellschaft", "genossenschaft", "kirche", "sonstige"]
        assert counts.reindex(others, fill_value=0).is_monotonic_decreasing

    @pytest.mark.parametrize(("year", "begin"), [(2016, 2016), (2019, 2018), (2023, 2018)])
    def test_permanent_positions_begin_once_the_programme_has_run_for_years(
        self, year: int, begin: int
    ) -> None:
        rows = together(deliveries(year))["stellen"]
        assert set(rows[~rows["befristet"]]["beginn"]) == {pd.Timestamp(begin, 1, 1)}


class TestOtherCity:
    def test_its_own_words_are_used(self) -> None:
        tables = together(example_deliveries(NEUSTADT, in_year(2024), ()))
        assert set(tables["wohnungen"]["vermieterart"]) == {"eigen", "WBG", "andere"}
        assert not any("Köln" in str(frame.to_dict()) for frame in tables.values())

    def test_it_has_sessions_but_no_pilot(self) -> None:
        tables = together(example_deliveries(NEUSTADT, in_year(2024), ()))
        assert set(tables["vermittlungen"]["vermittlungsweg"]) == {"regulaer"}
        assert tables["sprechstunden"]["datum"].dt.quarter.nunique() == 4

    @pytest.mark.parametrize("codes", [1, 12])
    def test_any_code_lists_and_carriers(self, codes: int) -> None:
        lists = {name: {f"{name}{n}": "x" for n in range(codes)} for name in NEUSTADT.codes}
        carriers = tuple(Carrier(code=f"T{n}", name="T", short_name="T") for n in range(codes))
        city = NEUSTADT.model_copy(
            update={
                "codes": lists,
                "carriers": carriers,
                "partner_landlord": f"vermieterart{codes - 1}",
                "reported_funding": "foerderweg0",
            }
        )
        tables = together(example_deliveries(city, in_year(2024), ()))
        assert set(tables["faelle"]["traeger"]) == {carrier.code for carrier in carriers}


def test_the_reader_finds_nothing_wrong(tmp_path: Path) -> None:
    write_example(KOELN, in_year(2019), REGISTER, tmp_path)
    vocabulary = vocabulary_of(KOELN)
    checked = check(gathered({tmp_path: read_source(tmp_path, vocabulary)}), in_year(2019), KOELN, vocabulary)
    assert set(checked.findings["severity"]) == {"soft"}
    assert len(checked.tables["vermittlungen"]) == 132


@pytest.mark.parametrize("year", YEARS)
def test_the_files_are_what_the_generator_makes(koeln: Project, year: int) -> None:
    made = together(deliveries(year))
    for name, frame in koeln.year(str(year)).records.tables.items():
        pd.testing.assert_frame_equal(frame, kept_columns(made[name], TABLES[name]), check_exact=True)
