"""The soft rules across carriers and across years: a household that may be counted twice, or not at all."""

import pandas as pd

from auszug_lib.delivery.rules.rule import Evidence, is_in, looked_up, soft_rule
from auszug_lib.delivery.schema import CARRIER

YEAR = "jahr"

_CARRIERS = 2  # that can have counted one household

_FLAT = ["stadtbezirk", "zimmer", "wohnflaeche_qm", "kaltmiete"]
_MOVE = ["einzugsdatum", "stadtbezirk", "personen_eingezogen", "zimmer"]
_HOUSEHOLD = ["anmeldedatum", "personen", "erwachsene", "haushaltstyp"]


def _at_another_carrier(rows: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Return which rows equal one of another carrier in all `columns`; an empty cell equals nothing."""
    filled = rows.dropna(subset=columns)
    if filled[CARRIER].nunique() < _CARRIERS:
        return pd.Series(False, index=rows.index)
    twice = filled[filled.duplicated(columns, keep=False)]
    carriers = twice.groupby(columns)[CARRIER].transform("nunique")
    return pd.Series(rows.index.isin(twice.index[carriers >= _CARRIERS]), index=rows.index)


@soft_rule(
    "wohnung_bei_zwei_traegern",
    "Dieselbe Wohnung (Stadtbezirk, Zimmer, Fläche und Miete) meldet auch ein anderer Träger.",
    "Bitte mit dem anderen Träger klären, wer den Haushalt vermittelt hat.",
    table="wohnungen",
    columns=("wohnung_id", *_FLAT),
)
def _same_flat(evidence: Evidence) -> pd.Series:
    return _at_another_carrier(evidence.tables["wohnungen"], _FLAT)


@soft_rule(
    "einzug_bei_zwei_traegern",
    "Einen Einzug am selben Tag, im selben Stadtbezirk, mit ebenso vielen Personen und Zimmern meldet "
    "auch ein anderer Träger.",
    "Bitte mit dem anderen Träger klären, ob es derselbe Haushalt ist.",
    table="vermittlungen",
    columns=("vermittlung_id", "einzugsdatum", "personen_eingezogen"),
)
def _same_move(evidence: Evidence) -> pd.Series:
    """Return which moves may be reported by two carriers, but for those whose flat says so already."""
    placements, flats = evidence.tables["vermittlungen"], evidence.tables["wohnungen"]
    found = {column: looked_up(placements, "wohnung_id", flats, column) for column in _FLAT}
    moves = placements.assign(**found)
    return _at_another_carrier(moves, _MOVE) & ~_at_another_carrier(moves, _FLAT)


def _of_year_before(evidence: Evidence) -> pd.DataFrame:
    cases = evidence.earlier["faelle"]
    return cases[cases[YEAR] == evidence.year.year - 1].dropna(subset=["fall_id"])


def _vanished(evidence: Evidence) -> pd.DataFrame:
    """Return the cases that waited at the end of the year before and are in no delivery of this year."""
    before = _of_year_before(evidence)
    delivered = set(evidence.tables["lieferung"][CARRIER]) - {
        c for c, table in evidence.missing_tables if table == "faelle"
    }
    waited = before[(before["status"] == "wartend") & before[CARRIER].isin(delivered)]
    return waited[~is_in(waited, evidence.tables["faelle"], "fall_id")]


def _household(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[[CARRIER, *_HOUSEHOLD]].astype("str"))


def _is_new(evidence: Evidence) -> pd.Series:
    cases = evidence.tables["faelle"]
    return cases["fall_id"].notna() & ~is_in(cases, _of_year_before(evidence), "fall_id")


@soft_rule(
    "fall_id_geaendert",
    "Derselbe Haushalt wartete am Ende des Vorjahrs offenbar unter einer anderen Fall-ID.",
    "Bitte die Fall-ID des Vorjahrs verwenden; sie bleibt über die Jahre gleich.",
    table="faelle",
    columns=("fall_id", *_HOUSEHOLD),
)
def _renamed(evidence: Evidence) -> pd.Series:
    """Return which cases of this year look like one that vanished under another identifier."""
    cases, vanished = evidence.tables["faelle"], _vanished(evidence)
    if not len(vanished):
        return pd.Series(False, index=cases.index)
    return _is_new(evidence) & _household(cases).isin(_household(vanished))


def missing_waiting(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of last year's waiting cases that this year's deliveries hold under no identifier."""
    vanished = _vanished(evidence)
    if not len(vanished):
        return vanished
    return vanished[~_household(vanished).isin(_household(evidence.tables["faelle"][_is_new(evidence)]))]


@soft_rule(
    "fall_id_anderer_fall",
    "Unter dieser Fall-ID stand im Vorjahr ein Fall mit einem anderen Anmeldedatum.",
    "Bitte prüfen, ob die Fall-ID neu vergeben wurde oder das Datum falsch ist.",
    table="faelle",
    columns=("fall_id", "anmeldedatum"),
)
def _another_household(evidence: Evidence) -> pd.Series:
    cases = evidence.tables["faelle"]
    before = looked_up(cases, "fall_id", _of_year_before(evidence), "anmeldedatum")
    return before.notna() & cases["anmeldedatum"].notna() & (before != cases["anmeldedatum"])


@soft_rule(
    "vermittlung_in_zwei_jahren",
    "Diesen Fall hat schon die Lieferung eines früheren Jahres als vermittelt gemeldet.",
    "Bitte prüfen, ob der Haushalt wirklich noch einmal umgezogen ist.",
    table="vermittlungen",
    columns=("fall_id",),
)
def _placed_in_two_years(evidence: Evidence) -> pd.Series:
    """Return which placements are of a case, registered on the same day, that an earlier delivery placed."""
    placements, earlier = evidence.tables["vermittlungen"], evidence.earlier["vermittlungen"]
    registered = looked_up(placements, "fall_id", evidence.tables["faelle"], "anmeldedatum")
    before = looked_up(placements, "fall_id", evidence.earlier["faelle"], "anmeldedatum")
    return is_in(placements, earlier, "fall_id") & (before.isna() | (before == registered))
