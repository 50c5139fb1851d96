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


def _id(name: str, *, required: bool = True) -> Column:
    return Column(name, "id", required)


def _date(name: str, *, required: bool = True) -> Column:
    return Column(name, "date", required)


def _count(name: str, *, required: bool = True) -> Column:
    return Column(name, "count", required)


def _code(name: str, codes: str = "", *, required: bool = True) -> Column:
    return Column(name, "code", required, codes or name)


def _decimal(name: str, *, required: bool = True) -> Column:
    return Column(name, "decimal", required)


def _bool(name: str, *, required: bool = True) -> Column:
    return Column(name, "bool", required)


def _text(name: str, *, required: bool = False) -> Column:
    return Column(name, "text", required)


DELIVERY = Table(
    "lieferung",
    (
        _id("traeger"),
        _count("berichtsjahr"),
        _date("stand"),
        _count("schema_version"),
        # Says of synthetic data that it is, wherever its files travel.
        _bool("beispiel", required=False),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DELIVERY,
        Table(
            "faelle",
            (
                _id("fall_id"),
                _date("anmeldedatum"),
                _count("personen"),
                _count("erwachsene"),
                _count("kinder"),
                _code("haushaltstyp"),
                _code("hauptstaatsangehoerigkeit", required=False),
                _code("aufenthaltsstatus", required=False),
                _code("unterkunftsart"),
                _code("unterkunft_stadtbezirk", "stadtbezirk", required=False),
                _code("status"),
                _date("abschlussdatum", required=False),
                Column("abschlussgrund", "code", required=False, codes="abschlussgrund", other="sonstige"),
            ),
            key="fall_id",
        ),
        Table(
            "wohnungen",
            (
                _id("wohnung_id"),
                _code("vermieterart"),
                _text("vermieter"),
                _code("foerderweg"),
                _code("stadtbezirk"),
                _decimal("zimmer", required=False),
                _decimal("wohnflaeche_qm", required=False),
                _decimal("kaltmiete", required=False),
                _bool("wbs_erforderlich", required=False),
            ),
            key="wohnung_id",
        ),
        Table(
            "vermittlungen",
            (
                _id("vermittlung_id"),
                _id("fall_id"),
                _id("wohnung_id"),
                _code("vermittlungsweg"),
                _date("mietvertragsdatum", required=False),
                _date("einzugsdatum"),
                _count("personen_eingezogen"),
                _date("nachbetreuung_bis", required=False),
            ),
            key="vermittlung_id",
        ),
        Table(
            "sprechstunden",
            (_id("termin_id"), _date("datum"), _text("ort"), _bool("angeboten"), _bool("stattgefunden")),
            key="termin_id",
        ),
        Table(
            "beratungen",
            (
                _id("beratung_id"),
                _date("datum"),
                _code("kanal"),
                _code("zielgruppe"),
                _id("termin_id", required=False),
                _id("fall_id", required=False),
                _text("anliegen"),
            ),
            key="beratung_id",
        ),
        Table(
            "workshops",
            (
                _id("workshop_id"),
                _date("datum"),
                _text("thema", required=True),
                _code("zielgruppe"),
                _count("teilnehmende"),
            ),
            key="workshop_id",
        ),
        Table(
            "begleitungen",
            (
                _id("begleitung_id"),
                _date("datum"),
                _id("fall_id", required=False),
                _code("art", "begleitungsart"),
            ),
            key="begleitung_id",
        ),
        Table(
            "stellen",
            (
                _id("stelle_id"),
                _text("stellenart", required=True),
                _decimal("umfang_vzae"),
                _bool("befristet"),
                _date("befristet_bis", required=False),
                _date("beginn", required=False),
            ),
            key="stelle_id",
        ),
    )
}
