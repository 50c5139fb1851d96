"""What was received: the deliveries, how complete they are, and how they agree with what was published."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple

import pandas as pd

from auszug_lib.delivery.check import Checked
from auszug_lib.delivery.reading.raw import RawDelivery, RowCounts
from auszug_lib.delivery.schema import CARRIER, TABLES, Column
from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.publication.numbers import MEANINGLESS, day, number, period, plain, signed
from auszug_lib.publication.prose import Prose
from auszug_lib.statistics.examination import Examination, Reconciliation
from auszug_lib.statistics.recount import subject

_STATES = {"filled": "gefüllt", "unknown": "unbekannt", "missing": "fehlt", "invalid": "ungültig"}


def deliveries_table(checked: Checked, carriers: Mapping[str, str]) -> Table | Prose:
    """Return for each carrier its delivery, the day it speaks of, and what became of the rows.

    A sheet has a row of its own where not every row of it is a record. `carriers` are code and name, in the
    order of the rows; for no delivery there is a sentence.
    """
    rows = tuple(
        row
        for code, name in carriers.items()
        if code in checked.deliveries
        for row in (_delivery_row(checked, code, name), *_sheet_rows(checked.deliveries[code], name))
    )
    if not rows:
        return Prose("Für dieses Jahr liegt keine Lieferung vor.")
    columns = ("Lieferung", "Stand", "Gelesen")
    notes = ("Ein Blatt, in dem jede Zeile ein Datensatz ist, ist nicht eigens genannt.",)
    return Table("lieferungen", "Die Lieferungen", "Träger, Blatt", columns, rows, notes)


def _delivery_row(checked: Checked, carrier: str, name: str) -> Row:
    delivery = checked.deliveries[carrier]
    senders = checked.tables["lieferung"]
    cutoff = senders.loc[senders[CARRIER] == carrier, "stand"].dropna()
    stated = day(cutoff.iloc[0]) if len(cutoff) else "unbekannt"
    counts = [astuple(raw.counts) for raw in delivery.tables.values()]
    account = _account(RowCounts(*map(sum, zip(*counts, strict=True))))
    return Row(name, (Cell(delivery.shown), Cell(stated), Cell(account)))


def _sheet_rows(delivery: RawDelivery, name: str) -> Iterator[Row]:
    """Yield a row for each sheet that has other rows than records."""
    for table in TABLES:
        counts = delivery.tables[table].counts if table in delivery.tables else RowCounts()
        if counts != RowCounts(read=counts.records, records=counts.records):
            yield Row(f"{name}, {table}", (Cell(""), Cell(""), Cell(_account(counts))))


def _account(counts: RowCounts) -> str:
    """Return in words how many rows were read and what they are: their numbers add up."""
    if not counts.read:
        parts = ["keine Zeilen"]
    else:
        kinds = (
            (counts.records, "Datensatz", "Datensätze"),
            (counts.totals, "Summenzeile", "Summenzeilen"),
            (counts.blank, "Leerzeile", "Leerzeilen"),
            (counts.own, "Zeile mit eigenen Notizen", "Zeilen mit eigenen Notizen"),
        )
        parts = [_several(*kind) for kind in kinds if kind[0]]
        parts[0] = f"{_several(counts.read, 'Zeile', 'Zeilen')}: {parts[0]}"
    above = f"; {_several(counts.above, 'Zeile', 'Zeilen')} über der Kopfzeile" if counts.above else ""
    return ", ".join(parts) + above


def _several(count: int, one: str, many: str) -> str:
    return f"{plain(count)} {one if count == 1 else many}"


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
