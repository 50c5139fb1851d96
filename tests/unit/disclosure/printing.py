"""What is printed of a year: the planner is run as a black box, and its families are looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auszug_lib.disclosure.counts import Counts
from auszug_lib.disclosure.plan import Planner
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension

from .cities import ALL, DIMENSIONS, MEASURED, MEASURES, Figures, Year, count

Family = tuple[str, str, str]


@dataclass(frozen=True)
class Print:
    """What anybody can read of a year.

    Parameters
    ----------
    year, lines
        The year, and by line of its tables the carriers that it counts, of `gesamt` all.
    families, figures
        Which figures stand, and their values.
    many
        Lines, dimensions and categories of which a median stands, so that it rests on many households.
    policy
        The policy, which is public.
    """

    year: int
    lines: Mapping[str, tuple[str, ...]]
    families: frozenset[Family]
    figures: Figures
    many: frozenset[tuple[str, str, str]]
    policy: Disclosure


def publish(
    year: Year,
    policy: Disclosure | None = None,
    register: Sequence[PublishedFigure] = (),
    dimensions: Mapping[str, Dimension] = DIMENSIONS,
    together: Sequence[str] = (),
) -> Print:
    """Return what is printed of a year; `together` are carriers that stand as one."""
    policy = (policy or Disclosure()).model_copy(update={"carriers_together": tuple(together)})
    line_of = {carrier: "+".join(together) if carrier in together else carrier for carrier in year.carriers}
    lines = {
        line: tuple(carrier for carrier, own in line_of.items() if own == line) for line in line_of.values()
    }
    joined = _joined(year, line_of)
    figures, basis = count(joined)
    planned = Planner(Counts(figures, dimensions), basis, MEASURES, policy, joined.before, register).plan()
    printed = {
        place: value
        for place, value in figures.items()
        if ("combined" if place[0] == ALL else "carriers", *place[1:3]) in planned
    }
    return Print(
        year.year,
        {**lines, ALL: year.carriers},
        planned,
        {place: n for place, n in printed.items() if place[1] not in (*MEASURED, "mean_household_size")}
        | _means(planned, figures, lines),
        frozenset(
            (line, key, category)
            for line, measure, key, category in printed
            if measure in MEASURED and basis[line, measure, ALL, ALL]
        ),
        policy,
    )


def _joined(year: Year, line_of: Mapping[str, str]) -> Year:
    before = dict.fromkeys((*line_of.values(), ALL), 0) if year.before else {}
    for carrier, number in year.before.items():
        before[line_of.get(carrier, carrier)] += number
    return replace(
        year,
        carriers=tuple(dict.fromkeys(line_of.values())),
        placed=[h._replace(carrier=line_of[h.carrier]) for h in year.placed],
        cases={m: [(line_of[carrier], c) for carrier, c in cases] for m, cases in year.cases.items()},
        before=before,
    )


def _means(families: frozenset[Family], figures: Figures, lines: Mapping[str, object]) -> Figures:
    """Return the mean sizes of households that are printed, with one digit."""
    return {
        (line, "mean_household_size", ALL, ALL): round(
            figures[line, "persons_placed", ALL, ALL] / figures[line, "households_placed", ALL, ALL], 1
        )
        for line in (ALL, *lines)
        if ("combined" if line == ALL else "carriers", "mean_household_size", ALL) in families
        and figures[line, "households_placed", ALL, ALL]
    }
