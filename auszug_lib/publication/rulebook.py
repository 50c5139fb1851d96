"""The register of rules in words, for readers who have no finding before them."""

from auszug_lib.delivery.rules.rule import RULES, Rule, Severity, in_general
from auszug_lib.publication.document import Cell, Row, Table

SEVERAL = {"hard": "Fehler", "soft": "Auffälligkeiten", "info": "Hinweise"}

_ANYTHING = "jede Stelle"


def _cells(rule: Rule) -> tuple[Cell, ...]:
    texts = (rule.subject or _ANYTHING, in_general(rule.message), in_general(rule.remedy))
    return tuple(Cell(text) for text in texts)


def rules_table(severity: Severity) -> Table:
    """Return the rules of one severity, in the order in which they are tested."""
    rows = tuple(Row(rule.id, _cells(rule)) for rule in RULES.values() if rule.severity == severity)
    columns = ("Betrifft", "Meldung", "Abhilfe")
    return Table(f"regeln-{severity}", f"Regeln: {SEVERAL[severity]}", "Regel", columns, rows)
