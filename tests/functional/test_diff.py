"""`auszug diff`: in which figures two folders of a year differ, and where the records behind them stand."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.csv_files import figures_csv
from auszug_lib.pipeline.manifest import deliveries_of
from auszug_lib.project import Project

from ..shell import auszug
from .test_check import build, delivery, send

TOTAL = "2021/gesamt/households_placed/gesamt/gesamt"
AWO = "2021/AWO/households_placed/district/n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the deliveries of a year, and others in which AWO's household moved elsewhere."""
    project = build(tmp_path)
    sent = {carrier: delivery(carrier) for carrier in ("AWO", "Diakonie")}
    send(project, sent)
    (project / "neu").mkdir()
    sent["AWO"]["wohnungen"][1][3] = "s"
    sent["AWO"]["beratungen"] = sent["AWO"]["beratungen"][:1]
    send(project, {"AWO": sent["AWO"]}, "neu")
    shutil.copy(project / "lieferungen/Diakonie.xlsx", project / "neu")
    return project


def outputs(project: Path, name: str, audience: str, figures: dict[str, str], year: int = 2021) -> None:
    """Write a folder of results as far as it is compared, of the deliveries that the project has."""
    folder = project / name / "2021" / audience
    (folder / "daten").mkdir(parents=True)
    (folder / "daten/gesamtbericht-zahlen.csv").write_bytes(figures_csv(figures))
    sent = deliveries_of(Project(ParamsFolder(project / "params")).year("2021"))
    if name == "alt":
        sent = [{**file, "sha256": "0"} for file in sent]
    text = json.dumps(
        {"year": year, "audience": audience, **({"deliveries": sent} if audience == "intern" else {})}
    )
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def test_two_folders_of_deliveries_differ_in_figures_with_the_records_behind_them(project: Path) -> None:
    result = auszug(project, "diff", "lieferungen", "neu", "--year", "2021", "--out", "akten.xlsx")
    assert (result.returncode, result.stderr) == (1, "")
    told = result.stdout.splitlines()
    assert told[0] == f"{sum('→' in line for line in told)} Zahlen unterscheiden sich:"
    start = told.index("Vermittelte Haushalte")
    assert told[start : start + 7] == [
        "Vermittelte Haushalte",
        "  alle Träger, Stadtbezirk: Nord  2 → 1",
        "  alle Träger, Stadtbezirk: Süd   0 → 1",
        "  AWO, Stadtbezirk: Nord          1 → 0",
        "  AWO, Stadtbezirk: Süd           0 → 1",
        "    vorher: AWO.xlsx, vermittlungen, Zeile 2",
        "    nachher: AWO.xlsx, vermittlungen, Zeile 2",
    ]
    assert told[-3:] == [
        "    vorher: AWO.xlsx, beratungen, Zeile 2",
        "Andere Lieferungen: AWO.xlsx",
        "Geschrieben: akten.xlsx",
    ]
    assert "AWO-" not in result.stdout
    [head, *rows] = list(openpyxl.load_workbook(project / "akten.xlsx").active.iter_rows(3, values_only=True))
    placed = [dict(zip(head, row, strict=True)) for row in rows if row[0] == "Vermittelte Haushalte"]
    assert [(row["Stand"], row["Fall-ID"], row["Stadtbezirk"]) for row in placed] == [
        ("vorher", "AWO-F-0001", "Nord"),
        ("nachher", "AWO-F-0001", "Süd"),
    ]


def test_the_same_deliveries_differ_in_nothing(project: Path) -> None:
    shutil.copytree(project / "lieferungen", project / "2021")
    result = auszug(project, "diff", "lieferungen", "2021")
    assert (result.returncode, result.stdout) == (0, "Keine Zahl unterscheidet sich.\n")


def test_internal_reports_show_where_the_records_stand_that_a_figure_counts_now(project: Path) -> None:
    outputs(project, "alt", "intern", {TOTAL: "1", AWO: "0"})
    outputs(project, "neu-gemacht", "intern", {TOTAL: "2", AWO: "1"})
    outputs(project, "neu-gemacht", "oeffentlich", {TOTAL: "2"})
    result = auszug(project, "diff", "alt/2021", "neu-gemacht/2021")
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.splitlines() == [
        "2 Zahlen unterscheiden sich:",
        "Vermittelte Haushalte",
        "  alle Träger             1 → 2",
        "  AWO, Stadtbezirk: Nord  0 → 1",
        "    nachher: AWO.xlsx, vermittlungen, Zeile 2",
        "Andere Lieferungen: AWO.xlsx, Diakonie.xlsx",
    ]


def test_public_reports_show_no_record(project: Path) -> None:
    for name, figures in (("alt", {TOTAL: "1"}), ("neu-gemacht", {TOTAL: "2", AWO: "1"})):
        outputs(project, name, "oeffentlich", figures)
    result = auszug(project, "diff", "alt/2021/oeffentlich", "neu-gemacht/2021/oeffentlich")
    assert result.stdout.splitlines() == [
        "2 Zahlen unterscheiden sich:",
        "Vermittelte Haushalte",
        "  alle Träger             1 → 2",
        "  AWO, Stadtbezirk: Nord  nichts → 1",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["lieferungen", "nirgends"], "Den Ordner „nirgends“ gibt es nicht."),
        (["lieferungen", "neu"], "Von welchem Jahr „neu“ ist, sagt der Name nicht; bitte mit --year nennen."),
        (["alt/2021", "oben/2021"], "keine Berichte über dasselbe Jahr für denselben Kreis"),
        (["alt/2021", "anders/2021"], "keine Berichte über dasselbe Jahr für denselben Kreis"),
        (["lieferungen", "neu", "--year", "1999"], "Die Jahresdatei 1999.yaml gibt es nicht"),
        (["lieferungen", "leer", "--year", "2021"], "In „leer“ liegt keine Lieferung"),
    ],
)
def test_a_mistake_is_one_sentence(project: Path, words: list[str], sentence: str) -> None:
    outputs(project, "alt", "intern", {})
    outputs(project, "anders", "intern", {}, year=2020)
    outputs(project, "oben", "oeffentlich", {})
    (project / "leer").mkdir()
    result = auszug(project, "diff", *words)
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
