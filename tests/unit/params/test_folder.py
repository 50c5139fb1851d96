"""Parameter files: what is wrong is one German sentence with file and key."""

import shutil

import pytest

from auszug_lib import ParamsError
from auszug_lib.params import folder as params_folder
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.yaml import read_yaml
from auszug_lib.project import Project

YEARS = (2016, 2019, 2020, 2022, 2023)


@pytest.fixture
def folder(own_params):
    for name in own_params.names():  # a new year is no fault
        if int(name) not in YEARS:
            own_params.file(name).unlink()
    return own_params


def edit(folder: ParamsFolder, name: str, old: str, new: str) -> None:
    file = folder.file(name)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def earlier(folder: ParamsFolder, name: str) -> list[int]:
    return [year.year for year, _ in folder.earlier(folder.year(name), folder.file(name))]


def test_the_projects_own_files_are_valid(folder):
    assert [folder.year(name).year for name in folder.names()] == list(YEARS)
    assert len(folder.published(folder.city("koeln"))) > 30


def test_years_after_the_report_year_are_left_out(folder):
    assert earlier(folder, "2020") == [2016, 2019]


def test_a_new_year_changes_nothing_for_those_before(folder):
    shutil.copy(folder.file("2023"), folder.file("2024"))
    edit(folder, "2024", "year: 2023", "year: 2024")
    assert folder.overridden(None, {})[0].year == 2024
    assert earlier(folder, "2023") == [2016, 2019, 2020, 2022]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("year: 2019", "jahr: 2019", r"2019\.yaml, Schlüssel year: fehlt"),
        ("year: 2019", "year: 2018", r"2019\.yaml, Schlüssel year: 2018 passt nicht zum Dateinamen"),
        ("year: 2019", "year: neunzehn", r"2019\.yaml, Schlüssel year: muss eine ganze Zahl sein"),
        ("report_number: 5", "berichtsnummer: 5", r"2019\.yaml, Schlüssel berichtsnummer: ist unbekannt"),
        ("report_number: 5", "report_number: fünf", r"Schlüssel report_number: muss eine ganze Zahl sein"),
        (
            "report_number: 5",
            "carriers: [AWO]",
            r"Schlüssel carriers: „AWO“ gibt es nicht; bekannt sind: Caritas",
        ),
        (
            "data: examples/2019",
            "data: lieferungen",
            r"Schlüssel data: Den Ordner „lieferungen“ gibt es nicht",
        ),
        ("data: examples/2019", "data: [a]", r"Schlüssel data: Den Ordner „a“ gibt es nicht"),
        (
            "data: examples/2019",
            "data: {a: b}",
            r"Schlüssel data: muss ein Text oder eine Liste von Texten sein",
        ),
        ("data: examples/2019", "data: []", r"Schlüssel data: darf nicht leer sein"),
        ("city: koeln", "city: bonn", r"Schlüssel city: Die Datei bonn\.yaml gibt es nicht"),
        ("  soziales: 2020", "  sport: 2020", r"Schlüssel committees: „sport“ gibt es nicht"),
        ("soziales: 2020-04-23", "soziales: 20200423", r"Schlüssel committees\.soziales: muss ein Datum"),
        ("soziales: 2020-04-23", "soziales: 23.4.", r"Schlüssel committees\.soziales: muss ein Datum"),
        (
            "visibility: oeffentlich",
            "visibility: geheim",
            r"Schlüssel visibility: erlaubt sind nur oeffentlich oder intern",
        ),
        ("  ausblick:", "  fazit:", r"Schlüssel paragraphs\.fazit"),
        ("year: 2019", "year: 2019\nyear: 2020", r"2019\.yaml, Zeile \d+: Diesen Schlüssel gibt es"),
        ("report_number: 5", "report_number: 0", r"Schlüssel report_number: muss mindestens 1 sein"),
        ("report_number: 5", "carriers: []", r"Schlüssel carriers: darf nicht leer sein"),
        ("city: koeln", "city: [", r"2019\.yaml, Zeile \d+: Das ist kein gültiges YAML"),
    ],
)
def test_a_wrong_year_is_one_sentence_with_file_and_key(folder, old, new, sentence):
    edit(folder, "2019", old, new)
    with pytest.raises(ParamsError, match=sentence) as error:
        folder.year("2019")
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("partner_landlord: GAG", "partner_landlord: LEG", r"koeln\.yaml, Schlüssel partner_landlord: „LEG“"),
        ("licence: dl-de/by-2-0", "licence: frei", r"Schlüssel licence: „frei“ gibt es nicht"),
        ("reported_funding: RL_FLUE", "reported_funding: X", r"koeln\.yaml, Schlüssel reported_funding: „X“"),
        (
            "  vermieterart:",
            "  vermieter:",
            r"koeln\.yaml, Schlüssel codes: erwartet werden die Listen",
        ),
        ("code: DRK", "code: Caritas", r"koeln\.yaml, Schlüssel carriers: ein Träger steht zweimal"),
        ("code: DRK", "code: gesamt", r"koeln\.yaml, Schlüssel carriers: „gesamt“ steht für alle"),
        ("    frei: Frei", "    gesamt: Frei", r"koeln\.yaml, Schlüssel foerderweg: „gesamt“ steht für alle"),
        (
            "  soziales: Aus",
            "  ../soziales: Aus",
            r"koeln\.yaml, Schlüssel committees.*: darf nur Buchstaben",
        ),
        (
            "[4, 5, 9]",
            "[4, 5, 5]",
            r"koeln\.yaml, Schlüssel district_map: „5“ .*district_map: „9“ .*",
        ),
        ("[4, 5, 9]", "[4, 5, 9, 10]", r"Schlüssel district_map: „10“ steht nicht genau einmal da"),
        (
            "short_name: DRK",
            "kurz: DRK",
            r"koeln\.yaml, Schlüssel carriers\.1\.short_name: fehlt \(sein Name in Tabellen\)",
        ),
    ],
)
def test_a_wrong_city_is_one_sentence_with_file_and_key(folder, old, new, sentence):
    edit(folder, "koeln", old, new)
    with pytest.raises(ParamsError, match=sentence):
        folder.year("2019")


def test_an_unknown_year_names_those_there_are(folder):
    with pytest.raises(ParamsError, match=r"1999\.yaml gibt es nicht; vorhanden sind: 2016, 2019"):
        folder.year("1999")


def test_an_unknown_carrier_names_those_there_are(folder):
    with pytest.raises(ParamsError, match="„AWO“ gibt es in Köln nicht; bekannt sind: Caritas, DRK, KFR"):
        folder.city("koeln").carrier("AWO")


def test_a_notebook_may_override_what_the_file_says(folder):
    year, file = folder.overridden(2019, {"report_number": 6})
    assert file == folder.file("2019")
    assert (year.report_number, year.signature) == (6, "gez. BG Dr. Rau")


@pytest.mark.parametrize(
    ("name", "is_address"),
    [
        ("sqlite:///lieferungen/drk.db", True),
        ("postgresql+psycopg://leser@127.0.0.1/drk", True),
        ("mysql://localhost/drk", True),
        ("lieferungen/2019", False),
        ("C:/Lieferungen", False),
        ("c://Lieferungen", False),
        ("//server/freigabe", False),
    ],
)
def test_the_address_of_a_database_is_told_from_a_folder(folder, name, is_address):
    year = folder.year("2019").model_copy(update={"data": (name,)})
    assert isinstance(folder.data_sources(year)[0], str) is is_address


def test_the_folder_is_found_from_below(folder, monkeypatch):
    below = folder.project / "notebooks"
    below.mkdir()
    monkeypatch.chdir(below)
    assert ParamsFolder.find().path == folder.path


def test_two_files_about_the_same_year_are_refused(folder):
    shutil.copy(folder.file("2019"), folder.file("koeln-2019"))
    with pytest.raises(ParamsError, match=r"2019\.yaml und koeln-2019\.yaml beschreiben dasselbe Jahr"):
        folder.file_of(2019, "koeln")


def test_a_file_that_the_notebooks_would_not_find_is_refused(folder):
    shutil.copy(folder.file("2019"), folder.file("2019-intern"))
    with pytest.raises(ParamsError, match=r"2019\.yaml und 2019-intern\.yaml beschreiben dasselbe Jahr"):
        folder.year("2019-intern")
    folder.file("2019").rename(folder.file("bericht"))
    folder.file("2019-intern").unlink()
    assert folder.file_of(2019, "koeln").stem == "bericht"
    assert folder.year("bericht").year == 2019


def test_years_of_a_city_that_are_called_otherwise_are_refused_not_overlooked(folder):
    folder.file("2020").rename(folder.file("koeln-2020"))
    with pytest.raises(ParamsError, match=r"koeln-2020\.yaml und 2016\.yaml sind Jahre derselben Stadt"):
        earlier(folder, "koeln-2020")


def test_a_later_years_mistake_does_not_stop_an_earlier_report(folder):
    edit(folder, "2023", "data: examples/2023", "data: fehlt")
    assert len(earlier(folder, "2022")) == 3


def test_two_cities_may_report_on_the_same_year(folder):
    shutil.copy(folder.file("koeln"), folder.file("bonn"))
    folder.file("bonn-2019").write_text("city: bonn\nyear: 2019\ndata: examples/2019\n", encoding="utf-8")
    assert folder.file_of(2019, "bonn").stem == "bonn-2019"
    assert folder.file_of(2019, "koeln").stem == "2019"
    assert earlier(folder, "bonn-2019") == []


def test_a_year_is_found_without_reading_all_others(folder, monkeypatch):
    for number in range(4000):
        folder.file(f"stadt{number}-2019").touch()
    read = []
    monkeypatch.setattr(params_folder, "read_yaml", lambda file: read.append(file) or read_yaml(file))
    found = Project(folder).overridden(2019, {"city": "koeln"})
    assert (found.file.name, len(found.earlier)) == ("2019.yaml", 1)
    assert len(read) < 10
