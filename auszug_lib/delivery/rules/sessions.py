"""The hard rules on consultations in open sessions: they are held on the session's day."""

import pandas as pd

from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.rules.linking import looked_up
from auszug_lib.delivery.rules.order import out_of_order
from auszug_lib.delivery.rules.placements import SEVERAL
from auszug_lib.delivery.rules.rule import Case, Rule


def _odd_days(rows: pd.DataFrame) -> pd.Series:
    return out_of_order(rows, rows["datum"])


def _on_another_day(case: Case) -> pd.Series:
    """Say which consultations are not on the day of the session they name."""
    advice = case.tables["beratungen"]
    day = looked_up(advice, "termin_id", case.tables["sprechstunden"], "datum")
    return day.notna() & advice["datum"].notna() & (advice["datum"] != day)


def _session_misdated(case: Case) -> pd.Series:
    """Say which sessions' days are wrong, and not those of the consultations in them.

    That is so where all of them, two or more, name one other day, or where the session alone is out of order.
    """
    advice, sessions = case.tables["beratungen"], case.tables["sprechstunden"]
    wrong = _on_another_day(case)
    if not wrong.any():
        return pd.Series(False, index=sessions.index)
    dated = advice[advice["termin_id"].notna() & advice["datum"].notna()].assign(odd=_odd_days(advice))
    of_session = dated.groupby([CARRIER, "termin_id"], observed=True)
    told = pd.DataFrame(
        {
            "day": of_session["datum"].first(),
            "agreed": (of_session["datum"].nunique() == 1) & (of_session.size() >= SEVERAL),
            "in_order": ~of_session["odd"].any() & (of_session["datum"].nunique() == 1),
        }
    ).astype({"agreed": "boolean", "in_order": "boolean"})
    told = told.reset_index()
    day, agreed, in_order = (
        looked_up(sessions, "termin_id", told, name) for name in ("day", "agreed", "in_order")
    )
    other = day.notna() & sessions["datum"].notna() & (day != sessions["datum"])
    return other & (agreed | (in_order & _odd_days(sessions))).fillna(False).astype("bool")


def _other_session(case: Case) -> pd.Series:
    """Say which consultations name the wrong session: they are in order, and another one was on their day."""
    advice, sessions = case.tables["beratungen"], case.tables["sprechstunden"]
    wrong = _on_another_day(case)
    if not wrong.any():
        return wrong
    held = pd.MultiIndex.from_frame(sessions[[CARRIER, "datum"]].dropna())
    return wrong & ~_odd_days(advice) & pd.MultiIndex.from_frame(advice[[CARRIER, "datum"]]).isin(held)


# In this order: what a rule finds is empty for the rules after it.
SESSION_RULES: tuple[Rule, ...] = (
    Rule(
        "termin_am_beratungstag",
        "hard",
        "Die Beratungen dieser Sprechstunde nennen einen anderen Tag.",
        "Bitte das Datum der Sprechstunde berichtigen.",
        table="sprechstunden",
        columns=("datum",),
        broken=_session_misdated,
    ),
    Rule(
        "beratung_im_termin",
        "hard",
        "Diese Sprechstunde war an einem anderen Tag; am Tag der Beratung gab es eine andere.",
        "Bitte die termin_id oder das Datum der Beratung berichtigen.",
        table="beratungen",
        columns=("termin_id", "datum"),
        broken=_other_session,
    ),
    Rule(
        "beratung_am_termin",
        "hard",
        "Das Datum ist nicht das der Sprechstunde, auf die termin_id verweist.",
        "Bitte das Datum oder die termin_id berichtigen.",
        table="beratungen",
        columns=("datum", "termin_id"),
        broken=_on_another_day,
    ),
)
