"""The check session: the typed rows of all carriers side by side, and what has been found in them so far.

A cell with a hard finding is emptied for all later rules, so that one mistake is reported once.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from auszug_lib.delivery.finding import finding_rows, joined, questions, redacted_cells
from auszug_lib.delivery.parse import ParseContext, parse
from auszug_lib.delivery.reading.raw import Note, RawDelivery, RawTable
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.scalars import ParseStatus
from auszug_lib.delivery.schema import CARRIER, DTYPES, TABLES
from auszug_lib.delivery.vocabulary import Vocabulary

# Of a column that is wrong throughout so many cells are reported, and how many more there are.
_MOST_REPORTED = 1_000

_MISSPELT = [status.rule_id for status in (ParseStatus.UNKNOWN_CODE, ParseStatus.OTHER_WORDS)]

ROW = "zeile"  # beside the schema's columns: the row number in the sheet

Statuses = dict[str, np.ndarray]


def typed_table(raw: RawTable, carrier: str, vocabulary: Vocabulary) -> tuple[pd.DataFrame, Statuses]:
    """Return a carrier's table, typed, and by column the `ParseStatus` of each cell.

    The frame has `traeger`, `zeile` and the schema's columns, one row a record.
    """
    context = ParseContext.of(raw, vocabulary)
    columns: dict[str, pd.Series] = {ROW: pd.Series(raw.cells.index, index=raw.cells.index)}
    statuses = {}
    for column in TABLES[raw.table].columns:
        if column.name in raw.cells:
            columns[column.name], parsed = parse(raw.cells[column.name], column, context)
            statuses[column.name] = parsed.to_numpy()
        else:
            columns[column.name] = pd.Series(index=raw.cells.index, dtype=DTYPES[column.kind])
            statuses[column.name] = np.full(len(raw.cells), ParseStatus.EMPTY, dtype="int8")
    columns[CARRIER] = pd.Series(carrier, index=raw.cells.index, dtype="str")
    return pd.DataFrame(columns).reset_index(drop=True), statuses


def stacked(parts: list[pd.DataFrame], table: str) -> pd.DataFrame:
    """Return the rows of all deliveries under each other; typed columns also where there are none."""
    dtypes = {CARRIER: "str", ROW: "int64"} | {c.name: DTYPES[c.kind] for c in TABLES[table].columns}
    if parts:
        return pd.concat(parts, ignore_index=True)
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})


def are_examples(deliveries: pd.DataFrame) -> bool:
    """Return whether any of the typed rows of `lieferung` says that its records are synthetic."""
    return bool(deliveries["beispiel"].fillna(False).any())


class CheckSession:
    """The typed rows of the deliveries, which are given by carrier, and the findings in them.

    Attributes
    ----------
    raw
        By table name and carrier what was sent.
    tables
        By table name one frame with all carriers' rows; see `typed_table`.
    statuses
        By table name and column the `ParseStatus` of each cell.
    """

    def __init__(self, deliveries: Mapping[str, RawDelivery], vocabulary: Vocabulary, year: int) -> None:
        self.vocabulary = vocabulary
        self.year = year
        self.raw: dict[str, dict[str, RawTable]] = {
            name: {carrier: sent.tables[name] for carrier, sent in deliveries.items() if name in sent.tables}
            for name in TABLES
        }
        self.tables: dict[str, pd.DataFrame] = {}
        self.statuses: dict[str, Statuses] = {}
        self._flagged: dict[tuple[str, str], np.ndarray] = {}
        self._parts: list[pd.DataFrame] = []
        for name, table in TABLES.items():
            typed = [typed_table(sent, carrier, vocabulary) for carrier, sent in self.raw[name].items()]
            self.tables[name] = stacked([frame for frame, _ in typed], name)
            empty = [np.zeros(0, dtype="int8")]
            self.statuses[name] = {
                column.name: np.concatenate([*empty, *(statuses[column.name] for _, statuses in typed)])
                for column in table.columns
            }

    def carriers_before(self, version: int) -> list[str]:
        """Return the carriers whose delivery has an earlier version of the schema."""
        deliveries = self.tables["lieferung"]
        return deliveries.loc[(deliveries["schema_version"] < version).fillna(False), CARRIER].to_list()

    def findings(self) -> pd.DataFrame:
        """Return all findings so far; see `finding.joined`."""
        return joined(self._parts)

    def note(self, carrier: str, note: Note) -> None:
        """Add what reading found out about a delivery of `carrier`."""
        places = {"carrier": carrier, "file": note.file, "sheet": note.sheet, "cell": note.cell}
        self._parts.append(finding_rows(note.rule, places, note.words))

    def note_record(self, rule_id: str, carrier: str, table: str, record: str) -> None:
        """Add a finding about a record that has no row in the delivery of `carrier`."""
        raw = self.raw[table][carrier]
        places = {"carrier": carrier, "file": raw.file, "sheet": raw.sheet, "record": record}
        self._parts.append(finding_rows(rule_id, places, {}))

    def flag(self, rule_id: str, table: str, column: str, where: pd.Series, /, **words: object) -> None:
        """Add a finding in `column` for each row of `table` where the rule is broken.

        Cells that are already known to be wrong are left out. The words fill the rule's sentences.
        """
        mask = np.asarray(where.fillna(False), dtype=bool) & ~self.is_flagged(table, column)
        if not mask.any():
            return
        key = TABLES[table].key or CARRIER
        rows = self.tables[table].loc[mask, [CARRIER, ROW]]
        is_key_wrong = pd.Series(self.is_flagged(table, key)[mask], index=rows.index)
        for carrier, numbers in rows.groupby(CARRIER)[ROW]:
            raw = self.raw[table][carrier]
            reported = numbers.iloc[:_MOST_REPORTED]
            letter = raw.letters.get(column, "")
            records = redacted_cells("", raw, key, reported, self.vocabulary)
            values = redacted_cells(rule_id, raw, column, reported, self.vocabulary)
            places = {
                "carrier": carrier,
                "file": raw.file,
                "sheet": raw.sheet,
                "cell": (letter + reported.astype("str")).to_numpy() if letter else [""] * len(reported),
                "record": records.mask(is_key_wrong[reported.index], "").to_numpy(),
                "value": values.to_numpy(),
            }
            findings = finding_rows(rule_id, places, words)
            if rule_id in _MISSPELT:
                codes = TABLES[table].column(column).codes
                findings["remedy"] += questions(values, codes, self.vocabulary).to_numpy()
            if further := len(numbers) - len(reported):
                last = findings.index[-1]
                findings.loc[last, "message"] += f" Ebenso in {further} weiteren Zellen darunter."
                findings.loc[last, "record"] = ""  # nobody accepts or explains them all with one
            self._parts.append(findings)
        if RULES[rule_id].severity == "hard":
            self._empty(table, column, mask)

    def empty_rows(self, table: str, where: pd.Series, *columns: str) -> None:
        """Empty rows for the rules to come, or only some columns of them.

        A copy of another record says nothing of its own, nor does a column that was reported missing.
        """
        for column in columns or [column.name for column in TABLES[table].columns]:
            self._empty(table, column, where.to_numpy(dtype=bool))

    def is_flagged(self, table: str, column: str) -> np.ndarray:
        """Return for each row of `table` whether its cell in `column` is known to be wrong."""
        return self._flagged.get((table, column), np.zeros(len(self.tables[table]), dtype=bool))

    def _empty(self, table: str, column: str, mask: np.ndarray) -> None:
        self._flagged[table, column] = self.is_flagged(table, column) | mask
        if column != CARRIER:  # whose a row is stays known
            frame = self.tables[table]
            self.tables[table] = frame.assign(**{column: frame[column].mask(mask)})
