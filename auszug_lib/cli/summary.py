"""What `auszug check` reports: the summary in the shell, and the exit code."""

from collections.abc import Mapping, Sequence

from auszug_lib.delivery.finding import of_severity
from auszug_lib.delivery.rules.rule import SEVERITIES, Severity, in_general
from auszug_lib.publication.findings import SEVERAL, carriers_found, count_by_rule
from auszug_lib.publication.grammar import counted
from auszug_lib.publication.numbers import number
from auszug_lib.statistics.examination import Examination
from auszug_lib.statistics.measure import Unit

_DELIVERY = Unit("Lieferung", "Lieferungen", "Lieferungen", "feminine")
_UNITS: Mapping[Severity, Unit] = {
    "hard": Unit("Fehler", "Fehler", "Fehlern", "masculine"),
    "soft": Unit("Auffälligkeit", "Auffälligkeiten", "Auffälligkeiten", "feminine"),
    "info": Unit("Hinweis", "Hinweise", "Hinweisen", "masculine"),
}


def summary(name: str, examination: Examination) -> str:
    """Return how many findings a year has by rule and carrier, in lines for a terminal or a pipe.

    Accepted findings are only counted together.
    """
    year, city, findings = examination.checked.year, examination.city, examination.findings
    totals = [counted(len(of_severity(findings, severity)), unit) for severity, unit in _UNITS.items()]
    if accepted := int((findings["accepted"] != "").sum()):
        totals.append(f"{number(accepted)} angenommen")
    if explained := int((of_severity(findings, "soft")["answer"] != "").sum()):
        totals.append(f"{number(explained)} erklärt")
    deliveries = counted(len(examination.checked.deliveries), _DELIVERY)
    carriers = carriers_found(findings, year, city)
    rows = [row for severity in SEVERITIES for row in _rows(examination, severity, tuple(carriers))]
    table = _aligned([("", *carriers.values(), ""), *rows]) if rows else []
    return "\n".join([f"{name}: {', '.join([deliveries, *totals])}", *table])


def _rows(examination: Examination, severity: Severity, carriers: Sequence[str]) -> list[tuple[str, ...]]:
    counts = count_by_rule(examination.findings, severity)
    rows = [
        (
            f"  {count.rule.id}",
            *(number(count.by_carrier.get(code, 0)) for code in carriers),
            in_general(count.rule.message),
        )
        for count in counts
    ]
    return [(SEVERAL[severity], *[""] * len(carriers), ""), *rows] if rows else []


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines: the first and the last column to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(text.rjust(width) for text, width in zip(row[1:-1], widths[1:-1], strict=True)),
                row[-1],
            ]
        ).rstrip()
        for row in rows
    ]


def exit_code(examination: Examination) -> int:
    """Return 2 where a hard rule is broken, 1 where only soft ones are that nobody has accepted, else 0."""
    if not examination.checked.is_sound:
        return 2
    return 1 if len(of_severity(examination.findings, "soft")) else 0
