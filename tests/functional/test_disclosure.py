"""Nobody is found in the public folder: the auditor, the release, and other records that look the same."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from .conftest import auszug

PROJECT = Path(__file__).parents[2]
PUBLIC = "outputs/2019/oeffentlich"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose deliveries of 2019 are files, with its public reports and their release."""
    project = tmp_path_factory.mktemp("projekt")
    shutil.copytree(PROJECT / "params", project / "params")
    result = auszug(project, "example", "2019", "--out", "lieferungen")
    assert result.returncode == 0, result.stderr
    year = project / "params" / "2019.yaml"
    text = year.read_text(encoding="utf-8").replace("data: example", "data: lieferungen")
    year.write_text(text, encoding="utf-8")
    result = auszug(project, "report", "2019")
    assert (result.returncode, result.stderr) == (0, "")
    result = auszug(project, "release", PUBLIC)
    assert result.stdout == "Freigegeben: params/releases/2019.json\n"
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "projekt"))


def test_the_auditor_finds_nothing(made: Path) -> None:
    result = auszug(made, "audit", PUBLIC)
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(
        r"\n\d\d+ geheime Zahlen, davon keine enger eingegrenzt als zugesagt\.\n$", result.stdout
    )
    assert "2019, KFR, Beendet ohne Vermittlung, Grund: Fortzug  [1, 3]" in result.stdout


def test_a_printed_dot_is_found_wherever_it_is_printed(project: Path) -> None:
    figure, line = (
        "2019/KFR/cases_closed/closing_reason/fortzug",
        "2019;KFR;cases_closed;closing_reason;fortzug;",
    )
    page = project / PUBLIC / "traegerbericht-kfr.html"
    shown = f'data-figure="{figure}">'
    rewrite(page, lambda text: text.replace(f"{shown}.", f"{shown}3"))
    result = auszug(project, "audit", PUBLIC)
    assert result.returncode == 2
    assert figure in result.stderr  # the file says otherwise
    file = project / PUBLIC / "daten" / "traegerbericht-kfr-zahlen.csv"
    rewrite(file, lambda text: text.replace(f"{line}.", f"{line}3"))
    result = auszug(project, "audit", PUBLIC)
    assert result.returncode == 2
    assert "ZU ENG" in result.stdout
    result = auszug(project, "release", PUBLIC)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.startswith("Nichts veröffentlicht: ")


def test_a_carrier_inside_knows_more(made: Path) -> None:
    result = auszug(made, "audit", PUBLIC, "--insider", "DRK")
    assert result.returncode == 2
    assert re.search(r"DRK, .*\[(\d+), \1\]  ZU ENG", result.stdout)


def test_a_folder_without_reports_is_told(made: Path) -> None:
    result = auszug(made, "audit", "params")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)


def test_other_records_that_agree_on_all_that_is_printed_give_the_same_bytes(project: Path) -> None:
    before = contents(project / PUBLIC)
    book = openpyxl.load_workbook(project / "lieferungen" / "drk-2019.xlsx")
    cases = book["faelle"]
    column = {cell.value: cell.column for cell in cases[1]}
    reasons = [row[column["abschlussgrund"] - 1] for row in cases.iter_rows(min_row=2)]
    next(cell for cell in reasons if cell.value == "selbst_gefunden").value = "kein_bedarf"
    for row in book["beratungen"].iter_rows(min_row=2, min_col=7, max_col=7):
        row[0].value = "etwas anderes"
    book.save(project / "lieferungen" / "drk-2019.xlsx")
    result = auszug(project, "report", "2019")
    assert (result.returncode, result.stderr) == (0, "")
    assert contents(project / PUBLIC) == before


def test_what_cannot_be_kept_secret_is_not_published(project: Path) -> None:
    (project / "params" / "releases" / "2019.json").unlink()
    with (project / "params" / "2019.yaml").open("a", encoding="utf-8") as file:
        file.write("disclosure: {minimum: 20}\n")
    before = contents(project / PUBLIC)
    result = auszug(project, "report", "2019")
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("2019 lässt sich nicht veröffentlichen: ")
    assert contents(project / PUBLIC) == before


def rewrite(file: Path, change: Callable[[str], str]) -> None:
    old = file.read_text(encoding="utf-8")
    assert change(old) != old
    file.write_text(change(old), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
