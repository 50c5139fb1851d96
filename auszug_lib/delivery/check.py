"""Check deliveries: raw tables in, typed records and findings out."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from auszug_lib.codes import CodeList
from auszug_lib.delivery.finding import FILE, ROW, Finding, Places
from auszug_lib.delivery.parse import expected, parse
from auszug_lib.delivery.read import RawDelivery, RawTable
from auszug_lib.delivery.records import CARRIER, Records, kept_columns
from auszug_lib.delivery.rules import COMPLETE_SINCE, PLACED_EARLIER, RULES
from auszug_lib.delivery.schema import SCHEMA_VERSION, TABLES, Column, Table
from auszug_lib.delivery.sender import complete_since, deliveries_of_year, placed_earlier
from auszug_lib.errors import DeliveryError
from auszug_lib.params import City, Year

Frames = dict[str, pd.DataFrame]


def checked_records(deliveries: Sequence[RawDelivery], year: Year, city: City) -> Records:
    """Return the records of `year` found in `deliveries`.

    Parameters
    ----------
    deliveries
        The deliveries as read, of this year and of earlier ones, in any order.
    year, city
        The parameters of the report year and its city.

    Raises
    ------
    DeliveryError
        Where a hard rule is broken; the message lists every finding by file, sheet, cell and rule.
    """
    frames, findings = check(deliveries, year, city)
    if findings:
        raise DeliveryError(_refusal(findings, year))
    return Records(year, {name: kept_columns(frames[name], table) for name, table in TABLES.items()})


def check(deliveries: Sequence[RawDelivery], year: Year, city: City) -> tuple[Frames, list[Finding]]:
    """Check the deliveries of `year` and type their tables.

    Parameters
    ----------
    deliveries
        Everything at hand; deliveries of earlier years are only asked whom they placed.
    year, city
        The report year, and the city with its carriers and code lists.

    Returns
    -------
    frames
        By table name one frame with the rows of all carriers: `datei`, `zeile` (row number in the sheet),
        `traeger` and the schema's columns. For the rules there are also the frame `PLACED_EARLIER` and, in
        `lieferung`, the column `COMPLETE_SINCE`. Empty where no delivery is of this year.
    findings
        All breaches of hard rules; none where the frames can be counted.
    """
    chosen, findings = deliveries_of_year(deliveries, year, city)
    if not chosen:
        return {}, findings
    places = Places(list(chosen.values()))
    frames: Frames = {PLACED_EARLIER: placed_earlier(deliveries, year)}
    for table in TABLES.values():
        parts = [_typed(delivery, carrier, table, places) for carrier, delivery in chosen.items()]
        frames[table.name] = pd.concat([frame for frame, _ in parts], ignore_index=True)
        in_cells = [finding for _, found in parts for finding in found]
        findings += in_cells + _by_schema(frames[table.name], table, city.code_lists, places, in_cells)
    since = complete_since(deliveries, year)
    frames["lieferung"] = frames["lieferung"].assign(
        **{COMPLETE_SINCE: lambda frame: frame[CARRIER].map(since)}
    )
    return frames, findings + _by_rules(frames, places)


def _refusal(findings: Sequence[Finding], year: Year) -> str:
    count = "einen Fehler" if len(findings) == 1 else f"{len(findings)} Fehler"
    lines = [f"Die Lieferungen für {year.year} haben {count}; es wurde nichts erstellt."]
    return "\n  ".join([*lines, *map(str, findings)])


def _typed(
    delivery: RawDelivery, carrier: str, table: Table, places: Places
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return one table of one delivery, typed, and what could not be read in it."""
    raw = delivery.tables.get(table.name)
    if raw is None:
        text = "Das Blatt fehlt; es muss auch ohne Zeilen da sein."
        raw = RawTable(delivery.name, (), pd.DataFrame(), ",")
        findings = [Finding(delivery.name, table.name, "", "blatt_vorhanden", text)]
    else:
        findings = _heading_findings(raw, table)
    frame = pd.DataFrame({FILE: raw.file, ROW: raw.cells.index, CARRIER: carrier}, index=raw.cells.index)
    for column in table.columns:
        if column.name == CARRIER:
            continue
        cells = raw.cells.get(column.name, pd.Series(None, index=raw.cells.index, dtype=object))
        frame[column.name], unreadable = parse(cells, column, raw.decimal)
        text = f"{column.name}: erwartet wird {expected(column.kind, raw.decimal)}."
        findings += places.findings(frame[unreadable], table.name, column.name, "lesbar", text)
    return frame, findings


def _heading_findings(raw: RawTable, table: Table) -> list[Finding]:
    names = [column.name for column in table.columns]
    required = [column.name for column in table.columns if column.required]
    meant = [re.sub(r"[\s-]+", "_", heading.strip().casefold()) for heading in raw.headings]
    misspelt = [name for name in names if name in meant and name not in raw.headings]
    missing = [name for name in required if name not in (*raw.headings, *misspelt)]
    twice = [name for name in names if raw.headings.count(name) > 1]
    texts = {
        "spalte_geschrieben": [
            f"Die Spalte {name} ist anders geschrieben; sie muss genau so heißen." for name in misspelt
        ],
        "spalte_vorhanden": [f"Die Spalte {name} fehlt." for name in missing],
        "spalte_einmal": [f"Die Spalte {name} steht zweimal da." for name in twice],
    }
    return [
        Finding(raw.file, table.name, "Zeile 1", rule, text)
        for rule, found in texts.items()
        for text in found
    ]


_SCHEMA_RULES = {
    "not_nullable": ("pflicht", "{column} darf nicht leer sein."),
    "isin": ("code", "{column} muss {codes} sein."),
    "greater_than_or_equal_to": ("nicht_negativ", "{column} darf nicht kleiner als 0 sein."),
    "equal_to": ("schema_version", "{column} muss {version} sein."),
    "multiple_fields_uniqueness": ("eindeutig", "Diese {column} steht schon in einer Zeile weiter oben."),
}


def _by_schema(
    frame: pd.DataFrame,
    table: Table,
    lists: Mapping[str, CodeList],
    places: Places,
    unreadable: Sequence[Finding],
) -> list[Finding]:
    """Return what a table's pandera schema finds, but not a second time what could not even be read."""
    try:
        _schema(table, lists).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    known = {(finding.file, finding.cell) for finding in unreadable}
    found: dict[Finding, None] = {}
    for check_name, name, index in zip(cases["check"], cases["column"], cases["index"], strict=True):
        rule, text = _SCHEMA_RULES[check_name.split("(")[0]]
        column = table.column(table.key if rule == "eindeutig" else name)
        allowed = lists[column.codes].allowed if column.codes else ""
        message = text.format(column=column.name, codes=allowed, version=SCHEMA_VERSION)
        for finding in places.findings(frame.loc[[index]], table.name, column.name, rule, message):
            if (finding.file, finding.cell) not in known and places.has(
                finding.file, table.name, column.name
            ):
                found[finding] = None
    return list(found)


def _schema(table: Table, lists: Mapping[str, CodeList]) -> pa.DataFrameSchema:
    """Return the pandera schema of a table, for frames with `traeger` and typed columns."""
    columns = {
        column.name: pa.Column(None, _checks(column, lists), nullable=not column.required)
        for column in table.columns
    }
    unique = [CARRIER, table.key] if table.key else None
    return pa.DataFrameSchema(columns, unique=unique, report_duplicates="exclude_first")


def _checks(column: Column, lists: Mapping[str, CodeList]) -> list[pa.Check]:
    if column.kind == "code" and not column.other:
        return [pa.Check.isin(lists[column.codes].codes)]
    if column.name == "schema_version":
        return [pa.Check.equal_to(SCHEMA_VERSION)]
    return [pa.Check.ge(0)] if column.kind in ("count", "decimal") else []


def _by_rules(frames: Frames, places: Places) -> list[Finding]:
    return [
        finding
        for rule in RULES
        for finding in places.findings(
            frames[rule.table][rule.broken(frames)], rule.table, rule.column, rule.id, rule.message
        )
    ]
