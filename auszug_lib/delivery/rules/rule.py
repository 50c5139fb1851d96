"""What a rule is, and what it is tested against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.schema import TABLES
from auszug_lib.params import City, Year

Severity = Literal["hard", "soft", "info"]

SEVERITIES: Mapping[Severity, str] = {"hard": "Fehler", "soft": "Auffälligkeit", "info": "Hinweis"}

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Case:
    """All that a rule may look at.

    Parameters
    ----------
    year, city
        The report year and its city.
    tables
        By table name the typed rows of all carriers in the report year. A cell that a hard rule has found
        wrong is empty here, so that no later rule finds the same mistake again.
    earlier
        The same of earlier years' deliveries for `faelle` and `vermittlungen`, each row with its year in the
        column `jahr`.
    lost
        Carrier and table where a whole sheet could not be had: nothing can be said to be missing from it.
    """

    year: Year
    city: City
    tables: Tables
    earlier: Tables
    lost: frozenset[tuple[str, str]] = field(default=frozenset())

    def of_delivery(self, table: str, column: str) -> pd.Series:
        """Return for each row of `table` the carrier's own value in the table `lieferung`."""
        values = self.tables["lieferung"].drop_duplicates(CARRIER).set_index(CARRIER)[column]
        rows = self.tables[table][CARRIER]
        return values.reindex(rows).set_axis(rows.index)


Test = Callable[[Case], pd.Series]


@dataclass(frozen=True)
class Rule:
    """One rule of the register.

    Parameters
    ----------
    id
        Its name in findings and in `params/`.
    severity
        `hard`: the record is wrong; `soft`: somebody should look again; `info`: said for completeness.
    message, remedy
        What is wrong and how to mend it: a German sentence each, with words in braces filled in.
    table, columns
        What it looks at; a breach is shown in the first column. No table stands for every table, no column
        for every column or for the sheet or file as a whole.
    broken
        Says for each row of `table` whether the rule is broken; None where reading itself finds out.
    """

    id: str
    severity: Severity
    message: str
    remedy: str
    table: str = ""
    columns: tuple[str, ...] = ()
    broken: Test | None = None

    @property
    def column(self) -> str:
        """The column in which a breach is shown; empty where it depends."""
        return self.columns[0] if self.columns else ""

    @property
    def subject(self) -> str:
        """What the rule looks at, in words for a list of all rules."""
        return f"{self.table or 'alle Blätter'}: {', '.join(self.columns)}" if self.columns else self.table


def key_of(table: str) -> str:
    """Return the column that tells the rows of `table` apart."""
    return TABLES[table].key or CARRIER
