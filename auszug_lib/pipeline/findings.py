"""What lies beside the report on the deliveries: all findings as CSV, and what goes back to the carriers."""

import pandas as pd

from auszug_lib.delivery.finding import COLUMNS
from auszug_lib.delivery.rules.rule import SEVERITIES
from auszug_lib.pipeline.plan import FINDINGS, RETURNED
from auszug_lib.pipeline.tables import csv_file, harmless
from auszug_lib.statistics.examination import Examination
from auszug_lib.workbooks.returned import returned_workbook, to_return


def findings_csv(findings: pd.DataFrame) -> bytes:
    """Return findings as CSV with German headings, a line a finding.

    Parameters
    ----------
    findings
        With the columns of `finding.COLUMNS`.

    Returns
    -------
    bytes
        In UTF-8 with a byte order mark; no cell can be taken for a formula.
    """
    told = findings.assign(severity=findings["severity"].map(dict(SEVERITIES)))[list(COLUMNS)]
    lines = ([harmless(text) for text in row] for row in told.itertuples(index=False))
    return csv_file([list(COLUMNS.values()), *lines])


def attachments(examination: Examination) -> dict[str, bytes]:
    """Return the files beside the report: all findings, and each carrier's delivery where it has any.

    They are content by path: `befunde.csv` and `rueckgabe/<carrier>-<year>.xlsx`.
    """
    files = {FINDINGS: findings_csv(examination.findings)}
    for carrier, delivery in examination.checked.deliveries.items():
        returned = to_return(examination.findings, carrier)
        if len(returned):
            name = f"{RETURNED}/{carrier.lower()}-{examination.checked.year.year}.xlsx"
            files[name] = returned_workbook(delivery, returned)
    return files
