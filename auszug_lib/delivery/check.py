"""Check deliveries: raw tables in, typed records and findings out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from auszug_lib import DeliveryError
from auszug_lib.delivery.cells import check_cells
from auszug_lib.delivery.finding import accept, answered, of_severity, sentences
from auszug_lib.delivery.identify import IdentifiedDeliveries, identify_delivery
from auszug_lib.delivery.reading.inbox import Inbox
from auszug_lib.delivery.reading.raw import Note, RawDelivery, RawTable
from auszug_lib.delivery.rules.keys import other_spelling
from auszug_lib.delivery.rules.overlaps import YEAR, missing_waiting
from auszug_lib.delivery.rules.rule import RULES, Evidence
from auszug_lib.delivery.scalars import ParseStatus
from auszug_lib.delivery.schema import CARRIER, DTYPES, TABLES, Column, TableSchema
from auszug_lib.delivery.session import CheckSession, stacked, typed_table
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.params import City, Year
from auszug_lib.params.codes import UNKNOWN

_MOST_LINES = 40
_STATES = ("records", "filled", "unknown", "missing", "invalid")  # that a cell can be in; see `Checked`


@dataclass(frozen=True)
class Records:
    """The checked records of a year: what the statistics count.

    `tables` has by table name a typed frame of all carriers' rows: `traeger`, then the schema's columns.
    """

    year: Year
    tables: Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Checked:
    """The deliveries of a year, checked.

    Parameters
    ----------
    year
        The report year's parameters.
    deliveries
        What was sent for it, by carrier.
    tables
        By table name the typed rows of all carriers: `traeger`, `zeile` (the row in the sheet) and the
        schema's columns; cells with a hard finding are empty.
    findings
        One row a finding; see `finding.COLUMNS`.
    completeness
        One row a column of the schema and carrier: `table`, `column`, `carrier`, `records` and, adding up to
        it, `filled`, `unknown` (the code „unbekannt“), `missing` (empty) and `invalid` (a hard finding other
        than being empty).
    """

    year: Year
    deliveries: Mapping[str, RawDelivery]
    tables: Mapping[str, pd.DataFrame]
    findings: pd.DataFrame
    completeness: pd.DataFrame

    @property
    def is_sound(self) -> bool:
        """Whether no hard rule is broken, so that the records can be counted."""
        return not len(of_severity(self.findings, "hard"))

    def records(self) -> Records:
        """Return the records; raises `DeliveryError` with the hard findings where there are any."""
        if not self.is_sound:
            raise DeliveryError(_refusal(of_severity(self.findings, "hard"), self.year))
        kept = {name: kept_columns(self.tables[name], table) for name, table in TABLES.items()}
        return Records(self.year, kept)


def kept_columns(frame: pd.DataFrame, table: TableSchema) -> pd.DataFrame:
    """Return the typed columns of a table in the order of its schema, the carrier first."""
    dtypes = {column.name: DTYPES[column.kind] for column in table.columns if column.name != CARRIER}
    return frame[[CARRIER, *dtypes]].astype({CARRIER: "str", **dtypes})


def check(
    inbox: Inbox,
    year: Year,
    city: City,
    vocabulary: Vocabulary,
    answers: Mapping[str, str] = MappingProxyType({}),
) -> Checked:
    """Check the deliveries of `year` and type their tables.

    Deliveries of earlier years are only asked which cases and placements they had. `answers` are what the
    carriers explain; see `finding.answered`.
    """
    identified = IdentifiedDeliveries(
        [(delivery, identify_delivery(delivery, vocabulary)) for delivery in inbox.deliveries], year, city
    )
    chosen, notes = identified.of_year()
    session = CheckSession(chosen, vocabulary, year.year)
    for carrier, note in notes:
        session.note(carrier, note)
    for note in inbox.notes:
        session.note("", note)
    missing_tables = _note_what_was_read(session, chosen)
    check_cells(session)
    _check_rules(session, _evidence(session, identified, missing_tables, vocabulary))
    findings = answered(accept(session.findings(), year.accepted), answers, year.year)
    return Checked(year, chosen, session.tables, findings, _completeness(session))


def _note_what_was_read(
    session: CheckSession, chosen: Mapping[str, RawDelivery]
) -> frozenset[tuple[str, str]]:
    """Note what reading found out and which sheets are missing; return the carriers' missing tables."""
    missing = set()
    for carrier, delivery in chosen.items():
        for table in TABLES:
            raw = delivery.tables.get(table)
            if raw is None:
                session.note(carrier, Note("blatt_vorhanden", delivery.name, words={"table": table}))
            if raw is None or not len(raw.letters):
                missing.add((carrier, table))
        notes = [note for raw in delivery.tables.values() for note in _notes(session, carrier, raw)]
        for note in (*delivery.notes, *notes):
            session.note(carrier, note)
    return frozenset(missing)


def _notes(session: CheckSession, carrier: str, raw: RawTable) -> Iterator[Note]:
    """Yield the notes on a table; a column that came later than the delivery's version is not missing."""
    for note in raw.notes:
        if note.rule != "spalte_vorhanden" or not _came_later(session, carrier, raw.table, note):
            yield note
        elif note.cell.removesuffix(str(raw.header)) in raw.extra:  # what stands there is not read
            yield replace(note, rule="spalte_unbekannt")


def _came_later(session: CheckSession, carrier: str, table: str, missing: Note) -> bool:
    """Return whether a carrier's delivery is older than the column that is missing from it."""
    column = TABLES[table].column(str(missing.words["column"]))
    return carrier in session.carriers_before(column.since)


def _evidence(
    session: CheckSession,
    identified: IdentifiedDeliveries,
    missing_tables: frozenset[tuple[str, str]],
    vocabulary: Vocabulary,
) -> Evidence:
    cases = session.tables["faelle"]
    earlier = {
        name: _spelt_alike(_earlier_rows(identified, name, vocabulary), cases)
        for name in ("faelle", "vermittlungen")
    }
    since = identified.complete_since()
    return Evidence(identified.year, session.tables, earlier, since, missing_tables)


def _earlier_rows(identified: IdentifiedDeliveries, table: str, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the rows of earlier years' deliveries, each with its year."""
    parts = [
        typed_table(raw, identity.carrier, vocabulary)[0].assign(**{YEAR: identity.year})
        for delivery, identity in identified.earlier()
        if (raw := delivery.tables.get(table)) is not None
    ]
    rows = stacked(parts, table)
    return rows if parts else rows.assign(**{YEAR: pd.Series(dtype="int64")})


def _spelt_alike(rows: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Return earlier rows with the `fall_id` as this year's cases spell it, where it looks the same."""
    spelt = other_spelling(rows, cases, "fall_id")
    return rows.assign(fall_id=spelt.fillna(rows["fall_id"]))


def _check_rules(session: CheckSession, evidence: Evidence) -> None:
    """Check all rules of the register in its order."""
    for rule in RULES.values():
        if rule.broken is not None:
            session.flag(rule.id, rule.table, rule.columns[0], rule.broken(evidence))
    for carrier, record in missing_waiting(evidence)[[CARRIER, "fall_id"]].itertuples(index=False):
        session.note_record("wartender_fall_fehlt", carrier, "faelle", record)


def _completeness(session: CheckSession) -> pd.DataFrame:
    """Return how many cells of each column are filled, unknown, missing or invalid; see `Checked`."""
    counts = []
    for name, table in TABLES.items():
        carriers = session.tables[name][CARRIER]
        own = {carrier: (carriers == carrier).to_numpy(dtype=bool) for carrier in carriers.unique()}
        for column in table.columns:
            if column.name != CARRIER:
                states = _cell_states(session, name, column)
                for carrier, rows in own.items():
                    numbers = (np.count_nonzero(where & rows) for where in states)
                    counts.append((name, column.name, carrier, *numbers))
    frame = pd.DataFrame(counts, columns=["table", "column", "carrier", *_STATES])
    return frame.astype(dict.fromkeys(_STATES, "int64"))


def _cell_states(session: CheckSession, table: str, column: Column) -> tuple[np.ndarray, ...]:
    """Return for each of the states which of a column's cells are in it."""
    cells = session.tables[table][column.name]
    missing = session.statuses[table][column.name] == ParseStatus.EMPTY
    invalid = session.is_flagged(table, column.name) & ~missing
    sound = ~(missing | invalid)
    is_unknown = np.zeros(len(cells), dtype=bool)
    if column.kind == "code":
        is_unknown = (cells == UNKNOWN).fillna(False).to_numpy(dtype=bool)
    return np.ones(len(cells), dtype=bool), sound & ~is_unknown, sound & is_unknown, missing, invalid


def _refusal(findings: pd.DataFrame, year: Year) -> str:
    count = "einen Fehler" if len(findings) == 1 else f"{len(findings)} Fehler"
    lines = [f"Die Lieferungen für {year.year} haben {count}; es wurde nichts erstellt."]
    lines += sentences(findings.head(_MOST_LINES))
    if len(findings) > _MOST_LINES:
        lines.append(f"… und {len(findings) - _MOST_LINES} weitere; „auszug check“ nennt alle.")
    return "\n  ".join(lines)
