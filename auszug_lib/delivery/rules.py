"""The hard rules between cells: each one entry, with the sentence a case worker reads.

What one cell must be (type, code, range, uniqueness) follows from the schema; here stands what
cells, rows and tables must be to each other. A rule holds where a cell it needs is empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from auszug_lib.delivery.records import CARRIER

# Beside the delivery's tables: carrier and case of each placement in an earlier year's delivery.
PLACED_EARLIER = "frueher_vermittelt"
# Beside the columns of `lieferung`: the year from which on all of the carrier's deliveries are at hand.
COMPLETE_SINCE = "lueckenlos_seit"

Tables = Mapping[str, pd.DataFrame]
Test = Callable[[Tables], pd.Series]


@dataclass(frozen=True)
class Rule:
    """A hard rule.

    Parameters
    ----------
    id
        Its name in findings.
    table, column
        Where a breach is shown.
    message
        What is wrong, in German, with the table's own words.
    broken
        Given all tables, says for each row of `table` whether the rule is broken.
    """

    id: str
    table: str
    column: str
    message: str
    broken: Test


def looked_up(tables: Tables, table: str, key: str, parent: str, column: str) -> pd.Series:
    """Return `column` of the row of `parent` that each row of `table` points to by `key`.

    Keys are looked up within the carrier: two carriers may use the same pseudonym.

    Parameters
    ----------
    tables
        All tables by name.
    table, key
        The table that points, and its column of identifiers, called the same in `parent`.
    parent, column
        The table pointed to, and the column wanted from it.

    Returns
    -------
    Series
        One value a row of `table`, with its index; missing where `parent` has no such row.
    """
    child = tables[table]
    values = tables[parent].drop_duplicates([CARRIER, key])[[CARRIER, key, column]]
    found = child[[CARRIER, key]].merge(values, on=[CARRIER, key], how="left")[column]
    return found.set_axis(child.index)


def _without_parent(tables: Tables, table: str, key: str, parent: str) -> pd.Series:
    known = tables[parent].dropna(subset=[key]).set_index([CARRIER, key]).index
    return tables[table][key].notna() & ~tables[table].set_index([CARRIER, key]).index.isin(known)


def _outside_year(tables: Tables, table: str, column: str) -> pd.Series:
    days = tables[table][column]
    years = tables[table][CARRIER].map(_of_delivery(tables, "berichtsjahr"))
    return days.notna() & (days.dt.year != years).fillna(False)


def _of_delivery(tables: Tables, column: str) -> pd.Series:
    return tables["lieferung"].drop_duplicates(CARRIER).set_index(CARRIER)[column]


def _persons_do_not_add_up(tables: Tables) -> pd.Series:
    cases = tables["faelle"]
    return (cases["personen"] != cases["erwachsene"] + cases["kinder"]).fillna(False)


def _no_adult(tables: Tables) -> pd.Series:
    return (tables["faelle"]["erwachsene"] < 1).fillna(False)


def _moved_in_before_registered(tables: Tables) -> pd.Series:
    registered = looked_up(tables, "vermittlungen", "fall_id", "faelle", "anmeldedatum")
    return tables["vermittlungen"]["einzugsdatum"] < registered


def _moved_in_after_cutoff(tables: Tables) -> pd.Series:
    placements = tables["vermittlungen"]
    return placements["einzugsdatum"] > placements[CARRIER].map(_of_delivery(tables, "stand"))


def _placed_twice(tables: Tables) -> pd.Series:
    placements = tables["vermittlungen"]
    return placements["fall_id"].notna() & placements.duplicated([CARRIER, "fall_id"])


def _placed_cases(tables: Tables, table: str = "vermittlungen") -> pd.Series:
    placed = tables[table].set_index([CARRIER, "fall_id"]).index
    cases = tables["faelle"]
    return pd.Series(cases.set_index([CARRIER, "fall_id"]).index.isin(placed), index=cases.index)


def _placed_without_placement(tables: Tables) -> pd.Series:
    """Say which cases claim a placement that neither this nor an earlier year's delivery holds.

    A case registered before the deliveries at hand begin may have been placed then; one closed in the
    report year was placed in it.
    """
    cases = tables["faelle"]
    known = cases["anmeldedatum"].dt.year >= cases[CARRIER].map(_of_delivery(tables, COMPLETE_SINCE))
    closed_now = cases["abschlussdatum"].dt.year == cases[CARRIER].map(_of_delivery(tables, "berichtsjahr"))
    placed = _placed_cases(tables) | _placed_cases(tables, PLACED_EARLIER)
    return (cases["status"] == "vermittelt") & ~placed & (known | closed_now).fillna(False).astype(bool)


def _placement_without_status(tables: Tables) -> pd.Series:
    status = tables["faelle"]["status"]
    return status.notna() & (status != "vermittelt") & _placed_cases(tables)


def _nobody_moved_in(tables: Tables) -> pd.Series:
    return (tables["vermittlungen"]["personen_eingezogen"] == 0).fillna(False)


def _limited_without_end(tables: Tables) -> pd.Series:
    positions = tables["stellen"]
    return (positions["befristet"] & positions["befristet_bis"].isna()).fillna(False)


def _end_without_limit(tables: Tables) -> pd.Series:
    positions = tables["stellen"]
    return (~positions["befristet"] & positions["befristet_bis"].notna()).fillna(False)


def _not_on_session_day(tables: Tables) -> pd.Series:
    day = looked_up(tables, "beratungen", "termin_id", "sprechstunden", "datum")
    return day.notna() & tables["beratungen"]["datum"].notna() & (tables["beratungen"]["datum"] != day)


_REFERENCES = (
    ("vermittlungen", "fall_id", "faelle"),
    ("vermittlungen", "wohnung_id", "wohnungen"),
    ("beratungen", "termin_id", "sprechstunden"),
    ("beratungen", "fall_id", "faelle"),
    ("begleitungen", "fall_id", "faelle"),
)

_DATED = (
    ("vermittlungen", "einzugsdatum"),
    ("sprechstunden", "datum"),
    ("beratungen", "datum"),
    ("workshops", "datum"),
    ("begleitungen", "datum"),
)

RULES: tuple[Rule, ...] = (
    *(
        Rule(
            "verweis",
            table,
            key,
            f"Diese {key} gibt es in der Tabelle {parent} nicht.",
            partial(_without_parent, table=table, key=key, parent=parent),
        )
        for table, key, parent in _REFERENCES
    ),
    *(
        Rule(
            "datum_im_berichtsjahr",
            table,
            column,
            "Das Datum liegt nicht im Berichtsjahr.",
            partial(_outside_year, table=table, column=column),
        )
        for table, column in _DATED
    ),
    Rule(
        "personen_summe",
        "faelle",
        "personen",
        "personen ist nicht die Summe aus erwachsene und kinder.",
        _persons_do_not_add_up,
    ),
    Rule("mindestens_ein_erwachsener", "faelle", "erwachsene", "erwachsene ist kleiner als 1.", _no_adult),
    Rule(
        "anmeldung_vor_einzug",
        "vermittlungen",
        "einzugsdatum",
        "Das Einzugsdatum liegt vor dem Anmeldedatum des Falls.",
        _moved_in_before_registered,
    ),
    Rule(
        "einzug_vor_stand",
        "vermittlungen",
        "einzugsdatum",
        "Das Einzugsdatum liegt nach dem Stand der Lieferung.",
        _moved_in_after_cutoff,
    ),
    Rule(
        "jemand_eingezogen",
        "vermittlungen",
        "personen_eingezogen",
        "Es ist niemand eingezogen; personen_eingezogen muss mindestens 1 sein.",
        _nobody_moved_in,
    ),
    Rule(
        "eine_vermittlung_im_jahr",
        "vermittlungen",
        "fall_id",
        "Zu diesem Fall gibt es im Berichtsjahr schon eine Vermittlung.",
        _placed_twice,
    ),
    Rule(
        "vermittelt_mit_vermittlung",
        "faelle",
        "status",
        "Der Fall gilt als vermittelt, hat aber keine Vermittlung, in diesem wie in früheren Jahren.",
        _placed_without_placement,
    ),
    Rule(
        "vermittlung_mit_status",
        "faelle",
        "status",
        "Der Fall hat eine Vermittlung, aber nicht den Status vermittelt.",
        _placement_without_status,
    ),
    Rule(
        "befristet_mit_ende",
        "stellen",
        "befristet_bis",
        "Die Stelle ist befristet, aber befristet_bis ist leer.",
        _limited_without_end,
    ),
    Rule(
        "ende_nur_befristet",
        "stellen",
        "befristet_bis",
        "Die Stelle ist unbefristet, aber befristet_bis ist gefüllt.",
        _end_without_limit,
    ),
    Rule(
        "beratung_am_termin",
        "beratungen",
        "datum",
        "Das Datum ist nicht das der Sprechstunde, auf die termin_id verweist.",
        _not_on_session_day,
    ),
)
