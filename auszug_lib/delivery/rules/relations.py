"""The hard rules on days, moves, positions and who lives in a household.

A rule holds where a cell it needs is empty.
"""

from functools import partial

import pandas as pd

from auszug_lib.delivery.rules.blame import SEVERAL
from auszug_lib.delivery.rules.rule import Evidence, hard_rule, looked_up
from auszug_lib.delivery.schema import CARRIER, READABLE_VERSIONS
from auszug_lib.delivery.synonyms import NO, YES

DATE_COLUMNS = (
    ("vermittlungen", "einzugsdatum"),
    ("sprechstunden", "datum"),
    ("beratungen", "datum"),
    ("workshops", "datum"),
    ("begleitungen", "datum"),
)

# None of these days may lie after the one on which the records were evaluated.
_BEFORE_CUTOFF = (("vermittlungen", "einzugsdatum"), ("faelle", "anmeldedatum"))

LARGE_HOUSEHOLD = 10

_SUMMANDS = ("personen", "erwachsene", "kinder")  # blamed in this order where there is no difference

# Adults of the types of household that say how many there are, and whether children live there.
_ADULTS = {"alleinstehend": 1, "alleinerziehend": 1, "paar_ohne_kind": 2, "paar_mit_kind": 2}
_HAS_CHILDREN = {
    "alleinstehend": False,
    "alleinerziehend": True,
    "paar_ohne_kind": False,
    "paar_mit_kind": True,
}


@hard_rule(
    "schema_version",
    f"Die Schema-Version muss {' oder '.join(map(str, READABLE_VERSIONS))} sein.",
    "Bitte das Formular dieses Jahres verwenden.",
    table="lieferung",
    columns=("schema_version",),
)
def _other_version(evidence: Evidence) -> pd.Series:
    versions = evidence.tables["lieferung"]["schema_version"]
    return versions.notna() & ~versions.isin(READABLE_VERSIONS)


def _outside_year(evidence: Evidence, table: str, column: str) -> pd.Series:
    """Return which days are outside the report year; a delivery that states another one is its own rule."""
    days = evidence.tables[table][column]
    return days.notna() & (days.dt.year != evidence.year.year)


for _table, _column in DATE_COLUMNS:
    hard_rule(
        f"im_berichtsjahr_{_table}",
        "Das Datum liegt nicht im Berichtsjahr.",
        "Bitte das Datum berichtigen oder den Datensatz in der Lieferung seines Jahres melden.",
        table=_table,
        columns=(_column,),
    )(partial(_outside_year, table=_table, column=_column))


def _after_cutoff(evidence: Evidence, table: str, column: str) -> pd.Series:
    rows = evidence.tables[table]
    return rows[column] > looked_up(rows, CARRIER, evidence.tables["lieferung"], "stand")


@hard_rule(
    "stand_nach_einzuegen",
    "Der Stand liegt vor mehreren Tagen, die in dieser Lieferung stehen.",
    "Bitte den Tag eintragen, bis zu dem die Akten ausgewertet sind.",
    table="lieferung",
    columns=("stand",),
)
def _cutoff_too_early(evidence: Evidence) -> pd.Series:
    """Return which deliveries' cutoff lies before a day that it must not, and before another one too."""
    carriers = evidence.tables["lieferung"][CARRIER]
    late = {
        (table, column): evidence.tables[table].loc[_after_cutoff(evidence, table, column), CARRIER]
        for table, column in (*_BEFORE_CUTOFF, *DATE_COLUMNS)
    }
    days = pd.concat(late.values()).value_counts()
    forbidden = pd.concat([late[place] for place in _BEFORE_CUTOFF])
    return carriers.isin(forbidden) & carriers.isin(days.index[days >= SEVERAL])


@hard_rule(
    "einzug_vor_stand",
    "Das Einzugsdatum liegt nach dem Stand der Lieferung.",
    "Bitte das Datum berichtigen oder die Vermittlung erst melden, wenn der Haushalt eingezogen ist.",
    table="vermittlungen",
    columns=("einzugsdatum",),
    excel="AND(COUNT({einzugsdatum},{stand})=2,{einzugsdatum}>{stand})",
)
def _moved_in_after_cutoff(evidence: Evidence) -> pd.Series:
    return _after_cutoff(evidence, "vermittlungen", "einzugsdatum")


@hard_rule(
    "anmeldung_vor_stand",
    "Das Anmeldedatum liegt nach dem Stand der Lieferung.",
    "Bitte das Datum berichtigen.",
    table="faelle",
    columns=("anmeldedatum",),
    excel="AND(COUNT({anmeldedatum},{stand})=2,{anmeldedatum}>{stand})",
)
def _registered_after_cutoff(evidence: Evidence) -> pd.Series:
    return _after_cutoff(evidence, "faelle", "anmeldedatum")


@hard_rule(
    "jemand_eingezogen",
    "Es ist niemand eingezogen.",
    "Bitte mindestens 1 eintragen oder die Vermittlung löschen.",
    table="vermittlungen",
    columns=("personen_eingezogen",),
    excel="AND(COUNT({personen_eingezogen})=1,{personen_eingezogen}=0)",
)
def _nobody_moved_in(evidence: Evidence) -> pd.Series:
    return evidence.tables["vermittlungen"]["personen_eingezogen"] == 0


@hard_rule(
    "befristet_mit_ende",
    "Die Stelle ist befristet, aber „Befristet bis“ ist leer.",
    "Bitte den letzten Tag eintragen oder „Befristet“ auf nein setzen.",
    table="stellen",
    columns=("befristet_bis", "befristet"),
    excel=f'AND({{befristet}}="{YES}",{{befristet_bis}}="")',
)
def _limited_without_end(evidence: Evidence) -> pd.Series:
    positions = evidence.tables["stellen"]
    return positions["befristet"] & positions["befristet_bis"].isna()


@hard_rule(
    "ende_nur_befristet",
    "Die Stelle ist unbefristet, aber „Befristet bis“ ist gefüllt.",
    "Bitte „Befristet bis“ leeren oder „Befristet“ auf ja setzen.",
    table="stellen",
    columns=("befristet_bis", "befristet"),
    excel=f'AND({{befristet}}="{NO}",{{befristet_bis}}<>"")',
)
def _end_without_limit(evidence: Evidence) -> pd.Series:
    positions = evidence.tables["stellen"]
    return ~positions["befristet"] & positions["befristet_bis"].notna()


@hard_rule(
    "mindestens_ein_erwachsener",
    "Im Haushalt lebt kein Erwachsener.",
    "Bitte mindestens 1 eintragen; auch eine unbegleitete Person zählt hier als erwachsen.",
    table="faelle",
    columns=("erwachsene",),
    excel="AND(COUNT({erwachsene})=1,{erwachsene}<1)",
)
def _no_adult(evidence: Evidence) -> pd.Series:
    return evidence.tables["faelle"]["erwachsene"] < 1


def _wrong_summand(evidence: Evidence, column: str) -> pd.Series:
    """Return where the sum is wrong and it is this number that spoils it.

    That is the one which, put right by the other two, goes best with the type of household and with how
    many moved in.
    """
    cases = evidence.tables["faelle"]
    wrong = (cases["personen"] != cases["erwachsene"] + cases["kinder"]).fillna(False)
    if not wrong.any():
        return wrong
    moved_in = looked_up(cases, "fall_id", evidence.tables["vermittlungen"], "personen_eingezogen")[wrong]
    misfits = pd.DataFrame({name: _misfit(_corrected(cases[wrong], name), moved_in) for name in _SUMMANDS})
    return (misfits.idxmin(axis=1) == column).reindex(wrong.index, fill_value=False)


def _corrected(cases: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the cases with `column` computed from the other two numbers."""
    if column == "personen":
        return cases.assign(personen=cases["erwachsene"] + cases["kinder"])
    other = "kinder" if column == "erwachsene" else "erwachsene"
    return cases.assign(**{column: cases["personen"] - cases[other]})


def _misfit(cases: pd.DataFrame, moved_in: pd.Series) -> pd.Series:
    """Return in how many ways the numbers of households contradict what else is known of them."""
    kind = cases["haushaltstyp"]
    adults, has_children = kind.map(_ADULTS), kind.map(_HAS_CHILDREN)
    impossible = (cases["erwachsene"] < 1) | (cases["kinder"] < 0)
    contradicted = (
        adults.notna() & (cases["erwachsene"] != adults),
        has_children.notna() & ((cases["kinder"] > 0) != has_children),
        (kind == "sonstiger_mehrpersonenhaushalt") & (cases["personen"] < 2),
        cases["personen"] > LARGE_HOUSEHOLD,
        moved_in.notna() & (cases["personen"] != moved_in),
    )
    counts = [part.fillna(False).astype("int64") for part in contradicted]
    return sum(counts, start=impossible.astype("int64") * len(contradicted))


for _column, _message, _excel in (
    (
        "personen",
        "„Personen“ ist nicht die Summe aus „Erwachsene“ und „Kinder“.",
        "AND(COUNT({personen},{erwachsene},{kinder})=3,{personen}<>{erwachsene}+{kinder})",
    ),
    (
        "erwachsene",
        "„Erwachsene“ und „Kinder“ ergeben nicht „Personen“; zum übrigen Haushalt passt „Erwachsene“ nicht.",
        "",
    ),
    (
        "kinder",
        "„Erwachsene“ und „Kinder“ ergeben nicht „Personen“; zum übrigen Haushalt passt „Kinder“ nicht.",
        "",
    ),
):
    hard_rule(
        f"{_column}_summe",
        _message,
        "Bitte alle drei Zahlen vergleichen und die falsche berichtigen.",
        table="faelle",
        columns=(_column, *(name for name in _SUMMANDS if name != _column)),
        excel=_excel,
    )(partial(_wrong_summand, column=_column))
