"""Random figures that add up as counted ones do, and what of them is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from auszug_lib.params import City
from auszug_lib.params.codes import PERMANENT, TOTAL
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.publication.report_context import ReportContext
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.dimensions import Dimension, chain, dimensions
from auszug_lib.statistics.facts import ABOUT_HOUSEHOLDS
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measures import measures

YEAR = 2020
Figure = tuple[int, str, str, str, str]
Values = Mapping[Figure, float]

_FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")
_FOUND = {"term_end": (PERMANENT, "2021-12-31", "2022-06-30"), "term_length": (PERMANENT, "12", "18")}
# What texts and charts cut a measure by, besides what it is cut by everywhere.
_SHOWN = {
    "households_placed": ("month", "landlord", "household_size", "nationality", "district"),
    "sessions_offered": ("month",),
    "consultations": ("channel", "month"),
    "accompaniments": ("accompaniment_kind",),
    "workshops": ("target_group",),
    "cases_closed": ("closing_reason",),
    "positions": ("term", "term_end", "term_length"),
    "full_time_equivalents": ("term",),
}
_MOST = (0, 1, 2, 5, 40, 900)


@dataclass(frozen=True)
class Kind:
    """What is unusual about figures: how many carriers there are, which years, and what is withheld."""

    carriers: int = 3
    with_year_before: bool = True
    withheld_years: tuple[int, ...] = ()
    most: tuple[int, ...] = _MOST
    coarse: bool = False
    is_public: bool = True


@dataclass(frozen=True)
class Drawn:
    """Random figures: what is true, what is published, and reports on that."""

    truth: Values
    scopes: tuple[ReportContext, ...]

    @cached_property
    def published(self) -> Values:
        """The published figures; what is withheld has none."""
        cube = self.scopes[0].figures.cube
        return dict(zip(zip(*(cube[k] for k in KEYS), strict=True), cube["value"], strict=True))


def draw(kind: Kind, seed: int) -> Drawn:
    """Return figures drawn from a seed; the report on all carriers, every third time also on the first."""
    rng = np.random.default_rng(seed)
    city = _FOLDER.city("koeln")
    city = city.model_copy(update={"carriers": city.carriers[: kind.carriers]})
    visibility = "oeffentlich" if kind.is_public else "intern"
    year = _FOLDER.year(str(YEAR)).model_copy(update={"carriers": None, "visibility": visibility})
    years = (YEAR - 1, YEAR) if kind.with_year_before else (YEAR,)
    truth = {figure: value for y in years for figure, value in _of_year(rng, y, city, kind).items()}
    cube = pd.DataFrame([(*figure, value) for figure, value in truth.items()], columns=[*KEYS, "value"])
    known = measures(city)
    cuts = dimensions(city)
    families = list(dict.fromkeys(figure[:4] for figure in truth))
    withheld = set(_withheld(rng, families, kind, cuts))
    keep = [tuple(family) not in withheld for family in cube[list(KEYS[:4])].itertuples(index=False)]
    cubes = {number: lambda own=own: own for number, own in cube[keep].groupby("year")}
    combined = ReportContext(Figures(cubes, True), city, year, TOTAL, known, cuts)
    own = replace(combined, carrier=city.carriers[0].code)
    return Drawn(truth, (combined, own) if seed % 3 == 0 else (combined,))


def _withheld(
    rng: np.random.Generator,
    families: list[tuple[int, str, str, str]],
    kind: Kind,
    cuts: Mapping[str, Dimension],
) -> Iterator[tuple[int, str, str, str]]:
    """Yield what is not published: totals with their tables, cases together, and the finest levels."""
    share = rng.choice([0.1, 0.5, 1.0])
    known = measures(_FOLDER.city("koeln"))
    finest: dict[tuple[int, bool, str], int] = {}
    for year, carrier, measure, key in families:
        if year not in kind.withheld_years or known[measure].facts not in ABOUT_HOUSEHOLDS:
            continue
        whose = "cases" if known[measure].facts == "cases" else measure
        scope = (year, carrier == TOTAL)
        no_total = finest.setdefault((*scope, whose), int(rng.random() < share))
        root = cuts[key].root if key in cuts else TOTAL
        level = finest.setdefault(
            (*scope, f"{measure}/{root}"), int(rng.integers(0, 4) * (rng.random() < share))
        )
        if no_total or (key in cuts and cuts[key].level < level):
            yield year, carrier, measure, key


def _of_year(rng: np.random.Generator, year: int, city: City, kind: Kind) -> dict[Figure, float]:
    found: dict[Figure, float] = {}
    known = dimensions(city)
    own = [carrier.code for carrier in city.carriers]
    for carrier in own:
        totals = _totals(rng, int(rng.choice(kind.most)))
        for key, total in totals.items():
            found[year, carrier, key, TOTAL, TOTAL] = total
            for name, parts in _parts(rng, key, total, known, kind.coarse):
                found |= {(year, carrier, key, name, c): value for c, value in parts.items()}
    for _, _, *place in list(found):
        values = [found[(year, carrier, *place)] for carrier in own]  # type: ignore[index]
        found[(year, TOTAL, *place)] = float(sum(values))  # type: ignore[index]
    for carrier in (TOTAL, *own):
        households = found[year, carrier, "households_placed", TOTAL, TOTAL]
        persons = found[year, carrier, "persons_placed", TOTAL, TOTAL]
        mean = persons / households if households else np.nan
        found[year, carrier, "mean_household_size", TOTAL, TOTAL] = mean
        days = rng.choice([0, 0.5, 1, 2, 380.5, 412]) if households else np.nan
        found[year, carrier, "waiting_time_median", TOTAL, TOTAL] = float(days)
    return found


def _totals(rng: np.random.Generator, most: int) -> dict[str, float]:
    def up_to(value: float) -> float:
        return float(rng.choice([0, value, rng.integers(0, value + 1)]))

    households = up_to(most)
    flats, pilot, offered, workshops = up_to(households), up_to(households), up_to(most), up_to(most)
    positions = float(rng.integers(0, 4))
    return {
        "households_placed": households,
        "persons_placed": households * rng.integers(1, 5),
        "pilot_households": pilot,
        "pilot_persons": pilot * rng.integers(1, 5),
        "partner_flats": flats,
        "partner_flats_funded": up_to(flats),
        "registrations": up_to(most),
        "cases_closed": up_to(most),
        "households_waiting": up_to(most),
        "sessions_offered": offered,
        "sessions_held": up_to(offered),
        "consultations": up_to(most),
        "accompaniments": up_to(most),
        "workshops": workshops,
        "workshop_participants": workshops * rng.integers(0, 9),
        "positions": positions,
        "full_time_equivalents": positions * rng.choice([0.5, 1.0]),
    }


def _parts(
    rng: np.random.Generator, key: str, total: float, known: Mapping[str, Dimension], coarse: bool
) -> Iterator[tuple[str, dict[str, float]]]:
    permanent = float(rng.integers(0, total + 1)) if "term" in _SHOWN.get(key, ()) else 0.0
    for name in _SHOWN.get(key, ()):
        codes = known[name].categories.codes if known[name].categories else _FOUND[name]  # type: ignore[union-attr]
        left = total - permanent if PERMANENT in codes else total
        others = [code for code in codes if code != PERMANENT]
        chances = rng.dirichlet(np.full(len(others), rng.choice([0.1, 1.0])))
        if key == "accompaniments":
            left = float(rng.integers(0, left + 1))  # of some nobody wrote down the kind
        counts = map(float, rng.multinomial(int(left), chances))
        if key == "full_time_equivalents":
            counts = iter([left])
        parts = dict(zip(others, counts, strict=True)) | (
            {PERMANENT: permanent} if PERMANENT in codes else {}
        )
        levels = [level for level in chain(known, name) if level.parts]
        for level in levels[1 if coarse and key == "households_placed" else 0 :]:
            yield (
                level.key,
                {category: sum(parts[c] for c in codes) for category, codes in level.parts.items()},
            )
        if not levels:
            yield name, parts
