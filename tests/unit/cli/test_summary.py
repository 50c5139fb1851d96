"""What `auszug check` tells: the summary, the files beside the report, the exit code."""

from dataclasses import replace
from pathlib import Path

import pytest

from auszug_lib.cli.summary import exit_code, summary
from auszug_lib.delivery.finding import finding_rows, joined
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.files import findings_attached

from ...koeln import KOELN

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")


@pytest.fixture(scope="module")
def example():
    return replace(KOELN.year("2019").examination, reconciliations=())


def found(rule, carrier, **places):
    told = {"carrier": carrier, "file": f"{carrier.lower()}-2019.xlsx", "sheet": "faelle", "cell": "C2"}
    return finding_rows(rule, told | places, {"column": "personen"})


def examined(example, *parts):
    return replace(example, checked=replace(example.checked, findings=joined(parts)))


def accepted(part):
    return part.assign(accepted="geprüft (Rau)")


def test_the_summary_is_grouped_by_rule_and_carrier(example):
    parts = [
        *(found("pflicht", "DRK", cell=f"C{row}") for row in range(2, 14)),
        found("pflicht", "KFR"),
        found("grosser_haushalt", "Caritas"),
        accepted(found("grosser_haushalt", "DRK")),
        found("datei_unbekannt", "", file="lies mich.txt"),
    ]
    assert summary("2019", examined(example, *parts)).splitlines() == [
        "2019: 3 Lieferungen, 13 Fehler, eine Auffälligkeit, ein Hinweis, 1 angenommen",
        "                    Caritas  DRK  Flüchtlingsrat  ohne Träger",
        "Fehler",
        "  pflicht                 –   12               1            –  Die Angabe darf nicht leer sein.",
        "Auffälligkeiten",
        "  grosser_haushalt        1    –               –            –  "
        "Der Haushalt hat mehr als 10 Personen.",
        "Hinweise",
        "  datei_unbekannt         –    –               –            1  "
        "Diese Datei ist keine Lieferung und wurde nicht gelesen.",
    ]


def test_a_clean_year_takes_one_line(example):
    assert summary("2019", examined(example)) == (
        "2019: 3 Lieferungen, kein Fehler, keine Auffälligkeit, kein Hinweis"
    )


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ([], 0),
        (["leerzeichen"], 0),
        (["grosser_haushalt", "leerzeichen"], 1),
        (["grosser_haushalt", "pflicht"], 2),
    ],
)
def test_the_exit_code_is_that_of_the_gravest_finding(example, rules, code):
    assert exit_code(examined(example, *(found(rule, "DRK") for rule in rules))) == code


def test_what_was_accepted_is_clean(example):
    assert exit_code(examined(example, accepted(found("grosser_haushalt", "DRK")))) == 0


def test_a_carrier_gets_its_delivery_back_where_it_has_something_to_do(example):
    parts = [
        found("pflicht", "DRK"),
        found("grosser_haushalt", "Caritas"),
        found("leerzeichen", "KFR"),
        found("datei_unbekannt", ""),
    ]
    files = findings_attached(examined(example, *parts))
    assert list(files) == ["befunde.csv", "rueckgabe/caritas-2019.xlsx", "rueckgabe/drk-2019.xlsx"]
    assert len(files["befunde.csv"].splitlines()) == 1 + len(parts)
    assert all(content.startswith(b"PK") for name, content in files.items() if name.endswith(".xlsx"))
