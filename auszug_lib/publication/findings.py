"""The rules for deliveries, and how deliveries break them, as tables.

They name places, never a record or what stands in a cell.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from auszug_lib.delivery.finding import QUESTION, of_severity
from auszug_lib.delivery.rules.rule import RULES, SEVERITIES, Rule, Severity, in_general
from auszug_lib.params import City, Year
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.numbers import number, plain
from auszug_lib.publication.prose import Prose

SEVERAL: Mapping[Severity, str] = {"hard": "Fehler", "soft": "Auffälligkeiten", "info": "Hinweise"}
REASON = "Angenommen, weil (von)"

_MOST_ROWS = 100  # of a table; the others stand in the list of all findings
_MOST_RANGES = 6  # of cells in a row


@dataclass(frozen=True)
class RuleCount:
    """How often each carrier's delivery breaks a rule; carriers without a breach are left out."""

    rule: Rule
    by_carrier: Mapping[str, int]


def count_by_rule(findings: pd.DataFrame, severity: Severity) -> tuple[RuleCount, ...]:
    """Return the rules of one severity that findings, accepted ones excepted, break; in the rules' order."""
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
    return names | {code: known.get(code, code) or "ohne Träger" for code in sorted(others, reverse=True)}


def rules_table(severity: Severity) -> Table:
    """Return the rules of one severity, in the order in which they are tested."""
    rows = []
    for rule in RULES.values():
        if rule.severity == severity:
            words = (rule.subject or "jede Stelle", in_general(rule.message), in_general(rule.remedy))
            rows.append(Row(rule.id, tuple(map(Cell, words))))
    columns = ("Betrifft", "Meldung", "Abhilfe")
    return Table(f"regeln-{severity}", f"Regeln: {SEVERAL[severity]}", "Regel", columns, tuple(rows))


def summary_table(findings: pd.DataFrame, carriers: Mapping[str, str]) -> Table | Prose:
    """Return how often each rule is broken, one column a carrier, under a total for each severity."""
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

    `carriers` are code and name in the order of the rows, `deliveries` the names of the carriers' deliveries.
    """
    wanted = of_severity(findings, severity)
    wanted = wanted.assign(remedy=wanted["remedy"].str.split(QUESTION, regex=False).str[0])
    rows, notes = _rows(wanted, "remedy", carriers, deliveries)
    if not rows:
        return Prose("Keine.")
    title = f"{SEVERAL[severity]} nach Träger und Blatt"
    columns = ("Zellen", "Meldung", "Abhilfe")
    return Table(f"befunde-{severity}", title, "Träger, Blatt", columns, rows, notes)


def accepted_table(
    findings: pd.DataFrame, carriers: Mapping[str, str], deliveries: Mapping[str, str]
) -> Table | Prose:
    """Return the findings that were accepted, each with the reason; parameters as for `findings_table`."""
    rows, notes = _rows(findings[findings["accepted"] != ""], "accepted", carriers, deliveries)
    if not rows:
        return Prose("Keine.")
    columns = ("Zellen", "Meldung", REASON)
    return Table("angenommen", "Angenommene Auffälligkeiten", "Träger, Blatt", columns, rows, notes)


def answered_table(
    findings: pd.DataFrame, carriers: Mapping[str, str], deliveries: Mapping[str, str]
) -> Table | Prose:
    """Return the soft findings that a carrier explains and nobody has accepted, each with what it says."""
    soft = of_severity(findings, "soft")
    rows, notes = _rows(soft[soft["answer"] != ""], "answer", carriers, deliveries)
    if not rows:
        return Prose("Keine.")
    columns = ("Zellen", "Meldung", "Erklärung des Trägers")
    return Table("erklaert", "Erklärte Auffälligkeiten", "Träger, Blatt", columns, rows, notes)


def _rows(
    findings: pd.DataFrame, last: str, carriers: Mapping[str, str], deliveries: Mapping[str, str]
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return a row for each place and message with its cells, and a note where that leaves some out.

    `last` is the column of the findings that stands in the last one of the table.
    """
    groups: dict[str, dict[tuple[str, str], list[str]]] = {}
    for carrier in carriers:
        own = findings.loc[findings["carrier"] == carrier, ["file", "sheet", "message", last, "cell"]]
        for file, sheet, message, words, cell in own.itertuples(index=False):
            name = f"{carriers[carrier]}, {_place(file, sheet, deliveries.get(carrier))}"
            groups.setdefault(name, {}).setdefault((message, words), []).append(cell)
    found = [(name, said, _ranges(cells)) for name, group in groups.items() for said, cells in group.items()]
    rows = tuple(
        Row(name, (Cell(_listed(ranges)), Cell(message), Cell(words)))
        for name, (message, words), ranges in found[:_MOST_ROWS]
    )
    complete = len(found) <= _MOST_ROWS and all(len(ranges) <= _MOST_RANGES for *_, ranges in found)
    return rows, () if complete else ("Was hier nicht genannt ist, steht in befunde.csv.",)


def _place(file: str, sheet: str, delivery: str | None) -> str:
    """Return the sheet, and the file too where it is not the carrier's own delivery."""
    own = delivery is not None and (file == delivery or file.startswith(f"{delivery}/"))
    return sheet if own and sheet else ", ".join(part for part in (file, sheet) if part)


def _ranges(cells: Sequence[str]) -> list[list[str]]:
    """Return cells in groups of those that stand right below each other; those without a name in one."""
    ranges: list[list[str]] = []
    for cell in cells:
        if ranges and cell == _below(ranges[-1][-1]):
            ranges[-1].append(cell)
        else:
            ranges.append([cell])
    return ranges


def _below(cell: str) -> str:
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    return f"{found[1]}{int(found[2]) + 1}" if found else ""


def _listed(ranges: Sequence[Sequence[str]]) -> str:
    """Return the first of many ranges; the number of findings where none has a cell."""
    if ranges[0][0] == "" and len(ranges) == 1:
        count = len(ranges[0])
        return f"{plain(count)}-mal" if count > 1 else ""
    others = sum(map(len, ranges[_MOST_RANGES:]))
    texts = [cells[0] if len(cells) == 1 else f"{cells[0]}:{cells[-1]}" for cells in ranges[:_MOST_RANGES]]
    return ", ".join(texts) + (f" und {plain(others)} weitere" if others else "")
