"""Another city by parameter files alone: two carriers, own codes, deliveries as files, several years."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from generator.deliveries import example_deliveries

from auszug_lib.delivery.schema import TABLES
from auszug_lib.params.folder import ParamsFolder

from ..plain_workbook import write_example
from ..shell import auszug

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"

CITY = """
name: Neustadt & Söhne
authority: Stadt Neustadt
department: Fachbereich *Wohnen*
programme: Wege in Wohnung
programme_start: 2014-03-01
carriers:
  - {code: AWO, name: Arbeiterwohlfahrt, short_name: AWO}
  - {code: Diakonie, name: Diakonisches Werk, short_name: Diakonie}
committees: {sozial: Sozialausschuss}
codes:
  stadtbezirk: {n: Nord <1>, s: Süd, aussen: Umland}
  vermieterart: {privat: Privat, wbn: Wohnbau Neustadt, kirche: Kirche}
  foerderweg: {frei: Frei, lp: Landesprogramm}
partner_landlord: wbn
reported_funding: lp
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose deliveries lie in files: workbooks for 2021, folders of CSV for 2022."""
    project = tmp_path_factory.mktemp("neustadt")
    shutil.copytree(NOTEBOOKS, project / "notebooks")
    (project / "params").mkdir()
    (project / "params" / "neustadt.yaml").write_text(CITY, encoding="utf-8")
    folder = ParamsFolder(project / "params")
    for year, write in ((2021, write_workbooks), (2022, write_csv)):
        (project / "lieferungen").mkdir(exist_ok=True)
        file = folder.file(f"neustadt-{year}")
        file.write_text(f"city: neustadt\nyear: {year}\ndata: lieferungen\n", encoding="utf-8")
        write(folder, folder.year(file.stem), project / "lieferungen")
    result = auszug(project, "report", "neustadt-2021", "neustadt-2022")
    assert (result.returncode, result.stderr) == (0, "")
    return project


def write_workbooks(folder, year, target):
    write_example(folder.city(year.city), year, (), target)


def write_csv(folder, year, target):
    for carrier, tables in example_deliveries(folder.city(year.city), year, ()).items():
        (target / f"{carrier}-{year.year}").mkdir()
        for name, table in tables.items():
            file = target / f"{carrier}-{year.year}" / f"{name}.csv"
            table.to_csv(file, index=False, date_format="%Y-%m-%d")


def figures(project: Path, year: int, table: str) -> dict[str, list[str]]:
    file = project / "outputs" / f"neustadt-{year}" / "oeffentlich" / "gesamtbericht.html"
    rows = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").find(id=table)("tr")
    return {row.th.get_text(): [cell.get_text() for cell in row("td")] for row in rows}


def test_the_set_has_two_carriers(project):
    folder = project / "outputs" / "neustadt-2022" / "oeffentlich"
    assert sorted(path.name for path in folder.glob("*.pdf")) == [
        *("gesamtbericht.pdf", "mitteilung.pdf", "traegerbericht-awo.pdf", "traegerbericht-diakonie.pdf")
    ]
    marks = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["marks"]
    assert marks == ["Beispieldaten: keine echten Fälle"]


def test_the_figures_are_those_of_the_files(project):
    folder = ParamsFolder(project / "params")
    year = folder.year("neustadt-2022")
    placed = pd.concat(
        tables["vermittlungen"] for tables in example_deliveries(folder.city("neustadt"), year, ()).values()
    )
    table = figures(project, 2022, "households_placed-traeger")
    assert table["Alle Träger"][0] == str(len(placed))
    assert table["Alle Träger"][1] == str(placed["personen_eingezogen"].sum())


def test_the_year_before_is_found_in_the_same_folder(project):
    before = figures(project, 2021, "households_placed-traeger")["Alle Träger"][0]
    assert figures(project, 2022, "households_placed-kennzahlen")["Vermittelte Haushalte"][1] == before


def test_the_city_speaks_in_its_own_words(project):
    page = (project / "outputs" / "neustadt-2022" / "oeffentlich" / "gesamtbericht.html").read_text("utf-8")
    assert "zwei Träger" in page
    assert "Fachbereich *Wohnen*" in page
    assert "Wohnbau Neustadt" in page
    assert "Nord &lt;1&gt;" in page
    assert not any(word in page for word in ("Köln", "GAG", "Flü", "Caritas"))


def test_no_record_gets_out(project):
    folder = ParamsFolder(project / "params")
    city = folder.city("neustadt")
    deliveries = example_deliveries(city, folder.year("neustadt-2022"), ())
    labels = {label for codes in city.code_lists.values() for label in codes.labels.values()}
    secrets = {word for tables in deliveries.values() for word in identifiers(tables)} - labels
    assert len(secrets) > 500
    for file in (project / "outputs").rglob("*"):
        if file.suffix in (".html", ".csv", ".json", ".ipynb"):
            text = file.read_text(encoding="utf-8")
            assert not [word for word in secrets if word in text], file.name


def identifiers(tables):
    """Yield every identifier of a delivery that is long enough to be told from other words."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.kind == "id" and column.name != "traeger":
                yield from (word for word in tables[name][column.name].dropna().unique() if len(word) > 5)


def test_every_table_of_the_schema_was_delivered(project):
    assert {path.stem for path in (project / "lieferungen").glob("AWO-2022/*.csv")} == set(TABLES)


def test_no_number_is_without_origin_and_the_same_comes_out_of_the_deliveries_again(project):
    """Not even where a district has a digit in its name."""
    result = auszug(project, "verify", "outputs/neustadt-2022")
    assert (result.returncode, result.stderr) == (0, ""), result.stdout
    assert result.stdout.endswith("jede Zahl hat ihre Herkunft.\n")


def test_a_delivery_that_breaks_a_rule_is_refused_and_nothing_changes(project, tmp_path):
    copy = Path(shutil.copytree(project, tmp_path / "kopie"))
    broken = copy / "lieferungen" / "AWO-2022" / "faelle.csv"
    lines = broken.read_text(encoding="utf-8").splitlines()
    cells = lines[2].split(",")
    lines[2] = ",".join([*cells[:2], "99", *cells[3:]])
    broken.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in (copy / "outputs").rglob("*") if path.is_file()}
    result = auszug(copy, "report", "neustadt-2022")
    assert result.returncode == 2
    assert "AWO-2022/faelle.csv, Blatt faelle, Zelle C3" in result.stderr
    assert "[personen_summe]" in result.stderr
    assert {path: path.read_bytes() for path in (copy / "outputs").rglob("*") if path.is_file()} == before
