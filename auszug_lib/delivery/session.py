"""The check session: the typed rows of all carriers side by side, and what has been found in them so far.

A cell with a hard finding is emptied for all later rules, so that one mistake is told once.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from auszug_lib.delivery.finding import finding_rows, joined
from auszug_lib.delivery.outcome import EMPTY
from auszug_lib.delivery.parse import ParseContext, parse
from auszug_lib.delivery.reading.raw import Note, RawTable
from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.redaction import shown_values
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.schema import DTYPES, TABLES, Column
from auszug_lib.delivery.vocabulary import Vocabulary

# A column that is wrong throughout is told in so many cells, and how many more there are.
MOST_TOLD = 1_000

ROW = "zeile"  # beside the schema's columns: the row number in the sheet

Outcomes = dict[str, np.ndarray]


def typed_table(raw: RawTable, carrier: str, vocabulary: Vocabulary) -> tuple[pd.DataFrame, Outcomes]:
    """Return a table of one delivery, typed, and by column what reading each cell came to.

    Parameters
    ----------
    raw, carrier
        The table as sent, and whose it is.
    vocabulary
        The words the carriers use.

    Returns
    -------
    frame, outcomes
        `traeger`, `zeile` and the schema's columns, one row a record; places in `outcome.OUTCOMES`.
    """
    context = ParseContext(raw.decimal, vocabulary)
    columns: dict[str, pd.Series] = {ROW: pd.Series(raw.cells.index, index=raw.cells.index)}
    outcomes = {}
    for column in TABLES[raw.table].columns:
        if column.name in raw.cells:
            columns[column.name], outcome = parse(raw.cells[column.name], column, context)
            outcomes[column.name] = outcome.to_numpy()
        else:
            columns[column.name] = pd.Series(index=raw.cells.index, dtype=DTYPES[column.kind])
            outcomes[column.name] = np.full(len(raw.cells), EMPTY, dtype="int8")
    columns[CARRIER] = pd.Series(carrier, index=raw.cells.index, dtype="str")
    return pd.DataFrame(columns).reset_index(drop=True), outcomes


def stacked(parts: list[pd.DataFrame], table: str) -> pd.DataFrame:
    """Return the rows of all deliveries under each other; typed columns also where there are none."""
    dtypes = {CARRIER: "str", ROW: "int64"} | {c.name: DTYPES[c.kind] for c in TABLES[table].columns}
    if parts:
        return pd.concat(parts, ignore_index=True)
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})


def _key_of(table: str) -> str:
    """Return the column that tells the rows of `table` apart."""
    return TABLES[table].key or CARRIER


class CheckSession:
    """The typed rows of the report year, and the findings in them.

    Parameters
    ----------
    raw
        By table name and carrier what was sent.
    vocabulary
        The words that the carriers use.
    year
        The report year.

    Attributes
    ----------
    tables
        By table name one frame with all carriers' rows; see `typed_table`.
    outcomes
        By table name and column what reading each cell came to.
    """

    def __init__(self, raw: Mapping[str, Mapping[str, RawTable]], vocabulary: Vocabulary, year: int) -> None:
        self.raw = raw
        self.vocabulary = vocabulary
        self.year = year
        self.tables: dict[str, pd.DataFrame] = {}
        self.outcomes: dict[str, Outcomes] = {}
        self._flagged: dict[tuple[str, str], np.ndarray] = {}
        self._parts: list[pd.DataFrame] = []
        for name, table in TABLES.items():
            typed = [typed_table(sent, carrier, vocabulary) for carrier, sent in raw[name].items()]
            self.tables[name] = stacked([frame for frame, _ in typed], name)
            empty = [np.zeros(0, dtype="int8")]
            self.outcomes[name] = {
                column.name: np.concatenate([*empty, *(outcomes[column.name] for _, outcomes in typed)])
                for column in table.columns
            }

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
        """Add a finding for each row of `table` where the rule is broken.

        Parameters
        ----------
        rule_id
            The rule.
        table, column
            Where it is shown.
        where
            For each row of the table whether the rule is broken; cells that are already known to be wrong
            are left out.
        **words
            What is filled into the rule's sentences.
        """
        mask = np.asarray(where.fillna(False), dtype=bool) & ~self.is_flagged(table, column)
        if not mask.any():
            return
        rows = self.tables[table].loc[mask, [CARRIER, ROW]]
        secret = self.is_flagged(table, _key_of(table))[mask]
        for carrier, numbers in rows[ROW].groupby(rows[CARRIER]):
            own = secret[(rows[CARRIER] == carrier).to_numpy()]
            self._parts.append(
                self._findings(rule_id, self.raw[table][carrier], carrier, column, numbers, own, words)
            )
        if RULES[rule_id].severity == "hard":
            self._empty(table, column, mask)

    def flag_rows(
        self,
        rule_id: str,
        raw: RawTable,
        carrier: str,
        column: Column,
        rows: np.ndarray,
        /,
        **words: object,
    ) -> None:
        """Add a finding for each of the `rows` (numbers in the sheet) of one delivery's table."""
        frame = self.tables[raw.table]
        where = (frame[CARRIER] == carrier) & frame[ROW].isin(rows)
        self.flag(rule_id, raw.table, column.name, where, **words)

    def empty_rows(self, table: str, where: pd.Series, *columns: str) -> None:
        """Empty rows for the rules to come, or only some columns of them.

        A copy of another record says nothing of its own, and a column whose loss was told nothing more.
        """
        for column in columns or [column.name for column in TABLES[table].columns]:
            self._empty(table, column, where.to_numpy(dtype=bool))

    def cell_names(self, table: str, column: str) -> pd.Series:
        """Return the cells of a column by name, such as B12; empty where a delivery lacks the column."""
        frame = self.tables[table]
        letters = {carrier: raw.letters.get(column, "") for carrier, raw in self.raw[table].items()}
        return frame[CARRIER].map(letters) + frame[ROW].astype("str")

    def sent(self, table: str, column: str, decimal: str) -> pd.Series:
        """Say for each row of `table` whether its file has the column and writes decimals with this mark."""
        having = [
            carrier
            for carrier, raw in self.raw[table].items()
            if column in raw.letters and raw.decimal == decimal
        ]
        return self.tables[table][CARRIER].isin(having)

    def is_since(self, table: str, version: int) -> pd.Series:
        """Return for each row of `table` whether its delivery has this or a later version of the schema."""
        sent = self.tables["lieferung"]
        later = sent[(sent["schema_version"] >= version).fillna(False)]
        return self.tables[table][CARRIER].isin(later[CARRIER])

    def outcomes_of(self, table: str, carrier: str, column: str) -> np.ndarray:
        """Return what reading each cell of one delivery's column came to."""
        return self.outcomes[table][column][(self.tables[table][CARRIER] == carrier).to_numpy()]

    def is_flagged(self, table: str, column: str) -> np.ndarray:
        """Say for each row of `table` whether its cell in `column` is known to be wrong."""
        return self._flagged.get((table, column), np.zeros(len(self.tables[table]), dtype=bool))

    def is_blank(self, table: str, column: str) -> np.ndarray:
        """Say for each row of `table` whether nothing was sent in `column`."""
        return self.outcomes[table][column] == EMPTY

    def _empty(self, table: str, column: str, mask: np.ndarray) -> None:
        self._flagged[table, column] = self.is_flagged(table, column) | mask
        if column != CARRIER:  # whose a row is stays known
            frame = self.tables[table]
            self.tables[table] = frame.assign(**{column: frame[column].mask(mask)})

    def _findings(
        self,
        rule_id: str,
        raw: RawTable,
        carrier: str,
        column: str,
        rows: pd.Series,
        secret: np.ndarray,
        words: Mapping[str, object],
    ) -> pd.DataFrame:
        letter = raw.letters.get(column, "")
        untold = len(rows) - MOST_TOLD
        rows, secret = rows.iloc[:MOST_TOLD], secret[:MOST_TOLD]
        records = shown_values("", raw, _key_of(raw.table), rows, self.vocabulary)
        places = {
            "carrier": carrier,
            "file": raw.file,
            "sheet": raw.sheet,
            "cell": (letter + rows.astype("str")).to_numpy() if letter else [""] * len(rows),
            "record": records.mask(secret, "").to_numpy(),
            "value": shown_values(rule_id, raw, column, rows, self.vocabulary).to_numpy(),
        }
        findings = finding_rows(rule_id, places, words)
        if untold > 0:
            findings.loc[findings.index[-1], "message"] += f" Ebenso in {untold} weiteren Zellen darunter."
        return findings
