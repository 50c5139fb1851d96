"""The data package: an open-data portal takes it, and would notice a figure that is not described."""

import json
from pathlib import Path

import pytest

from auszug_lib.params.city import LICENCES
from auszug_lib.pipeline.csv_files import figures_csv
from auszug_lib.pipeline.data_package import PACKAGE, data_package
from auszug_lib.pipeline.files import MadeReport

from ...koeln import KOELN
from ...portal import validated

FIGURES = {
    "2019/gesamt/households_placed/gesamt/gesamt": "1.234",
    "2019/DRK/households_placed/district:2/porz_ausserhalb": "–",
    "2018/DRK/rent_median/household_size/1": "x",
    "2019/DRK/mean_household_size/gesamt/gesamt": "2,8",
}
REPORT = MadeReport("mitteilung", "notice", "Mitteilung", "Titel", (), ())


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    """A file of figures in an audience's folder, with its description beside it."""
    file = tmp_path / "daten/mitteilung-zahlen.csv"
    file.parent.mkdir()
    file.write_bytes(figures_csv(FIGURES))
    (tmp_path / PACKAGE).write_bytes(data_package(tmp_path, KOELN.year("2019"), [REPORT]))
    return file


def test_it_is_valid(figures: Path) -> None:
    result = validated(figures.with_name("datapackage.json"))
    assert result.valid, result.flatten(["message"])
    assert [task.name for task in result.tasks] == [
        "mitteilung-zahlen",
        "traeger",
        "kennzahlen",
        "kategorien",
    ]
    assert not result.warnings


@pytest.mark.parametrize(
    ("old", "new"), [("DRK", "XYZ"), ("2018", "früher"), ("porz", "kalk"), (";2,8", ";2.8")]
)
def test_it_is_not_valid_for_other_figures(figures: Path, old: str, new: str) -> None:
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace(old, new), encoding="utf-8", newline="")
    assert not validated(figures.with_name("datapackage.json")).valid


def test_machines_read_figures_without_a_mark_and_nothing_where_there_is_none(figures: Path) -> None:
    head, *lines = figures.read_text(encoding="utf-8").splitlines()
    assert head == "jahr;traeger;kennzahl;dimension;stufe;kategorie;wert"
    assert [line.rpartition(";")[2] for line in lines] == ["1234", "0", "", "2,8"]


def test_it_says_what_codes_mean_their_units_and_the_licence(figures: Path) -> None:
    package = json.loads(figures.with_name("datapackage.json").read_text(encoding="utf-8"))
    assert [one["path"] for one in package["licenses"]] == [LICENCES["dl-de/by-2-0"][1]]
    lists = {one["name"]: one["data"] for one in package["resources"] if "data" in one}
    assert {"traeger": "DRK", "bezeichnung": "Deutsches Rotes Kreuz"} in lists["traeger"]
    units = {row["kennzahl"]: row["einheit"] for row in lists["kennzahlen"]}
    assert units["households_placed"] == "Haushalte"
    [category] = [row for row in lists["kategorien"] if row["kategorie"] == "porz_ausserhalb"]
    assert category["bezeichnung"] == "Porz und außerhalb von Köln"
    assert (category["dimension"], category["stufe"]) == ("district", 2)


def test_what_is_internal_has_no_licence(figures: Path) -> None:
    year = KOELN.year("2019", "intern")
    assert "licenses" not in json.loads(data_package(figures.parents[1], year, [REPORT]))
