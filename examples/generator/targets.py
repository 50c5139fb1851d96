"""What the placements of a year come to: the register's figures, and what is usual where it has none."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from auszug_lib.params.codes import HOUSEHOLD_SIZES, NATIONALITY_GROUPS
from generator.chance import source
from generator.programme import Programme
from generator.register import Group, Register, refused

# What is usual where the register says nothing: near Cologne's figures, scaled to the number of carriers.
HOUSEHOLDS_A_CARRIER = 44
PERSONS_A_HOUSEHOLD = 2.8
PILOT_SHARE = 0.06
FUNDED_SHARE = 0.5

LARGEST = 9
SIZES_OF = {
    code: tuple(range(int(code[0]), LARGEST + 1)) if code.endswith("+") else (int(code),)
    for code in HOUSEHOLD_SIZES.codes
}

PILOT = ("pilot_households", "pilot_persons")
PLACEMENTS = ("households_placed", "persons_placed", "partner_flats", "partner_flats_funded")


@dataclass(frozen=True)
class Targets:
    """What all carriers' placements of a year come to together; None where it is open."""

    year: int
    households: int
    persons: int | None
    first_day: dt.date
    pilot_households: int
    pilot_persons: int | None
    pilot_first_day: dt.date
    partner_flats_funded: int | None
    landlords: tuple[Group, ...]
    nationalities: tuple[Group, ...]
    sizes: tuple[Group, ...]


def targets_of(programme: Programme, year: int) -> Targets:
    """Return what the placements of `year` come to; a contradictory register raises `ParamsError`."""
    with refused(year):
        return _targets(programme, Register(programme.figures, year))


def _targets(programme: Programme, register: Register) -> Targets:
    new_year = max(dt.date(register.year, 1, 1), programme.start)
    flats = register.value("partner_flats")
    partner = {} if flats is None else {frozenset({programme.partner}): flats}
    landlords = register.groups("landlord", programme.landlords, partner)
    nationalities = register.groups("nationality", NATIONALITY_GROUPS.codes)
    sizes = register.groups("household_size", HOUSEHOLD_SIZES.codes)
    cuts = ((landlords, programme.landlords), (nationalities, NATIONALITY_GROUPS.codes), (sizes, SIZES_OF))
    persons = register.value("persons_placed")
    households = _households(programme, register, persons, cuts)
    pilot_households, pilot_persons = _pilot(programme, register, households)
    return Targets(
        year=register.year,
        households=households,
        persons=persons,
        first_day=max(new_year, register.first_day(*PLACEMENTS) or new_year),
        pilot_households=pilot_households,
        pilot_persons=pilot_persons,
        pilot_first_day=_pilot_first_day(programme, register, new_year),
        partner_flats_funded=register.value("partner_flats_funded"),
        landlords=landlords,
        nationalities=nationalities,
        sizes=sizes,
    )


_Cuts = Iterable[tuple[tuple[Group, ...], Collection[str]]]


def _households(programme: Programme, register: Register, persons: int | None, cuts: _Cuts) -> int:
    published = register.value("households_placed")
    if published is not None:
        return published
    for groups, codes in cuts:
        known = [group.households for group in groups if group.households is not None]
        if len(known) == len(groups) and sum(len(group.categories) for group in groups) == len(codes):
            return sum(known)
    least = max(sum(g.households or -(-(g.persons or 0) // 4) for g in groups) for groups, _ in cuts)
    if persons is None:
        return max(_usual_households(programme, register.year), least)
    return max(-(-persons // LARGEST), min(persons, max(round(persons / PERSONS_A_HOUSEHOLD), least)))


def _usual_households(programme: Programme, year: int) -> int:
    """Return a number between those of the years the register knows, or the usual one of so many carriers."""
    known = {
        f.year: f.value
        for f in reversed(programme.figures)
        if f.year is not None and (f.measure, f.dimension) == ("households_placed", None)
    }
    change = source(programme.city, year, "households").uniform(0.9, 1.1)
    usual = HOUSEHOLDS_A_CARRIER * len(programme.carriers) * change
    if known:
        usual = float(np.interp(year, sorted(known), [known[y] for y in sorted(known)]))
    days = (dt.date(year + 1, 1, 1) - max(programme.start, dt.date(year, 1, 1))).days
    return round(usual * min(days / 365, 1))


def _pilot(programme: Programme, register: Register, households: int) -> tuple[int, int | None]:
    """Return households and persons of the pilot; there is none before the register first counts it."""
    count, persons = (register.value(measure) for measure in PILOT)
    start = programme.first_counted(*PILOT)
    if count is None:
        count = 0 if start is None or register.year < start.year else round(PILOT_SHARE * households)
    return count, persons


def _pilot_first_day(programme: Programme, register: Register, new_year: dt.date) -> dt.date:
    """Return the first day of the pilot's placements: in its first year, none before its sessions began."""
    start = register.first_day(*PILOT) or new_year
    first, sessions = programme.first_counted(*PILOT), programme.first_counted("sessions_offered")
    if first is not None and sessions is not None and first.year == sessions.year == register.year:
        start = max(start, sessions)
    return max(start, new_year)
