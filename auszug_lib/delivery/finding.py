"""Findings: what is to be said about the deliveries, each with its place; one row a finding."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from auszug_lib.delivery.rules.register import RULES
from auszug_lib.delivery.rules.rule import SEVERITIES, Severity

# Columns of the findings, with the names they have in the CSV.
COLUMNS: Mapping[str, str] = {
    "carrier": "traeger",
    "file": "datei",
    "sheet": "blatt",
    "cell": "zelle",
    "record": "datensatz",
    "rule": "regel",
    "severity": "schwere",
    "value": "wert",
    "message": "meldung",
    "remedy": "abhilfe",
    "accepted": "angenommen",
}

_ORDER: Mapping[str, int] = {severity: place for place, severity in enumerate(SEVERITIES)}


def finding_rows(rule_id: str, places: Mapping[str, Any], words: Mapping[str, object]) -> pd.DataFrame:
    """Return findings of one rule, one row a place.

    Parameters
    ----------
    rule_id
        The rule's id in the register.
    places
        Some of `COLUMNS` up to `value`: arrays of one length, or single values; the others are empty.
    words
        What is filled into message and remedy.
    """
    rule = RULES[rule_id]
    lengths = [len(value) for value in places.values() if not isinstance(value, str)]
    frame = pd.DataFrame(dict(places), index=range(lengths[0] if lengths else 1))
    told = {
        "rule": rule.id,
        "severity": rule.severity,
        "message": rule.message.format_map(words),
        "remedy": rule.remedy.format_map(words),
        "accepted": "",
    }
    return frame.assign(**told).reindex(columns=list(COLUMNS), fill_value="").astype("str")


def joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return all findings in one frame, hard ones first; a cell has at most one hard finding, the first.

    Parameters
    ----------
    parts
        Frames with `COLUMNS`, in the order in which the rules were tested.
    """
    empty = pd.DataFrame(columns=list(COLUMNS), dtype="str")
    findings = pd.concat([empty, *parts], ignore_index=True)
    hard = findings[(findings["severity"] == "hard") & (findings["cell"] != "")]
    findings = findings.drop(hard.index[hard.duplicated(["file", "sheet", "cell"])])
    order = findings["severity"].map(_ORDER)
    return findings.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def of_severity(findings: pd.DataFrame, severity: Severity) -> pd.DataFrame:
    """Return the findings of one severity that nobody has accepted."""
    return findings[(findings["severity"] == severity) & (findings["accepted"] == "")]


def sentences(findings: pd.DataFrame) -> list[str]:
    """Return each finding as a sentence with its place; never a record's identifier or content."""
    return [
        f"{_place(file, sheet, cell)}: {message} [{rule}]"
        for file, sheet, cell, message, rule in zip(
            *(findings[name] for name in ("file", "sheet", "cell", "message", "rule")), strict=True
        )
    ]


def _place(file: str, sheet: str, cell: str) -> str:
    return ", ".join([file, *([f"Blatt {sheet}"] if sheet else []), *([f"Zelle {cell}"] if cell else [])])
