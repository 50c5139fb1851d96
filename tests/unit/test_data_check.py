"""The face of the notebook on the deliveries, on the example and on findings of every severity."""

from dataclasses import replace
from pathlib import Path

import pytest

from auszug_lib import ParamsError
from auszug_lib.data_check import DataCheck, open_check
from auszug_lib.delivery.finding import finding_rows, joined
from auszug_lib.delivery.schema import TABLES
from auszug_lib.publication.document import Table
from auszug_lib.publication.prose import Prose

PARAMS = Path(__file__).parents[2] / "params"


@pytest.fixture(scope="module")
def example():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUSZUG_PARAMS", str(PARAMS))
        return open_check(year=2019, visibility=None)


def with_findings(example, *rules, accepted=()):
    places = {"carrier": "DRK", "file": "drk-2019.xlsx", "sheet": "faelle", "cell": "C2"}
    told = [finding_rows(rule, places, {"column": "personen"}) for rule in rules]
    told += [finding_rows(rule, places, {}).assign(accepted="geprüft (Rau)") for rule in accepted]
    examination = example.examination
    checked = replace(examination.checked, findings=joined(told))
    return DataCheck(replace(examination, checked=checked, reconciliations=examination.reconciliations))


def test_the_title_is_never_public_and_names_no_committee(example):
    title = example.title()
    assert (title.document_type, title.part, title.sittings) == ("Prüfbericht", "nicht öffentlicher Teil", ())
    assert title.marks == ("Beispieldaten: keine echten Fälle", "nicht öffentlich")


def test_key_figures_count_deliveries_and_findings(example):
    check = with_findings(example, "pflicht", "leerzeichen", accepted=["grosser_haushalt"])
    figures = [(figure.cell.text, figure.label, figure.remark) for figure in check.key_figures().figures]
    assert figures == [
        ("3", "Lieferungen", "von 3 erwarteten"),
        ("1", "Fehler", ""),
        ("–", "Auffälligkeiten", "dazu 1 angenommen"),
        ("1", "Hinweise", ""),
    ]


@pytest.mark.parametrize(
    ("rules", "said", "unsaid"),
    [
        ([], "lassen sich machen.** Niemand", "rueckgabe"),
        (["leerzeichen"], "lassen sich machen.** Niemand", "rueckgabe"),
        (
            ["grosser_haushalt"],
            "lassen sich machen.** Vorher sollte sich jemand\neine Auffälligkeit ansehen",
            "noch nicht",
        ),
        (["grosser_haushalt", "lange_wartezeit"], "zwei Auffälligkeiten ansehen", "noch nicht"),
        (["pflicht"], "noch nicht machen:** In den Lieferungen\nist ein Fehler", "accepted"),
        (["pflicht", "verweis_begleitungen_fall_id"], "sind zwei Fehler", "accepted"),
    ],
)
def test_the_text_says_what_to_do(example, rules, said, unsaid):
    check = with_findings(example, *rules[:1])
    other = with_findings(example, *rules[1:]).examination.findings.assign(cell="C3")
    findings = joined([check.examination.findings, other])
    checked = replace(example.examination.checked, findings=findings)
    text = DataCheck(replace(example.examination, checked=checked)).text().markdown
    assert said in text
    assert unsaid not in text


def test_every_block_can_be_shown(example):
    check = with_findings(example, "pflicht", "grosser_haushalt", "leerzeichen", accepted=["kleine_wohnung"])
    blocks = [
        *(check.findings(severity) for severity in ("hard", "soft", "info")),
        *(check.rules(severity) for severity in ("hard", "soft", "info")),
        *(check.completeness(table) for table in TABLES),
        *(check.summary(), check.deliveries(), check.accepted()),
    ]
    assert all(isinstance(block, Table) and block.html() and block.document() for block in blocks)
    assert len({block.name for block in blocks}) == len(blocks)


def test_the_deliveries_are_named_with_what_was_read(example):
    rows = {row.header: [cell.text for cell in row.cells] for row in example.deliveries().rows}
    assert rows == {
        "Caritas": ["caritas-2019.xlsx", "31.01.2020", "540 Zeilen: 540 Datensätze"],
        "DRK": ["drk-2019.xlsx", "31.01.2020", "395 Zeilen: 395 Datensätze"],
        "Flüchtlingsrat": ["kfr-2019.xlsx", "31.01.2020", "344 Zeilen: 344 Datensätze"],
    }


def test_published_figures_are_compared_only_where_no_hard_rule_is_broken(example):
    rows = [[row.header, *(cell.text for cell in row.cells)] for row in example.reconciliation().rows]
    assert [
        *("01.01.–31.12.2019", "Vermittelte Haushalte", "132", "132", "–"),
    ] == rows[0][:5]
    assert ["39", "x", "x"] in [row[2:5] for row in rows]
    broken = with_findings(example, "pflicht").reconciliation()
    assert broken == Prose("Solange eine Lieferung Fehler hat, wird nicht gezählt und nicht verglichen.")


def test_a_wrong_parameter_is_told(monkeypatch):
    monkeypatch.setenv("AUSZUG_PARAMS", str(PARAMS))
    with pytest.raises(ParamsError, match="report_number"):
        open_check(year=2019, report_number="fünf")
