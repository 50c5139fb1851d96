"""The hard rules on who lives in a household: adults and children add up to its persons."""

from functools import partial

import pandas as pd

from auszug_lib.delivery.rules.linking import looked_up
from auszug_lib.delivery.rules.plausibility import LARGE_HOUSEHOLD
from auszug_lib.delivery.rules.rule import Case, Rule

_SUMMANDS = ("personen", "erwachsene", "kinder")  # blamed in this order where nothing tells them apart

# Adults of the types of household that say how many there are, and whether children live there.
_ADULTS = {"alleinstehend": 1, "alleinerziehend": 1, "paar_ohne_kind": 2, "paar_mit_kind": 2}
_HAS_CHILDREN = {
    "alleinstehend": False,
    "alleinerziehend": True,
    "paar_ohne_kind": False,
    "paar_mit_kind": True,
}


def _no_adult(case: Case) -> pd.Series:
    return (case.tables["faelle"]["erwachsene"] < 1).fillna(False)


def _wrong_summand(case: Case, column: str) -> pd.Series:
    """Say where the sum is wrong and it is this number that spoils it.

    That is the one which, put right by the other two, goes best with the type of household and with how
    many moved in.
    """
    cases = case.tables["faelle"]
    wrong = (cases["personen"] != cases["erwachsene"] + cases["kinder"]).fillna(False).astype("bool")
    if not wrong.any():
        return wrong
    moved_in = looked_up(cases, "fall_id", case.tables["vermittlungen"], "personen_eingezogen")
    misfits = pd.DataFrame(
        {name: _misfit(_corrected(cases[wrong], name), moved_in[wrong]) for name in _SUMMANDS}
    )
    return wrong & (misfits.idxmin(axis=1) == column).reindex(wrong.index, fill_value=False)


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
    told = [part.fillna(False).astype("int64") for part in contradicted]
    return sum(told, start=impossible.astype("int64") * len(contradicted))


def _summand_rule(rule_id: str, column: str, message: str) -> Rule:
    return Rule(
        rule_id,
        "hard",
        message,
        "Bitte alle drei Zahlen vergleichen und die falsche berichtigen.",
        table="faelle",
        columns=(column, *(name for name in _SUMMANDS if name != column)),
        broken=partial(_wrong_summand, column=column),
    )


HOUSEHOLD_RULES: tuple[Rule, ...] = (
    Rule(
        "mindestens_ein_erwachsener",
        "hard",
        "Im Haushalt lebt kein Erwachsener.",
        "Bitte mindestens 1 eintragen; auch eine unbegleitete Person zählt hier als erwachsen.",
        table="faelle",
        columns=("erwachsene",),
        broken=_no_adult,
    ),
    _summand_rule("personen_summe", "personen", "personen ist nicht die Summe aus erwachsene und kinder."),
    _summand_rule(
        "erwachsene_summe",
        "erwachsene",
        "erwachsene und kinder ergeben nicht personen, und zum Haushalt passen andere erwachsene.",
    ),
    _summand_rule(
        "kinder_summe",
        "kinder",
        "erwachsene und kinder ergeben nicht personen, und zum Haushalt passen andere kinder.",
    ),
)
