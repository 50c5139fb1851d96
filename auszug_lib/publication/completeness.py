"""How complete the deliveries are: of each element, what share is filled, unknown, missing or invalid."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from auszug_lib.delivery.schema import CARRIER, TABLES, Column
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.markdown import Prose
from auszug_lib.publication.numbers import MEANINGLESS, day, number

if TYPE_CHECKING:
    from auszug_lib.delivery.check import Checked

_COUNTED = ("faelle", "vermittlungen", "beratungen")
_STATES = {"filled": "gefüllt", "unknown": "unbekannt", "missing": "fehlt", "invalid": "ungültig"}
_EVERYBODY = "alle"


def deliveries_table(checked: "Checked", carriers: Mapping[str, str]) -> Table | Prose:
    """Return one row a carrier: its delivery, the day it speaks of, and the records of the largest tables.

    Parameters
    ----------
    checked
        The deliveries of a year.
    carriers
        Code and name, in the order of the rows.

    Returns
    -------
    Table or Prose
        A sentence where there is none of this year.
    """
    rows = tuple(
        Row(name, (Cell(checked.deliveries[code].name), *_extent(checked, code)))
        for code, name in carriers.items()
        if code in checked.deliveries
    )
    if not rows:
        return Prose("Für dieses Jahr liegt keine Lieferung vor.")
    columns = ("Lieferung", "Stand", *(f"Zeilen in {table}" for table in _COUNTED))
    return Table("lieferungen", "Die Lieferungen", "Träger", columns, rows)


def _extent(checked: "Checked", carrier: str) -> list[Cell]:
    own = {name: table[table[CARRIER] == carrier] for name, table in checked.tables.items()}
    cutoff = own["lieferung"]["stand"].dropna()
    counts = [len(own[table]) for table in _COUNTED]
    return [Cell(day(cutoff.iloc[0]) if len(cutoff) else "unbekannt"), *(Cell(number(n), n) for n in counts)]


def completeness_table(states: pd.DataFrame, table: str, carriers: Mapping[str, str]) -> Table | Prose:
    """Return the completeness of one delivery table in per cent, one row an element and carrier.

    Parameters
    ----------
    states
        Counts by element and carrier; see `delivery.check`.
    table
        The delivery table.
    carriers
        Code and name, in the order of the rows.

    Returns
    -------
    Table or Prose
        One row for all carriers together where each has filled the element everywhere, so that the gaps
        stand out. Nothing where there is no delivery.
    """
    own = states[states["table"] == table]
    if not len(own):
        return Prose("")
    rows = [
        row
        for column in TABLES[table].columns
        for row in _element_rows(own[own["column"] == column.name], _label(column), carriers)
    ]
    columns = ("Träger", "Datensätze", *_STATES.values())
    title = f"Blatt {table}: wie vollständig die Angaben sind, in %"
    return Table(f"vollstaendigkeit-{table}", title, "Angabe", columns, tuple(rows))


def _label(column: Column) -> str:
    return column.label if column.required else f"{column.label} (freigestellt)"


def _element_rows(states: pd.DataFrame, label: str, carriers: Mapping[str, str]) -> list[Row]:
    if len(states) > 1 and (states["filled"] == states["records"]).all() and states["records"].all():
        return [_row(label, _EVERYBODY, states.sum(numeric_only=True))]
    by_carrier = {name: states[states["carrier"] == code] for code, name in carriers.items()}
    return [_row(label, name, own.sum(numeric_only=True)) for name, own in by_carrier.items() if len(own)]


def _row(label: str, carrier: str, counts: pd.Series) -> Row:
    records = int(counts["records"])
    return Row(
        label,
        (
            Cell(carrier),
            Cell(number(records), records),
            *(_per_cent(int(counts[state]), records) for state in _STATES),
        ),
    )


def _per_cent(part: int, records: int) -> Cell:
    if not records:
        return Cell(MEANINGLESS)
    value = 100 * part / records
    return Cell(number(value, 1), value)
