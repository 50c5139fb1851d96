"""The tables of a delivery: columns, types and keys, written once for reader, rules and forms."""

from dataclasses import dataclass
from typing import Any, Literal

CARRIER = "traeger"  # the column that every typed table begins with

SCHEMA_VERSION = 2
READABLE_VERSIONS = (1, SCHEMA_VERSION)

Kind = Literal["id", "date", "count", "decimal", "bool", "code"]

DTYPES: dict[Kind, str] = {
    "id": "str",
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
        How its cells are parsed: `id` as text, `count` as a whole number ≥ 0, `decimal` as a number ≥ 0,
        `bool` as ja/nein, `code` from the list `codes`.
    label, about
        The heading and the short explanation in the form, in German.
    required
        Whether every cell must be filled.
    codes
        Name of the code list, for kind `code`.
    fallback_code
        The code under which words outside the list count; empty where they are an error.
    since
        The version of the schema since which it is required.
    """

    name: str
    kind: Kind
    label: str
    about: str
    required: bool = True
    codes: str = ""
    fallback_code: str = ""
    since: int = 1


@dataclass(frozen=True)
class TableSchema:
    """What a table of a delivery must be.

    Parameters
    ----------
    name
        The sheet's name in the canonical layout.
    about
        What a row is, in one German sentence.
    columns
        In the canonical order.
    key
        The column that identifies a row; empty for the table with the one row about the delivery itself.
    gone
        Columns of earlier versions, which are passed over.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: str = ""
    gone: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column called `name`; raises KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]


def _code(name: str, label: str, about: str, codes: str = "", **options: Any) -> Column:
    """Return a column of codes, whose list has the column's name unless `codes` names another."""
    return Column(name, "code", label, about, codes=codes or name, **options)


_ALL = (
    TableSchema(
        "lieferung",
        "Wessen Lieferung das ist und für welches Jahr: genau eine Zeile.",
        (
            _code("traeger", "Träger", "wer die Fallakten führt"),
            Column("berichtsjahr", "count", "Berichtsjahr", "Kalenderjahr, über das berichtet wird"),
            Column("stand", "date", "Stand", "Tag, bis zu dem die Akten ausgewertet sind"),
            Column("schema_version", "count", "Schema-Version", "steht schon da; bitte nicht ändern"),
            Column("beispiel", "bool", "Beispiel", "ja nur bei erfundenen Daten", required=False),
        ),
    ),
    TableSchema(
        "faelle",
        "Jeder Haushalt, der im Berichtsjahr angemeldet war, eine Zeile.",
        (
            Column(
                "fall_id", "id", "Fall-ID", "Pseudonym des Haushalts, kein Name; bleibt über die Jahre gleich"
            ),
            Column("anmeldedatum", "date", "Anmeldedatum", "Tag der Anmeldung beim Träger"),
            Column("personen", "count", "Personen", "Größe des Haushalts"),
            Column("erwachsene", "count", "Erwachsene", "davon ab 18 Jahren"),
            Column("kinder", "count", "Kinder", "davon unter 18 Jahren"),
            _code("haushaltstyp", "Haushaltstyp", "wer zusammen wohnt"),
            _code(
                "hauptstaatsangehoerigkeit",
                "Hauptstaatsangehörigkeit",
                "Staat nach ISO 3166-1 oder unbekannt",
                required=False,
            ),
            _code("aufenthaltsstatus", "Aufenthaltsstatus", "aufenthaltsrechtlicher Status", required=False),
            _code("unterkunftsart", "Unterkunftsart", "Unterkunft vor dem Auszug"),
            _code("status", "Status", "wartend, vermittelt oder beendet, am Jahresende"),
            Column("abschlussdatum", "date", "Abschlussdatum", "Tag, an dem der Fall endete", required=False),
            _code(
                "abschlussgrund",
                "Abschlussgrund",
                "warum der Fall ohne Vermittlung endete",
                required=False,
                fallback_code="sonstige",
            ),
        ),
        key="fall_id",
        gone=("unterkunft_stadtbezirk",),
    ),
    TableSchema(
        "wohnungen",
        "Jede Wohnung, in die im Berichtsjahr ein Haushalt eingezogen ist, eine Zeile.",
        (
            Column("wohnung_id", "id", "Wohnung-ID", "eigene Nummer der Wohnung, keine Anschrift"),
            _code("vermieterart", "Vermieterart", "wer vermietet"),
            _code("foerderweg", "Förderweg", "wie die Wohnung gefördert ist"),
            _code("stadtbezirk", "Stadtbezirk", "wo die Wohnung liegt"),
            Column("zimmer", "decimal", "Zimmer", "Anzahl der Zimmer, auch 2,5", required=False),
            Column(
                "wohnflaeche_qm", "decimal", "Wohnfläche qm", "Wohnfläche in Quadratmetern", required=False
            ),
            Column("kaltmiete", "decimal", "Kaltmiete", "Nettokaltmiete in Euro im Monat", required=False),
        ),
        key="wohnung_id",
        gone=("vermieter", "wbs_erforderlich"),
    ),
    TableSchema(
        "vermittlungen",
        "Jeder Einzug eines Haushalts im Berichtsjahr, eine Zeile.",
        (
            Column("vermittlung_id", "id", "Vermittlung-ID", "eigene Nummer der Vermittlung"),
            Column("fall_id", "id", "Fall-ID", "der Haushalt, wie im Blatt faelle"),
            Column("wohnung_id", "id", "Wohnung-ID", "die Wohnung, wie im Blatt wohnungen"),
            _code("vermittlungsweg", "Vermittlungsweg", "regulär oder über das Pilotprojekt"),
            Column("mietvertragsdatum", "date", "Mietvertragsdatum", "Tag der Unterschrift", required=False),
            Column("einzugsdatum", "date", "Einzugsdatum", "Tag des Einzugs, im Berichtsjahr"),
            Column("personen_eingezogen", "count", "Personen eingezogen", "wie viele eingezogen sind"),
        ),
        key="vermittlung_id",
        gone=("nachbetreuung_bis",),
    ),
    TableSchema(
        "sprechstunden",
        "Jede offene Sprechstunde im Berichtsjahr, eine Zeile.",
        (
            Column("termin_id", "id", "Termin-ID", "eigene Nummer des Termins"),
            Column("datum", "date", "Datum", "Tag der Sprechstunde, im Berichtsjahr"),
            Column("angeboten", "bool", "Angeboten", "ob sie angeboten war"),
            Column("stattgefunden", "bool", "Stattgefunden", "ob sie stattgefunden hat"),
        ),
        key="termin_id",
        gone=("ort",),
    ),
    TableSchema(
        "beratungen",
        "Jede Beratung im Berichtsjahr, eine Zeile.",
        (
            Column("beratung_id", "id", "Beratung-ID", "eigene Nummer der Beratung"),
            Column("datum", "date", "Datum", "Tag der Beratung, im Berichtsjahr"),
            _code("kanal", "Kanal", "wie beraten wurde"),
            _code("zielgruppe", "Zielgruppe", "wer beraten wurde"),
            Column("termin_id", "id", "Termin-ID", "die Sprechstunde, wenn es in einer war", required=False),
            Column("fall_id", "id", "Fall-ID", "der Haushalt, wenn er bekannt ist", required=False),
        ),
        key="beratung_id",
        gone=("anliegen",),
    ),
    TableSchema(
        "workshops",
        "Jeder Workshop im Berichtsjahr, eine Zeile.",
        (
            Column("workshop_id", "id", "Workshop-ID", "eigene Nummer des Workshops"),
            Column("datum", "date", "Datum", "Tag des Workshops, im Berichtsjahr"),
            _code("thema", "Thema", "worum es ging", fallback_code="sonstige"),
            _code("zielgruppe", "Zielgruppe", "für wen er war"),
            Column("teilnehmende", "count", "Teilnehmende", "wie viele da waren"),
        ),
        key="workshop_id",
    ),
    TableSchema(
        "begleitungen",
        "Jede Begleitung im Berichtsjahr, eine Zeile.",
        (
            Column("begleitung_id", "id", "Begleitung-ID", "eigene Nummer der Begleitung"),
            Column("datum", "date", "Datum", "Tag der Begleitung, im Berichtsjahr"),
            Column("fall_id", "id", "Fall-ID", "der Haushalt, wenn er bekannt ist", required=False),
            _code("art", "Art", "wohin oder wobei begleitet wurde", codes="begleitungsart"),
        ),
        key="begleitung_id",
    ),
    TableSchema(
        "stellen",
        "Jede Stelle, die das Programm bezahlt, eine Zeile.",
        (
            Column("stelle_id", "id", "Stelle-ID", "eigene Nummer der Stelle"),
            Column("umfang_vzae", "decimal", "Umfang VZÄ", "1 ist eine volle Stelle, 0,5 eine halbe"),
            Column("befristet", "bool", "Befristet", "ob die Stelle befristet ist"),
            Column(
                "befristet_bis", "date", "Befristet bis", "letzter Tag, nur wenn befristet", required=False
            ),
            Column("beginn", "date", "Beginn", "erster Tag der Stelle", since=2),
        ),
        key="stelle_id",
        gone=("stellenart",),
    ),
)

TABLES: dict[str, TableSchema] = {table.name: table for table in _ALL}

DELIVERY = TABLES["lieferung"]

# By a column's name its heading in the form, the same in every table.
HEADINGS: dict[str, str] = {column.name: column.label for table in _ALL for column in table.columns}
