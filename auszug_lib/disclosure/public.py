"""The figures of public reports: as they are planned, and with the sums that anybody can add up."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from auszug_lib.disclosure.counts import CARRIERS, COMBINED, Counts, Figure, figures_in
from auszug_lib.disclosure.plan import Planner
from auszug_lib.params.base import unknown
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.mistakes import refuse
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import PublishedFigure
from auszug_lib.statistics.cube import KEYS
from auszug_lib.statistics.dimensions import Dimension, chain
from auszug_lib.statistics.facts import ABOUT_HOUSEHOLDS
from auszug_lib.statistics.measure import Measure


def planned_figures(
    cube: pd.DataFrame,
    measures: Mapping[str, Measure],
    known: Mapping[str, Dimension],
    policy: Disclosure,
    waiting_before: Mapping[str, float],
    register: Sequence[PublishedFigure],
) -> dict[Figure, float]:
    """Return the figures of a year's cube that the plan prints, and all that speak of no household.

    The last two are what is known beside them, as `Planner` takes it.
    """
    figures = figures_in(cube)
    counts, basis = Counts(figures, known), figures_in(cube, "basis")
    printed = Planner(counts, basis, measures, policy, waiting_before, register).plan()
    return {
        (carrier, measure, dimension, category): value
        for (carrier, measure, dimension, category), value in figures.items()
        if measures[measure].facts not in ABOUT_HOUSEHOLDS
        or (COMBINED if carrier == TOTAL else CARRIERS, measure, dimension) in printed
    }


def waiting_in(cube: pd.DataFrame) -> dict[str, float]:
    """Return the households waiting at the end of a cube's year, by carrier and for all together."""
    return {
        carrier: value
        for (carrier, measure, dimension, _), value in figures_in(cube).items()
        if (measure, dimension) == ("households_waiting", TOTAL)
    }


def public_cube(
    year: int,
    figures: Mapping[Figure, float | None],
    measures: Mapping[str, Measure],
    known: Mapping[str, Dimension],
) -> pd.DataFrame:
    """Return what is printed of a year, with its sums, as a cube without `basis`."""
    rows = [(year, *figure, value) for figure, value in with_sums(figures, measures, known).items()]
    return pd.DataFrame(rows, columns=[*KEYS, "value"]).astype({"value": "float64"})


def with_sums(
    figures: Mapping[Figure, float | None], measures: Mapping[str, Measure], known: Mapping[str, Dimension]
) -> dict[Figure, float | None]:
    """Return printed figures with their sums at every coarser level, which anybody can add up."""
    sums: dict[Figure, float | None] = {}
    above: dict[str, list[Dimension]] = {}
    for (carrier, measure, key, category), value in figures.items():
        printed = known.get(key)
        if printed is None or not printed.parts or not measures[measure].adds_up:
            continue
        if key not in above:
            others = (level for level in chain(known, printed.root) if level is not printed)
            above[key] = [level for level in others if level.holds(printed)]
        for coarser in above[key]:
            place = (carrier, measure, coarser.key, coarser.category_of[printed.parts[category][0]])
            sums[place] = (sums.get(place) or 0.0) + (value or 0.0)
    return {**figures, **sums}


def check_policy(policy: Disclosure, known: Mapping[str, Dimension], file: str) -> None:
    """Raise `ParamsError`, which names the policy's file, where it names what there is not."""
    refuse(Path(file), [f"Schlüssel disclosure.{mistake}" for mistake in _mistakes(policy, known)])


def _mistakes(policy: Disclosure, known: Mapping[str, Dimension]) -> Iterator[str]:
    roots = [key for key, dimension in known.items() if not dimension.level and dimension.parts]
    for key in ("sensitive", "levels"):
        yield from unknown(key, getattr(policy, key), roots)
    for name, number in policy.levels.items():
        last = len(chain(known, name)) if name in roots else number
        if number > last:
            yield (
                f"levels.{name}: {known[name].label} hat die Stufen 0 bis {last - 1}; "
                f"{last} heißt, dass keine Tabelle erscheint"
            )
