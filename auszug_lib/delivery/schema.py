"""The tables of a delivery: columns, types and keys, written once for reader, rules and forms."""

from dataclasses import dataclass
from typing import Literal

SCHEMA_VERSION = 1

Kind = Literal["id", "date", "count", "decimal", "bool", "code", "text"]

DTYPES: dict[Kind, str] = {
    "id": "str",
    "text": "str",
    "code": "str",
    "date": "datetime64[s]",
    "count": "Int64",
    "decimal": "float64",
    "bool": "boolean",
}


@dataclass(frozen=True)
class Column:
    """One column of a delivery table.

    Parameters
    ----------
    name
        The heading in the canonical layout.
    kind
        How its cells are read: `id` and `text` as text, `count` as a whole number ≥ 0,
        `decimal` as a number ≥ 0, `bool` as ja/nein, `code` from the list `codes`.
    required
        Whether a cell may be empty.
    codes
        Name of the code list, for kind `code`.
    other
        The code under which words outside the list count; empty where they are an error.
    """

    name: str
    kind: Kind
    required: bool = True
    codes: str = ""
    other: str = ""


@dataclass(frozen=True)
class Table:
    """A table of a delivery: its sheet name, its columns and, where rows have one, its id column."""

    name: str
    columns: tuple[Column, ...]
    key: str = ""

    def column(self, name: str) -> Column:
        """Return the column called `name`; raises KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]


DELIVERY = Table(
    "lieferung",
    (
        Column("traeger", "id"),
        Column("berichtsjahr", "count"),
        Column("stand", "date"),
        Column("schema_version", "count"),
        # Says of synthetic data that it is, wherever its files travel.
        Column("beispiel", "bool", required=False),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DELIVERY,
        Table(
            "faelle",
            (
                Column("fall_id", "id"),
                Column("anmeldedatum", "date"),
                Column("personen", "count"),
                Column("erwachsene", "count"),
                Column("kinder", "count"),
                Column("haushaltstyp", "code", codes="haushaltstyp"),
                Column(
                    "hauptstaatsangehoerigkeit", "code", required=False, codes="hauptstaatsangehoerigkeit"
                ),
                Column("aufenthaltsstatus", "code", required=False, codes="aufenthaltsstatus"),
                Column("unterkunftsart", "code", codes="unterkunftsart"),
                Column("unterkunft_stadtbezirk", "code", required=False, codes="stadtbezirk"),
                Column("status", "code", codes="status"),
                Column("abschlussdatum", "date", required=False),
                Column("abschlussgrund", "code", required=False, codes="abschlussgrund", other="sonstige"),
            ),
            key="fall_id",
        ),
        Table(
            "wohnungen",
            (
                Column("wohnung_id", "id"),
                Column("vermieterart", "code", codes="vermieterart"),
                Column("vermieter", "text", required=False),
                Column("foerderweg", "code", codes="foerderweg"),
                Column("stadtbezirk", "code", codes="stadtbezirk"),
                Column("zimmer", "decimal", required=False),
                Column("wohnflaeche_qm", "decimal", required=False),
                Column("kaltmiete", "decimal", required=False),
                Column("wbs_erforderlich", "bool", required=False),
            ),
            key="wohnung_id",
        ),
        Table(
            "vermittlungen",
            (
                Column("vermittlung_id", "id"),
                Column("fall_id", "id"),
                Column("wohnung_id", "id"),
                Column("vermittlungsweg", "code", codes="vermittlungsweg"),
                Column("mietvertragsdatum", "date", required=False),
                Column("einzugsdatum", "date"),
                Column("personen_eingezogen", "count"),
                Column("nachbetreuung_bis", "date", required=False),
            ),
            key="vermittlung_id",
        ),
        Table(
            "sprechstunden",
            (
                Column("termin_id", "id"),
                Column("datum", "date"),
                Column("ort", "text", required=False),
                Column("angeboten", "bool"),
                Column("stattgefunden", "bool"),
            ),
            key="termin_id",
        ),
        Table(
            "beratungen",
            (
                Column("beratung_id", "id"),
                Column("datum", "date"),
                Column("kanal", "code", codes="kanal"),
                Column("zielgruppe", "code", codes="zielgruppe"),
                Column("termin_id", "id", required=False),
                Column("fall_id", "id", required=False),
                Column("anliegen", "text", required=False),
            ),
            key="beratung_id",
        ),
        Table(
            "workshops",
            (
                Column("workshop_id", "id"),
                Column("datum", "date"),
                Column("thema", "text"),
                Column("zielgruppe", "code", codes="zielgruppe"),
                Column("teilnehmende", "count"),
            ),
            key="workshop_id",
        ),
        Table(
            "begleitungen",
            (
                Column("begleitung_id", "id"),
                Column("datum", "date"),
                Column("fall_id", "id", required=False),
                Column("art", "code", codes="begleitungsart"),
            ),
            key="begleitung_id",
        ),
        Table(
            "stellen",
            (
                Column("stelle_id", "id"),
                Column("stellenart", "text"),
                Column("umfang_vzae", "decimal"),
                Column("befristet", "bool"),
                Column("befristet_bis", "date", required=False),
                Column("beginn", "date", required=False),
            ),
            key="stelle_id",
        ),
    )
}
