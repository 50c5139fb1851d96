"""The list of all findings as CSV, beside the internal report that shows the first of them."""

import pandas as pd

from auszug_lib.delivery.finding import COLUMNS
from auszug_lib.delivery.rules.rule import SEVERITIES
from auszug_lib.pipeline.tables import csv_file, harmless


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
