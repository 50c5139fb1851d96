"""Where the figures came from: the carriers' files, each with its own, of the year and the years before."""

import hashlib

from auszug_lib.project import Project


def test_each_carrier_has_its_own_file(koeln: Project) -> None:
    files = [
        file
        for year in ("2016", "2019")
        for file in sorted((koeln.folder.project / "examples" / year).iterdir())
    ]
    found = koeln.year("2019").origins
    assert sorted((one.year, one.path, one.sha256) for one in found) == [
        (int(file.parent.name), file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files
    ]
    assert {one.carrier: one.path.partition("-")[0] for one in found} == {
        "Caritas": "caritas",
        "DRK": "drk",
        "KFR": "kfr",
    }


def test_a_delivery_in_a_folder_has_all_its_files(koeln: Project) -> None:
    own = [one.path for one in koeln.year("2022").origins if (one.year, one.carrier) == (2022, "Caritas")]
    assert len(own) == 9
    assert "caritas-2022/faelle.csv" in own
