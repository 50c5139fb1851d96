"""The soft rules within a carrier's delivery: possible, but somebody should look again."""

import pandas as pd

from auszug_lib.delivery.rules.relations import LARGE_HOUSEHOLD
from auszug_lib.delivery.rules.rule import Evidence, looked_up, soft_rule

_LONG_WAIT_YEARS = 5

# Floor area a household may have under the housing rules of North Rhine-Westphalia (Wohnraumnutzungs-
# bestimmungen): 50 m² for one, 15 m² more for each further person. "Far under" is ours.
_FIRST_PERSON, _FURTHER_PERSON = 50.0, 15.0
_FAR_UNDER = 0.7


@soft_rule(
    "andere_zahl_eingezogen",
    "Es sind nicht so viele Personen eingezogen, wie der Haushalt hat.",
    "Bitte prüfen, ob jemand zurückblieb oder dazukam, und beide Zahlen vergleichen.",
    table="vermittlungen",
    columns=("personen_eingezogen", "fall_id"),
    excel="AND(COUNT({personen_eingezogen})=1,{faelle_personen}>0,{faelle_personen}<>{personen_eingezogen})",
)
def _other_number_moved_in(evidence: Evidence) -> pd.Series:
    placements = evidence.tables["vermittlungen"]
    persons = looked_up(placements, "fall_id", evidence.tables["faelle"], "personen")
    return placements["personen_eingezogen"] != persons


@soft_rule(
    "grosser_haushalt",
    f"Der Haushalt hat mehr als {LARGE_HOUSEHOLD} Personen.",
    "Bitte prüfen, ob die Zahl stimmt und es ein einziger Haushalt ist.",
    table="faelle",
    columns=("personen",),
    excel=f"AND(COUNT({{personen}})=1,{{personen}}>{LARGE_HOUSEHOLD})",
)
def _large(evidence: Evidence) -> pd.Series:
    return evidence.tables["faelle"]["personen"] > LARGE_HOUSEHOLD


@soft_rule(
    "lange_wartezeit",
    f"Der Haushalt wartet oder wartete über {_LONG_WAIT_YEARS} Jahre.",
    "Bitte prüfen, ob das Anmeldedatum stimmt und der Fall noch offen ist.",
    table="faelle",
    columns=("anmeldedatum", "status"),
)
def _long_wait(evidence: Evidence) -> pd.Series:
    """Return which cases had waited too long when they moved in, or at the year's end."""
    cases = evidence.tables["faelle"]
    moved = looked_up(cases, "fall_id", evidence.tables["vermittlungen"], "einzugsdatum")
    until = moved.mask(moved.isna() & (cases["status"] == "wartend"), pd.Timestamp(evidence.year.last_day))
    return until > cases["anmeldedatum"] + pd.DateOffset(years=_LONG_WAIT_YEARS)


@soft_rule(
    "vertrag_nach_einzug",
    "Der Mietvertrag wurde nach dem Einzug unterschrieben.",
    "Bitte beide Daten prüfen.",
    table="vermittlungen",
    columns=("mietvertragsdatum", "einzugsdatum"),
    excel="AND(COUNT({mietvertragsdatum},{einzugsdatum})=2,{mietvertragsdatum}>{einzugsdatum})",
)
def _signed_after_moving_in(evidence: Evidence) -> pd.Series:
    placements = evidence.tables["vermittlungen"]
    return placements["mietvertragsdatum"] > placements["einzugsdatum"]


@soft_rule(
    "kleine_wohnung",
    "Die Wohnung ist für die eingezogenen Personen weit kleiner als nach den Regeln des Landes NRW.",
    "Bitte Wohnfläche und Personenzahl prüfen.",
    table="wohnungen",
    columns=("wohnflaeche_qm", "wohnung_id"),
)
def _cramped(evidence: Evidence) -> pd.Series:
    flats, placements = evidence.tables["wohnungen"], evidence.tables["vermittlungen"]
    most = placements.sort_values("personen_eingezogen", ascending=False, kind="stable")
    persons = looked_up(flats, "wohnung_id", most, "personen_eingezogen").astype("Float64")
    due = _FIRST_PERSON + (persons - 1).clip(lower=0) * _FURTHER_PERSON
    return flats["wohnflaeche_qm"].astype("Float64") < due * _FAR_UNDER


@soft_rule(
    "alleinerziehend_mit_kind",
    "Alleinerziehend heißt genau ein Erwachsener und mindestens ein Kind.",
    "Bitte Haushaltstyp und Personen prüfen.",
    table="faelle",
    columns=("haushaltstyp", "erwachsene", "kinder"),
    excel=(
        'AND({haushaltstyp}="Alleinerziehend",COUNT({erwachsene},{kinder})=2,OR({erwachsene}<>1,{kinder}<1))'
    ),
)
def _no_single_parent(evidence: Evidence) -> pd.Series:
    cases = evidence.tables["faelle"]
    known = cases[["erwachsene", "kinder"]].notna().all(axis=1)
    other = (cases["erwachsene"] != 1) | (cases["kinder"] < 1)
    return known & (cases["haushaltstyp"] == "alleinerziehend") & other


@soft_rule(
    "beendet_mit_datum",
    "Der Fall ist beendet, aber das Abschlussdatum ist leer; so zählt er in keinem Jahr.",
    "Bitte den Tag eintragen, an dem der Fall endete.",
    table="faelle",
    columns=("abschlussdatum", "status"),
    excel='AND({status}="Beendet",{abschlussdatum}="")',
)
def _closed_without_day(evidence: Evidence) -> pd.Series:
    cases = evidence.tables["faelle"]
    return (cases["status"] == "beendet") & cases["abschlussdatum"].isna()


@soft_rule(
    "wartend_ohne_abschluss",
    "Der Fall wartet noch, hat aber ein Abschlussdatum.",
    "Bitte den Status berichtigen oder das Datum löschen.",
    table="faelle",
    columns=("abschlussdatum", "status"),
    excel='AND({status}="Wartend",{abschlussdatum}<>"")',
)
def _waiting_but_closed(evidence: Evidence) -> pd.Series:
    cases = evidence.tables["faelle"]
    return (cases["status"] == "wartend") & cases["abschlussdatum"].notna()


@soft_rule(
    "anmeldung_vor_abschluss",
    "Der Fall endete vor seiner Anmeldung.",
    "Bitte beide Daten prüfen.",
    table="faelle",
    columns=("abschlussdatum", "anmeldedatum"),
    excel="AND(COUNT({abschlussdatum},{anmeldedatum})=2,{abschlussdatum}<{anmeldedatum})",
)
def _closed_before_registered(evidence: Evidence) -> pd.Series:
    cases = evidence.tables["faelle"]
    return cases["abschlussdatum"] < cases["anmeldedatum"]


@soft_rule(
    "mehr_als_eine_stelle",
    "Eine Stelle hat mehr als den vollen Umfang von 1.",
    "Bitte prüfen, ob mehrere Stellen zusammengezählt wurden.",
    table="stellen",
    columns=("umfang_vzae",),
    excel="AND(COUNT({umfang_vzae})=1,{umfang_vzae}>1)",
)
def _more_than_full_time(evidence: Evidence) -> pd.Series:
    return evidence.tables["stellen"]["umfang_vzae"] > 1
