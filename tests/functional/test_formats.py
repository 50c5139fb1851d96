"""A carrier's delivery in every kind of file and database comes to the same figures, cell by cell."""

import os
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import yaml
from generator.deliveries import example_deliveries
from sqlalchemy import NullPool, create_engine

from auszug_lib import ParamsError
from auszug_lib.delivery.reading.inbox import read_delivery
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params import City
from auszug_lib.params.codes import TOTAL, CodeList
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.project import Project
from auszug_lib.statistics.cube import cube

from ..postgresql import create_database

PROJECT = Path(__file__).parents[2]
WORKBOOK = PROJECT / "examples/2019/kfr-2019.xlsx"
EXCEL_EPOCH = pd.Timestamp("1899-12-30")
SHEETS = {"faelle": "Fälle", "vermittlungen": "Vermittlung 2019", "lieferung": "Deckblatt"}

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Example:
    """The example of 2019: the tables of its carriers, and the figures that they come to."""

    city: City
    deliveries: Mapping[str, Tables]
    cube: pd.DataFrame

    @property
    def kfr(self) -> Tables:
        """The tables of one carrier: what differs from form to form is the same for all."""
        return self.deliveries["kfr"]

    def cube_of(self, carriers: Iterable[str]) -> pd.DataFrame:
        """Return the figures of some carriers, each for itself."""
        return self.cube[self.cube["carrier"].isin(carriers)].reset_index(drop=True)


@pytest.fixture(scope="module")
def example(koeln: Project) -> Example:
    folder = ParamsFolder(PROJECT / "params")
    year = folder.year("2019")
    city = folder.city(year.city)
    made = example_deliveries(city, year, folder.published(city))
    deliveries = {code.lower(): tables for code, tables in made.items()}
    return Example(city, deliveries, koeln.year("2019").cube)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own, of one year and one carrier, with an empty folder for deliveries."""
    shutil.copytree(PROJECT / "params", tmp_path / "params")
    (tmp_path / "params" / "2016.yaml").unlink()
    with (tmp_path / "params" / "2019.yaml").open("a", encoding="utf-8") as file:
        file.write("carriers: [KFR]\n")
    (tmp_path / "lieferungen").mkdir()
    return tmp_path


def assert_same_figures(example: Example, project: Path, data: str, told: set[str]) -> None:
    """Assert that deliveries in `data` come to the example's figures, and what is told beside."""
    file = project / "params" / "2019.yaml"
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace("data: examples/2019", f"data: {data}"), encoding="utf-8")
    folder = ParamsFolder(project / "params")
    checked = Project(folder).year("2019").checked
    assert len(checked.findings[checked.findings["severity"] == "hard"]) == 0
    assert {*checked.findings.loc[checked.findings["severity"] == "info", "rule"]} == told
    figures = cube(checked.records(), example.city)
    carriers = set(figures["carrier"]) - {TOTAL}
    own = figures[figures["carrier"] != TOTAL].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, example.cube_of(carriers), check_exact=True)


def with_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with „ja“ and „nein“ for truth values, as people write them."""
    truths = table.select_dtypes("boolean").columns
    return table.assign(
        **{name: table[name].map({True: "ja", False: "nein"}).astype("str") for name in truths}
    )


def write_csv(tables: Tables, folder: Path, encoding: str, **options: str) -> None:
    folder.mkdir()
    for name, table in tables.items():
        with_words(table).to_csv(folder / f"{name}.csv", index=False, encoding=encoding, **options)


def write_german_csv(tables: Tables, folder: Path, encoding: str, separator: str) -> None:
    write_csv(tables, folder, encoding, sep=separator, decimal=",", date_format="%d.%m.%Y")


def write_serial_dates(tables: Tables, folder: Path) -> None:
    numbered = {name: with_serial_dates(table) for name, table in tables.items()}
    write_csv(numbered, folder, "utf-8", sep=";", decimal=",")


def with_serial_dates(table: pd.DataFrame) -> pd.DataFrame:
    days = table.select_dtypes("datetime").columns
    return table.assign(**{name: (table[name] - EXCEL_EPOCH).dt.days.astype("Int64") for name in days})


def write_zip(tables: Tables, folder: Path) -> None:
    with zipfile.ZipFile(folder.with_suffix(".zip"), "w") as archive:
        for name, table in tables.items():
            text = with_words(table).to_csv(index=False, sep=";", decimal=",")
            archive.writestr(f"{folder.name}/{name}.csv", text)


def write_ods(tables: Tables, folder: Path) -> None:
    with pd.ExcelWriter(folder.with_suffix(".ods"), engine="odf") as book:
        for name, table in tables.items():
            table.to_excel(book, sheet_name=name, index=False)


def write_as_people_do(tables: Tables, file: Path, lists: Mapping[str, CodeList]) -> None:
    """Write a workbook that says the same in other words, with a title, gaps, a total and notes."""
    with pd.ExcelWriter(file, engine="xlsxwriter") as book:
        for name, table in tables.items():
            title = SHEETS.get(name, f"{name.upper()} ")
            spelt = in_other_words(with_words(table), name, lists)
            below = len(spelt) // 2
            spelt[:below].to_excel(book, sheet_name=title, index=False, startrow=3)
            # A gap of two rows.
            spelt[below:].to_excel(book, sheet_name=title, index=False, header=False, startrow=6 + below)
            sheet = book.sheets[title]
            sheet.write(0, 0, f"{title} 2019")
            sheet.write(3, spelt.shape[1], "Bemerkung")
            if TABLES[name].key:
                sheet.write(len(spelt) + 8, 0, "Summe")
                sheet.write(len(spelt) + 8, 2, 1234)
        book.book.add_worksheet("Notizen").write(0, 0, "Nichts von Belang")


def in_other_words(table: pd.DataFrame, name: str, lists: Mapping[str, CodeList]) -> pd.DataFrame:
    """Return a table with the form's headings in capitals, and each code as its label."""
    columns = TABLES[name].columns
    labelled = {
        c.name: table[c.name].map(lists[c.codes].label, na_action="ignore") for c in columns if c.codes
    }
    return table.assign(**labelled).rename(columns={c.name: f"{c.label.upper()} *" for c in columns})


def write_parquet(tables: Tables, folder: Path) -> None:
    folder.mkdir()
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet")


def write_database(tables: Tables, url: str) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        for name, table in tables.items():
            table.to_sql(name, connection, index=False)


def write_sqlite(tables: Tables, folder: Path) -> None:
    write_database(tables, f"sqlite:///{folder.with_suffix('.sqlite')}")


def write_windows_csv(tables: Tables, folder: Path) -> None:
    """Write as Excel on Windows does, with an umlaut, by which its encoding is known."""
    placed = tables["vermittlungen"].replace({"vermittlungsweg": {"regulaer": "regulär"}})
    write_german_csv({**tables, "vermittlungen": placed}, folder, "cp1252", ";")


FORMS: Mapping[str, tuple[Callable[[Tables, Path], None], set[str]]] = {
    "cp1252": (write_windows_csv, {"zeichensatz", "code_umgesetzt"}),
    "utf-8-bom-tab": (lambda t, folder: write_german_csv(t, folder, "utf-8-sig", "\t"), set()),
    "comma": (lambda t, folder: write_csv(t, folder, "utf-8"), set()),
    "comma-german": (lambda t, folder: write_german_csv(t, folder, "utf-8", ","), set()),
    "serial-dates": (write_serial_dates, {"datum_umgesetzt"}),
    "zip": (write_zip, set()),
    "ods": (write_ods, set()),
    "parquet": (write_parquet, set()),
    "sqlite": (write_sqlite, set()),
}


@pytest.mark.parametrize("form", FORMS)
def test_files(form: str, example: Example, project: Path) -> None:
    write, told = FORMS[form]
    write(example.kfr, project / "lieferungen" / "kfr-2019")
    assert_same_figures(example, project, "lieferungen", told)


def test_the_workbooks_as_they_are(example: Example, project: Path) -> None:
    shutil.copy(WORKBOOK, project / "lieferungen")
    assert_same_figures(example, project, "lieferungen", set())


def test_workbooks_as_people_write_them(example: Example, project: Path) -> None:
    lists = vocabulary_of(example.city).lists
    write_as_people_do(example.kfr, project / "lieferungen" / "kfr.xlsx", lists)
    told = {
        "blatt_umbenannt",
        "blatt_unbekannt",
        "kopfzeile_versetzt",
        "spalte_umbenannt",
        "spalte_unbekannt",
    }
    assert_same_figures(
        example, project, "lieferungen", told | {"leerzeile", "summenzeile", "code_umgesetzt"}
    )


def test_words_that_the_analyst_adds(example: Example, project: Path) -> None:
    add_aliases(
        project, "columns: {fall_id: [Kennzeichen]}", "codes: {vermieterart: {GAG: [Die Grünen Häuser]}}"
    )
    flats = example.kfr["wohnungen"].replace({"vermieterart": {"GAG": "die grünen häuser"}})
    cases = example.kfr["faelle"].rename(columns={"fall_id": "KENNZEICHEN"})
    spelt = {**example.kfr, "wohnungen": flats, "faelle": cases}
    write_german_csv(spelt, project / "lieferungen" / "kfr", "utf-8", ";")
    assert_same_figures(example, project, "lieferungen", {"code_umgesetzt", "spalte_umbenannt"})


def test_an_alias_that_cannot_hold_names_the_citys_file(example: Example, project: Path) -> None:
    add_aliases(project, "codes: {vermieterart: {GAG: [privat]}}")
    with pytest.raises(ParamsError) as error:
        assert_same_figures(example, project, "lieferungen", set())
    assert str(error.value) == (
        "koeln.yaml, Schlüssel aliases.codes.vermieterart.GAG: „privat“ bedeutet schon „privat“."
    )


def add_aliases(project: Path, *lines: str) -> None:
    """Let the city's file have these aliases and no others."""
    file = project / "params" / "koeln.yaml"
    city = yaml.safe_load(file.read_text(encoding="utf-8"))
    city["aliases"] = {key: value for line in lines for key, value in yaml.safe_load(line).items()}
    file.write_text(yaml.safe_dump(city, allow_unicode=True, sort_keys=False), encoding="utf-8")


def save_by_libreoffice(files: Iterable[Path], ending: str, folder: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        if "CI" in os.environ:
            pytest.fail("LibreOffice ist in der CI Pflicht.")
        pytest.skip("LibreOffice ist nicht installiert.")
    profile = f"-env:UserInstallation={(folder.parent / 'profil').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", ending, "--outdir", folder]
    subprocess.run([*command, *files], check=True, capture_output=True)


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_the_workbooks_as_libreoffice_saves_them(ending: str, example: Example, project: Path) -> None:
    save_by_libreoffice([WORKBOOK], ending, project / "lieferungen")
    assert_same_figures(example, project, "lieferungen", set())


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_looks_and_errors_as_libreoffice_saves_them(ending: str, koeln: Project, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "stellen"
    for row in (
        ["stelle_id", "umfang_vzae", "befristet", "befristet_bis", "beginn"],
        ["S1", 1, "ja", "=1/0", 40000],
        ["S2", 0.5, None, None, 40000],
    ):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    sheet.row_dimensions[3].hidden = sheet.column_dimensions["E"].hidden = True
    book.create_sheet("Titel")
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    sheet.sheet_state, book.active = "hidden", 1
    book.save(tmp_path / "drk.xlsx")
    save_by_libreoffice([tmp_path / "drk.xlsx"], ending, tmp_path)
    file = tmp_path / f"drk.{ending}"
    if ending == "xls":
        file.write_bytes(with_wrong_counts(file.read_bytes()))
    raw = read_delivery(file, vocabulary_of(koeln.year("2019").city)).tables["stellen"]
    assert raw.flaws == {"D2": "fehlerwert"}
    assert raw.cells["befristet"].to_list() == ["ja", "ja"]
    assert [note.rule for note in raw.notes] == ["zellen_verbunden", "ausgeblendet"]
    assert raw.notes[1].words == {"hidden": "das ganze Blatt, 1 Zeile, 1 Spalte"}
    assert raw.counts_from_1904


def with_wrong_counts(book: bytes) -> bytes:
    """Return an .xls that promises a thousand strings; they begin with the first heading."""
    start = book.index(b"\x09\0\0stelle_id") - 8
    return book[:start] + struct.pack("<II", 1000, 1000) + book[start + 8 :]


def test_addresses_of_sqlite_files(example: Example, project: Path) -> None:
    write_sqlite(example.kfr, project / "lieferungen" / "kfr")
    assert_same_figures(example, project, "sqlite:///lieferungen/kfr.sqlite", set())


def test_postgresql(example: Example, project: Path, postgresql: str) -> None:
    address = create_database(postgresql, "formate_kfr")
    write_database(example.kfr, address)
    assert_same_figures(example, project, address, set())


def test_a_folder_and_two_databases(example: Example, project: Path, postgresql: str) -> None:
    caritas, drk, kfr = example.deliveries.values()
    of_all_carriers(project)
    write_windows_csv(caritas, project / "lieferungen" / "caritas")
    write_sqlite(drk, project / "drk")
    address = create_database(postgresql, "formate_gemischt")
    write_database(kfr, address)
    sources = f"[lieferungen, 'sqlite:///drk.sqlite', '{address}']"
    assert_same_figures(example, project, sources, {"zeichensatz", "code_umgesetzt"})


def of_all_carriers(project: Path) -> None:
    file = project / "params" / "2019.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("carriers: [KFR]\n", ""), encoding="utf-8")
