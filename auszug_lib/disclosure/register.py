"""What was published before of all carriers together: it is known, as if it were printed again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from auszug_lib.disclosure.counts import COMBINED, PERSONS, PLACED, Counts
from auszug_lib.disclosure.rules import is_small
from auszug_lib.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension


@dataclass(frozen=True)
class Register:
    """The published figures of a year, and what was counted in it."""

    told: Sequence[PublishedFigure]
    counts: Counts

    @property
    def tells_persons(self) -> bool:
        """Whether it says how many persons were placed in all."""
        return any(figure.measure == PERSONS and not figure.categories for figure in self.told)

    def finer(self, level: Dimension) -> Dimension:
        """Return a level as finely as it is known beside the register."""
        parts = [tuple(codes) for codes in level.parts.values()]
        for told in self._groups(PLACED, level):
            halves = [
                tuple(c for c in own if (c in told) == inside) for own in parts for inside in (True, False)
            ]
            parts = [half for half in halves if half]
        return replace(level, parts={"+".join(codes): codes for codes in parts})

    def counted(self, known: Dimension, measure: str = PLACED) -> np.ndarray:
        """Return the combined figures of a level that `finer` made."""
        column = self.counts.column
        return np.array(
            [
                sum(column(COMBINED, measure, known.root, c)[0] for c in codes)
                for codes in known.parts.values()
            ]
        )

    def tells(self, level: Dimension, least: int) -> bool:
        """Return whether what is left of a category, or the persons in one, tell of few households."""
        known, printed = self.finer(level), list(map(frozenset, level.parts.values()))
        of_households, of_persons = (self._groups(measure, level) for measure in (PLACED, PERSONS))
        households, persons = (self.counted(known, measure) for measure in (PLACED, PERSONS))
        for codes, count, number in zip(
            map(frozenset, known.parts.values()), households, persons, strict=True
        ):
            is_left = codes not in of_households and codes not in printed
            if is_left and is_small(count, least):
                return True
            if codes in of_persons and is_small(number - count, least):
                return True
        return False

    def _groups(self, measure: str, level: Dimension) -> list[frozenset[str]]:
        figures = (one for one in self.told if (one.measure, one.dimension) == (measure, level.root))
        return [frozenset(figure.categories) for figure in figures]
