"""The hard rules between sheets: placements and the cases they are of, consultations and their sessions.

It is settled which case a placement is of before the two are compared.
"""

import pandas as pd

from auszug_lib.delivery.rules.blame import SEVERAL, all_but_best, out_of_order
from auszug_lib.delivery.rules.references import excused_carriers
from auszug_lib.delivery.rules.rule import Evidence, hard_rule, is_in, looked_up
from auszug_lib.delivery.schema import CARRIER

_PLACED = "vermittelt"
# What happens to a household after it was registered.
_AFTERWARDS = (
    ("faelle", "abschlussdatum"),
    ("vermittlungen", "einzugsdatum"),
    ("vermittlungen", "mietvertragsdatum"),
    ("beratungen", "datum"),
    ("begleitungen", "datum"),
)


def _claimed_without_placement(evidence: Evidence) -> pd.Series:
    """Return which cases claim a placement that neither this nor an earlier year's delivery holds.

    A case that was closed before the deliveries at hand begin was placed then, if at all.
    """
    cases = evidence.tables["faelle"]
    held = is_in(cases, evidence.tables["vermittlungen"], "fall_id")
    held |= is_in(cases, evidence.earlier["vermittlungen"], "fall_id")
    since = cases[CARRIER].map(evidence.complete_since).astype("float64")
    before = (cases["abschlussdatum"].dt.year < since) | since.isna()
    return (cases["status"] == _PLACED) & cases["fall_id"].notna() & ~held & ~before


@hard_rule(
    "vermittlung_am_fall",
    "Dieser Fall ist nicht vermittelt; ein anderer, der an diesem Tag endete, hat keine Vermittlung.",
    "Bitte die Fall-ID berichtigen.",
    table="vermittlungen",
    columns=("fall_id", "einzugsdatum"),
)
def _of_another_case(evidence: Evidence) -> pd.Series:
    """Return which placements point to a case not placed, while one closed on that very day has none."""
    placements, cases = evidence.tables["vermittlungen"], evidence.tables["faelle"]
    status = looked_up(placements, "fall_id", cases, "status")
    closed = looked_up(placements, "fall_id", cases, "abschlussdatum")
    astray = status.notna() & (status != _PLACED) & (closed.isna() | (closed != placements["einzugsdatum"]))
    if not astray.any():
        return astray
    orphans = cases.loc[_claimed_without_placement(evidence), [CARRIER, "abschlussdatum"]].dropna()
    days = pd.MultiIndex.from_frame(placements[[CARRIER, "einzugsdatum"]])
    return astray & days.isin(pd.MultiIndex.from_frame(orphans))


@hard_rule(
    "eine_vermittlung_im_jahr",
    "Zu diesem Fall gibt es im Berichtsjahr schon eine Vermittlung.",
    "Bitte die Fall-ID berichtigen oder die doppelte Vermittlung löschen.",
    table="vermittlungen",
    columns=("fall_id",),
)
def _placed_twice(evidence: Evidence) -> pd.Series:
    cases = evidence.tables["faelle"]

    def contradictions(placements: pd.DataFrame) -> pd.DataFrame:
        persons, closed, registered = (
            looked_up(placements, "fall_id", cases, column)
            for column in ("personen", "abschlussdatum", "anmeldedatum")
        )
        other_size = (placements["personen_eingezogen"] != persons).fillna(False).astype("bool")
        other_day = closed.notna() & (placements["einzugsdatum"] != closed)
        too_early = placements["mietvertragsdatum"] < registered
        return pd.DataFrame({"size": other_size, "day": other_day, "early": too_early}).sum(axis=1).to_frame()

    return all_but_best(evidence.tables["vermittlungen"], "fall_id", contradictions)


@hard_rule(
    "vermittelt_mit_vermittlung",
    "Der Fall gilt als vermittelt, hat aber keine Vermittlung, in diesem wie in früheren Jahren.",
    "Bitte den Status berichtigen, die Vermittlung ergänzen oder, wenn sie vor den vorliegenden "
    "Lieferungen war, das Abschlussdatum von damals eintragen.",
    table="faelle",
    columns=("status", "fall_id", "abschlussdatum"),
)
def _placed_without_placement(evidence: Evidence) -> pd.Series:
    cases, wrong = evidence.tables["faelle"], _claimed_without_placement(evidence)
    excused = excused_carriers(evidence, "vermittlungen", "fall_id", cases.loc[wrong, CARRIER].value_counts())
    return wrong & ~cases[CARRIER].isin(excused)


@hard_rule(
    "vermittlung_mit_status",
    "Der Fall hat eine Vermittlung, aber nicht den Status vermittelt.",
    "Bitte den Status auf vermittelt setzen oder die Vermittlung berichtigen.",
    table="faelle",
    columns=("status", "fall_id"),
    excel='AND({status}<>"",{status}<>"Vermittelt",{in_vermittlungen})',
)
def _placement_without_status(evidence: Evidence) -> pd.Series:
    cases = evidence.tables["faelle"]
    placed = is_in(cases, evidence.tables["vermittlungen"], "fall_id")
    return placed & cases["status"].notna() & (cases["status"] != _PLACED)


def _moved_in_early(evidence: Evidence) -> pd.Series:
    placements = evidence.tables["vermittlungen"]
    registered = looked_up(placements, "fall_id", evidence.tables["faelle"], "anmeldedatum")
    return placements["einzugsdatum"] < registered


@hard_rule(
    "anmeldung_nach_einzug",
    "Das Anmeldedatum liegt nach dem Einzug und weiteren Tagen dieses Falls.",
    "Bitte das Anmeldedatum berichtigen.",
    table="faelle",
    columns=("anmeldedatum",),
)
def _registered_after_all(evidence: Evidence) -> pd.Series:
    """Return which cases moved in before they were registered, and have another day before that too."""
    cases, moves = evidence.tables["faelle"], evidence.tables["vermittlungen"]
    early = is_in(cases, moves[_moved_in_early(evidence)], "fall_id")
    if not early.any():
        return early
    known = []
    for table, column in _AFTERWARDS:
        rows = evidence.tables[table]
        too_early = rows[column] < looked_up(rows, "fall_id", cases, "anmeldedatum")
        known.append(rows.loc[too_early, [CARRIER, "fall_id"]])
    days = pd.concat(known).value_counts()
    return early & is_in(cases, days[days >= SEVERAL].reset_index(), "fall_id")


hard_rule(
    "anmeldung_vor_einzug",
    "Das Einzugsdatum liegt vor dem Anmeldedatum des Falls.",
    "Bitte beide Daten vergleichen und das falsche berichtigen.",
    table="vermittlungen",
    columns=("einzugsdatum", "fall_id"),
    excel="AND(COUNT({einzugsdatum})=1,{einzugsdatum}<{faelle_anmeldedatum})",
)(_moved_in_early)


def _on_another_day(evidence: Evidence) -> pd.Series:
    """Return which consultations are not on the day of the session they name."""
    advice = evidence.tables["beratungen"]
    day = looked_up(advice, "termin_id", evidence.tables["sprechstunden"], "datum")
    return day.notna() & advice["datum"].notna() & (advice["datum"] != day)


@hard_rule(
    "termin_am_beratungstag",
    "Die Beratungen dieser Sprechstunde nennen einen anderen Tag.",
    "Bitte das Datum der Sprechstunde berichtigen.",
    table="sprechstunden",
    columns=("datum",),
)
def _session_misdated(evidence: Evidence) -> pd.Series:
    """Return which sessions' days are wrong, and not those of the consultations in them.

    That is so where all of them, two or more, name one other day, or where the session alone is out of order.
    """
    advice, sessions = evidence.tables["beratungen"], evidence.tables["sprechstunden"]
    if not _on_another_day(evidence).any():
        return pd.Series(False, index=sessions.index)
    dated = advice.assign(odd=out_of_order(advice, advice["datum"])).dropna(subset=["termin_id", "datum"])
    held = dated.groupby([CARRIER, "termin_id"]).agg(
        day=("datum", "first"), days=("datum", "nunique"), size=("datum", "size"), odd=("odd", "any")
    )
    held = held[held["days"] == 1].reset_index()
    day = looked_up(sessions, "termin_id", held, "day")
    agreed = is_in(sessions, held[held["size"] >= SEVERAL], "termin_id")
    in_order = is_in(sessions, held[~held["odd"]], "termin_id")
    other = day.notna() & sessions["datum"].notna() & (day != sessions["datum"])
    return other & (agreed | (in_order & out_of_order(sessions, sessions["datum"])))


@hard_rule(
    "beratung_im_termin",
    "Diese Sprechstunde war an einem anderen Tag; am Tag der Beratung gab es eine andere.",
    "Bitte die Termin-ID oder das Datum der Beratung berichtigen.",
    table="beratungen",
    columns=("termin_id", "datum"),
)
def _other_session(evidence: Evidence) -> pd.Series:
    """Return which consultations name the wrong session: in order, and another one was on their day."""
    advice, wrong = evidence.tables["beratungen"], _on_another_day(evidence)
    if not wrong.any():
        return wrong
    held = pd.MultiIndex.from_frame(evidence.tables["sprechstunden"][[CARRIER, "datum"]].dropna())
    in_order = ~out_of_order(advice, advice["datum"])
    return wrong & in_order & pd.MultiIndex.from_frame(advice[[CARRIER, "datum"]]).isin(held)


hard_rule(
    "beratung_am_termin",
    "Das Datum ist nicht das der Sprechstunde, auf die die Termin-ID verweist.",
    "Bitte das Datum oder die Termin-ID berichtigen.",
    table="beratungen",
    columns=("datum", "termin_id"),
    excel="AND(COUNT({datum})=1,{sprechstunden_datum}>0,{datum}<>{sprechstunden_datum})",
)(_on_another_day)
