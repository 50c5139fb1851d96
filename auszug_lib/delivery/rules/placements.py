"""The hard rules on what points to what: references, and placements and the cases they are of."""

from functools import partial

import pandas as pd

from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.rules.identifiers import REFERENCES
from auszug_lib.delivery.rules.linking import dangling, excused_carriers, is_in, looked_up
from auszug_lib.delivery.rules.rule import Case, Rule

# Several dates that contradict one date: then it is the one that is wrong.
SEVERAL = 2

_PLACED = "vermittelt"
# What happens to a household after it was registered.
_AFTERWARDS = (
    ("faelle", "abschlussdatum"),
    ("vermittlungen", "einzugsdatum"),
    ("vermittlungen", "mietvertragsdatum"),
    ("beratungen", "datum"),
    ("begleitungen", "datum"),
)


def _claimed_without_placement(case: Case) -> pd.Series:
    """Say which cases claim a placement that neither this nor an earlier year's delivery holds.

    A case that was closed before the deliveries at hand begin was placed then, if at all.
    """
    cases = case.tables["faelle"]
    held = is_in(cases, case.tables["vermittlungen"], "fall_id")
    held |= is_in(cases, case.earlier["vermittlungen"], "fall_id")
    since = pd.to_numeric(case.of_delivery("faelle", "lueckenlos_seit"))
    before = (cases["abschlussdatum"].dt.year < since) | since.isna()
    claims = (cases["status"] == _PLACED).fillna(False) & cases["fall_id"].notna()
    return claims & ~held & ~before


def _of_another_case(case: Case) -> pd.Series:
    """Say which placements point to a case that is not placed, while one closed on that very day has none."""
    placements, cases = case.tables["vermittlungen"], case.tables["faelle"]
    status = looked_up(placements, "fall_id", cases, "status")
    closed = looked_up(placements, "fall_id", cases, "abschlussdatum")
    astray = status.notna() & (status != _PLACED) & (closed.isna() | (closed != placements["einzugsdatum"]))
    if not astray.any():
        return astray
    orphans = cases.loc[_claimed_without_placement(case), [CARRIER, "abschlussdatum"]].dropna()
    days = pd.MultiIndex.from_frame(placements[[CARRIER, "einzugsdatum"]])
    return astray & days.isin(pd.MultiIndex.from_frame(orphans))


def _placed_twice(case: Case) -> pd.Series:
    """Say which placements of a case are one too many: not the one that fits the case best."""
    placements = case.tables["vermittlungen"]
    several = placements["fall_id"].notna() & placements.duplicated([CARRIER, "fall_id"], keep=False)
    if not several.any():
        return several
    rows = placements[several]
    ranked = rows.assign(misfit=_misfit(rows, case.tables["faelle"]))
    best = ranked.sort_values("misfit", kind="stable").drop_duplicates([CARRIER, "fall_id"]).index
    return several & ~several.index.isin(best)


def _misfit(placements: pd.DataFrame, cases: pd.DataFrame) -> pd.Series:
    """Return in how many cells a placement contradicts its case."""
    persons, closed, registered = (
        looked_up(placements, "fall_id", cases, column)
        for column in ("personen", "abschlussdatum", "anmeldedatum")
    )
    other_size = (placements["personen_eingezogen"] != persons).fillna(False).astype("bool")
    other_day = closed.notna() & (placements["einzugsdatum"] != closed)
    too_early = placements["mietvertragsdatum"] < registered
    return other_size.astype("int64") + other_day.astype("int64") + too_early.astype("int64")


def _placed_without_placement(case: Case) -> pd.Series:
    cases, wrong = case.tables["faelle"], _claimed_without_placement(case)
    excused = excused_carriers(case, "vermittlungen", "fall_id", cases.loc[wrong, CARRIER].value_counts())
    return wrong & ~cases[CARRIER].isin(excused)


def _placement_without_status(case: Case) -> pd.Series:
    cases = case.tables["faelle"]
    placed = is_in(cases, case.tables["vermittlungen"], "fall_id")
    return placed & cases["status"].notna() & (cases["status"] != _PLACED)


def _moved_in_before_registered(case: Case) -> pd.Series:
    placements = case.tables["vermittlungen"]
    registered = looked_up(placements, "fall_id", case.tables["faelle"], "anmeldedatum")
    return placements["einzugsdatum"] < registered


def _registered_after_all(case: Case) -> pd.Series:
    """Say which cases moved in before they were registered, and have another day before that too."""
    cases, moves = case.tables["faelle"], case.tables["vermittlungen"]
    early = moves[_moved_in_before_registered(case)]
    wrong = is_in(cases, early, "fall_id")
    if not len(early):
        return wrong
    known = pd.Series(0, index=cases.index)
    for table, column in _AFTERWARDS:
        rows = case.tables[table]
        too_early = rows[rows[column] < looked_up(rows, "fall_id", cases, "anmeldedatum")]
        counted = (
            too_early.groupby([CARRIER, "fall_id"], observed=True)
            .size()
            .astype("Int64")
            .rename("rows")
            .reset_index()
        )
        known += looked_up(cases, "fall_id", counted, "rows").fillna(0).astype("int64")
    return wrong & (known >= SEVERAL)


# In this order: what a rule finds is empty for the rules after it. So it is settled which case a placement is
# of before the two are compared.
PLACEMENT_RULES: tuple[Rule, ...] = (
    *(
        Rule(
            f"verweis_{table}_{key}",
            "hard",
            f"Diese {key} gibt es im Blatt {parent} nicht.",
            f"Bitte die Kennung berichtigen oder den Datensatz im Blatt {parent} ergänzen.",
            table=table,
            columns=(key,),
            broken=partial(dangling, table=table, key=key, parent=parent),
        )
        for table, key, parent in REFERENCES
    ),
    Rule(
        "vermittlung_am_fall",
        "hard",
        "Dieser Fall ist nicht vermittelt; ein anderer, der an diesem Tag endete, hat keine Vermittlung.",
        "Bitte die fall_id berichtigen.",
        table="vermittlungen",
        columns=("fall_id", "einzugsdatum"),
        broken=_of_another_case,
    ),
    Rule(
        "eine_vermittlung_im_jahr",
        "hard",
        "Zu diesem Fall gibt es im Berichtsjahr schon eine Vermittlung.",
        "Bitte die fall_id berichtigen oder die doppelte Vermittlung löschen.",
        table="vermittlungen",
        columns=("fall_id",),
        broken=_placed_twice,
    ),
    Rule(
        "vermittelt_mit_vermittlung",
        "hard",
        "Der Fall gilt als vermittelt, hat aber keine Vermittlung, in diesem wie in früheren Jahren.",
        "Bitte den Status berichtigen, die Vermittlung ergänzen oder, wenn sie vor den vorliegenden "
        "Lieferungen war, das Abschlussdatum von damals eintragen.",
        table="faelle",
        columns=("status", "fall_id", "abschlussdatum"),
        broken=_placed_without_placement,
    ),
    Rule(
        "vermittlung_mit_status",
        "hard",
        "Der Fall hat eine Vermittlung, aber nicht den Status vermittelt.",
        "Bitte den Status auf vermittelt setzen oder die Vermittlung berichtigen.",
        table="faelle",
        columns=("status", "fall_id"),
        broken=_placement_without_status,
    ),
    Rule(
        "anmeldung_nach_einzug",
        "hard",
        "Das Anmeldedatum liegt nach dem Einzug und weiteren Tagen dieses Falls.",
        "Bitte das Anmeldedatum berichtigen.",
        table="faelle",
        columns=("anmeldedatum",),
        broken=_registered_after_all,
    ),
    Rule(
        "anmeldung_vor_einzug",
        "hard",
        "Das Einzugsdatum liegt vor dem Anmeldedatum des Falls.",
        "Bitte beide Daten vergleichen und das falsche berichtigen.",
        table="vermittlungen",
        columns=("einzugsdatum", "fall_id"),
        broken=_moved_in_before_registered,
    ),
)
