"""The face of the notebook on the deliveries: open a check, then ask it for its tables."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auszug_lib.delivery.finding import of_severity
from auszug_lib.delivery.rules.rule import SEVERITIES, Severity
from auszug_lib.params import Year
from auszug_lib.params.injected import refuse_unknown_parameters
from auszug_lib.project import Project
from auszug_lib.publication.document import Cell, KeyFigure, KeyFigures, Table, Title
from auszug_lib.publication.findings import (
    SEVERAL,
    accepted_table,
    answered_table,
    carriers_found,
    findings_table,
    rules_table,
    summary_table,
)
from auszug_lib.publication.numbers import number
from auszug_lib.publication.prose import Prose, standard_text
from auszug_lib.publication.received import completeness_table, deliveries_table, reconciliation_table
from auszug_lib.publication.title import check_title
from auszug_lib.statistics.examination import Examination


def open_check(*, year: int | None = None, **parameters: Any) -> "DataCheck":
    """Liest und prüft die Lieferungen eines Jahres; Befunde sind keine Fehler, sondern das Ergebnis.

    year: das Berichtsjahr; ohne Angabe das neueste, für das es eine Jahresdatei gibt.
    Alles andere sind Schlüssel der Jahresdatei; None heißt: wie dort.
    """
    refuse_unknown_parameters()
    return DataCheck(Project.find().overridden(year, parameters).examination)


@dataclass(frozen=True)
class DataCheck:
    """Was zu den Lieferungen eines Jahres zu sagen ist; jede Methode gibt, was eine Zelle zeigt."""

    examination: Examination

    @property
    def year(self) -> Year:
        """The report year's parameters."""
        return self.examination.checked.year

    @cached_property
    def carriers(self) -> dict[str, str]:
        """Code and short name of everybody who has a delivery or a finding."""
        return carriers_found(self.examination.findings, self.year, self.examination.city)

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """The number of findings by severity; accepted ones do not count."""
        return {severity: len(of_severity(self.examination.findings, severity)) for severity in SEVERITIES}

    @property
    def _names(self) -> dict[str, str]:
        return {carrier: sent.shown for carrier, sent in self.examination.checked.deliveries.items()}

    def title(self) -> Title:
        """Gibt den Kopf des Berichts; er geht an kein Gremium."""
        return check_title(self.examination.city, self.year, example=self.examination.is_example)

    def text(self) -> Prose:
        """Gibt, was die Befunde für den Bericht heißen und was zu tun ist."""
        return Prose(standard_text("pruefung", {"year": self.year.year, "counts": self.counts}))

    def key_figures(self) -> KeyFigures:
        """Gibt die Zahl der Lieferungen und der Befunde als Band."""
        deliveries = len(self.examination.checked.deliveries)
        expected = len(self.year.carriers_in(self.examination.city))
        accepted = int((self.examination.findings["accepted"] != "").sum())
        remarks = {"soft": f"dazu {number(accepted)} angenommen" if accepted else ""}
        found = [
            KeyFigure(Cell(number(count), count), SEVERAL[severity], remarks.get(severity, ""))
            for severity, count in self.counts.items()
        ]
        sent = KeyFigure(
            Cell(number(deliveries), deliveries), "Lieferungen", f"von {number(expected)} erwarteten"
        )
        return KeyFigures(f"Prüfung {self.year.year}", (sent, *found))

    def deliveries(self) -> Table | Prose:
        """Gibt zu jedem Träger, woher seine Lieferung kommt und was aus ihren Zeilen wurde."""
        return deliveries_table(self.examination.checked, self.carriers)

    def summary(self) -> Table | Prose:
        """Gibt die Zahl der Befunde nach Regel und Träger."""
        return summary_table(self.examination.findings, self.carriers)

    def findings(self, severity: Severity) -> Table | Prose:
        """Gibt die Befunde einer Schwere ("hard", "soft" oder "info") mit Stelle, Meldung und Abhilfe."""
        return findings_table(self.examination.findings, severity, self.carriers, self._names)

    def accepted(self) -> Table | Prose:
        """Gibt die angenommenen Auffälligkeiten mit ihrem Grund."""
        return accepted_table(self.examination.findings, self.carriers, self._names)

    def answered(self) -> Table | Prose:
        """Return the soft findings that carriers explain and nobody has accepted yet."""
        return answered_table(self.examination.findings, self.carriers, self._names)

    def completeness(self, table: str) -> Table | Prose:
        """Gibt, wie vollständig jedes Feld einer Tabelle ist, etwa completeness("faelle")."""
        return completeness_table(self.examination.checked.completeness, table, self.carriers)

    def reconciliation(self) -> Table | Prose:
        """Gibt, was über das Jahr veröffentlicht ist, neben dem Gezählten."""
        return reconciliation_table(self.examination)

    def rules(self, severity: Severity) -> Table:
        """Gibt alle Regeln einer Schwere ("hard", "soft" oder "info")."""
        return rules_table(severity)
