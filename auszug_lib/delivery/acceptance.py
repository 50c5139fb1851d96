"""Acceptances: soft findings that the analyst has looked at and takes as they are."""

from collections.abc import Sequence

import pandas as pd

from auszug_lib.delivery.finding import finding_rows
from auszug_lib.delivery.rules.register import RULES
from auszug_lib.errors import ParamsError
from auszug_lib.params import Acceptance


def accept(findings: pd.DataFrame, accepted: Sequence[Acceptance]) -> pd.DataFrame:
    """Return the findings with the reason beside each one that is accepted.

    Parameters
    ----------
    findings
        All findings; see `finding.COLUMNS`.
    accepted
        What the year's file accepts; one that fits no finding is told.

    Raises
    ------
    ParamsError
        Where a rule does not exist, or is none whose findings can be accepted.
    """
    parts = []
    marked = findings.copy()
    for number, acceptance in enumerate(accepted):
        rule = RULES.get(acceptance.rule)
        if rule is None or rule.severity != "soft":
            soft = ", ".join(rule.id for rule in RULES.values() if rule.severity == "soft")
            raise ParamsError(
                f"Schlüssel accepted.{number}.rule: „{acceptance.rule}“ ist keine Regel, deren Befunde man "
                f"annehmen kann; das sind: {soft}."
            )
        fits = (marked["rule"] == acceptance.rule) & (marked["record"] == acceptance.record)
        if acceptance.carrier is not None:
            fits &= marked["carrier"] == acceptance.carrier
        marked.loc[fits, "accepted"] = f"{acceptance.reason} ({acceptance.by})"
        if not fits.any():
            parts.append(finding_rows("annahme_ohne_befund", {}, {"rule": acceptance.rule}))
    return pd.concat([marked, *parts], ignore_index=True)
