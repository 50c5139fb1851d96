"""The integer attack: what every table of whole numbers that fits all prints says of a small count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import inf

from .cities import ALL, CITY, CUT_BY, DIMENSIONS, FLOWS, PERSONS, PLACED, ROOTS, SIZES_OF, Year, levels
from .printing import Print
from .proofs import Row, Small, Sum, minus, plus, proven

OF_HOME = ("household_size", "household_type")
PARTNER, FUNDED = ("landlord", CITY.partner_landlord), ("funding", CITY.reported_funding)
HOMES = tuple(product(SIZES_OF, range(1, 13)))


@dataclass
class Attack:
    """All that is known of the unknown numbers, as sums of them with a lower and an upper bound.

    The unknowns are, for every year and carrier, the households by type and exact size, the households and
    the persons of each category, the four cells of partner and funding, and the cases.
    """

    years: Sequence[Year]
    prints: Sequence[Print]
    rows: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.minimum = min(printed.policy.minimum for printed in self.prints)
        self.truth = {key: n for year in self.years for key, n in _truth(year).items()}
        before: Year | None = None
        for year in self.years:
            for carrier in year.carriers:
                self._add_carrier(year.year, carrier)
                if before and before.year == year.year - 1:
                    flow = {(year.year, carrier, measure): 1.0 for measure in FLOWS}
                    flow |= {(before.year, carrier, FLOWS[2]): -1.0, (year.year, carrier, FLOWS[0]): -1.0}
                    self._equal(plus(flow, self.total(year.year, carrier, PLACED)), 0)
            before = year
        for printed in self.prints:
            self._add_print(printed)

    def learn(self, year: Year, measure: str, codes: Iterable[tuple[str, str]], value: float) -> None:
        """Add what is known from elsewhere: the sum of some categories, or a total, over all carriers."""
        wanted = list(codes)
        own = [
            self._cells(year.year, carrier, measure, *code) for carrier in year.carriers for code in wanted
        ] or [self.total(year.year, carrier, measure) for carrier in year.carriers]
        self._equal(plus(*own), value)

    def _equal(self, sum_: Sum, value: float) -> None:
        self.rows.append((sum_, value, value))

    def total(self, year: int, carrier: str, measure: str) -> Sum:
        """Return an undivided figure as a sum of unknowns."""
        if measure == PLACED:
            return {(year, carrier, PLACED): 1}
        if measure == PERSONS:
            return {(year, carrier, PERSONS): 1}
        if measure == "partner_flats_funded":
            return {(year, carrier, "four", True, True): 1}
        if measure == "partner_flats":
            return self._cells(year, carrier, PLACED, *PARTNER)
        if measure in ("pilot_households", "pilot_persons"):
            of = PLACED if measure == "pilot_households" else PERSONS
            return self._cells(year, carrier, of, "placement_way", "ehrenamt_pilot")
        return {(year, carrier, measure): 1}

    def _cells(self, year: int, carrier: str, measure: str, root: str, code: str) -> Sum:
        if measure in (PLACED, PERSONS) and root in OF_HOME:
            return {
                (year, carrier, "home", t, n): n if measure == PERSONS else 1
                for t, n in HOMES
                if code in (t, _size_class(n))
            }
        return {(year, carrier, measure, root, code): 1}

    def _add_carrier(self, year: int, carrier: str) -> None:
        homes = {(year, carrier, "home", t, n): n for t, n in HOMES}
        self._equal(minus(dict.fromkeys(homes, 1), self.total(year, carrier, PLACED)), 0)
        self._equal(minus(homes, self.total(year, carrier, PERSONS)), 0)
        for t, n in HOMES:  # not every record is as it should be: what is there, the attacker knows
            low, high = SIZES_OF[t]
            if not low <= n <= high and not self.truth.get((year, carrier, "home", t, n)):
                self._equal({(year, carrier, "home", t, n): 1}, 0)
        for root in (*ROOTS, *CUT_BY):
            if root in OF_HOME:
                continue
            measure, root = (root, CUT_BY[root]) if root in CUT_BY else (PLACED, root)
            codes = levels(root)[0].parts
            cells = {(year, carrier, measure, root, code): 1.0 for code in codes}
            self._equal(minus(cells, self.total(year, carrier, measure)), 0)
            if measure == PLACED and self._tells_persons(year, root):
                persons = {(year, carrier, PERSONS, root, code): 1.0 for code in codes}
                self._equal(minus(persons, self.total(year, carrier, PERSONS)), 0)
                for (cell, _), (of, _) in zip(cells.items(), persons.items(), strict=True):
                    self.rows += [({of: 1, cell: -1}, 0, inf), ({of: -1, cell: 12}, 0, inf)]
        four = {(p, f): (year, carrier, "four", p, f) for p, f in product((True, False), repeat=2)}
        for (root, code), own in ((PARTNER, (True, False)), (FUNDED, (False, True))):
            sides = {four[True, True]: 1.0, four[own]: 1.0}
            self._equal(minus(sides, self._cells(year, carrier, PLACED, root, code)), 0)
        self._equal(minus(dict.fromkeys(four.values(), 1), self.total(year, carrier, PLACED)), 0)

    def _tells_persons(self, year: int, root: str) -> bool:
        """Return whether persons by this dimension are told; else they say nothing and are left out."""
        return any(
            printed.year == year and family[1] == PERSONS and family[2].split(":")[0] == root
            for printed in self.prints
            for family in printed.families
        ) or (root == "placement_way" and any("pilot_persons" in f for p in self.prints for f in p.families))

    def _add_print(self, printed: Print) -> None:
        for (line, measure, key, category), value in printed.figures.items():
            carriers = printed.lines[line]
            if measure == "mean_household_size":
                persons, households = (
                    plus(*(self.total(printed.year, carrier, m) for carrier in carriers))
                    for m in (PERSONS, PLACED)
                )
                for sign in (1, -1):
                    most = {cell: n * (value + sign * 0.0501) for cell, n in households.items()}
                    low, high = (persons, most) if sign == 1 else (most, persons)
                    self.rows.append((minus(high, low), 0, inf))
            else:
                self._equal(self._place(printed, line, measure, key, category), value)
        for line, key, category in printed.many:
            place = self._place(printed, line, PLACED, key, category)
            self.rows.append((place, printed.policy.medians_from, inf))

    def _place(self, printed: Print, line: str, measure: str, key: str, category: str) -> Sum:
        carriers = printed.lines[line]
        if key == ALL:
            return plus(*(self.total(printed.year, carrier, measure) for carrier in carriers))
        return self.cells(printed.year, carriers, measure, key.split(":")[0], DIMENSIONS[key].parts[category])

    def cells(self, year: int, carriers: Iterable[str], measure: str, root: str, codes: Iterable[str]) -> Sum:
        """Return the figure of some codes of a dimension as a sum of unknowns."""
        return plus(*(self._cells(year, c, measure, root, code) for c, code in product(carriers, codes)))

    def small(self) -> Iterator[Small]:
        """Return every count of households that is truly small and may not be known."""
        for year in self.years:
            for line in (*year.carriers, ALL):
                carriers = year.carriers if line == ALL else (line,)
                for name, sum_ in self._targets(year.year, carriers):
                    value = round(sum(n * self.truth.get(key, 0) for key, n in sum_.items()))
                    if 0 < value < self.minimum:
                        yield Small(f"{year.year} {line} {name}", sum_, value)

    def _targets(self, year: int, carriers: Sequence[str]) -> Iterator[tuple[str, Sum]]:
        for measure in (PLACED, *FLOWS):
            yield measure, plus(*(self.total(year, carrier, measure) for carrier in carriers))
            for root in (CUT_BY[measure],) if measure in CUT_BY else ROOTS:
                groups = {codes: d.key for d in reversed(levels(root)) for codes in d.parts.values()}
                for codes, key in groups.items():
                    yield (
                        f"{measure} {key} {'+'.join(codes)}",
                        self.cells(year, carriers, measure, root, codes),
                    )
        for n in range(1, 13):
            exact = {(year, c, "home", t, n): 1.0 for c in carriers for t in SIZES_OF}
            yield f"exactly {n} persons", exact
        for partner, funded in product((True, False), repeat=2):
            cells = {(year, c, "four", partner, funded): 1.0 for c in carriers}
            yield f"partner {partner} funded {funded}", cells

    def breaches(self) -> list[str]:
        """Return the small counts of which anybody can prove that they are small."""
        return proven(list(self.small()), self.rows, self.truth, self.minimum)


def _size_class(n: int) -> str:
    return str(n) if n < 6 else "6+"


def _truth(year: Year) -> Counter[object]:
    """Return the true value of each unknown."""
    true: Counter[object] = Counter()
    for h in year.placed:
        own = (year.year, h.carrier)
        true[*own, PLACED] += 1
        true[*own, PERSONS] += h.persons
        true[*own, "home", h.household_type, h.persons] += 1
        true[*own, "four", h.landlord == PARTNER[1], h.funding == FUNDED[1]] += 1
        for root in set(ROOTS) - set(OF_HOME):
            true[*own, PLACED, root, getattr(h, root)] += 1
            true[*own, PERSONS, root, getattr(h, root)] += h.persons
    for measure, cases in year.cases.items():
        for carrier, category in cases:
            true[year.year, carrier, measure] += 1
            true[year.year, carrier, measure, CUT_BY[measure], category] += 1
    return true
