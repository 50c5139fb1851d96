"""The form from the command line, and through LibreOffice and back."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pikepdf
import pytest
from openpyxl.workbook import Workbook

from auszug_lib.delivery.reading.inbox import read_delivery
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params.folder import ParamsFolder

from ..shell import auszug

PROJECT = Path(__file__).parents[2]
EXAMPLES = PROJECT / "examples/2019"
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="session")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the form of 2020 after the example's delivery of 2019."""
    folder = tmp_path_factory.mktemp("formulare")
    words = ["--out", str(folder / "drk.xlsx"), "--from", str(PROJECT / "examples/2019/drk-2019.xlsx")]
    made = auszug(PROJECT, "form", "2020", "DRK", *words)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == f"Geschrieben: {folder / 'drk.xlsx'}\n"
    return folder


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory):
    """Return a function that lets LibreOffice save a file in another format."""
    if SOFFICE is None:
        if "CI" in os.environ:
            pytest.fail("LibreOffice ist in der CI Pflicht.")
        pytest.skip("LibreOffice ist nicht installiert.")
    profile = tmp_path_factory.mktemp("profil")

    def call(file: Path, ending: str, folder: Path) -> Path:
        command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", ending, "--outdir", str(folder), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return folder / f"{file.stem}.{ending}"

    return call


@pytest.fixture(scope="session", params=["xlsx", "ods"])
def saved(request: pytest.FixtureRequest, forms: Path, convert, tmp_path_factory) -> Path:
    """The form as LibreOffice saves it, brought back into the format that openpyxl reads."""
    folder = tmp_path_factory.mktemp(request.param)
    file = convert(forms / "drk.xlsx", request.param, folder)
    return file if request.param == "xlsx" else convert(file, "xlsx", folder)


@cache
def opened(file: Path) -> Workbook:
    """Return a workbook, for reading only."""
    return openpyxl.load_workbook(file)


def validations(file: Path, name: str) -> list[tuple]:
    """Return what guards a sheet's columns, without how far down and without what is the default."""
    return sorted(
        (
            *(str(one.sqref).split(":")[0], one.type, one.formula1, one.promptTitle, one.prompt, one.error),
            *(one.errorStyle or "stop", one.allowBlank, one.showInputMessage, one.showErrorMessage),
            (one.operator or "between") if one.type in ("whole", "decimal", "date") else "",
        )
        for one in opened(file)[name].data_validations.dataValidation
    )


def marks(file: Path, name: str) -> list[tuple]:
    sheet = opened(file)[name]
    return sorted(
        (str(marked.sqref), rule.formula[0])
        for marked in sheet.conditional_formatting
        for rule in marked.rules
    )


@pytest.mark.parametrize("name", TABLES)
def test_libreoffice_keeps_drop_downs_messages_and_marks(forms: Path, saved: Path, name: str) -> None:
    assert validations(saved, name) == validations(forms / "drk.xlsx", name)
    assert marks(saved, name) == marks(forms / "drk.xlsx", name)


@pytest.mark.parametrize("name", TABLES)
def test_libreoffice_keeps_the_guard_on_the_headings(forms: Path, saved: Path, name: str) -> None:
    # Frozen rows belong to a window, and without one LibreOffice drops them, whatever the workbook.
    before, after = (opened(file)[name] for file in (forms / "drk.xlsx", saved))
    assert before.freeze_panes
    assert after.protection.sheet
    assert after["A1"].protection.locked
    assert after.auto_filter.ref == before.auto_filter.ref
    assert after.print_title_rows == "$1:$1"
    assert [cell.value for cell in after[1]] == [cell.value for cell in before[1]]


def test_libreoffice_keeps_the_lists_hidden_and_the_names(forms: Path, saved: Path) -> None:
    before, after = (opened(file) for file in (forms / "drk.xlsx", saved))
    assert after.sheetnames == before.sheetnames
    assert after["Listen"].sheet_state == "hidden"
    assert set(before.defined_names) <= set(after.defined_names)


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_libreoffice_saves_is_read_the_same(forms: Path, convert, tmp_path: Path, ending: str) -> None:
    vocabulary = vocabulary_of(ParamsFolder(PROJECT / "params").city("koeln"))
    before = read_delivery(forms / "drk.xlsx", vocabulary)
    after = read_delivery(convert(forms / "drk.xlsx", ending, tmp_path), vocabulary)
    assert not after.notes
    for name in TABLES:
        assert not after.tables[name].notes
        pd.testing.assert_frame_equal(after.tables[name].cells, before.tables[name].cells, check_dtype=False)


def test_the_instructions_and_each_sheet_print_on_one_page_as_long_as_it_is_empty(
    convert, tmp_path: Path
) -> None:
    assert auszug(PROJECT, "form", "2020", "DRK", "--out", str(tmp_path / "leer.xlsx")).returncode == 0
    with pikepdf.open(convert(tmp_path / "leer.xlsx", "pdf", tmp_path)) as pages:
        assert len(pages.pages) == 1 + len(TABLES)


def test_last_years_waiting_cases_are_in_the_form(forms: Path) -> None:
    before = opened(PROJECT / "examples/2019/drk-2019.xlsx")["faelle"]
    after = opened(forms / "drk.xlsx")["faelle"]
    status = [str(cell.value).partition(" *")[0] for cell in before[1]].index("Status")
    waiting = [row[0] for row in before.iter_rows(min_row=2, values_only=True) if row[status] == "wartend"]
    assert waiting
    assert [row[0] for row in after.iter_rows(min_row=2, values_only=True)] == waiting


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["2020", "XYZ", "--out", "neu.xlsx"],
            "Den Träger „XYZ“ gibt es in Köln nicht; bekannt sind: Caritas",
        ),
        (["2020", "DRK", "--out", "drk.xlsx"], "--out: „drk.xlsx“ gibt es schon"),
        (
            ["2020", "DRK", "--out", "neu.xlsx", "--from", f"{EXAMPLES}/kfr-2019.xlsx"],
            "ist von KFR; erwartet wird die",
        ),
        (
            ["2022", "DRK", "--out", "neu.xlsx", "--from", f"{EXAMPLES}/drk-2019.xlsx"],
            "ist für 2019; erwartet wird die",
        ),
        (["1999", "DRK", "--out", "neu.xlsx"], "Die Jahresdatei 1999.yaml gibt es nicht"),
    ],
)
def test_a_mistake_is_one_sentence_and_nothing_is_written(
    forms: Path, words: list[str], sentence: str
) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in forms.iterdir()}
    result = auszug(forms, "form", *words, "--params", str(PROJECT / "params"))
    assert result.returncode == 2
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert {file.name: file.stat().st_mtime_ns for file in forms.iterdir()} == before
