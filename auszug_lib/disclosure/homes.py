"""Homes: what the sizes, the types and the persons of households say of few, beside each other."""

import numpy as np

from auszug_lib.disclosure import rules
from auszug_lib.disclosure.counts import CARRIERS, COMBINED, PERSONS, PLACED, Scope
from auszug_lib.disclosure.decided import Decided
from auszug_lib.disclosure.register import Register
from auszug_lib.params.codes import TOTAL
from auszug_lib.statistics.dimensions import Dimension, chain


class Homes:
    """Looks at sizes, types and persons beside what was decided and what was published before."""

    def __init__(self, decided: Decided, register: Register) -> None:
        self.decided, self.register = decided, register
        self.counts, self.policy, self.enough = decided.counts, decided.policy, decided.enough

    def tell_beside(self, persons: np.ndarray) -> bool:
        """Return whether persons of all together tell of few beside what carriers show of sizes and types."""
        if (CARRIERS, PERSONS, TOTAL) in self.decided.printed:
            return False  # they add up to it
        for root in ("household_size", "household_type"):
            if level := self.decided.level(CARRIERS, PLACED, root):
                households = self.counts.table(COMBINED, PLACED, level)
                if rules.persons_tell(households, persons, level, self.enough.beyond(root)):
                    return True
        return False

    def persons_tell(self, households: np.ndarray, persons: np.ndarray) -> bool:
        """Return whether persons in all leave room for few households that are not alone, or not full."""
        most = rules.MOST_PERSONS * households - persons
        return rules.is_small(persons - households, self.enough.large) or rules.is_small(
            most, self.enough.more
        )

    def tell(self, scope: Scope, dimension: Dimension) -> bool:
        """Return whether a table of sizes or types and what stands beside it tell of few households."""
        persons, households = (
            self.counts.totals(scope, PERSONS),
            self.counts.table(scope, PLACED, dimension),
        )
        known = dimension
        if scope == COMBINED:
            known = self.register.finer(dimension)
            households = self.register.counted(known)[np.newaxis]
        every = self.counts.totals(scope, PLACED)
        if not self._knows_persons(scope):
            # Of few households nobody expects the persons; of many, that they are missing tells of them.
            if not rules.is_small(every, self.enough.persons) and self.persons_tell(every, persons):
                return True
        else:
            if rules.persons_tell(households, persons, known, self.enough.beyond(dimension.root)):
                return True
            if dimension.root == "household_size" and rules.must_be_large(
                households, persons, known, self.policy.minimum
            ):
                return True
        if dimension.root == "household_type":
            return self._types_tell(scope, dimension)
        return scope == COMBINED and self.decided.is_several and self._tells_carriers(known, households[0])

    def _tells_carriers(self, dimension: Dimension, households: np.ndarray) -> bool:
        """Return whether sizes of all together tell of those of a carrier."""
        below, types = (
            self.decided.level(CARRIERS, PLACED, root) for root in ("household_size", "household_type")
        )
        beside = list(below.parts.values()) if below else [tuple(dimension.category_of)]
        if types:
            of_type = self.counts.table(COMBINED, PLACED, types)
            if rules.types_tell(of_type, types, households[np.newaxis], dimension, self.enough.plenty):
                return True
        if below and types and ("1", "2") in beside and ("2",) in dimension.parts.values():
            small = self.counts.table(CARRIERS, PLACED, below)[:, beside.index(("1", "2"))]
            _, single = rules.singles(self.counts.table(CARRIERS, PLACED, types), types, small)
            left = households[list(dimension.parts.values()).index(("2",))] - (small - single).sum()
            if left < self.enough.more:
                return True
        if (CARRIERS, PERSONS, TOTAL) not in self.decided.printed:
            return False
        if below is None:  # their persons alone may bound the few large households of each
            return True
        if dimension.key == below.key:
            return False
        if types and ("alleinstehend",) in types.parts.values() and ("1",) not in beside:
            return True  # who lives alone is known, so that the persons are of the others
        return rules.few_must_be(
            households,
            self.register.counted(dimension, PERSONS),
            dimension,
            self.counts.table(CARRIERS, PLACED, below),
            self.counts.totals(CARRIERS, PERSONS),
            below,
            self.policy.minimum,
            self.enough.plenty,
        )

    def _types_tell(self, scope: Scope, types: Dimension) -> bool:
        of_carriers = self.decided.level(CARRIERS, PLACED, "household_size") if scope == COMBINED else None
        if of_carriers and self.decided.beside(scope, PLACED, "household_type") != types:
            return True
        sizes = self.decided.level(scope, PLACED, "household_size")
        if sizes is None:  # that they are missing tells of them, beside persons and types
            return self._knows_persons(scope)
        of_type, of_size = (self.counts.table(scope, PLACED, level) for level in (types, sizes))
        if types.level:
            finer = chain(self.counts.dimensions, types.root)[types.level - 1]
            if rules.is_one_type_few(of_type, types, finer, of_size, sizes, self.policy.minimum):
                return True
        return rules.types_tell(of_type, types, of_size, sizes, self.enough.plenty)

    def _knows_persons(self, scope: Scope) -> bool:
        return (scope, PERSONS, TOTAL) in self.decided.printed or (
            scope == COMBINED and self.register.tells_persons
        )
