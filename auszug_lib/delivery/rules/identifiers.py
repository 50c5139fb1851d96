"""The hard rule on identifiers that others point to: one of them is not what the others call it.

Where an identifier is spoilt, it is the rows pointing to it that point nowhere. Where it can be told that
they are right, the mistake is told once, at the identifier itself.
"""

from functools import partial

import pandas as pd

from auszug_lib.delivery.records import CARRIER
from auszug_lib.delivery.rules.linking import is_in
from auszug_lib.delivery.rules.order import natural_order, out_of_order
from auszug_lib.delivery.rules.rule import Case, Rule

REFERENCES = (
    ("vermittlungen", "fall_id", "faelle"),
    ("vermittlungen", "wohnung_id", "wohnungen"),
    ("beratungen", "termin_id", "sprechstunden"),
    ("beratungen", "fall_id", "faelle"),
    ("begleitungen", "fall_id", "faelle"),
)

_UNUSUAL = 0.1  # a way of forming identifiers that fewer rows than this share have


def _spoilt(case: Case, parent: str, key: str) -> pd.Series:
    """Say which identifiers are formed or numbered unlike the others, and are wanted under another name.

    That is so where just one identifier is pointed to in vain, formed like the others, and just one row to
    which nothing points stands out: by its form, or else by its place.
    """
    rows = case.tables[parent]
    pointing = pd.concat(
        [case.tables[table][[CARRIER, key]] for table, name, of in REFERENCES if (name, of) == (key, parent)]
    )
    pointing = pointing.dropna().drop_duplicates()
    missing = pointing[~is_in(pointing, rows, key)]
    if not len(missing):
        return pd.Series(False, index=rows.index)
    usual = _forms(rows, key)
    missing = missing.assign(form=_form(missing[key]))
    is_usual = pd.MultiIndex.from_frame(missing[[CARRIER, "form"]]).isin(usual)
    alone = missing.groupby(CARRIER, observed=True)[key].transform("size") == 1
    wanted = missing.loc[alone & is_usual, CARRIER]
    forms = pd.MultiIndex.from_frame(rows[[CARRIER]].assign(form=_form(rows[key])))
    suspects = rows[key].notna() & ~is_in(rows, pointing, key) & rows[CARRIER].isin(wanted)
    by_form = suspects & ~forms.isin(usual)
    by_order = suspects & out_of_order(rows, natural_order(rows[key]))
    return by_form & (_number(by_form, rows) == 1) | by_order & (_number(by_form | by_order, rows) == 1)


def _number(chosen: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Return for each row how many rows of its carrier are chosen."""
    return chosen.groupby(rows[CARRIER], observed=True).transform("sum")


def _forms(rows: pd.DataFrame, key: str) -> pd.Index:
    """Return each carrier's usual ways of forming identifiers."""
    forms = rows[[CARRIER]].assign(form=_form(rows[key]))
    shares = forms.groupby(CARRIER, observed=True)["form"].value_counts(normalize=True)
    return shares.index[shares >= _UNUSUAL]


def _form(keys: pd.Series) -> pd.Series:
    """Return how identifiers are formed: A-017 is a letter, a hyphen and three digits."""
    return keys.str.replace(r"[0-9]", "0", regex=True).str.replace(r"[A-Za-z]", "a", regex=True)


IDENTIFIER_RULES: tuple[Rule, ...] = tuple(
    Rule(
        f"kennung_{parent}",
        "hard",
        f"Diese {key} ist anders gebildet als die übrigen, und andere Blätter nennen eine, die hier fehlt.",
        f"Bitte die {key} so schreiben wie in den anderen Blättern.",
        table=parent,
        columns=(key,),
        broken=partial(_spoilt, parent=parent, key=key),
    )
    for parent, key in (("faelle", "fall_id"), ("wohnungen", "wohnung_id"), ("sprechstunden", "termin_id"))
)
