"""The register of rules reads well without a finding."""

import pytest

from auszug_lib.delivery.rules.rule import RULES, SEVERITIES, in_general
from auszug_lib.publication.rulebook import rules_table


@pytest.mark.parametrize(
    ("sentence", "general"),
    [
        ("{column} muss {codes} sein.", "Die Angabe muss ein Wert der Liste sein."),
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
