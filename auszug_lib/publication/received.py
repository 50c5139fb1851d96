"""What was received: the deliveries, how complete they are, and how they agree with what was published."""

from collections.abc import Mapping

import pandas as pd

from auszug_lib.delivery.check import Checked
from auszug_lib.delivery.schema import CARRIER, TABLES, Column
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.numbers import MEANINGLESS, day, number, period, plain, signed
from auszug_lib.publication.prose import Prose
from auszug_lib.statistics.examination import Examination, Reconciliation
from auszug_lib.statistics.recount import subject

_COUNTED = ("faelle", "vermittlungen", "beratungen")
_STATES = {"filled": "gefüllt", "unknown": "unbekannt", "missing": "fehlt", "invalid": "ungültig"}


def deliveries_table(checked: Checked, carriers: Mapping[str, str]) -> Table | Prose:
    """Return one row a carrier: its delivery, the day it speaks of, and the records of the largest tables.

    `carriers` are code and name, in the order of the rows; for no delivery there is a sentence.
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


def _extent(checked: Checked, carrier: str) -> list[Cell]:
    own = {name: table[table[CARRIER] == carrier] for name, table in checked.tables.items()}
    cutoff = own["lieferung"]["stand"].dropna()
    counts = [len(own[table]) for table in _COUNTED]
    return [Cell(day(cutoff.iloc[0]) if len(cutoff) else "unbekannt"), *(Cell(number(n), n) for n in counts)]


def completeness_table(states: pd.DataFrame, table: str, carriers: Mapping[str, str]) -> Table | Prose:
    """Return how complete one delivery table is in per cent, one row an element and carrier.

    `states` are counts by element and carrier, see `Checked.completeness`. Where every carrier has filled
    an element everywhere there is one row for all, so that the gaps stand out; nothing for no delivery.
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
        return [_completeness_row(label, "alle", states)]
    by_carrier = {name: states[states["carrier"] == code] for code, name in carriers.items()}
    return [_completeness_row(label, name, own) for name, own in by_carrier.items() if len(own)]


def _completeness_row(label: str, carrier: str, states: pd.DataFrame) -> Row:
    counts = states.sum(numeric_only=True)
    records = int(counts["records"])
    parts = [_per_cent(int(counts[state]), records) for state in _STATES]
    return Row(label, (Cell(carrier), Cell(number(records), records), *parts))


def _per_cent(part: int, records: int) -> Cell:
    if not records:
        return Cell(MEANINGLESS)
    value = 100 * part / records
    return Cell(number(value, 1), value)


def reconciliation_table(examination: Examination) -> Table | Prose:
    """Return one row a figure published about the year: published, counted, and counted minus published.

    A sentence stands where there is nothing to compare.
    """
    if not examination.checked.is_sound:
        return Prose("Solange eine Lieferung Fehler hat, wird nicht gezählt und nicht verglichen.")
    if not examination.reconciliations:
        return Prose("Das Register nennt keine Zahl über dieses Jahr.")
    rows = tuple(_reconciled(one, examination) for one in examination.reconciliations)
    columns = ("Was gezählt wurde", "Veröffentlicht", "Gezählt", "Abweichung", "Quelle")
    notes = (f"{MEANINGLESS}: Diesen Zeitraum zählt der Bericht nicht eigens.",)
    some_unknown = any(one.counted is None for one in examination.reconciliations)
    title = "Veröffentlichte und gezählte Zahlen"
    return Table("abgleich", title, "Zeitraum", columns, rows, notes if some_unknown else ())


def _reconciled(reconciled: Reconciliation, examination: Examination) -> Row:
    figure, counted = reconciled.published, reconciled.counted
    difference = None if counted is None else counted - figure.value
    digits = 0 if figure.value.is_integer() and (counted or 0.0).is_integer() else 2
    return Row(
        period(figure.period_start, figure.period_end),
        (
            Cell(subject(figure, examination.measures, examination.dimensions)),
            Cell(plain(figure.value, digits), figure.value),
            Cell(MEANINGLESS if counted is None else number(counted, digits), counted),
            Cell(MEANINGLESS if difference is None else signed(difference, digits), difference),
            Cell(figure.source),
        ),
    )
