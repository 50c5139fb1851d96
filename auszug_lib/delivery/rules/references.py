"""The hard rules on identifiers that other sheets point to.

Where an identifier is spoilt, it is the rows pointing to it that point nowhere. Where it can be seen that
they are right, the mistake is reported once, at the identifier itself.
"""

from functools import partial

import pandas as pd

from auszug_lib.delivery.rules.blame import natural_order, out_of_order
from auszug_lib.delivery.rules.rule import Evidence, hard_rule, is_in
from auszug_lib.delivery.schema import CARRIER, HEADINGS

REFERENCES = (
    ("vermittlungen", "fall_id", "faelle"),
    ("vermittlungen", "wohnung_id", "wohnungen"),
    ("beratungen", "termin_id", "sprechstunden"),
    ("beratungen", "fall_id", "faelle"),
    ("begleitungen", "fall_id", "faelle"),
)

_UNUSUAL = 0.1  # a way of forming identifiers that fewer rows than this share have


def _spoilt(evidence: Evidence, parent: str, key: str) -> pd.Series:
    """Return which identifiers are formed or numbered unlike the others, and are wanted under another name.

    That is so where just one identifier is pointed to in vain, formed like the others, and just one row to
    which nothing points stands out: by its form, or else by its place.
    """
    rows = evidence.tables[parent]
    pointing = pd.concat(
        [
            evidence.tables[table][[CARRIER, key]]
            for table, name, of in REFERENCES
            if (name, of) == (key, parent)
        ]
    )
    pointing = pointing.dropna().drop_duplicates()
    missing = pointing[~is_in(pointing, rows, key)]
    if not len(missing):
        return pd.Series(False, index=rows.index)
    rows = rows.assign(form=_form(rows[key]))
    shares = rows.groupby(CARRIER)["form"].value_counts(normalize=True)
    usual = shares.index[shares >= _UNUSUAL]
    alone = missing.groupby(CARRIER)[key].transform("size") == 1
    wanted = missing.loc[alone & _has_form(missing.assign(form=_form(missing[key])), usual), CARRIER]
    suspects = rows[key].notna() & ~is_in(rows, pointing, key) & rows[CARRIER].isin(wanted)
    by_form = suspects & ~_has_form(rows, usual)
    by_order = suspects & out_of_order(rows, natural_order(rows[key]))
    return by_form & (_number(by_form, rows) == 1) | by_order & (_number(by_form | by_order, rows) == 1)


def _number(chosen: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Return for each row how many rows of its carrier are chosen."""
    return chosen.groupby(rows[CARRIER]).transform("sum")


def _form(keys: pd.Series) -> pd.Series:
    """Return how identifiers are formed: A-017 is a letter, a hyphen and three digits."""
    return keys.str.replace(r"[0-9]", "0", regex=True).str.replace(r"[A-Za-z]", "a", regex=True)


def _has_form(rows: pd.DataFrame, usual: pd.Index) -> pd.Series:
    """Return whether each row's identifier has one of its carrier's usual forms."""
    return pd.Series(pd.MultiIndex.from_frame(rows[[CARRIER, "form"]]).isin(usual), index=rows.index)


for _parent, _key in (("faelle", "fall_id"), ("wohnungen", "wohnung_id"), ("sprechstunden", "termin_id")):
    hard_rule(
        f"kennung_{_parent}",
        f"Diese {HEADINGS[_key]} ist anders gebildet als die übrigen, und andere Blätter nennen eine, die "
        "hier fehlt.",
        f"Bitte die {HEADINGS[_key]} so schreiben wie in den anderen Blättern.",
        table=_parent,
        columns=(_key,),
    )(partial(_spoilt, parent=_parent, key=_key))


def _dangling(evidence: Evidence, table: str, key: str, parent: str) -> pd.Series:
    """Return which rows of `table` point by `key` to nothing in `parent`."""
    child = evidence.tables[table]
    dangling = child[key].notna() & ~is_in(child, evidence.tables[parent], key)
    missing = child.loc[dangling].groupby(CARRIER)[key].nunique()
    return dangling & ~child[CARRIER].isin(excused_carriers(evidence, parent, key, missing))


def excused_carriers(evidence: Evidence, table: str, key: str, missing: pd.Series) -> pd.Index:
    """Return the carriers whose `table` lacks as many keys as are `missing` by carrier: reported there."""
    rows = evidence.tables[table]
    blank = rows.loc[rows[key].isna(), CARRIER].value_counts().reindex(missing.index).fillna(0)
    has_none = missing.index.isin([carrier for carrier, name in evidence.missing_tables if name == table])
    return missing.index[has_none | ((blank >= missing) & (missing > 0)).to_numpy()]


for _table, _key, _parent in REFERENCES:
    hard_rule(
        f"verweis_{_table}_{_key}",
        f"Diese {HEADINGS[_key]} gibt es im Blatt {_parent} nicht.",
        f"Bitte die Kennung berichtigen oder den Datensatz im Blatt {_parent} ergänzen.",
        table=_table,
        columns=(_key,),
    )(partial(_dangling, table=_table, key=_key, parent=_parent))
