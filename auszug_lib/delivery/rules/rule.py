"""What a rule is, the register of all of them, and how a test looks rows up in other tables."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from auszug_lib.delivery.schema import CARRIER, HEADINGS
from auszug_lib.params import Year

Severity = Literal["hard", "soft", "info"]

# Hard: the record is wrong; soft: somebody should look again; info: for completeness.
SEVERITIES: Mapping[Severity, str] = {"hard": "Fehler", "soft": "Auffälligkeit", "info": "Hinweis"}

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Evidence:
    """All that a rule may look at.

    Parameters
    ----------
    tables
        By table name the typed rows of all carriers in the report year; cells with a hard finding are empty.
    earlier
        The same of earlier years for `faelle` and `vermittlungen`, each row with its year in `jahr`.
    complete_since
        By carrier from which year on, without a gap, its deliveries are at hand.
    missing_tables
        Carrier and table where a whole sheet is not at hand: nothing can be said to be missing from it.
    """

    year: Year
    tables: Tables
    earlier: Tables
    complete_since: Mapping[str, int]
    missing_tables: frozenset[tuple[str, str]]


Test = Callable[[Evidence], pd.Series]


@dataclass(frozen=True)
class Rule:
    """One rule of the register.

    Parameters
    ----------
    id, severity
        Its name in findings and in `params/`, and how bad a breach is.
    message, remedy
        What is wrong and how to mend it: a German sentence each, with words in braces filled in.
    table, columns
        What it looks at; a breach is reported in the first column. No table stands for every table, no column
        for every column or for the sheet or file as a whole.
    broken
        Returns for each row of `table` whether the rule is broken (missing: it is not); None where there is
        no such test and the rule is reported by its name.
    excel
        The formula that marks a breach in the form; `workbooks/formulas.py` fills in the words in braces.
    """

    id: str
    severity: Severity
    message: str
    remedy: str
    table: str = ""
    columns: tuple[str, ...] = ()
    broken: Test | None = None
    excel: str = ""

    @property
    def subject(self) -> str:
        """What the rule looks at, in words for a list of all rules."""
        headings = ", ".join(HEADINGS[column] for column in self.columns)
        return f"{self.table or 'alle Blätter'}: {headings}" if headings else self.table


# By id, in the order in which they are tested: what a hard rule finds is empty for the rules after it.
RULES: dict[str, Rule] = {}


def _rule(
    severity: Severity,
    id: str,
    message: str,
    remedy: str,
    table: str,
    columns: tuple[str, ...],
    excel: str = "",
) -> Callable[[Test], Test]:
    """Put a rule at the end of the register, with the function below it as its test; see `Rule`."""

    def registered(broken: Test) -> Test:
        RULES[id] = Rule(id, severity, message, remedy, table, columns, broken, excel)
        return broken

    return registered


hard_rule, soft_rule = partial(_rule, "hard"), partial(_rule, "soft")


def hard(id: str, message: str, remedy: str, table: str = "", columns: tuple[str, ...] = ()) -> Rule:
    """Return a hard rule without a test: whoever finds a breach reports it by the rule's id."""
    return Rule(id, "hard", message, remedy, table, columns)


def info(id: str, message: str, remedy: str) -> Rule:
    """Return a hint of the same kind."""
    return Rule(id, "info", message, remedy)


_MORE = "…"

# How a sentence goes on where a finding would name the column; any other word becomes "…".
_OF_A_COLUMN = {"{column}: ": "", "„{column}“ ": "Die Angabe ", "Diese {column} ": "Diese Kennung "}
_IN_GENERAL = {
    "codes": "ein Wert der Liste",
    "difference": "",
    "times": "22:00 oder 23:00",
    "cells": "mehreren Zellen",
    "expected": "eine Zahl, ein Datum oder ja oder nein, je nach Spalte",
    "kind": "eine Angabe wie Name oder Anschrift",
    "year": "das Berichtsjahr",
    "published": "eine Zahl",
    "counted": "eine andere",
    "source": "Quelle",
    "measure": "Kennzahl",
    "period": "Jahr",
}


def in_general(sentence: str) -> str:
    """Return a rule's sentence without the words in braces, which only a finding can fill in."""
    for start, general in _OF_A_COLUMN.items():
        if sentence.startswith(start):
            rest = sentence.removeprefix(start)
            sentence = general + rest if general else rest[:1].upper() + rest[1:]
    filled = re.sub(r"\{(\w+)\}", lambda word: _IN_GENERAL.get(word[1], _MORE), sentence)
    return filled.replace(f"{_MORE}.", _MORE)  # at its end the dots are the full stop


def looked_up(child: pd.DataFrame, key: str, parent: pd.DataFrame, column: str) -> pd.Series:
    """Return `column` of the row of `parent` with the `key` of each row of `child`; missing for none.

    Two carriers may use the same pseudonym, so rows are looked up by carrier and key.
    """
    found = parent[column].array.take(_rows_of(child, parent, key), allow_fill=True)
    return pd.Series(found, index=child.index)


def is_in(child: pd.DataFrame, parent: pd.DataFrame, key: str) -> pd.Series:
    """Return for each row of `child` whether `parent` has a row with its `key`; a missing key is nowhere."""
    return pd.Series(_rows_of(child, parent, key) >= 0, index=child.index)


def _rows_of(child: pd.DataFrame, parent: pd.DataFrame, key: str) -> np.ndarray:
    """Return the place in `parent` of the first row with the key of each row of `child`; -1 for none."""
    places = pc.index_in(_keys(child, key), value_set=_keys(parent, key), skip_nulls=True)
    return np.asarray(places.fill_null(-1))


_BETWEEN = pa.scalar("\n", pa.large_string())


def _keys(rows: pd.DataFrame, key: str) -> pa.Array:
    """Return carrier and key of each row as one text: Arrow looks texts up without making objects of them."""
    carriers, keys = (pa.array(rows[name], pa.large_string()) for name in (CARRIER, key))
    return pc.binary_join_element_wise(carriers, keys, _BETWEEN)
