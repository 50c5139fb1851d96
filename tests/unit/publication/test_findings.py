"""The tables of rules and findings: words, counts, places, and never a record or a value."""

from pathlib import Path

import pytest

from auszug_lib.delivery.finding import finding_rows, joined
from auszug_lib.delivery.rules.rule import RULES, SEVERITIES, in_general
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.publication.document import Table
from auszug_lib.publication.findings import (
    accepted_table,
    carriers_found,
    findings_table,
    rules_table,
    summary_table,
)
from auszug_lib.publication.prose import Prose

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")
CITY, YEAR = FOLDER.city("koeln"), FOLDER.year("2019")
SECRETS = {"record": "F-GEHEIM", "value": "4711"}
DELIVERIES = {"Caritas": "caritas.xlsx", "DRK": "drk"}


def found(rule, carrier, cells, **places):
    file = {"Caritas": "caritas.xlsx", "DRK": "drk/faelle.csv"}.get(carrier, "andere.xlsx")
    told = {"carrier": carrier, "file": file, "sheet": "faelle", "cell": cells, **SECRETS}
    return finding_rows(rule, told | places, {"column": "personen", "codes": "a oder b", "other": "drk"})


FINDINGS = joined(
    [
        found("pflicht", "DRK", [f"C{row}" for row in range(2, 15)]),
        found("code", "Caritas", ["F2", "F3"]),
        found("grosser_haushalt", "Caritas", ["C9"]),
        found("grosser_haushalt", "DRK", ["C5"]).assign(accepted="so ist es (Rau)"),
        found("wartender_fall_fehlt", "DRK", ["", ""]),
        found("datei_unbekannt", "", "", sheet=""),
        found("eine_lieferung", "DRK", "A2", file="drk-alt.xlsx"),
    ]
)
CARRIERS = carriers_found(FINDINGS, YEAR, CITY)


def cells(table):
    assert isinstance(table, Table)
    return {row.header: [cell.text for cell in row.cells] for row in table.rows}


def test_columns_are_the_years_carriers_and_whoever_else_has_a_finding():
    assert CARRIERS == {"Caritas": "Caritas", "DRK": "DRK", "KFR": "Flüchtlingsrat", "": "ohne Träger"}


def test_the_summary_counts_by_rule_and_carrier_under_a_total_for_each_severity():
    table = summary_table(FINDINGS, CARRIERS)
    assert table.columns == ("Caritas", "DRK", "Flüchtlingsrat", "ohne Träger", "Summe")
    assert [row.header for row in table.rows if row.total] == ["Fehler", "Auffälligkeiten", "Hinweise"]
    assert cells(table)["Fehler"] == ["2", "14", "–", "–", "16"]
    assert cells(table)["Die Angabe darf nicht leer sein."] == ["–", "13", "–", "–", "13"]
    assert cells(table)["Auffälligkeiten"] == ["1", "2", "–", "–", "3"]  # the accepted one does not count


def test_findings_name_carrier_sheet_and_cells():
    table = findings_table(FINDINGS, "hard", CARRIERS, DELIVERIES)
    assert [row.header for row in table.rows] == [
        *("Caritas, faelle", "DRK, faelle", "DRK, drk-alt.xlsx, faelle"),
    ]
    assert cells(table)["Caritas, faelle"] == [
        *("F2:F3", "„Personen“ muss a oder b sein.", "Bitte einen Wert aus der Liste wählen.")
    ]
    assert cells(table)["DRK, faelle"][0] == "C2:C14"
    assert not table.notes


def test_findings_without_a_cell_are_counted():
    table = findings_table(FINDINGS, "soft", CARRIERS, DELIVERIES)
    assert cells(table)["DRK, faelle"][0] == "2-mal"
    assert not table.notes


def test_many_scattered_cells_are_cut_short_with_a_note():
    scattered = joined([found("pflicht", "DRK", [f"C{row}" for row in (2, 4, 5, 7, 9, 11, 13, 15, 16)])])
    table = findings_table(scattered, "hard", CARRIERS, DELIVERIES)
    assert cells(table)["DRK, faelle"][0] == "C2, C4:C5, C7, C9, C11, C13 und 2 weitere"
    assert table.notes == ("Was hier nicht genannt ist, steht in befunde.csv.",)


def test_a_long_table_ends_and_says_so():
    many = joined([found("pflicht", "DRK", "", sheet=f"blatt {number}") for number in range(120)])
    table = findings_table(many, "hard", CARRIERS, DELIVERIES)
    assert (len(table.rows), len(table.notes)) == (100, 1)


def test_accepted_findings_stand_with_their_reason():
    assert cells(accepted_table(FINDINGS, CARRIERS, DELIVERIES)) == {
        "DRK, faelle": ["C5", "Der Haushalt hat mehr als 10 Personen.", "so ist es (Rau)"]
    }


@pytest.mark.parametrize("severity", ["hard", "soft", "info"])
def test_no_record_and_no_value_is_shown(severity):
    tables = findings_table(FINDINGS, severity, CARRIERS, DELIVERIES), summary_table(FINDINGS, CARRIERS)
    assert not [secret for secret in SECRETS.values() if secret in repr(tables)]


def test_without_findings_a_sentence_says_so():
    none = FINDINGS.head(0)
    assert summary_table(none, CARRIERS) == Prose("Es gibt keine offenen Befunde.")
    assert findings_table(none, "hard", CARRIERS, {}) == accepted_table(none, CARRIERS, {}) == Prose("Keine.")


@pytest.mark.parametrize(
    ("sentence", "general"),
    [
        ("„{column}“ muss {codes} sein.", "Die Angabe muss ein Wert der Liste sein."),
        ("{column}: hier steht {kind}.", "Hier steht eine Angabe wie Name oder Anschrift."),
        ("Diese {column} hat schon ein anderer.", "Diese Kennung hat schon ein anderer."),
        ("Die Spalte {column} fehlt.", "Die Spalte … fehlt."),
        ("Fast alle liegen im Jahr {found}.", "Fast alle liegen im Jahr …"),
        ("personen ist nicht die Summe.", "personen ist nicht die Summe."),
    ],
)
def test_words_that_only_a_finding_knows_are_general(sentence: str, general: str) -> None:
    assert in_general(sentence) == general


def test_every_rule_stands_in_one_of_the_tables() -> None:
    tables = [rules_table(severity) for severity in SEVERITIES]
    assert {row.header for table in tables for row in table.rows} == set(RULES)
    texts = [cell.text for table in tables for row in table.rows for cell in row.cells]
    assert not [text for text in texts if not text or set("{}") & set(text) or ".." in text or "…." in text]
