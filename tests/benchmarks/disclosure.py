"""What publishing by levels keeps, and what planning costs: `python tests/benchmarks/disclosure.py`.

For the tables of households of the five example years: at which level they stand, for the carriers and for
all together, how many figures of households they print, and how many stand beside the year before. Then how
long planning a year takes beside counting it, and for a large city and one of twelve carriers.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "disclosure"))

import cities

from auszug_lib.disclosure.counts import COMBINED, Counts, figures_in
from auszug_lib.disclosure.plan import Planner
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.policy import Disclosure
from auszug_lib.project import Project
from auszug_lib.statistics.cube import cube
from auszug_lib.statistics.dimensions import chain, dimensions
from auszug_lib.statistics.measures import measures

FOLDER = ParamsFolder(Path(__file__).parents[2] / "params")
PROJECT = Project(FOLDER)
CITY = FOLDER.city("koeln")
DIMENSIONS, MEASURES = dimensions(CITY), measures(CITY)


def planned(counts: Counts, basis: dict, register: tuple = ()) -> Planner:
    """Return the plan of a year."""
    planner = Planner(counts, basis, MEASURES, Disclosure(), None, register)
    planner.plan()
    return planner


def milliseconds(act: Callable[[], object]) -> float:
    """Return the median processor time of five runs."""
    times = []
    for _ in range(5):
        start = time.process_time()
        act()
        times.append(1000 * (time.process_time() - start))
    return median(times)


def main() -> None:
    """Print the figures of the example years and of larger cities."""
    levels: Counter[tuple[str, int | None]] = Counter()
    printed = compared = 0
    seconds: list[tuple[str, float]] = []
    for name in FOLDER.names():
        own_year = PROJECT.year(name)
        year, records, counted = own_year.params, own_year.records, own_year.cube
        counts, basis = Counts(figures_in(counted), DIMENSIONS), figures_in(counted, "basis")
        register = tuple(one for one in FOLDER.published(CITY) if one.year == year.year)
        plan = planned(counts, basis, register)
        public = own_year.public_figures
        for (measure, root, scope), number in plan.levels.items():
            levels[scope, number] += 1
            if number is None:
                continue
            level = chain(DIMENSIONS, root)[number]
            lines = counts.lines(scope)
            printed += len(level.parts) * len(lines)
            compared += year.year - 1 in public.years and public.has(
                measure, level.key, year=year.year - 1, carrier=lines[0]
            )
        if name == "2019":
            seconds.append(("2019 zählen", milliseconds(lambda own=records: cube(own, CITY))))
            seconds.append(("2019 planen", milliseconds(lambda own=counted: planned_from(own))))
    for scope in ("combined", "carriers"):
        own = {number: count for (of, number), count in levels.items() if of == scope}
        steps = [f"Stufe {n}: {own[n]}" for n in sorted(n for n in own if n is not None)]
        whose = "alle zusammen" if scope == COMBINED else "Träger"
        print(f"{whose:14s} {sum(own.values())} Tabellen, {', '.join(steps)}, ohne: {own.get(None, 0)}")
    print(f"{printed} Zahlen von Haushalten, {compared} Tabellen mit dem Vorjahr")
    kinds = {"10.000 Haushalte": cities.LARGE, "zwölf Träger": cities.ODD["twelve carriers"]}
    for words, kind in kinds.items():
        (year,) = cities.city(kind, 1)
        figures, basis = cities.count(year)
        counts = Counts(figures, cities.DIMENSIONS)
        seconds.append((f"{words} planen", milliseconds(lambda c=counts, b=basis: planned(c, b))))
    for words, spent in seconds:
        print(f"{words:24s}{spent:7.1f} ms")


def planned_from(counted: object) -> Planner:
    """Return the plan of a counted year, from its cube on."""
    return planned(Counts(figures_in(counted), DIMENSIONS), figures_in(counted, "basis"))


if __name__ == "__main__":
    main()
