"""What was published stays what it was, in every later report: a correction would tell of whom."""

import json
import shutil
from pathlib import Path

import pytest

from auszug_lib.cli_audit import findings_in
from auszug_lib.codes import TOTAL
from auszug_lib.disclosure.frozen import write_release
from auszug_lib.disclosure.released import figures_in, public_figures, released
from auszug_lib.errors import ReleaseError
from auszug_lib.params_folder import ParamsFolder

from .conftest import FOLDER

PLACED = (TOTAL, "households_placed", TOTAL, TOTAL)
CONSULTED = (TOTAL, "consultations", TOTAL, TOTAL)


@pytest.fixture
def folder(tmp_path: Path) -> ParamsFolder:
    return ParamsFolder(Path(shutil.copytree(FOLDER.path, tmp_path / "params")))


def public_folder(path: Path, figures) -> Path:
    """Return a folder with nothing but figures of 2019."""
    (path / "daten").mkdir(parents=True)
    lines = [";".join(("2019", *figure, f"{value:g}")) for figure, value in figures.items()]
    text = "\n".join(["jahr;traeger;kennzahl;dimension;kategorie;wert", *lines])
    (path / "daten" / "gesamtbericht-zahlen.csv").write_text(text, encoding="utf-8")
    (path / "manifest.json").write_text(json.dumps({"year": 2019}), encoding="utf-8")
    return path


@pytest.mark.parametrize("later", ["2020", "2022"])
def test_later_reports_show_what_was_released(folder, later):
    year = folder.year("2019")
    figures = figures_in(released(folder, year))
    write_release(folder, year, {**figures, PLACED: 131.0})
    shown = public_figures(folder, folder.year(later)).cube
    assert figures_in(shown[shown["year"] == 2019])[PLACED] == 131


def test_a_corrected_version_is_refused(folder, tmp_path):
    before = public_folder(tmp_path / "alt", {PLACED: 132, CONSULTED: 151})
    now = public_folder(tmp_path / "neu", {PLACED: 133, CONSULTED: 152})
    with pytest.raises(ReleaseError, match="2019, gesamt/households_placed/gesamt/gesamt war früher 132 und"):
        findings_in(folder, now, (before,))


def test_figures_that_are_about_nobody_may_be_corrected(folder, tmp_path):
    before = public_folder(tmp_path / "alt", {PLACED: 132, CONSULTED: 151})
    now = public_folder(tmp_path / "neu", {PLACED: 132, CONSULTED: 152})
    assert findings_in(folder, now, (before,)) == {2019: []}
