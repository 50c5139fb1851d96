"""From a draft to a release: what real deliveries publish, and what stays as it is ever after."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from auszug_lib.delivery.schema import TABLES
from auszug_lib.pipeline.csv_files import read_figures
from auszug_lib.pipeline.manifest import files_in, seal_of
from auszug_lib.publication.document import DRAFT_MARK

from ..shell import auszug

PROJECT = Path(__file__).parents[2]
PUBLIC = "outputs/2019/oeffentlich"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose deliveries of 2019 are files that do not call themselves examples, with its drafts."""
    project = tmp_path_factory.mktemp("projekt")
    shutil.copytree(PROJECT / "params", project / "params")
    shutil.copytree(PROJECT / "examples/2019", project / "lieferungen")
    for name in ("2016", "2020", "2022", "2023"):
        (project / "params" / f"{name}.yaml").unlink()
    rewrite(
        project / "params" / "2019.yaml",
        lambda text: text.replace("data: examples/2019", "data: lieferungen"),
    )
    for file in (project / "lieferungen").iterdir():
        with edited(file) as book:
            sheet = book["lieferung"]
            sheet.cell(2, column_of(sheet, "beispiel")).value = "nein"
    result = auszug(project, "report", "2019")
    assert (result.returncode, result.stderr) == (0, "")
    return project


@pytest.fixture(scope="module")
def released(drafted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same project after its release."""
    project = tmp_path_factory.mktemp("frei") / "projekt"
    shutil.copytree(drafted, project)
    result = auszug(project, "release", "2019")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Freigegeben: params/releases/2019.json\n" in result.stdout
    return project


@pytest.fixture
def project(drafted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drafted, tmp_path / "projekt"))


def test_before_the_release_every_page_says_that_it_is_a_draft(drafted: Path) -> None:
    folder = drafted / PUBLIC
    assert not (folder / "gremien").exists()
    for page in folder.glob("*.html"):
        assert DRAFT_MARK in page.read_text(encoding="utf-8"), page.name
    for file in folder.glob("*.pdf"):
        for page in PdfReader(file).pages:
            assert DRAFT_MARK in page.extract_text(), file.name
    assert DRAFT_MARK in head_of_word(folder)


def head_of_word(folder: Path) -> str:
    """Return what the notice in Word says at the head of every page."""
    return Document(str(folder / "mitteilung.docx")).sections[0].header.paragraphs[0].text


def test_the_release_makes_the_final_pages_and_what_goes_to_the_committees(released: Path) -> None:
    folder = released / PUBLIC
    assert len(list((folder / "gremien").iterdir())) == 3
    assert not any(DRAFT_MARK in page.read_text(encoding="utf-8") for page in folder.rglob("*.html"))
    assert DRAFT_MARK not in head_of_word(folder)
    release = json.loads((released / "params/releases/2019.json").read_text(encoding="utf-8"))
    assert release["version"] == 2
    assert release["figures"]["gesamt/households_placed/gesamt/gesamt"] == 132
    assert release["levels"]["nationality:4"]["irak"] == "nahost"


def test_a_folder_that_is_changed_with_its_manifest_is_not_the_released_one(
    released: Path, tmp_path: Path
) -> None:
    project = Path(shutil.copytree(released, tmp_path / "projekt"))
    seal = (project / "params/releases/2019.siegel").read_text(encoding="utf-8").strip()
    for committee in (project / PUBLIC / "gremien").iterdir():
        assert seal in (committee / "index.html").read_text(encoding="utf-8")
    assert auszug(project, "verify", "outputs/2019", "--ohne-akten").returncode == 0
    page = project / PUBLIC / "mitteilung.html"
    rewrite(page, lambda text: text.replace("</main>", "<p>Noch ein Satz.</p></main>"))
    file = project / PUBLIC / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    forged = {**manifest, "files": files_in(file.parent), "seal": seal_of(file.parent)}
    file.write_text(json.dumps(forged), encoding="utf-8")
    result = auszug(project, "verify", "outputs/2019", "--ohne-akten")
    assert result.returncode == 2
    assert "Die Dateien sind nicht die freigegebenen" in result.stdout


def test_a_year_is_released_once(released: Path) -> None:
    result = auszug(released, "release", "2019")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.startswith("2019 ist schon freigegeben")


def test_a_correction_after_the_release_changes_nothing_that_is_printed(released: Path) -> None:
    before = contents(released / PUBLIC)
    with edited(released / "lieferungen" / "drk-2019.xlsx") as book:
        remove_placements(book, 1)
    result = auszug(released, "report", "2019")
    assert (result.returncode, result.stderr) == (0, "")
    assert contents(released / PUBLIC) == before


def test_other_records_that_agree_on_all_that_is_printed_give_the_same_bytes(project: Path) -> None:
    before = contents(project / PUBLIC)
    with edited(project / "lieferungen" / "kfr-2019.xlsx") as book:
        cases = book["faelle"]
        column = column_of(cases, "abschlussgrund")
        reasons = [row[column - 1] for row in cases.iter_rows(min_row=2)]
        # Carriers print „Andere Gründe“, all together „Kontakt abgebrochen, kein Bedarf und Sonstiges“.
        next(cell for cell in reasons if cell.value == "kein_kontakt").value = "sonstige"
    result = auszug(project, "report", "2019", "--only", "gesamtbericht", "--only", "traegerbericht-kfr")
    assert (result.returncode, result.stderr) == (0, "")
    # What is about all reports of a set is not the same for two of them.
    reports = [f"{at}{stem}" for at in ("", "daten/") for stem in ("gesamtbericht", "traegerbericht-kfr")]
    after = contents(project / "outputs/2019/entwurf")
    again = {name: content for name, content in after.items() if name.startswith(tuple(reports))}
    assert len(again) == 6
    assert again.items() <= before.items()


def test_a_carrier_of_two_households_is_published_without_a_small_number(project: Path) -> None:
    with edited(project / "lieferungen" / "kfr-2019.xlsx") as book:
        remove_placements(book, 33 - 2)
    result = auszug(project, "report", "2019")
    assert (result.returncode, result.stderr) == (0, "")
    figures = {
        name: text
        for file in (project / PUBLIC / "daten").glob("*-zahlen.csv")
        for name, text in read_figures(file.read_bytes()).items()
    }
    assert figures["2019/gesamt/households_placed/gesamt/gesamt"] == str(132 - 31)
    assert "2019/DRK/households_placed/gesamt/gesamt" not in figures
    page = (project / PUBLIC / "traegerbericht-kfr.html").read_text(encoding="utf-8")
    assert "„Vermittelte Haushalte“ weisen die Berichte der Träger nicht aus" in page
    result = auszug(project, "verify", "outputs/2019", "--ohne-akten")
    assert result.returncode == 0, result.stdout


def test_a_release_whose_reports_fail_is_none(project: Path) -> None:
    before = contents(project / PUBLIC)
    shutil.copytree(PROJECT / "notebooks", project / "notebooks")
    notebook = project / "notebooks" / "notice.ipynb"
    rewrite(notebook, lambda text: text.replace('report.title(\\"mitteilung\\")', "1 / 0"))
    result = auszug(project, "release", "2019")
    assert result.returncode == 3
    assert not list((project / "params/releases").iterdir())
    assert contents(project / PUBLIC) == before


def test_a_notebook_that_shows_more_than_the_plan_publishes_nothing(project: Path) -> None:
    before = contents(project / PUBLIC)
    shutil.copytree(PROJECT / "notebooks", project / "notebooks")
    notebook = project / "notebooks" / "notice.ipynb"
    smuggled = (
        "from auszug_lib.publication.document import Cell, Row, Table\\n"
        'Table(\\"t\\", \\"T\\", \\"S\\", (\\"H\\",), (Row(\\"Eine\\", (Cell(\\"2\\", 2.0, '
        '\\"2019/DRK/households_placed/district:3/osten\\"),)),))'
    )
    rewrite(notebook, lambda text: text.replace('report.text(\\"anlage\\")', smuggled))
    result = auszug(project, "report", "2019", "--only", "mitteilung")
    assert result.returncode == 2
    assert re.match(r"Nichts veröffentlicht: \d+ Zahlen dürfen so nicht erscheinen", result.stderr)
    assert contents(project / PUBLIC) == before
    assert not (project / "outputs/2019/entwurf").exists()


def remove_placements(book: Any, number: int) -> None:
    """Remove the last placements with their flats, their cases and what belongs to them."""
    placements = book["vermittlungen"]
    head = {key: column_of(placements, key) for key in ("fall_id", "wohnung_id")}
    rows = [row for row in range(2, placements.max_row + 1) if placements.cell(row, head["fall_id"]).value]
    gone = {key: set() for key in head}
    for row in reversed(rows[-number:]):
        for key, values in gone.items():
            values.add(placements.cell(row, head[key]).value)
        placements.delete_rows(row)
    for sheet, key in (("faelle", "fall_id"), ("wohnungen", "wohnung_id"), ("begleitungen", "fall_id")):
        remove_rows(book[sheet], key, gone[key])
    remove_rows(book["beratungen"], "fall_id", gone["fall_id"])


def column_of(sheet: Any, name: str) -> int:
    """Return the number of a column in a sheet of the form."""
    return [column.name for column in TABLES[sheet.title].columns].index(name) + 1


def remove_rows(sheet: Any, key: str, values: set[Any]) -> None:
    """Remove the rows of a sheet that have one of some values in a column."""
    column = column_of(sheet, key)
    for row in range(sheet.max_row, 1, -1):
        if sheet.cell(row, column).value in values:
            sheet.delete_rows(row)


@contextmanager
def edited(file: Path) -> Iterator[Any]:
    """Yield a workbook that is saved afterwards."""
    book = openpyxl.load_workbook(file)
    yield book
    book.save(file)


def rewrite(file: Path, change: Callable[[str], str]) -> None:
    old = file.read_text(encoding="utf-8")
    assert change(old) != old
    file.write_text(change(old), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    files: Iterator[Path] = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
