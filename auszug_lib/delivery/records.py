"""The checked records of a year: what the statistics count."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from auszug_lib.delivery.schema import DTYPES, Table
from auszug_lib.params import Year

CARRIER = "traeger"


@dataclass(frozen=True)
class Records:
    """The checked records of a year.

    Parameters
    ----------
    year
        The report year's parameters.
    tables
        By table name one typed frame with all carriers' rows: `traeger`, then the schema's columns.
    """

    year: Year
    tables: Mapping[str, pd.DataFrame]

    @property
    def are_example(self) -> bool:
        """Whether any of the deliveries is synthetic."""
        return bool(self.tables["lieferung"]["beispiel"].fillna(False).any())


def kept_columns(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the typed columns of a table, the carrier first.

    Parameters
    ----------
    frame
        The rows of one table, with `traeger` and at least the schema's columns.
    table
        The definition of that table; its order and types (`DTYPES`) are those of the result.
    """
    dtypes = {column.name: DTYPES[column.kind] for column in table.columns if column.name != CARRIER}
    return frame[[CARRIER, *dtypes]].astype({CARRIER: "str", **dtypes})
