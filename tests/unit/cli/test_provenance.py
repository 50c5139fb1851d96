"""Where the figures came from: the carriers' files, each with its own, of the year and the years before."""

import hashlib
import shutil
from pathlib import Path

import pytest

from auszug_lib.cli.provenance import provenance_of
from auszug_lib.delivery.example.deliveries import write_example
from auszug_lib.params_folder import ParamsFolder

PARAMS = Path(__file__).parents[3] / "params"


@pytest.fixture
def folder(tmp_path: Path) -> ParamsFolder:
    """A project whose year 2019 is delivered in files; 2016 is an example year."""
    shutil.copytree(PARAMS, tmp_path / "params")
    file = tmp_path / "params/2019.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("data: example", "data: lieferungen"), encoding="utf-8")
    (tmp_path / "lieferungen").mkdir()
    folder = ParamsFolder(tmp_path / "params")
    year = folder.year("2019")
    city = folder.city(year.city)
    write_example(city, year, folder.published(city), tmp_path / "lieferungen")
    return folder


def test_every_measure_is_defined_in_the_words_of_the_city(folder: ParamsFolder) -> None:
    definitions = provenance_of(folder, folder.year("2019")).definitions
    assert definitions["partner_flats"].label == "Wohnungen (GAG)"
    assert definitions["partner_flats"].definition.endswith("des Vermieters GAG.")


def test_each_carrier_has_its_own_file(folder: ParamsFolder) -> None:
    origins = provenance_of(folder, folder.year("2019")).origins()
    files = sorted((folder.project / "lieferungen").iterdir())
    assert sorted((one.year, one.path, one.sha256) for one in origins) == [
        (2019, file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files
    ]
    assert {one.carrier: one.path.partition("-")[0] for one in origins} == {
        "Caritas": "caritas",
        "DRK": "drk",
        "KFR": "kfr",
    }


def test_example_records_come_from_no_file(folder: ParamsFolder) -> None:
    assert provenance_of(folder, folder.year("2016")).origins() == []
