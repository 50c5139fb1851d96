"""The cases of the example: who leaves the programme in a year, and who waits at its end.

The cases that leave in a year are its cohort. It does not depend on the year somebody asks for, so that the
deliveries of neighbouring years tell one story: who waits at the end of a year is in a later cohort.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from generator.chance import DAY, Array, deal_carriers, draw_codes, draw_days, source, working_days
from generator.flats import placements
from generator.households import (
    LARGEST,
    UKRAINE,
    Households,
    composition,
    draw_households,
    draw_nations,
    draw_sizes,
    situation,
)
from generator.programme import Programme

YEARS_WAITING = 5
_LONGEST_WAIT = 365 * YEARS_WAITING
_MEDIAN_WAIT = 395
_ENDED_SHARE = 0.22
_FIRST_FROM_UKRAINE = np.datetime64("2022-03-01")

_SEASON = np.array([0.8, 0.75, 0.95, 1.05, 1.1, 1.1, 1.05, 1.1, 1.15, 1.15, 1.05, 0.75])

_REASON_WEIGHTS = {"selbst_gefunden": 42, "kein_kontakt": 20, "fortzug": 18, "kein_bedarf": 12, "sonstige": 8}


@dataclass(frozen=True)
class Cohort:
    """The cases that leave in a year, placed or ended, and the placements with their flats."""

    cases: pd.DataFrame
    placements: pd.DataFrame


def cases_of_year(programme: Programme, year: int) -> pd.DataFrame:
    """Return the cases that left in `year`, and those of later cohorts that wait at its end."""
    left = cohort(programme, year).cases
    later = pd.concat(cohort(programme, year + n).cases for n in range(1, YEARS_WAITING + 1))
    waiting = later[later["anmeldedatum"].dt.year <= year]
    waiting = waiting.assign(status="wartend", abschlussdatum=pd.NaT, abschlussgrund="")
    return pd.concat([left, waiting]).sort_values(["anmeldedatum", "fall_id"], ignore_index=True)


@lru_cache(maxsize=64)
def cohort(programme: Programme, year: int) -> Cohort:
    """Return the cohort of `year`; its frames are shared and must not be changed."""
    rng = source(programme.city, year, "cohort")
    placed = draw_households(rng, programme, year)
    cases = _cases(rng, programme, year, placed)
    return Cohort(cases, placements(rng, programme, year, placed, cases.iloc[: len(placed.sizes)]))


def _cases(rng: np.random.Generator, programme: Programme, year: int, placed: Households) -> pd.DataFrame:
    """Return the cases: first the placed ones in the order of `placed`, then those that ended."""
    number, ended = len(placed.sizes), round(_ENDED_SHARE * len(placed.sizes))
    sizes = np.concatenate([placed.sizes, draw_sizes(rng, np.ones((ended, LARGEST), dtype=bool))])
    nations = np.concatenate([placed.nations, draw_nations(rng, sizes[number:], year)])
    # Now and then somebody of the household lives elsewhere when it moves in.
    missing = (np.arange(len(sizes)) < number) & (sizes < LARGEST) & (rng.random(len(sizes)) < 0.02)
    exits = _exits(rng, programme, year, placed, nations)
    registered = _registered(rng, programme, nations, exits)
    carriers = np.concatenate([deal_carriers(rng, programme.carriers, count) for count in (number, ended)])
    return pd.DataFrame(
        {
            "traeger": carriers,
            "fall_id": _case_ids(carriers, registered, exits),
            "anmeldedatum": registered.astype("datetime64[s]"),
            **composition(rng, sizes + missing),
            "hauptstaatsangehoerigkeit": nations,
            **situation(rng, nations),
            "status": np.where(np.arange(len(sizes)) < number, "vermittelt", "beendet"),
            "abschlussdatum": exits.astype("datetime64[s]"),
            "abschlussgrund": np.concatenate([np.full(number, ""), draw_codes(rng, _REASON_WEIGHTS, ended)]),
        }
    )


def _exits(
    rng: np.random.Generator, programme: Programme, year: int, placed: Households, nations: Array
) -> Array:
    """Return on which days the cases left: placed households on that of their move-in."""
    number = len(placed.sizes)
    days = working_days(programme.first_day(year), dt.date(year, 12, 31))
    earliest = np.full(len(nations), days[0])
    earliest[:number][placed.pilot] = programme.first_pilot(year)
    earliest[nations == UKRAINE] = max(days[0], _FIRST_FROM_UKRAINE + 30 * DAY)
    moved_in = draw_days(rng, days, _move_in_weights(days), earliest[:number])
    ended = draw_days(rng, days, np.ones(len(days)), earliest[number:])
    return np.concatenate([moved_in, ended])


def _move_in_weights(days: Array) -> Array:
    """Weigh days by season; flats are handed over on the first working day from the 1st or the 15th on."""
    months = days.astype("datetime64[M]")
    half = (days - months).astype(int) >= 14
    first = np.concatenate([[True], (months[1:] != months[:-1]) | (half[1:] != half[:-1])])
    usual = np.where(first, np.where(half, 7, 14), 0.3)
    return np.asarray(usual * _SEASON[months.astype(int) % 12])


def _registered(rng: np.random.Generator, programme: Programme, nations: Array, exits: Array) -> Array:
    """Return when the cases were registered: a waiting time before they leave, not before they could be."""
    waits = rng.lognormal(np.log(_MEDIAN_WAIT), 0.6, len(exits))
    # Nobody waits longer; a long tail is folded back over all waiting times.
    waits = np.where(waits > _LONGEST_WAIT, waits % _LONGEST_WAIT, waits).astype(int)
    first = np.full(len(exits), np.datetime64(programme.start))
    from_ukraine = (nations == UKRAINE) & (exits > _FIRST_FROM_UKRAINE)
    first[from_ukraine] = np.maximum(first[from_ukraine], _FIRST_FROM_UKRAINE)
    possible = (exits - first).astype(int)
    # Who would have come too early came soon after the beginning.
    waits = np.where(
        waits > possible, possible - (0.6 * rng.random(len(exits)) * possible).astype(int), waits
    )
    return np.minimum(np.busday_offset(exits - waits * DAY, 0, roll="forward"), exits)


def _case_ids(carriers: Array, registered: Array, exits: Array) -> Array:
    """Return carrier, year of registration and a running number.

    A year's cases leave over up to six years, and each of these cohorts has to number them without knowing
    the others: every sixth number is its own.
    """
    years = registered.astype("datetime64[Y]").astype(int) + 1970
    later = exits.astype("datetime64[Y]").astype(int) + 1970 - years
    frame = pd.DataFrame({"carrier": carriers, "year": years, "day": registered})
    running = frame.sort_values("day", kind="stable").groupby(["carrier", "year"]).cumcount().sort_index()
    numbers = running.to_numpy() * (YEARS_WAITING + 1) + later + 1
    ids = zip(carriers, years, numbers, strict=True)
    return np.array([f"{carrier}-{year}-{number:04}" for carrier, year, number in ids], dtype=object)
