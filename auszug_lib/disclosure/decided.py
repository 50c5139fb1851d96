"""What has been decided so far: which figures are printed, which tables, and at which level."""

from auszug_lib.disclosure import rules
from auszug_lib.disclosure.counts import CARRIERS, COMBINED, Counts, Scope
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.policy import Disclosure
from auszug_lib.statistics.dimensions import Dimension, chain

Family = tuple[Scope, str, str]
"""Figures that are printed together: for whom, measure, and the key of a dimension or `gesamt`."""


class Decided:
    """The figures of a year, what is protected, and what was decided to be printed."""

    def __init__(self, counts: Counts, policy: Disclosure) -> None:
        self.counts, self.policy = counts, policy
        self.enough = rules.Thresholds(policy)
        self.is_several = len(counts.carriers) > 1
        self.printed: set[Family] = set()
        self.levels: dict[tuple[str, str, Scope], int | None] = {}

    def print(self, scope: Scope, measure: str, key: str = TOTAL) -> None:
        """Decide to print a family; against a carrier inside, all together show no more than each alone."""
        if self.may_stand(scope, measure, key):
            self.printed.add((scope, measure, key))

    def may_stand(self, scope: Scope, measure: str, key: str) -> bool:
        """Return whether a figure of this scope may be printed where the carriers' is, or is not."""
        hides_nothing = scope == CARRIERS or not self.is_several or self.policy.insider == "ignore"
        return hides_nothing or (CARRIERS, measure, key) in self.printed

    def level(self, scope: Scope, measure: str, root: str) -> Dimension | None:
        """Return the level at which a table was decided to be printed."""
        number = self.levels.get((measure, root, scope))
        return None if number is None else chain(self.counts.dimensions, root)[number]

    def beside(self, scope: Scope, measure: str, root: str) -> Dimension | None:
        """Return the level of the carriers' table, for one of all together."""
        return self.level(CARRIERS, measure, root) if scope == COMBINED and self.is_several else None
