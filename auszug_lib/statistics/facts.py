"""From records to facts: one row a counted thing, one column a dimension, as the measures need them."""

from collections.abc import Mapping

import pandas as pd

from auszug_lib.delivery.check import Records
from auszug_lib.delivery.schema import CARRIER
from auszug_lib.params.codes import (
    GROUP_OF_NATIONALITY,
    LARGEST_SIZE,
    LIMITED,
    PACKAGE_CODES,
    PERMANENT,
    UNKNOWN,
)

_DAYS_A_MONTH = 365.25 / 12

# The facts whose rows are households; disclosure control protects what is counted of them.
ABOUT_HOUSEHOLDS = ("placements", "cases")

# The tables that facts are made of: the first has a record for each of their rows, in the same order.
SOURCES = {
    "placements": ("vermittlungen", "faelle", "wohnungen"),
    "cases": ("faelle",),
    "sessions": ("sprechstunden",),
    "consultations": ("beratungen",),
    "workshops": ("workshops",),
    "accompaniments": ("begleitungen",),
    "positions": ("stellen",),
}


def facts(records: Records) -> Mapping[str, pd.DataFrame]:
    """Return the facts of a year by name, one row a record, with `carrier` and the dimensions' columns.

    The identifiers do not get this far; `SOURCES` says which records the rows are. `rent` is in euros a
    month, `floor_area` in square metres, `waiting_days` from registration to moving in,
    `full_time_equivalent` in full-time positions.
    """
    tables = records.tables
    return {
        "placements": _placements(tables),
        "cases": _cases(tables["faelle"], records.year.year),
        "sessions": _renamed(tables["sprechstunden"], angeboten="offered", stattgefunden="held"),
        "consultations": _renamed(tables["beratungen"], kanal="channel", zielgruppe="target_group"),
        "workshops": _renamed(
            tables["workshops"], thema="topic", zielgruppe="target_group", teilnehmende="participants"
        ),
        "accompaniments": _renamed(tables["begleitungen"], art="accompaniment_kind"),
        "positions": _positions(tables["stellen"]),
    }


def _household_size(persons: pd.Series) -> pd.Series:
    """Return the size class of each number of persons: "1" to "5" and "6+"."""
    return persons.astype("str").mask(persons >= LARGEST_SIZE, f"{LARGEST_SIZE}+")


def _home(cases: pd.DataFrame) -> dict[str, pd.Series]:
    nations = cases["hauptstaatsangehoerigkeit"].fillna(UNKNOWN)
    return {
        "household_type": cases["haushaltstyp"],
        "nationality": nations.map(GROUP_OF_NATIONALITY).fillna("sonstige"),
        "residence_status": cases["aufenthaltsstatus"].fillna(UNKNOWN),
        "accommodation": cases["unterkunftsart"],
    }


def _placements(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    placed = tables["vermittlungen"].merge(tables["faelle"], on=[CARRIER, "fall_id"], validate="m:1")
    placed = placed.merge(tables["wohnungen"], on=[CARRIER, "wohnung_id"], validate="m:1")
    return pd.DataFrame(
        {
            "carrier": placed[CARRIER],
            "month": _month(placed["einzugsdatum"]),
            "household_size": _household_size(placed["personen_eingezogen"]),
            **_home(placed),
            "landlord": placed["vermieterart"],
            "funding": placed["foerderweg"],
            "district": placed["stadtbezirk"],
            "placement_way": placed["vermittlungsweg"],
            "persons": placed["personen_eingezogen"],
            "rent": placed["kaltmiete"],
            "floor_area": placed["wohnflaeche_qm"],
            "waiting_days": (placed["einzugsdatum"] - placed["anmeldedatum"]).dt.days,
        }
    )


def _cases(cases: pd.DataFrame, year: int) -> pd.DataFrame:
    last_day = pd.Timestamp(year, 12, 31)
    closed = cases["status"] == "beendet"
    still_open = (cases["status"] == "wartend") | (closed & (cases["abschlussdatum"] > last_day))
    known_reasons = PACKAGE_CODES["abschlussgrund"].codes
    return pd.DataFrame(
        {
            "carrier": cases[CARRIER],
            "month": _month(cases["anmeldedatum"]),
            "household_size": _household_size(cases["personen"]),
            **_home(cases),
            "closing_reason": cases["abschlussgrund"].where(
                cases["abschlussgrund"].isin(known_reasons), "sonstige"
            ),
            "registered": cases["anmeldedatum"].dt.year == year,
            "closed": closed & (cases["abschlussdatum"].dt.year == year),
            "waiting": still_open & (cases["anmeldedatum"] <= last_day),
        }
    )


def _positions(positions: pd.DataFrame) -> pd.DataFrame:
    permanent = ~positions["befristet"].fillna(False).astype(bool)
    months = (positions["befristet_bis"] - positions["beginn"]).dt.days / _DAYS_A_MONTH
    length = months.round().astype("Int64").astype("str").str.zfill(3).where(months.notna(), UNKNOWN)
    return pd.DataFrame(
        {
            "carrier": positions[CARRIER],
            "term": permanent.map({True: PERMANENT, False: LIMITED}),
            "term_end": positions["befristet_bis"].dt.strftime("%Y-%m-%d").mask(permanent, PERMANENT),
            "term_length": length.mask(permanent, PERMANENT),
            "full_time_equivalent": positions["umfang_vzae"],
        }
    )


def _renamed(rows: pd.DataFrame, **names: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "carrier": rows[CARRIER],
            "month": _month(rows["datum"]),
            **{new: rows[old] for old, new in names.items()},
        }
    )


def _month(days: pd.Series) -> pd.Series:
    return days.dt.month.astype("str")
