"""The face of the notebook on the deliveries: open a check, then ask it for its tables."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auszug_lib.delivery.finding import of_severity
from auszug_lib.delivery.rules.rule import SEVERITIES, Severity
from auszug_lib.params import Year
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
    """Read and check the deliveries of a year.

    Parameters
    ----------
    year
        The report year; the latest there is by default.
    **parameters
        The other keys of the year's parameter file; None stands for what that file says.

    Raises
    ------
    ParamsError
        Where a parameter is wrong.
    DeliveryError
        Where there is no delivery, or one cannot be opened; findings raise nothing.
    """
    return DataCheck(Project.find().overridden(year, parameters).examination)


@dataclass(frozen=True)
class DataCheck:
    """What is to be said about the deliveries of a year; every method returns what a cell shows."""

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
        return {carrier: sent.name for carrier, sent in self.examination.checked.deliveries.items()}

    def title(self) -> Title:
        """Return the head of the report, which goes to no committee."""
        return check_title(self.examination.city, self.year, example=self.examination.is_example)

    def text(self) -> Prose:
        """Return what the findings mean for the report, and what to do about them."""
        return Prose(standard_text("pruefung", {"year": self.year.year, "counts": self.counts}))

    def key_figures(self) -> KeyFigures:
        """Return the number of deliveries and of findings as the band of key figures."""
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
        """Return which file or database holds each carrier's delivery, and what became of its rows."""
        return deliveries_table(self.examination.checked, self.carriers)

    def summary(self) -> Table | Prose:
        """Return how often each carrier's delivery breaks each rule."""
        return summary_table(self.examination.findings, self.carriers)

    def findings(self, severity: Severity) -> Table | Prose:
        """Return the findings of one severity (`hard`, `soft` or `info`) with place, message and remedy."""
        return findings_table(self.examination.findings, severity, self.carriers, self._names)

    def accepted(self) -> Table | Prose:
        """Return the soft findings that somebody has accepted, with the reason."""
        return accepted_table(self.examination.findings, self.carriers, self._names)

    def answered(self) -> Table | Prose:
        """Return the soft findings that carriers explain and nobody has accepted yet."""
        return answered_table(self.examination.findings, self.carriers, self._names)

    def completeness(self, table: str) -> Table | Prose:
        """Return what share of each element of a delivery table is filled, unknown, missing or invalid."""
        return completeness_table(self.examination.checked.completeness, table, self.carriers)

    def reconciliation(self) -> Table | Prose:
        """Return what was published about the year beside what was counted."""
        return reconciliation_table(self.examination)

    def rules(self, severity: Severity) -> Table:
        """Return all rules of one severity."""
        return rules_table(severity)
