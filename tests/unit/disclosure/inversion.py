"""The inversion: of all tables that fit a print, those of which the planner would print the same."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from auszug_lib.disclosure.counts import Counts
from auszug_lib.disclosure.plan import Planner
from auszug_lib.params.codes import CodeList
from auszug_lib.params.policy import Disclosure
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure

from .cities import ALL, FLOWS, MEASURED, MEASURES, PLACED, Figures

HOUSEHOLDS = (PLACED, *FLOWS, "pilot_households", "partner_flats", "partner_flats_funded")
Levels = Sequence[Mapping[str, tuple[str, ...]]]
Cells = Mapping[Hashable, int]
Print = tuple[tuple, ...]


@dataclass(frozen=True)
class World:
    """A small city: its dimensions and measures, and its policy, all of which are public.

    Parameters
    ----------
    dimensions, cut_by
        The levels by key, and by measure the dimensions that it is cut by; all measures are named.
    policy
        The policy.
    before
        The households waiting before.
    """

    dimensions: Mapping[str, Dimension]
    cut_by: Mapping[str, tuple[str, ...]]
    policy: Disclosure = field(default_factory=Disclosure)
    before: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Return the measures, cut by nothing else."""
        return {
            key: replace(MEASURES[key], dimensions=roots, exploratory=())
            for key, roots in self.cut_by.items()
        }

    def publish(self, figures: Figures) -> Print:
        """Return which figures are printed, with their values; of a median only that it stands."""
        counts = Counts(figures, self.dimensions)
        printed = Planner(counts, figures, self.measures, self.policy, self.before).plan()
        return tuple(
            (*place, float(place[1] in MEASURED) or value)
            for place, value in figures.items()
            if ("combined" if place[0] == ALL else "carriers", *place[1:3]) in printed
        )

    def figures(self, lines: Mapping[str, Mapping[tuple[str, ...], int]]) -> Figures:
        """Return all figures at every level; cells are named by measure, or measure, dimension and code."""
        of_all: Counter = Counter()
        for cells in lines.values():
            of_all.update(cells)
        figures: Figures = {}
        for line, cells in {ALL: of_all, **lines}.items():
            for measure, roots in self.cut_by.items():
                figures[line, measure, ALL, ALL] = cells.get((measure,), 0)
                for key, dimension in self.dimensions.items():
                    if dimension.root not in roots:
                        continue
                    for category, codes in dimension.parts.items():
                        n = sum(cells.get((measure, dimension.root, code), 0) for code in codes)
                        figures[line, measure, key, category] = n
        return figures


def dimension(root: str, levels: Levels) -> dict[str, Dimension]:
    """Return a dimension with its levels, by key."""
    keys = [f"{root}:{number}" if number else root for number in range(len(levels))]
    return {
        key: Dimension(key, key, CodeList(key, {category: category for category in parts}), parts=parts)
        for key, parts in zip(keys, levels, strict=True)
    }


def chain(*levels: str) -> Levels:
    """Return levels as they are written: `chain("a b c", "ab c")`."""
    return [{category: tuple(category) for category in level.split()} for level in levels]


def spread(total: int, places: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to spread households over places."""
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in spread(total - first, places - 1))


def proven(
    world: World,
    candidates: Iterable[Figures],
    more: Callable[[Figures], Cells] = lambda figures: {},
    insider: str = "",
    publish: Callable[[Figures], Print] | None = None,
    only: Callable[[Print], bool] = bool,
    looked: list[int] | None = None,
) -> list[str]:
    """Return the small counts of households that are small in all candidates with the same print.

    Parameters
    ----------
    world, candidates
        The city, and everything that it could be.
    more
        Other counts of households in a candidate that nobody may know.
    insider
        A carrier that knows its own figures as well; empty for anybody.
    publish
        What is printed of a candidate; where it is None, what the planner prints.
    only
        Whether a print leaves no other candidates than these; of other prints nothing is said.
    looked
        Takes the number of prints that were looked at: where it is none, nothing was tried.
    """
    small = range(1, world.policy.minimum)
    publish = publish or world.publish
    values: dict[tuple[Print, tuple], dict[Hashable, set[int]]] = {}
    for figures in candidates:
        printed = publish(figures)
        if not only(printed):
            continue
        own = {place[1:]: n for place, n in figures.items() if place[0] == insider}
        seen = values.setdefault((printed, tuple(own.values())), defaultdict(set))
        for place, n in figures.items():
            if place[1] in HOUSEHOLDS and place[0] != insider:
                seen[place].add(n - own.get(place[1:], 0) if place[0] == ALL else n)
        for name, n in more(figures).items():
            seen[name].add(n)
    if looked is not None:
        looked.append(len(values))
    return [
        f"{cell} in {sorted(found)} where {_told(printed)}"
        for (printed, _), seen in values.items()
        for cell, found in seen.items()
        if all(n in small for n in found)
    ]


def _told(printed: Print) -> str:
    return ", ".join(
        f"{'/'.join(value[:-1])}={value[-1]:g}" for value in printed if len(value) > 1 and value[-1]
    )
