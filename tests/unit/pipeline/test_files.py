"""The list of all findings as CSV."""

import csv
import io

import pytest

from auszug_lib.delivery.finding import COLUMNS, finding_rows
from auszug_lib.pipeline.files import findings_csv


def lines(**places: str) -> list[list[str]]:
    findings = finding_rows("grosser_haushalt", {"carrier": "DRK", **places}, {})
    text = findings_csv(findings).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_headings_and_severity_are_german() -> None:
    headings, row = lines(file="drk.xlsx", sheet="faelle", cell="C2", record="F1", value="12")
    assert headings == list(COLUMNS.values())
    assert row[:8] == ["DRK", "drk.xlsx", "faelle", "C2", "F1", "grosser_haushalt", "Auffälligkeit", "12"]
    assert row[8:10] == [
        "Der Haushalt hat mehr als 10 Personen.",
        "Bitte prüfen, ob die Zahl stimmt und es ein einziger Haushalt ist.",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-3", "@x", "\t=1", "\r=1", '=HYPERLINK("http://x";"y")'])
@pytest.mark.parametrize("column", ["file", "sheet", "record", "value"])
def test_no_cell_can_be_run_as_a_formula(column: str, text: str) -> None:
    _, row = lines(**{column: text})
    assert row[list(COLUMNS).index(column)] == f"'{text}"


def test_without_findings_there_is_the_heading_alone() -> None:
    none = finding_rows("code", {}, {"column": "status", "codes": ""}).head(0)
    assert len(findings_csv(none).splitlines()) == 1
