"""Findings: what is to be said about the deliveries, each with its place; one row a finding.

The list of findings is internal; even there nothing may betray who someone is.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from auszug_lib import ParamsError
from auszug_lib.delivery.reading.names import legible
from auszug_lib.delivery.reading.raw import RawTable
from auszug_lib.delivery.rules.rule import RULES, SEVERITIES, Severity
from auszug_lib.delivery.schema import HEADINGS, TABLES, Column
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.params import Acceptance

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
    "answer": "erklaerung",
}

_IN_SENTENCES = ["file", "sheet", "cell", "message", "rule"]

REDACTED = "(nicht gezeigt)"

# Rules whose cells hold what must not be repeated.
_SECRET = ("personenbezug", "personenbezug_spalte", "formel_im_text", "markup_im_text")
_FIGURE = re.compile(r"[-\d.,:/ €%+]{1,25}")
_MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2} 00:00:00")
_IDENTIFIER = re.compile(r"(?=.*\d)[\w./:-]{1,30}|[A-Z]{1,8}")


def finding_rows(rule_id: str, places: Mapping[str, Any], words: Mapping[str, object]) -> pd.DataFrame:
    """Return findings of one rule, one row a place, with `words` filled into message and remedy.

    `places` are some of `COLUMNS` up to `value`: arrays of one length, or single values; the rest is empty.
    """
    rule = RULES[rule_id]
    shown = {name: legible(word) if isinstance(word, str) else word for name, word in words.items()}
    if "column" in shown:
        shown["column"] = HEADINGS[str(shown["column"])]  # as the form has it
    lengths = [len(value) for value in places.values() if not isinstance(value, str)]
    said = {
        **places,
        "rule": rule.id,
        "severity": rule.severity,
        "message": rule.message.format_map(shown),
        "remedy": rule.remedy.format_map(shown),
    }
    columns = {name: said.get(name, "") for name in COLUMNS}
    return pd.DataFrame(columns, index=range(lengths[0] if lengths else 1)).astype("str")


def redacted_cells(
    rule_id: str, raw: RawTable, column: str, rows: pd.Series, vocabulary: Vocabulary
) -> pd.Series:
    """Return what a finding of a rule may quote of the cells in a column, by the index of `rows`.

    `rows` are row numbers in the sheet. Figures, identifiers and near misses of codes are quoted, no free
    text.
    """
    if column not in raw.cells:
        return pd.Series("", index=rows.index, dtype="str")
    texts = raw.cells[column].reindex(rows).astype("str").fillna("").str.strip().set_axis(rows.index)
    if rule_id in _SECRET:
        return texts.mask(texts != "", REDACTED)
    definition = TABLES[raw.table].column(column)
    return texts.map({text: _quote(text, definition, vocabulary) for text in texts.unique()}).astype("str")


def _quote(text: str, column: Column, vocabulary: Vocabulary) -> str:
    if not text or _FIGURE.fullmatch(text):
        return text
    if _MIDNIGHT.fullmatch(text):
        return text[:10]
    if column.kind == "id" and _IDENTIFIER.fullmatch(text):
        return text
    if column.kind == "code" and vocabulary.suggestion(column.codes, text):
        return text
    return REDACTED


# Between a remedy and the word that a cell means, which tells what stands in it.
QUESTION = " Meinten Sie „"


def questions(values: pd.Series, codes: str, vocabulary: Vocabulary) -> pd.Series:
    """Return for each value that findings quote which choice of a code list was meant, as a question.

    What is no near miss of any, or may not be shown, has none.
    """
    meant = {text: vocabulary.suggestion(codes, text) for text in values.unique() if text != REDACTED}
    return values.map(lambda text: f"{QUESTION}{meant[text]}“?" if meant.get(text) else "")


def joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return all findings in one frame, hard ones first; a cell has at most one hard finding, the first."""
    empty = pd.DataFrame(columns=list(COLUMNS), dtype="str")
    findings = pd.concat([empty, *parts], ignore_index=True)
    hard = findings[(findings["severity"] == "hard") & (findings["cell"] != "")]
    findings = findings.drop(hard.index[hard.duplicated(["file", "sheet", "cell"])])
    return pd.concat(
        [findings[findings["severity"] == severity] for severity in SEVERITIES], ignore_index=True
    )


def accept(findings: pd.DataFrame, accepted: Sequence[Acceptance]) -> pd.DataFrame:
    """Return the findings with the reason beside each soft one that the year's file accepts as it is.

    An acceptance that fits no finding is a finding of its own; one of a rule that does not exist or is not
    soft raises `ParamsError`.
    """
    findings, idle = findings.copy(), []
    soft = [rule.id for rule in RULES.values() if rule.severity == "soft"]
    for number, acceptance in enumerate(accepted):
        if acceptance.rule not in soft:
            raise ParamsError(
                f"Schlüssel accepted.{number}.rule: „{acceptance.rule}“ ist keine Regel, deren Befunde man "
                f"annehmen kann; das sind: {', '.join(soft)}."
            )
        fits = (findings["rule"] == acceptance.rule) & (findings["record"] == acceptance.record)
        if acceptance.carrier is not None:
            fits &= findings["carrier"] == acceptance.carrier
        findings.loc[fits, "accepted"] = f"{acceptance.reason} ({acceptance.by})"
        if not fits.any():
            idle.append(finding_rows("annahme_ohne_befund", {}, {"rule": acceptance.rule}))
    return pd.concat([findings, *idle], ignore_index=True)


def identities(findings: pd.DataFrame, year: int) -> pd.Series:
    """Return what tells each soft finding from all others of any year; empty where nothing does."""
    names = f"{year}/" + findings["carrier"] + "/" + findings["rule"] + "/" + findings["record"]
    is_one = (findings["severity"] == "soft") & ~findings["record"].isin(["", REDACTED])
    return names.where(is_one, "").astype("str")


def answered(findings: pd.DataFrame, answers: Mapping[str, str], year: int) -> pd.DataFrame:
    """Return the findings with what their carrier explains, which is given by `identities`, beside them."""
    names = identities(findings, year)
    return findings.assign(answer=names.map(lambda name: answers.get(name, "")).astype("str"))


def open_questions(findings: pd.DataFrame) -> int:
    """Return how many soft findings nobody has accepted or explained."""
    return int((of_severity(findings, "soft")["answer"] == "").sum())


def of_severity(findings: pd.DataFrame, severity: Severity) -> pd.DataFrame:
    """Return the findings of one severity that nobody has accepted."""
    return findings[(findings["severity"] == severity) & (findings["accepted"] == "")]


def sentences(findings: pd.DataFrame) -> list[str]:
    """Return each finding as a sentence with its place; never a record's identifier or content."""
    return [
        f"{_place(file, sheet, cell)}: {message} [{rule}]"
        for file, sheet, cell, message, rule in findings[_IN_SENTENCES].itertuples(index=False)
    ]


def _place(file: str, sheet: str, cell: str) -> str:
    return ", ".join([file, *([f"Blatt {sheet}"] if sheet else []), *([f"Zelle {cell}"] if cell else [])])
