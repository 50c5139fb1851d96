"""Check deliveries: raw tables in, typed records and findings out."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from auszug_lib.delivery.cells import check_cells
from auszug_lib.delivery.completeness import completeness
from auszug_lib.delivery.finding import accept, of_severity, sentences
from auszug_lib.delivery.identify import Senders, identify_delivery
from auszug_lib.delivery.reading.deliveries import Inbox
from auszug_lib.delivery.reading.raw import Note, RawDelivery
from auszug_lib.delivery.records import CARRIER, Records, kept_columns
from auszug_lib.delivery.rules.overlaps import MISSING_WAITING, YEAR, missing_waiting
from auszug_lib.delivery.rules.rule import RULES, Case
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.session import CheckSession, stacked, typed_table
from auszug_lib.delivery.vocabulary import Vocabulary
from auszug_lib.errors import DeliveryError
from auszug_lib.params import City, Year

_LOOKED_BACK = ("faelle", "vermittlungen")
_LINES_TOLD = 40


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
        One row an element and carrier; see `completeness.completeness`.
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
        """Return the records; raises `DeliveryError` with all hard findings where there are any."""
        if not self.is_sound:
            raise DeliveryError(_refusal(of_severity(self.findings, "hard"), self.year))
        kept = {name: kept_columns(self.tables[name], table) for name, table in TABLES.items()}
        return Records(self.year, kept)


def check(inbox: Inbox, year: Year, city: City, vocabulary: Vocabulary) -> Checked:
    """Check the deliveries of `year` and type their tables.

    Parameters
    ----------
    inbox
        Everything at hand; deliveries of earlier years are only asked which cases and placements they had.
    year, city
        The report year, and the city with its carriers and code lists.
    vocabulary
        The words that the carriers use.
    """
    senders = Senders(
        [(delivery, identify_delivery(delivery, vocabulary)) for delivery in inbox.deliveries], year, city
    )
    chosen, on_senders = senders.of_year()
    session = _session(chosen, vocabulary, year)
    for carrier, note in on_senders:
        session.note(carrier, note)
    for note in inbox.notes:
        session.note("", note)
    lost = _note_what_was_read(session, chosen)
    check_cells(session)
    _check_rules(session, _case(session, senders, lost, vocabulary))
    findings = accept(session.findings(), year.accepted)
    return Checked(year, chosen, session.tables, findings, completeness(session))


def _session(chosen: Mapping[str, RawDelivery], vocabulary: Vocabulary, year: Year) -> CheckSession:
    raw = {
        name: {carrier: sent.tables[name] for carrier, sent in chosen.items() if name in sent.tables}
        for name in TABLES
    }
    return CheckSession(raw, vocabulary, year.year)


def _note_what_was_read(
    session: CheckSession, chosen: Mapping[str, RawDelivery]
) -> frozenset[tuple[str, str]]:
    """Note what reading found out and which sheets are missing; return the lost tables."""
    lost = set()
    for carrier, delivery in chosen.items():
        for table in TABLES:
            raw = delivery.tables.get(table)
            if raw is None:
                session.note(carrier, Note("blatt_vorhanden", delivery.name, words={"table": table}))
            if raw is None or not len(raw.letters):
                lost.add((carrier, table))
        notes = [note for raw in delivery.tables.values() for note in raw.notes]
        for note in (*delivery.notes, *notes):
            session.note(carrier, note)
    return frozenset(lost)


def _case(
    session: CheckSession, senders: Senders, lost: frozenset[tuple[str, str]], vocabulary: Vocabulary
) -> Case:
    since = session.tables["lieferung"][CARRIER].astype("str").map(senders.complete_since())
    session.tables["lieferung"] = session.tables["lieferung"].assign(lueckenlos_seit=since)
    earlier = {name: _earlier_rows(senders, name, vocabulary) for name in _LOOKED_BACK}
    return Case(senders.year, senders.city, session.tables, earlier, lost)


def _earlier_rows(senders: Senders, table: str, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the rows of earlier years' deliveries, each with its year."""
    parts = [
        typed_table(raw, sender.carrier, vocabulary)[0].assign(**{YEAR: sender.year})
        for delivery, sender in senders.earlier()
        if (raw := delivery.tables.get(table)) is not None
    ]
    rows = stacked(parts, table)
    return rows if parts else rows.assign(**{YEAR: pd.Series(dtype="int64")})


def _check_rules(session: CheckSession, case: Case) -> None:
    """Test all rules of the register in its order."""
    for rule in RULES.values():
        if rule.broken is not None:
            session.flag(rule.id, rule.table, rule.columns[0], rule.broken(case))
    for carrier, record in missing_waiting(case)[[CARRIER, "fall_id"]].itertuples(index=False):
        session.note_record(MISSING_WAITING, carrier, "faelle", record)


def _refusal(findings: pd.DataFrame, year: Year) -> str:
    count = "einen Fehler" if len(findings) == 1 else f"{len(findings)} Fehler"
    lines = [f"Die Lieferungen für {year.year} haben {count}; es wurde nichts erstellt."]
    lines += sentences(findings.head(_LINES_TOLD))
    if len(findings) > _LINES_TOLD:
        lines.append(f"… und {len(findings) - _LINES_TOLD} weitere; „auszug check“ nennt alle.")
    return "\n  ".join(lines)
