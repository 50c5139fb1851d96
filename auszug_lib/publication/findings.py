"""The findings in the deliveries as tables; they name places, never a record or what stands in a cell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from auszug_lib.delivery.finding import of_severity
from auszug_lib.delivery.rules.rule import RULES, SEVERITIES, Rule, Severity, in_general
from auszug_lib.params import City, Year
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.markdown import Prose
from auszug_lib.publication.numbers import number
from auszug_lib.publication.places import is_shortened, listed_cells, place
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.publication.rulebook import SEVERAL

_MOST_ROWS = 100  # of a table; the others stand in the list of all findings

_REASON = "Angenommen, weil (von)"

_NOBODYS = "ohne Träger"


@dataclass(frozen=True)
class RuleCount:
    """How often each carrier's delivery breaks a rule; carriers without a breach are left out."""

    rule: Rule
    by_carrier: Mapping[str, int]


def count_by_rule(findings: pd.DataFrame, severity: Severity) -> tuple[RuleCount, ...]:
    """Return the rules of one severity that are broken, in the register's order.

    Parameters
    ----------
    findings
        All findings; accepted ones do not count.
    severity
        Which rules.
    """
    found = of_severity(findings, severity)
    broken = [rule for rule in RULES.values() if (found["rule"] == rule.id).any()]
    return tuple(
        RuleCount(rule, Counter(found.loc[found["rule"] == rule.id, "carrier"].tolist())) for rule in broken
    )


def carriers_found(findings: pd.DataFrame, year: Year, city: City) -> dict[str, str]:
    """Return code and short name of the year's carriers, and of whoever else has a finding."""
    names = {carrier.code: carrier.short_name for carrier in year.carriers_in(city)}
    known = {carrier.code: carrier.short_name for carrier in city.carriers}
    others = [code for code in dict.fromkeys(findings["carrier"]) if code not in names]
    return names | {code: known.get(code, code) or _NOBODYS for code in sorted(others, reverse=True)}


def summary_table(findings: pd.DataFrame, carriers: Mapping[str, str]) -> Table | Prose:
    """Return how often each rule is broken, one column a carrier, under a total for each severity.

    Parameters
    ----------
    findings
        All findings; accepted ones do not count.
    carriers
        Code and name of each column.

    Returns
    -------
    Table or Prose
        A sentence where there is nothing to count.
    """
    rows = [row for severity in SEVERITIES for row in _summary_rows(findings, severity, tuple(carriers))]
    if not rows:
        return Prose("Es gibt keine offenen Befunde.")
    columns = (*carriers.values(), "Summe")
    return Table("befunde", "Befunde nach Regel und Träger", "Befund", columns, tuple(rows))


def _summary_rows(findings: pd.DataFrame, severity: Severity, carriers: Sequence[str]) -> list[Row]:
    counts = count_by_rule(findings, severity)
    if not counts:
        return []
    total = {code: sum(count.by_carrier.get(code, 0) for count in counts) for code in carriers}
    return [
        Row(SEVERAL[severity], _counts(total, carriers), total=True),
        *(Row(in_general(count.rule.message), _counts(count.by_carrier, carriers)) for count in counts),
    ]


def _counts(by_carrier: Mapping[str, int], carriers: Sequence[str]) -> tuple[Cell, ...]:
    values = [by_carrier.get(code, 0) for code in carriers]
    return tuple(Cell(number(value), value) for value in (*values, sum(values)))


def findings_table(
    findings: pd.DataFrame, severity: Severity, carriers: Mapping[str, str], deliveries: Mapping[str, str]
) -> Table | Prose:
    """Return the findings of one severity that nobody has accepted, one row a carrier, sheet and message.

    Parameters
    ----------
    findings, severity
        All findings, and which of them.
    carriers
        Code and name, in the order of the rows.
    deliveries
        By carrier the name of its delivery.

    Returns
    -------
    Table or Prose
        With a note how many findings are left out; a sentence where there is none.
    """
    wanted = of_severity(findings, severity)
    rows, notes = _rows(wanted.assign(told=wanted["remedy"]), carriers, deliveries)
    if not rows:
        return Prose("Keine.")
    title = f"{SEVERAL[severity]} nach Träger und Blatt"
    columns = ("Zellen", "Meldung", "Abhilfe")
    return Table(f"befunde-{severity}", title, "Träger, Blatt", columns, rows, notes)


def accepted_table(
    findings: pd.DataFrame, carriers: Mapping[str, str], deliveries: Mapping[str, str]
) -> Table | Prose:
    """Return the findings that were accepted, each with the reason; parameters as for `findings_table`."""
    accepted = findings[findings["accepted"] != ""]
    rows, notes = _rows(accepted.assign(told=accepted["accepted"]), carriers, deliveries)
    if not rows:
        return Prose("Keine.")
    columns = ("Zellen", "Meldung", _REASON)
    return Table("angenommen", "Angenommene Auffälligkeiten", "Träger, Blatt", columns, rows, notes)


def _rows(
    findings: pd.DataFrame, carriers: Mapping[str, str], deliveries: Mapping[str, str]
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return a row for each place and message with its cells, and a note where that leaves some out.

    What else is told of a finding stands in its column `told`.
    """
    groups: dict[str, dict[tuple[str, str], list[str]]] = {}
    for carrier in carriers:
        own = findings.loc[findings["carrier"] == carrier, ["file", "sheet", "message", "told", "cell"]]
        for file, sheet, message, told, cell in own.itertuples(index=False):
            name = f"{carriers[carrier]}, {place(file, sheet, deliveries.get(carrier))}"
            groups.setdefault(name, {}).setdefault((message, told), []).append(cell)
    found = [(name, told, cells) for name, group in groups.items() for told, cells in group.items()]
    rows = tuple(
        Row(name, (Cell(listed_cells(cells)), Cell(message), Cell(told)))
        for name, (message, told), cells in found[:_MOST_ROWS]
    )
    complete = len(found) <= _MOST_ROWS and not any(is_shortened(cells) for *_, cells in found)
    return rows, () if complete else ("Was hier nicht genannt ist, steht in befunde.csv.",)


def acceptances_table(scope: ReportContext, accepted: pd.DataFrame) -> Table | Prose:
    """Return the accepted findings as a public report shows them: what, why and by whom.

    Parameters
    ----------
    scope
        What the report speaks of; a carrier's report shows its own deliveries' findings only.
    accepted
        The accepted findings of the report year.

    Returns
    -------
    Table or Prose
        Neither place nor record; empty prose where nothing was accepted.
    """
    own = accepted if scope.is_combined else accepted[accepted["carrier"] == scope.carrier]
    # A finding is about one household: in public neither its carrier is told, nor how many there are.
    if not len(own) or (scope.is_public and not scope.is_combined):
        return Prose("")
    counts = Counter(own[["message", "accepted"]].itertuples(index=False, name=None))
    rows = tuple(
        Row(message, (Cell(reason), *([] if scope.is_public else [Cell(number(count), count)])))
        for (message, reason), count in counts.items()
    )
    title = f"Was in den Lieferungen {scope.year.year} auffiel und angenommen wurde"
    columns = (_REASON,) if scope.is_public else (_REASON, "Datensätze")
    return Table("angenommen", title, "Auffälligkeit", columns, rows)
