"""All that a small city could be: what is counted of it, carrier by carrier."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from .cities import ALL, CITY, FLOWS, MEASURES, PERSONS, PLACED, SIZES_OF, Figures, levels
from .inversion import Cells, World, dimension, spread

Line = Mapping[tuple[str, ...], int]
LEVELS_OF_FUNDING = (
    {"RL_FLUE": ("RL_FLUE",), "sozialwohnung": ("sozialwohnung",), "frei": ("frei",)},
    {"gefoerdert": ("RL_FLUE", "sozialwohnung"), "frei": ("frei",)},
)
HOMES = {d.key: d for root in ("household_size", "household_type") for d in levels(root)}
SIZES = {d.key: d for d in levels("household_size")}
BOTH = dimension("landlord", [{code: (code,) for code in ("GAG", "privat")}])
BOTH |= dimension("funding", LEVELS_OF_FUNDING)
_CARRIERS = "ABCD"
_FUNDED = CITY.reported_funding


def cities(world: World, *lines: Sequence[Line]) -> Iterator[Figures]:
    """Yield every city whose carriers have one of their lines each."""
    for chosen in product(*lines):
        yield world.figures(dict(zip(_CARRIERS, chosen, strict=False)))


def tables(total: int, codes: Sequence[str], root: str = "x") -> list[Line]:
    """Return every table of a line with this total; persons say nothing in it."""
    return [
        {(PLACED,): total, (PERSONS,): 3 * total}
        | {(PLACED, root, code): n for code, n in zip(codes, own, strict=True)}
        | {(PERSONS, root, code): 3 * n for code, n in zip(codes, own, strict=True)}
        for own in spread(total, len(codes))
    ]


def sizes(households: int, persons: int) -> list[Line]:
    """Return every line by household size with these totals; how large the largest are apart is left open."""
    lines = []
    for own in spread(households, 6):
        least = sum(n * size for n, size in zip(own, range(1, 7), strict=True))
        if least <= persons <= least + 6 * own[-1]:
            lines.append(_line(own, persons))
    return lines


def all_sizes(households: int) -> list[Line]:
    """Return every line by household size with this total, whatever its persons."""
    return [
        _line(own, sum(n * size for n, size in zip(own, range(1, 7), strict=True)) + more)
        for own in spread(households, 6)
        for more in range(6 * own[-1] + 1)
    ]


def _line(households: Sequence[int], persons: int) -> Counter:
    """Return a line of so many households of one person, of two and so on, of six and more."""
    line: Counter = Counter({(PLACED,): sum(households), (PERSONS,): persons})
    line["waiting_time_median",] = sum(households)
    for number, (size, n) in enumerate(zip(SIZES["household_size"].parts, households, strict=True), start=1):
        line[PLACED, "household_size", size] = line["waiting_time_median", "household_size", size] = n
        line[PERSONS, "household_size", size] = number * n
    line[PERSONS, "household_size", "6+"] += persons - sum(
        number * n for number, n in enumerate(households, start=1)
    )
    return line


def types(households: int, persons: int, known: Sequence[str] = tuple(SIZES_OF)) -> list[Line]:
    """Return every line by household size and type with these totals; all are of a known type."""
    lines = {}
    for line in sizes(households, persons):
        one, two, *larger = (line[PLACED, "household_size", size] for size in SIZES["household_size"].parts)
        able = [[t for t in known if SIZES_OF[t][0] <= n <= SIZES_OF[t][1]] for n in (1, 2, 3)]
        groups = (one, two, sum(larger))
        for split in product(*(spread(n, len(t)) for n, t in zip(groups, able, strict=True))):
            of_type: Counter = Counter()
            for codes, numbers in zip(able, split, strict=True):
                for code, n in zip(codes, numbers, strict=True):
                    of_type[PLACED, "household_type", code] += n
            both = line + of_type
            lines[frozenset(both.items())] = both
    return list(lines.values())


def four_cells(households: int) -> list[Line]:
    """Return every line by partner and funding with this total."""
    lines = []
    for own in spread(households, 6):
        cells = dict(zip(product(("GAG", "privat"), LEVELS_OF_FUNDING[0]), own, strict=True))
        line: Counter = Counter({(PLACED,): households, (PERSONS,): 3 * households})
        for (landlord, funding), n in cells.items():
            line[PLACED, "landlord", landlord] += n
            line[PLACED, "funding", funding] += n
        line["partner_flats",] = line[PLACED, "landlord", "GAG"]
        line["partner_flats_funded",] = cells["GAG", _FUNDED]
        lines.append(line)
    return lines


def of_the_four(figures: Figures) -> Cells:
    """Return the four cells of partner and funding of each line."""
    cells = {}
    for line in {place[0] for place in figures}:
        both, partner = (figures[line, m, ALL, ALL] for m in ("partner_flats_funded", "partner_flats"))
        funded, every = figures[line, PLACED, "funding", _FUNDED], figures[line, PLACED, ALL, ALL]
        cells |= {
            (line, "partner, not funded"): partner - both,
            (line, "funded, of others"): funded - both,
            (line, "neither"): every - partner - funded + both,
        }
    return cells


def flows(placed: int, before: int, most: int) -> list[Line]:
    """Return all that came and went where so many were placed, and waited before."""
    return [
        {(PLACED,): placed, (PERSONS,): 3 * placed}
        | dict(zip(((m,) for m in FLOWS), (placed + closed + waiting - before, closed, waiting), strict=True))
        for closed in range(most + 1)
        for waiting in range(most + 1)
        if placed + closed + waiting >= before
    ]


def world(known: Mapping, cut_by: Mapping[str, tuple[str, ...]], **settings) -> World:
    """Return a city with these dimensions and measures only."""
    assert set(cut_by) <= set(MEASURES)
    return World(known, {**dict.fromkeys(FLOWS, ()), PERSONS: cut_by[PLACED], **cut_by}, **settings)
