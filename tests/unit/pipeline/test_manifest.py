"""The manifest: what lies in a folder, and what of it came from where."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from auszug_lib.params import Acceptance
from auszug_lib.pipeline.files import MadeReport
from auszug_lib.pipeline.jobs import ReportSet, load_set
from auszug_lib.pipeline.manifest import write_manifest

from ...koeln import KOELN

REPORTS = (
    MadeReport("mitteilung", "notice", "Mitteilung", "Titel", ("Entwurf",), ("mitteilung.pdf", "m.html")),
    MadeReport("traegerbericht-drk", "carrier_report", "Bericht", "Titel", (), ("drk.pdf", "daten/drk.csv")),
)


@pytest.fixture
def report_set() -> ReportSet:
    return load_set(KOELN, "2019")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An audience's folder with the files of two reports."""
    (tmp_path / "daten").mkdir()
    for report in REPORTS:
        for name in report.files:
            (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def test_manifest_says_what_decides_the_figures_and_the_look(folder: Path, report_set: ReportSet) -> None:
    write_manifest(folder, report_set, REPORTS)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["city"], manifest["year"], manifest["marks"]) == ("Köln", 2019, ["Entwurf"])
    assert {"auszug", "pandas", "typst"} <= manifest["versions"].keys()
    assert [file["path"] for file in manifest["files"]] == sorted(
        name for report in REPORTS for name in report.files
    )


def with_params(report_set: ReportSet, **values: object) -> ReportSet:
    """Return the set of a year with other parameters."""
    params = report_set.year.params.model_copy(update=values)
    return replace(report_set, year=KOELN.of(params, report_set.year.file))


def test_only_an_internal_manifest_names_the_deliveries(folder: Path, report_set: ReportSet) -> None:
    for visibility, names in (
        ("oeffentlich", None),
        ("intern", ["caritas-2019.xlsx", "drk-2019.xlsx", "kfr-2019.xlsx"]),
    ):
        write_manifest(folder, with_params(report_set, visibility=visibility), REPORTS)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        listed = manifest.get("deliveries")
        assert (listed and [file["path"] for file in listed]) == names


def test_what_was_accepted_is_told_without_its_record(folder: Path, report_set: ReportSet) -> None:
    accepted = Acceptance(rule="grosser_haushalt", record="F-0815", reason="geprüft", by="Rau", carrier="DRK")
    for visibility in ("oeffentlich", "intern"):
        changed = with_params(report_set, visibility=visibility, accepted=(accepted,))
        write_manifest(folder, changed, REPORTS)
        text = (folder / "manifest.json").read_text(encoding="utf-8")
        assert json.loads(text)["accepted"] == [
            {"rule": "grosser_haushalt", "reason": "geprüft", "by": "Rau"}
        ]
        assert "F-0815" not in text


def test_drafts_are_neither_public_nor_the_internal_set(folder: Path, report_set: ReportSet) -> None:
    write_manifest(folder, replace(report_set, draft=True), REPORTS)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["audience"] == "entwurf"
