"""The plan of a year: which tables are printed, for the carriers and for all together, and at which level."""

from collections.abc import Iterator, Mapping, Sequence

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
from auszug_lib.disclosure.decided import Decided, Family
from auszug_lib.disclosure.homes import Homes
from auszug_lib.disclosure.register import Register
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension, chain
from auszug_lib.statistics.measure import Measure


class Planner(Decided):
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
        super().__init__(counts, policy)
        self.basis = basis
        self.waiting_before = waiting_before or {}
        about = [m for m in measures.values() if counts_households(m) or not m.adds_up or m.key == PERSONS]
        self.counted = [m for m in about if counts_households(m) and not m.given]
        self.parts = [m for m in measures.values() if m.given]
        self.register = Register(register, counts, self.parts)
        self.derived = [m for m in about if not m.adds_up]
        self.homes = Homes(self, self.register)

    def plan(self) -> frozenset[Family]:
        """Return the families of figures that are published; there is always something that may be."""
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
        return frozenset(self.printed)

    # Totals: a line of 1 to m households has no figures at all, and then no line of its scope has.

    def _plan_totals(self, scope: Scope) -> None:
        totals = {m.key: self.counts.totals(scope, m.key) for m in self.counted}
        before = np.array([self.waiting_before.get(line, 0) for line in self.counts.lines(scope)])
        # Waiting before + registered = placed + closed + waiting: of one small number the rest would tell.
        flows = not any(rules.is_small(n, self.enough.more) for n in (*totals.values(), before))
        flows = flows and (scope == CARRIERS or not self.is_several or self._hides_flow())
        for measure, households in totals.items():
            if flows or (measure == PLACED and not rules.is_small(households, self.enough.more)):
                self.print(scope, measure)
        households, persons = totals[PLACED], self.counts.totals(scope, PERSONS)
        enough = not rules.is_small(households, self.enough.persons)
        tells = self.homes.persons_tell(households, persons) or (
            scope == COMBINED and self.homes.tell_beside(persons)
        )
        if enough and (scope, PLACED, TOTAL) in self.printed and not tells:
            self.print(scope, PERSONS)

    def _hides_flow(self) -> bool:
        """Return whether what came and went of all together leaves open what did of each small carrier.

        Who waited is as good as known, from the years around. Then as many as came and left without a flat
        may be another carrier's: with the minimum of them, each may have that many.
        """
        own = [measure.key for measure in self.counted if measure.key != PLACED]
        if all((CARRIERS, measure, TOTAL) in self.printed for measure in own):
            return True
        came, closed, waiting = (self.counts.totals(CARRIERS, measure) for measure in FLOW)
        before = np.array([self.waiting_before.get(line, 0) for line in self.counts.carriers])
        if rules.is_small(waiting, self.enough.more) or rules.is_small(before, self.enough.more):
            return False
        return bool(np.minimum(came, closed).sum() >= self.policy.minimum)

    # Tables of households: the first level that every rule accepts.

    def _plan_table(self, scope: Scope, measure: str, root: str) -> None:
        self.levels[measure, root, scope] = None
        if (scope, measure, TOTAL) not in self.printed:
            return
        for dimension in chain(self.counts.dimensions, root)[self.policy.levels.get(root, 0) :]:
            may_stand = self.may_stand(scope, measure, dimension.key)
            if may_stand and not self._is_refused(scope, measure, dimension):
                self.levels[measure, root, scope] = dimension.level
                self.print(scope, measure, dimension.key)
                return

    def _is_refused(self, scope: Scope, measure: str, dimension: Dimension) -> bool:
        households = self.counts.table(scope, measure, dimension)
        below = self.beside(scope, measure, dimension.root)
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
        return dimension.root in ("household_size", "household_type") and self.homes.tell(scope, dimension)

    def _tells_beside_the_register(self, dimension: Dimension) -> bool:
        """Return whether a table, the carriers' added up as well, tells of few beside what was published."""
        others = {root for part in self.parts for root, _ in part.given} - {dimension.root}
        levels = (self.level(scope, PLACED, root) for scope in (CARRIERS, COMBINED) for root in others)
        printed = [level for level in levels if level]
        return self.register.tells(dimension, self.enough.more) or self.register.tells_of_both(
            dimension, printed, self.enough.more
        )

    # Persons beside households, parts of parts, and what is measured of households.

    def _plan_persons(self, scope: Scope, root: str) -> None:
        dimension = self.level(scope, PLACED, root)
        if dimension is None or (scope, PERSONS, TOTAL) not in self.printed or root == "household_type":
            return
        if root == "household_size" and dimension.level:
            return
        if scope == COMBINED and self.is_several and (CARRIERS, PERSONS, TOTAL) not in self.printed:
            return  # a category may be a single carrier's
        households, persons = (self.counts.table(scope, measure, dimension) for measure in (PLACED, PERSONS))
        if not rules.cells_tell(households, persons, dimension, self.enough.more):
            self.print(scope, PERSONS, dimension.key)

    def _plan_part(self, scope: Scope, part: Measure) -> None:
        if not self._shows_codes(scope, part):
            return
        if len(part.given) == 2:
            if self._is_part_of_parts_safe(scope, part):
                self.print(scope, part.key)
        elif part.statistic == "count" or self._shows_persons(scope, part.given[0][0]):
            self.print(scope, part.key)

    def _shows_codes(self, scope: Scope, part: Measure) -> bool:
        """Return whether each code that a part is of stands alone in its table."""
        levels = [self.level(scope, PLACED, root) for root, _ in part.given]
        codes = ((code,) for _, code in part.given)
        return all(level and own in level.parts.values() for level, own in zip(levels, codes, strict=True))

    def _shows_persons(self, scope: Scope, root: str) -> bool:
        level = self.level(scope, PLACED, root)
        return level is not None and (scope, PERSONS, level.key) in self.printed

    def _is_part_of_parts_safe(self, scope: Scope, part: Measure) -> bool:
        """Return whether none of the four cells that two yes-or-no questions make is small."""
        every, both, one, other = self._questions(scope, part)
        cells = (both, one - both, other - both, every - one - other + both)
        if any(rules.is_small(cell, self.enough.more) for cell in cells):
            return False
        is_alone = scope == COMBINED and self.is_several and (CARRIERS, part.key, TOTAL) not in self.printed
        if not (is_alone and self._shows_codes(CARRIERS, part)):
            return True
        every, _, one, other = self._questions(CARRIERS, part)
        most, fewest = np.minimum(one, other).sum(), np.maximum(one + other - every, 0).sum()
        return bool(fewest + self.enough.more <= both[0] <= most - self.enough.more)

    def _questions(self, scope: Scope, part: Measure) -> list[np.ndarray]:
        """Return all households, those of both codes, and those of each, line by line."""
        columns = [self.counts.column(scope, PLACED, root, code) for root, code in part.given]
        return [self.counts.totals(scope, PLACED), self.counts.totals(scope, part.key), *columns]

    def _plan_derived(self, scope: Scope) -> None:
        if (scope, PERSONS, TOTAL) in self.printed:
            for measure in self.derived:
                if measure.value == "persons":
                    self.print(scope, measure.key)
        measured = [m for m in self.derived if m.value != "persons" and self._rests_on_enough(scope, m.key)]
        if (scope, PLACED, TOTAL) not in self.printed or not measured:
            return
        for measure in measured:
            self.print(scope, measure.key)
        for root in dict.fromkeys(root for measure in measured for root in printed_roots(measure)):
            own = [measure.key for measure in measured if root in printed_roots(measure)]
            # That a value stands tells of many households: no more than their table does.
            shown = self.level(scope, PLACED, root)
            for dimension in chain(self.counts.dimensions, root)[shown.level :] if shown else ():
                if all(self._rests_on_enough(scope, key, dimension) for key in own):
                    for key in own:
                        self.print(scope, key, dimension.key)
                    break

    def _rests_on_enough(self, scope: Scope, measure: str, dimension: Dimension | None = None) -> bool:
        """Return whether each value rests on enough rows; a line in which nothing was measured has none."""
        key, categories = (dimension.key, tuple(dimension.parts)) if dimension else (TOTAL, (TOTAL,))
        lines = [line for line in self.counts.lines(scope) if self.basis[line, measure, TOTAL, TOTAL]]
        cells: Iterator[Figure] = ((line, measure, key, c) for line in lines for c in categories)
        return bool(lines) and all(self.basis[cell] >= self.enough.values for cell in cells)
