"""The plan of a year: which tables are printed, for the carriers and for all together, and at which level."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from auszug_lib.disclosure import rules
from auszug_lib.disclosure.counts import (
    CARRIERS,
    COMBINED,
    FLOW,
    PERSONS,
    PLACED,
    Counts,
    Figure,
    Scope,
    counts_households,
    printed_roots,
)
from auszug_lib.disclosure.register import Register
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.register import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension, chain
from auszug_lib.statistics.measure import Measure

Family = tuple[Scope, str, str]
"""Figures that are printed together: for whom, measure, and the key of a dimension or `gesamt`."""


@dataclass(frozen=True)
class Plan:
    """What is published of a year.

    Parameters
    ----------
    printed
        The families of figures that are printed.
    levels
        By measure, dimension and scope the number of the level at which households are counted; None for
        no table.
    """

    printed: frozenset[Family]
    levels: Mapping[tuple[str, str, Scope], int | None]


class Planner:
    """Decides family by family, the carriers' before those of all together; each rests on what is decided.

    Parameters
    ----------
    counts, basis
        The figures of the year, and on how many rows each of them rests.
    measures, policy
        All measures by key, and what is protected.
    waiting_before
        The households waiting a year before, by carrier and for all together; empty where that is unknown.
    register
        What was published before about all carriers together: it is known, whatever is printed.
    """

    def __init__(
        self,
        counts: Counts,
        basis: Mapping[Figure, float],
        measures: Mapping[str, Measure],
        policy: Disclosure,
        waiting_before: Mapping[str, float] | None = None,
        register: Sequence[PublishedFigure] = (),
    ) -> None:
        self.counts, self.basis, self.policy = counts, basis, policy
        self.more, self.plenty = policy.minimum + 1, 2 * policy.minimum + 1
        self.values_from = max(policy.medians_from, self.more)  # a median of few would be a small count
        self.persons_from = max(self.values_from, rules.PERSONS_FROM)
        self.waiting_before = waiting_before or {}
        about = [m for m in measures.values() if counts_households(m) or not m.adds_up or m.key == PERSONS]
        self.counted = [m for m in about if counts_households(m) and not m.given]
        self.parts = [m for m in measures.values() if m.given]
        self.register = Register(register, counts, self.parts)
        self.derived = [m for m in about if not m.adds_up]
        self.is_several = len(counts.carriers) > 1
        self.printed: set[Family] = set()
        self.levels: dict[tuple[str, str, Scope], int | None] = {}

    def plan(self) -> Plan:
        """Return what is published; there is always something that may be."""
        for scope in (CARRIERS, COMBINED) if self.is_several else (COMBINED,):
            self._plan_totals(scope)
            for measure in self.counted:
                # What is said of types rests on what is said of sizes.
                for root in sorted(printed_roots(measure), key="household_type".__eq__):
                    self._plan_table(scope, measure.key, root)
            for root in printed_roots(next(m for m in self.counted if m.key == PLACED)):
                self._plan_persons(scope, root)
            for part in self.parts:
                self._plan_part(scope, part)
            self._plan_derived(scope)
        if not self.is_several:
            self.printed |= {(CARRIERS, *family) for _, *family in self.printed}  # type: ignore[misc]
            self.levels |= {(m, root, CARRIERS): level for (m, root, _), level in self.levels.items()}
        return Plan(frozenset(self.printed), self.levels)

    def _print(self, scope: Scope, measure: str, key: str = TOTAL) -> None:
        """Decide to print a family; against a carrier inside, all together show no more than each alone."""
        if self._may_stand(scope, measure, key):
            self.printed.add((scope, measure, key))

    def _may_stand(self, scope: Scope, measure: str, key: str) -> bool:
        hides_nothing = scope == CARRIERS or not self.is_several or self.policy.insider == "ignore"
        return hides_nothing or (CARRIERS, measure, key) in self.printed

    def _level(self, scope: Scope, measure: str, root: str) -> Dimension | None:
        """Return the level at which a table was decided to be printed."""
        number = self.levels.get((measure, root, scope))
        return None if number is None else chain(self.counts.dimensions, root)[number]

    # Totals: a line of 1 to m households has no figures at all, and then no line of its scope has.

    def _plan_totals(self, scope: Scope) -> None:
        totals = {m.key: self.counts.totals(scope, m.key) for m in self.counted}
        before = np.array([self.waiting_before.get(line, 0) for line in self.counts.lines(scope)])
        # Waiting before + registered = placed + closed + waiting: of one small number the rest would tell.
        flows = not any(rules.is_small(n, self.more) for n in (*totals.values(), before))
        flows = flows and (scope == CARRIERS or not self.is_several or self._hides_flow())
        for measure, households in totals.items():
            if flows or (measure == PLACED and not rules.is_small(households, self.more)):
                self._print(scope, measure)
        households, persons = totals[PLACED], self.counts.totals(scope, PERSONS)
        enough = not rules.is_small(households, self.persons_from)
        tells = self._is_telling(households, persons) or (scope == COMBINED and self._tells_beside(persons))
        if enough and (scope, PLACED, TOTAL) in self.printed and not tells:
            self._print(scope, PERSONS)

    def _tells_beside(self, persons: np.ndarray) -> bool:
        """Return whether persons of all together tell of few beside what carriers show of sizes and types."""
        if (CARRIERS, PERSONS, TOTAL) in self.printed:
            return False  # they add up to it
        for root, least in (
            ("household_size", self.plenty),
            ("household_type", rules.LARGE * self.policy.minimum),
        ):
            if level := self._level(CARRIERS, PLACED, root):
                households = self.counts.table(COMBINED, PLACED, level)
                if rules.persons_tell(households, persons, level, least):
                    return True
        return False

    def _hides_flow(self) -> bool:
        """Return whether what came and went of all together leaves open what did of each small carrier.

        As many as came and left (or found a flat) may be another carrier's: that many have to be enough.
        """
        own = [measure.key for measure in self.counted if measure.key != PLACED]
        if all((CARRIERS, measure, TOTAL) in self.printed for measure in own):
            return True
        came, closed, waiting, placed = (self.counts.totals(CARRIERS, m) for m in (*FLOW, PLACED))
        before = np.array([self.waiting_before.get(line, 0) for line in self.counts.carriers])
        if rules.is_small(waiting, self.more) or rules.is_small(before, self.more):
            return False
        return all(np.minimum(came, n).sum() >= 2 * self.policy.minimum for n in (closed, placed))

    def _is_telling(self, households: np.ndarray, persons: np.ndarray) -> bool:
        """Return whether persons in all leave room for few households that are not alone, or not full."""
        most = rules.MOST_PERSONS * households - persons
        return rules.is_small(persons - households, rules.LARGE * self.policy.minimum) or rules.is_small(
            most, self.more
        )

    # Tables of households: the first level that every rule accepts.

    def _plan_table(self, scope: Scope, measure: str, root: str) -> None:
        self.levels[measure, root, scope] = None
        if (scope, measure, TOTAL) not in self.printed:
            return
        for dimension in chain(self.counts.dimensions, root)[self.policy.levels.get(root, 0) :]:
            may_stand = self._may_stand(scope, measure, dimension.key)
            if may_stand and not self._is_refused(scope, measure, dimension):
                self.levels[measure, root, scope] = dimension.level
                self._print(scope, measure, dimension.key)
                return

    def _beside(self, scope: Scope, measure: str, root: str) -> Dimension | None:
        """Return the level of the carriers' table, for one of all together."""
        return self._level(CARRIERS, measure, root) if scope == COMBINED and self.is_several else None

    def _is_refused(self, scope: Scope, measure: str, dimension: Dimension) -> bool:
        households = self.counts.table(scope, measure, dimension)
        below = self._beside(scope, measure, dimension.root)
        is_beside = scope == COMBINED and self.is_several
        # Carriers that stand together hide each other, as all together do.
        hides = is_beside or bool(self.policy.carriers_together)
        shown = (below.parts.values() if below else ()) if hides else None
        if rules.is_small(households, rules.least_of(dimension, self.policy.minimum, shown)):
            return True
        if dimension.root in self.policy.sensitive and rules.are_alike(households):
            return True
        if measure != PLACED:
            return False
        if self._tells_beside_the_register(dimension):
            return True
        return dimension.root in ("household_size", "household_type") and self._tells_sizes(scope, dimension)

    def _tells_beside_the_register(self, dimension: Dimension) -> bool:
        """Return whether a table, the carriers' added up as well, tells of few beside what was published."""
        others = {root for part in self.parts for root, _ in part.given} - {dimension.root}
        levels = (self._level(scope, PLACED, root) for scope in (CARRIERS, COMBINED) for root in others)
        printed = [level for level in levels if level]
        return self.register.tells(dimension, self.more) or self.register.tells_of_both(
            dimension, printed, self.more
        )

    def _tells_sizes(self, scope: Scope, dimension: Dimension) -> bool:
        """Return whether a table of sizes or types and what stands beside it tell of few households."""
        persons, households = self.counts.totals(scope, PERSONS), self.counts.table(scope, PLACED, dimension)
        known = dimension
        if scope == COMBINED:
            known = self.register.finer(dimension)
            households = self.register.counted(known)[np.newaxis]
        every = self.counts.totals(scope, PLACED)
        if not self._knows_persons(scope):
            # Of few households nobody expects the persons; of many, that they are missing tells of them.
            if not rules.is_small(every, self.persons_from) and self._is_telling(every, persons):
                return True
        else:
            of_types = dimension.root == "household_type"
            least = rules.LARGE * self.policy.minimum if of_types else self.plenty
            if rules.persons_tell(households, persons, known, least):
                return True
            if not of_types and rules.must_be_large(households, persons, known, self.policy.minimum):
                return True
        if dimension.root == "household_type":
            return self._types_tell(scope, dimension)
        return scope == COMBINED and self.is_several and self._tells_carriers(known, households[0], persons)

    def _tells_carriers(self, dimension: Dimension, households: np.ndarray, persons: np.ndarray) -> bool:
        """Return whether sizes of all together tell of those of a carrier."""
        below, types = (self._level(CARRIERS, PLACED, root) for root in ("household_size", "household_type"))
        beside = list(below.parts.values()) if below else [tuple(dimension.category_of)]
        if types:
            of_type = self.counts.table(COMBINED, PLACED, types)
            if rules.types_tell(of_type, types, households[np.newaxis], dimension, self.plenty):
                return True
        if below and types and ("1", "2") in beside and ("2",) in dimension.parts.values():
            small = self.counts.table(CARRIERS, PLACED, below)[:, beside.index(("1", "2"))]
            _, single = rules.singles(self.counts.table(CARRIERS, PLACED, types), types, small)
            left = households[list(dimension.parts.values()).index(("2",))] - (small - single).sum()
            if left < self.more:
                return True
        if (CARRIERS, PERSONS, TOTAL) not in self.printed:
            return False
        if below is None:  # their persons alone may bound the few large households of each
            return True
        if types and ("alleinstehend",) in types.parts.values():
            beside = rules.with_singles_apart(beside)
        return rules.is_one_unknown(households, int(persons[0]), dimension, beside)

    def _types_tell(self, scope: Scope, types: Dimension) -> bool:
        of_carriers = self._level(CARRIERS, PLACED, "household_size") if scope == COMBINED else None
        if of_carriers and self._beside(scope, PLACED, "household_type") != types:
            return True
        sizes = self._level(scope, PLACED, "household_size")
        if sizes is None:  # that they are missing tells of them, beside persons and types
            return self._knows_persons(scope)
        of_type, of_size = (self.counts.table(scope, PLACED, level) for level in (types, sizes))
        return rules.types_tell(of_type, types, of_size, sizes, self.plenty)

    def _knows_persons(self, scope: Scope) -> bool:
        return (scope, PERSONS, TOTAL) in self.printed or (scope == COMBINED and self.register.tells_persons)

    # Persons beside households, parts of parts, and what is measured of households.

    def _plan_persons(self, scope: Scope, root: str) -> None:
        dimension = self._level(scope, PLACED, root)
        if dimension is None or (scope, PERSONS, TOTAL) not in self.printed or root == "household_type":
            return
        if root == "household_size" and dimension.level:
            return
        if scope == COMBINED and self.is_several and (CARRIERS, PERSONS, TOTAL) not in self.printed:
            return  # a category may be a single carrier's
        households, persons = (self.counts.table(scope, measure, dimension) for measure in (PLACED, PERSONS))
        if not rules.cells_tell(households, persons, dimension, self.more):
            self._print(scope, PERSONS, dimension.key)

    def _plan_part(self, scope: Scope, part: Measure) -> None:
        if not self._shows_codes(scope, part):
            return
        if len(part.given) == 2:
            if self._is_part_of_parts_safe(scope, part):
                self._print(scope, part.key)
        elif part.statistic == "count" or self._shows_persons(scope, part.given[0][0]):
            self._print(scope, part.key)

    def _shows_codes(self, scope: Scope, part: Measure) -> bool:
        """Return whether each code that a part is of stands alone in its table."""
        levels = [self._level(scope, PLACED, root) for root, _ in part.given]
        codes = ((code,) for _, code in part.given)
        return all(level and own in level.parts.values() for level, own in zip(levels, codes, strict=True))

    def _shows_persons(self, scope: Scope, root: str) -> bool:
        level = self._level(scope, PLACED, root)
        return level is not None and (scope, PERSONS, level.key) in self.printed

    def _is_part_of_parts_safe(self, scope: Scope, part: Measure) -> bool:
        """Return whether none of the four cells that two yes-or-no questions make is small."""
        every, both, one, other = self._questions(scope, part)
        cells = (both, one - both, other - both, every - one - other + both)
        if any(rules.is_small(cell, self.more) for cell in cells):
            return False
        is_alone = scope == COMBINED and self.is_several and (CARRIERS, part.key, TOTAL) not in self.printed
        if not (is_alone and self._shows_codes(CARRIERS, part)):
            return True
        every, _, one, other = self._questions(CARRIERS, part)
        most, fewest = np.minimum(one, other).sum(), np.maximum(one + other - every, 0).sum()
        return bool(fewest + self.more <= both[0] <= most - self.more)

    def _questions(self, scope: Scope, part: Measure) -> list[np.ndarray]:
        """Return all households, those of both codes, and those of each, line by line."""
        columns = [self.counts.column(scope, PLACED, root, code) for root, code in part.given]
        return [self.counts.totals(scope, PLACED), self.counts.totals(scope, part.key), *columns]

    def _plan_derived(self, scope: Scope) -> None:
        if (scope, PERSONS, TOTAL) in self.printed:
            for measure in self.derived:
                if measure.value == "persons":
                    self._print(scope, measure.key)
        measured = [m for m in self.derived if m.value != "persons" and self._rests_on_enough(scope, m.key)]
        if (scope, PLACED, TOTAL) not in self.printed or not measured:
            return
        for measure in measured:
            self._print(scope, measure.key)
        for root in dict.fromkeys(root for measure in measured for root in printed_roots(measure)):
            own = [measure.key for measure in measured if root in printed_roots(measure)]
            for dimension in chain(self.counts.dimensions, root)[self.policy.levels.get(root, 0) :]:
                if all(self._rests_on_enough(scope, key, dimension) for key in own):
                    for key in own:
                        self._print(scope, key, dimension.key)
                    break

    def _rests_on_enough(self, scope: Scope, measure: str, dimension: Dimension | None = None) -> bool:
        """Return whether each value rests on enough rows; a line in which nothing was measured has none."""
        key, categories = (dimension.key, tuple(dimension.parts)) if dimension else (TOTAL, (TOTAL,))
        lines = [line for line in self.counts.lines(scope) if self.basis[line, measure, TOTAL, TOTAL]]
        cells: Iterator[Figure] = ((line, measure, key, c) for line in lines for c in categories)
        return bool(lines) and all(self.basis[cell] >= self.values_from for cell in cells)
