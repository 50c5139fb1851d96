"""What was published before of all carriers together: it is known, as if it were printed again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from auszug_lib.disclosure.counts import COMBINED, PERSONS, PLACED, Counts
from auszug_lib.disclosure.rules import is_small
from auszug_lib.params.published import PublishedFigure
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure


@dataclass(frozen=True)
class Register:
    """The published figures of a year, what was counted in it, and the measures that are parts of others."""

    told: Sequence[PublishedFigure]
    counts: Counts
    parts: Sequence[Measure]

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

    def tells_of_both(self, level: Dimension, beside: Sequence[Dimension], least: int) -> bool:
        """Return whether a level tells of few households beside the number that have two codes at once.

        Parameters
        ----------
        level, beside
            The level of a table, and those of the tables that are printed already.
        least
            What is few.
        """
        for part in self.parts:
            codes = dict(part.given)
            if len(codes) < 2 or level.root not in codes or all(one.measure != part.key for one in self.told):
                continue
            both, every = (self.counts.totals(COMBINED, key)[0] for key in (part.key, PLACED))
            own, is_alone = self._around(level, codes[level.root])
            others = [self._around(one, codes[one.root]) for one in beside if one.root in codes]
            neither = [every - own - other + both for other, too in others if is_alone and too]
            if any(is_small(left, least) for left in (own - both, *neither)):
                return True
        return False

    def _around(self, level: Dimension, code: str) -> tuple[float, bool]:
        """Return the households in the category of a code, and whether the code stands alone in it."""
        codes = level.parts[level.category_of[code]]
        return sum(self.counts.column(COMBINED, PLACED, level.root, one)[0] for one in codes), len(codes) == 1

    def _groups(self, measure: str, level: Dimension) -> list[frozenset[str]]:
        return [frozenset(codes) for *of, codes in self._placed() if of == [measure, level.root]]

    def _placed(self) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
        """Yield households and persons placed by the codes they are of; what is a part, by its code."""
        part_of = {part.key: part for part in self.parts if len(part.given) == 1}
        for one in self.told:
            if part := part_of.get(one.measure):
                ((root, code),) = part.given
                yield PLACED if part.statistic == "count" else PERSONS, root, (code,)
            else:
                yield one.measure, one.dimension, one.categories
