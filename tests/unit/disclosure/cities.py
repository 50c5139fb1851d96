"""Synthetic cities household by household, random and odd, and what is counted of them."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.statistics.dimensions import Dimension, dimensions
from auszug_lib.statistics.measures import measures

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")
CITY = FOLDER.city("koeln")
DIMENSIONS, MEASURES = dimensions(CITY), measures(CITY)
ALL = "gesamt"
PLACED, PERSONS = "households_placed", "persons_placed"
FLOWS = ("registrations", "cases_closed", "households_waiting")
CUT_BY = {"registrations": "month", "cases_closed": "closing_reason", "households_waiting": "household_size"}
MEASURED = ("rent_median", "floor_area_median", "waiting_time_median")
MEASURED += ("waiting_time_lower_quartile", "waiting_time_upper_quartile")
# How many persons each type may have, as everybody knows.
SIZES_OF = {
    "alleinstehend": (1, 1),
    "paar_ohne_kind": (2, 2),
    "paar_mit_kind": (3, 12),
    "alleinerziehend": (2, 12),
    "sonstiger_mehrpersonenhaushalt": (2, 12),
    "unbekannt": (1, 12),
}
Figures = dict[tuple[str, str, str, str], float]


class Household(NamedTuple):
    """A household that was placed; the other fields are named as the dimensions."""

    carrier: str
    persons: int
    household_type: str
    month: str
    nationality: str
    residence_status: str
    accommodation: str
    landlord: str
    funding: str
    district: str
    placement_way: str
    has_rent: bool = True
    has_area: bool = True

    @property
    def household_size(self) -> str:
        return str(self.persons) if self.persons < 6 else "6+"


@dataclass(frozen=True)
class Year:
    """The records of a year: households placed; by measure of the flow carriers and categories of cases."""

    year: int
    carriers: tuple[str, ...]
    placed: Sequence[Household]
    cases: Mapping[str, Sequence[tuple[str, str]]]
    before: Mapping[str, int] = field(default_factory=dict)

    def waiting(self) -> dict[str, int]:
        """Return the households waiting at the end of the year, by carrier and of all."""
        count = Counter(carrier for carrier, _ in self.cases["households_waiting"])
        return {carrier: count[carrier] for carrier in self.carriers} | {ALL: count.total()}


ROOTS = (*Household._fields[2:-2], "household_size")


def levels(root: str, known: Mapping[str, Dimension] = DIMENSIONS) -> list[Dimension]:
    """Return the declared levels of a dimension, the finest first."""
    return [d for key, d in known.items() if key.split(":")[0] == root]


def count(year: Year) -> tuple[Figures, Figures]:
    """Return all figures of a year at every level, and on how many rows the derived ones rest."""
    figures: Figures = defaultdict(float)
    basis: Figures = defaultdict(float)
    for h in year.placed:
        for line in (h.carrier, ALL):
            _count_household(figures, basis, line, h)
    for measure, cases in year.cases.items():
        for carrier, category in cases:
            for line in (carrier, ALL):
                figures[line, measure, ALL, ALL] += 1
                for key, own in _categories(CUT_BY[measure], category):
                    figures[line, measure, key, own] += 1
    places = list(_places(year.carriers))
    return {place: figures[place] for place in places}, {place: basis[place] for place in places}


def _count_household(figures: Figures, basis: Figures, line: str, h: Household) -> None:
    for measure, amount in ((PLACED, 1), (PERSONS, h.persons)):
        figures[line, measure, ALL, ALL] += amount
        for root in ROOTS:
            for key, category in _categories(root, getattr(h, root)):
                figures[line, measure, key, category] += amount
    is_partner = h.landlord == CITY.partner_landlord
    parts = {
        "pilot": h.placement_way == "ehrenamt_pilot",
        "partner_flats": is_partner,
        "partner_flats_funded": is_partner and h.funding == CITY.reported_funding,
    }
    for name, is_one in parts.items():
        figures[line, "pilot_households" if name == "pilot" else name, ALL, ALL] += is_one
    figures[line, "pilot_persons", ALL, ALL] += h.persons * parts["pilot"]
    basis[line, "mean_household_size", ALL, ALL] += 1
    for measure in MEASURED:
        rests = {"rent_median": h.has_rent, "floor_area_median": h.has_area}.get(measure, True)
        basis[line, measure, ALL, ALL] += rests
        for key, category in _categories("household_size", h.household_size):
            basis[line, measure, key, category] += rests


_CATEGORY: dict[tuple[str, str], list[tuple[str, str]]] = {}


def _categories(root: str, code: str) -> list[tuple[str, str]]:
    """Return the category of a code at each level."""
    if (root, code) not in _CATEGORY:
        _CATEGORY[root, code] = [
            (d.key, category) for d in levels(root) for category, codes in d.parts.items() if code in codes
        ]
    return _CATEGORY[root, code]


def _places(carriers: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    cuts = {PLACED: ROOTS, PERSONS: ROOTS, **{measure: (root,) for measure, root in CUT_BY.items()}}
    cuts |= dict.fromkeys(MEASURED, ("household_size",))
    cuts |= dict.fromkeys(("pilot_households", "pilot_persons", "partner_flats", "partner_flats_funded"), ())
    cuts["mean_household_size"] = ()
    for line in (ALL, *carriers):
        for measure, roots in cuts.items():
            yield line, measure, ALL, ALL
            for root in roots:
                yield from ((line, measure, d.key, category) for d in levels(root) for category in d.parts)


# Random records: every city has its own habits, from all alike to all different.


@dataclass(frozen=True)
class Kind:
    """What a city is like: households by carrier, and how evenly they are spread."""

    households: tuple[int, ...]
    persons: tuple[float, ...] = (30, 15, 12, 10, 6, 4, 2, 1, 0.5, 0, 0, 0)
    types: tuple[str, ...] = tuple(SIZES_OF)
    evenness: float = 0.5  # 0: all households are alike
    fixed: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[int, int, int] = (40, 12, 60)  # registered, closed and waiting at most, by carrier
    years: int = 1


def city(kind: Kind, seed: int) -> list[Year]:
    """Return consecutive years of a random city; who waits adds up from year to year."""
    rng = random.Random(seed)
    carriers = tuple("ABCDEFGHIJKL"[: len(kind.households)])
    weights = {root: _weights(rng, root, kind.evenness) for root in (*ROOTS, "closing_reason")}
    years, before = (
        [],
        {c: rng.choice((0, rng.randint(0, 8), rng.randint(0, kind.cases[2]))) for c in carriers},
    )
    for year in range(2021, 2021 + kind.years):
        if year > 2021:  # as many as in the year before, more or less
            counts = [max(0, n + rng.randint(-3, 3)) if n < 1000 else n for n in kind.households]
        else:
            counts = list(kind.households)
        placed = [
            _household(rng, kind, carrier, weights)
            for carrier, n in zip(carriers, counts, strict=True)
            for _ in range(n)
        ]
        cases = _cases(rng, kind, dict(zip(carriers, counts, strict=True)), before, weights)
        known = {**before, ALL: sum(before.values())} if year > 2021 else {}
        years.append(Year(year, carriers, placed, cases, known))
        before = {c: n for c, n in years[-1].waiting().items() if c != ALL}
    return years


def _weights(rng: random.Random, root: str, evenness: float) -> dict[str, float]:
    codes = list(levels(root)[0].parts)
    if not evenness:
        chosen = rng.choice(codes)
        return {code: float(code == chosen) or 1e-12 for code in codes}
    return {code: rng.gammavariate(evenness, 1) + 1e-9 for code in codes}


def _pick(rng: random.Random, weights: Mapping[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _household(
    rng: random.Random, kind: Kind, carrier: str, weights: Mapping[str, Mapping[str, float]]
) -> Household:
    persons = rng.choices(range(1, 13), kind.persons)[0]
    able = {
        t: weights["household_type"][t] for t in kind.types if SIZES_OF[t][0] <= persons <= SIZES_OF[t][1]
    }
    chosen = {
        root: kind.fixed.get(root) or _pick(rng, weights[root])
        for root in ROOTS
        if root not in ("household_type", "household_size")
    }
    return Household(
        carrier,
        persons,
        _pick(rng, able) if able else "unbekannt",
        **chosen,
        has_rent=rng.random() < 0.9,
        has_area=rng.random() < 0.9,
    )


def _cases(
    rng: random.Random,
    kind: Kind,
    placed: Mapping[str, int],
    before: Mapping[str, int],
    weights: Mapping[str, Mapping[str, float]],
) -> dict[str, list[tuple[str, str]]]:
    cases: dict[str, list[tuple[str, str]]] = {measure: [] for measure in FLOWS}
    for carrier, households in placed.items():
        closed = rng.choice((0, rng.randint(0, 5), rng.randint(0, kind.cases[1])))
        waiting = rng.choice((0, rng.randint(0, 8), rng.randint(0, kind.cases[2])))
        registered = households + closed + waiting - before[carrier]
        if registered < 0:
            waiting, registered = waiting - registered, 0
        for measure, number in zip(FLOWS, (registered, closed, waiting), strict=True):
            own = weights[CUT_BY[measure]]
            cases[measure] += [(carrier, _pick(rng, own)) for _ in range(number)]
    return cases


_NORMAL = (30, 15, 12, 10, 6, 4, 2, 1, 0.5, 0, 0, 0)
_SINGLES = (1, *[0] * 11)
_NEARLY = (40, 1, 1, 0.5, *[0] * 8)
_COUPLES = (1, 1, *[0] * 10)
_LARGE = (20, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1)
ODD: Mapping[str, Kind] = {
    **{f"one carrier of {n}": Kind((n, 30, 40)) for n in range(1, 6)},
    **{f"{n} households in all": Kind((n // 2, n - n // 2), evenness=2) for n in (2, 3, 4, 5, 8)},
    **{f"one carrier with {n}": Kind((n,)) for n in (1, 3, 4, 9, 10, 12, 20)},
    "nothing at all": Kind((0, 0, 0)),
    "one carrier": Kind((60,), years=2),
    "two carriers": Kind((35, 20), years=3),
    "three carriers": Kind((58, 41, 33), years=3),
    "twelve carriers": Kind((12, 20, 8, 30, 5, 14, 9, 11, 25, 17, 6, 40)),
    "twelve small carriers": Kind((4,) * 12),
    "one carrier absent": Kind((30, 0, 25), years=2),
    "all singles": Kind((20, 15), _SINGLES),
    "all alike": Kind((14, 12, 9), _SINGLES, evenness=0),
    "nearly all singles": Kind((20, 14), _NEARLY),
    "nearly all singles, one carrier": Kind((16,), _NEARLY),
    "couples and singles": Kind((15, 12, 5), _COUPLES, ("alleinstehend", "paar_ohne_kind")),
    "couples and singles, small": Kind((7, 8), _COUPLES, ("alleinstehend", "paar_ohne_kind")),
    "one district": Kind((22, 16, 12), fixed={"district": "1"}),
    "of unknown type": Kind((22, 16), types=("unbekannt",)),
    "no unknown types": Kind((12, 9, 8), types=tuple(SIZES_OF)[:4]),
    "few large households": Kind((13, 11), _LARGE),
    "only large households": Kind((11, 10), (0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 3)),
    "hardly any flow": Kind((10, 12), cases=(4, 3, 4), years=3),
    "very even": Kind((60, 50), evenness=20),
    "very uneven": Kind((60, 50, 40), evenness=0.1),
}
LARGE = Kind((5000, 3000, 2000))


def with_one_large(seed: int) -> list[Year]:
    """Return a city of singles with exactly one household of nine."""
    (year,) = city(Kind((16, 14), _SINGLES), seed)
    large = year.placed[0]._replace(persons=9, household_type="paar_mit_kind")
    return [replace(year, placed=[large, *year.placed[1:]])]


def random_city(seed: int) -> list[Year]:
    """Return any city: a few carriers of a few or many households, spread in any way."""
    rng = random.Random(seed)
    most = rng.choice((6, 12, 20, 45))
    households = tuple(rng.randint(0, most) for _ in range(rng.choice((1, 2, 2, 3, 3, 4))))
    return city(
        Kind(
            households,
            rng.choice((_NORMAL, _NORMAL, _NEARLY, _COUPLES, _LARGE)),
            rng.choice((tuple(SIZES_OF), tuple(SIZES_OF)[:4], tuple(SIZES_OF)[:5])),
            rng.choice((0.2, 0.5, 1, 5)),
            cases=rng.choice(((40, 12, 60), (6, 5, 8))),
            years=rng.choice((1, 1, 2, 3)),
        ),
        seed,
    )
