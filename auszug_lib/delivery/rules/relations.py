"""The hard rules on days, moves and positions; a rule holds where a cell it needs is empty."""

from functools import partial

import pandas as pd

from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.rules.placements import SEVERAL
from auszug_lib.delivery.rules.rule import Case, Rule
from auszug_lib.delivery.schema import READABLE_VERSIONS, SCHEMA_VERSION

DATE_COLUMNS = (
    ("vermittlungen", "einzugsdatum"),
    ("sprechstunden", "datum"),
    ("beratungen", "datum"),
    ("workshops", "datum"),
    ("begleitungen", "datum"),
)

# None of these days may lie after the one on which the records were evaluated.
_BEFORE_CUTOFF = (("vermittlungen", "einzugsdatum"), ("faelle", "anmeldedatum"))


def _other_version(case: Case) -> pd.Series:
    versions = case.tables["lieferung"]["schema_version"]
    return versions.notna() & ~versions.isin(READABLE_VERSIONS)


def _outside_year(case: Case, table: str, column: str) -> pd.Series:
    """Say which days are outside the report year; a delivery that states another one is told by itself."""
    days = case.tables[table][column]
    return days.notna() & (days.dt.year != case.year.year)


def _after_cutoff(case: Case, table: str, column: str) -> pd.Series:
    return case.tables[table][column] > case.of_delivery(table, "stand")


def _cutoff_too_early(case: Case) -> pd.Series:
    """Say which deliveries' cutoff lies before a day that it must not, and before another one too."""
    carriers = case.tables["lieferung"][CARRIER]
    forbidden = [_late(case, *place) for place in _BEFORE_CUTOFF]
    if not any(map(len, forbidden)):
        return pd.Series(False, index=carriers.index)
    others = [_late(case, *place) for place in DATE_COLUMNS if place not in _BEFORE_CUTOFF]
    late = pd.concat([*forbidden, *others]).value_counts().to_dict()
    return carriers.isin(pd.concat(forbidden)) & (carriers.map(late).fillna(0) >= SEVERAL)


def _late(case: Case, table: str, column: str) -> pd.Series:
    """Return the carrier of each row whose day lies after the cutoff."""
    return case.tables[table].loc[_after_cutoff(case, table, column), CARRIER]


def _nobody_moved_in(case: Case) -> pd.Series:
    return (case.tables["vermittlungen"]["personen_eingezogen"] == 0).fillna(False)


def _limited_without_end(case: Case) -> pd.Series:
    positions = case.tables["stellen"]
    return (positions["befristet"] & positions["befristet_bis"].isna()).fillna(False)


def _end_without_limit(case: Case) -> pd.Series:
    positions = case.tables["stellen"]
    return (~positions["befristet"] & positions["befristet_bis"].notna()).fillna(False)


# In this order: what a rule finds is empty for the rules after it.
RELATION_RULES: tuple[Rule, ...] = (
    Rule(
        "schema_version",
        "hard",
        f"schema_version muss {SCHEMA_VERSION} sein.",
        "Bitte das Formular dieses Jahres verwenden.",
        table="lieferung",
        columns=("schema_version",),
        broken=_other_version,
    ),
    *(
        Rule(
            f"im_berichtsjahr_{table}",
            "hard",
            "Das Datum liegt nicht im Berichtsjahr.",
            "Bitte das Datum berichtigen oder den Datensatz in der Lieferung seines Jahres melden.",
            table=table,
            columns=(column,),
            broken=partial(_outside_year, table=table, column=column),
        )
        for table, column in DATE_COLUMNS
    ),
    Rule(
        "stand_nach_einzuegen",
        "hard",
        "Der Stand liegt vor mehreren Tagen, die in dieser Lieferung stehen.",
        "Bitte den Tag eintragen, bis zu dem die Akten ausgewertet sind.",
        table="lieferung",
        columns=("stand",),
        broken=_cutoff_too_early,
    ),
    Rule(
        "einzug_vor_stand",
        "hard",
        "Das Einzugsdatum liegt nach dem Stand der Lieferung.",
        "Bitte das Datum berichtigen oder die Vermittlung erst melden, wenn der Haushalt eingezogen ist.",
        table="vermittlungen",
        columns=("einzugsdatum",),
        broken=partial(_after_cutoff, table="vermittlungen", column="einzugsdatum"),
    ),
    Rule(
        "anmeldung_vor_stand",
        "hard",
        "Das Anmeldedatum liegt nach dem Stand der Lieferung.",
        "Bitte das Datum berichtigen.",
        table="faelle",
        columns=("anmeldedatum",),
        broken=partial(_after_cutoff, table="faelle", column="anmeldedatum"),
    ),
    Rule(
        "jemand_eingezogen",
        "hard",
        "Es ist niemand eingezogen.",
        "Bitte mindestens 1 eintragen oder die Vermittlung löschen.",
        table="vermittlungen",
        columns=("personen_eingezogen",),
        broken=_nobody_moved_in,
    ),
    Rule(
        "befristet_mit_ende",
        "hard",
        "Die Stelle ist befristet, aber befristet_bis ist leer.",
        "Bitte den letzten Tag eintragen oder befristet auf nein setzen.",
        table="stellen",
        columns=("befristet_bis", "befristet"),
        broken=_limited_without_end,
    ),
    Rule(
        "ende_nur_befristet",
        "hard",
        "Die Stelle ist unbefristet, aber befristet_bis ist gefüllt.",
        "Bitte befristet_bis leeren oder befristet auf ja setzen.",
        table="stellen",
        columns=("befristet_bis", "befristet"),
        broken=_end_without_limit,
    ),
)
