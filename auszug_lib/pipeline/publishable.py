"""Whether what a folder prints may be published: its figures held against the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from auszug_lib import ReleaseError
from auszug_lib.disclosure import rules
from auszug_lib.disclosure.counts import FLOW, PERSONS, PLACED, Figure, counts_households
from auszug_lib.disclosure.public import with_sums
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.policy import Disclosure
from auszug_lib.pipeline.csv_files import figures_of
from auszug_lib.pipeline.files import DATA_FOLDER, FIGURES
from auszug_lib.pipeline.manifest import register_entry
from auszug_lib.project import ReportYear
from auszug_lib.publication.figure_id import FigureId
from auszug_lib.publication.numbers import rounded
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.measure import Measure

_MOST_REPORTED = 3
_SIZE, _TYPE = "household_size", "household_type"


@dataclass(frozen=True)
class Rules:
    """What printed figures are held against.

    Of a year that is `released`, with its sums, that alone may be printed. `minimums` are the least counts
    that were printed of earlier years.
    """

    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]
    policy: Disclosure
    released: Mapping[Figure, float | None] | None = None
    minimums: Mapping[int, int] = field(default_factory=dict)

    def complaints(
        self, year: int, figures: Mapping[int, Mapping[Figure, float]]
    ) -> Iterator[tuple[str, str]]:
        """Yield the identity of what may not be published, and why, as a German sentence.

        The printed `figures` are given by year, then by carrier, measure, dimension and category.
        """
        for number, own in figures.items():
            for figure, value in own.items():
                least = self.minimums.get(number, self.policy.minimum)
                if counts_households(self.measures[figure[1]]) and 0 < value < least:
                    yield str(FigureId(number, *figure)), f"{value:n} ist weniger, als gedruckt werden darf."
        own = figures.get(year, {})
        if self.released:
            for figure, value in own.items():
                before = self.released.get(figure)
                if before is None or rounded(before, self.measures[figure[1]].digits) != value:
                    yield str(FigureId(year, *figure)), f"{value:n} ist nicht, was freigegeben wurde."
        else:
            for figure, reason in _Print(self, own).complaints():
                yield str(FigureId(year, *figure)), reason


def rules_of(year: ReportYear) -> Rules:
    """Return what the printed figures of a year are held against."""
    years = (*year.earlier, year)
    minimums = {one.params.year: one.release.minimum if one.release else one.policy.minimum for one in years}
    released = with_sums(year.release.values, year.measures, year.dimensions) if year.release else None
    return Rules(year.measures, year.dimensions, year.policy, released, minimums)


def refuse_unpublishable(folder: Path, year: ReportYear) -> None:
    """Raise `ReleaseError` where the figures in a public folder may not be published."""
    figures, found = printed_figures(folder)
    found += rules_of(year).complaints(year.params.year, by_year(figures))
    if found:
        reported = "; ".join(f"{name}: {reason}" for name, reason in found[:_MOST_REPORTED])
        raise ReleaseError(
            f"Nichts veröffentlicht: {len(found)} Zahlen dürfen so nicht erscheinen ({reported}); "
            "bitte in den Notebooks nur zeigen, was open_report mit visibility „oeffentlich“ gibt."
        )


def printed_figures(folder: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the figures in the files of a folder, and what is wrong where two of them disagree."""
    return figures_of(sorted((folder / DATA_FOLDER).glob(f"*{FIGURES}")))


def by_year(figures: Mapping[str, str]) -> dict[int, dict[Figure, float]]:
    """Return figures by year and place; what is no number is left out."""
    found: dict[int, dict[Figure, float]] = {}
    for name, text in figures.items():
        if (value := register_entry(name, text)["value"]) is not None:
            figure = FigureId.parse(name)
            found.setdefault(figure.year, {})[figure.place] = value
    return found


class _Print:
    """The printed figures of one year, as tables."""

    def __init__(self, rules_: Rules, figures: Mapping[Figure, float]) -> None:
        self.known, self.figures = rules_, figures
        self.minimum, self.enough = rules_.policy.minimum, rules.Thresholds(rules_.policy)
        self.levels: dict[tuple[str, str, str], list[Dimension]] = {}
        for line, measure, key, _ in figures:
            if (cut := rules_.dimensions.get(key)) and cut.parts and rules_.measures[measure].adds_up:
                levels = self.levels.setdefault((line, measure, cut.root), [])
                levels += [] if cut in levels else [cut]
        self.carriers = list(dict.fromkeys(line for line, *_ in figures if line != TOTAL))

    def complaints(self) -> Iterator[tuple[Figure, str]]:
        for (line, measure, root), levels in self.levels.items():
            first = (line, measure, levels[0].key, TOTAL)
            if len({level.key for other in self._others(line, measure, root) for level in other}) > 1:
                yield first, "Diese Tabelle gibt es auf zwei Stufen."
            else:
                yield from ((first, reason) for reason in self._of_table(line, measure, levels[0]))
        for line in (TOTAL, *self.carriers):
            yield from (((line, PERSONS, TOTAL, TOTAL), reason) for reason in self._of_persons(line))
            yield from (((line, FLOW[0], TOTAL, TOTAL), reason) for reason in self._of_flow(line))
            yield from self._of_parts(line)

    def _others(self, line: str, measure: str, root: str) -> list[list[Dimension]]:
        """Return the levels of a table in its scope: of all carriers, or of all together."""
        lines = [TOTAL] if line == TOTAL else self.carriers
        return [self.levels.get((other, measure, root), []) for other in lines]

    def _row(self, line: str, measure: str, level: Dimension) -> np.ndarray | None:
        values = [self.figures.get((line, measure, level.key, category)) for category in level.parts]
        return None if None in values else np.array([values], dtype=float)

    def _total(self, line: str, measure: str) -> float | None:
        return self.figures.get((line, measure, TOTAL, TOTAL))

    def _of_table(self, line: str, measure: str, level: Dimension) -> Iterator[str]:
        printed = [self.figures.get((line, measure, level.key, category)) for category in level.parts]
        if counts_households(self.known.measures[measure]):
            least = rules.least_of(level, self.minimum, self._beside(line, measure, level))
            if rules.is_small(np.array([value or 0 for value in printed]), least):
                yield "Eine Kategorie hat zu wenige Haushalte."
        row, total = self._row(line, measure, level), self._total(line, measure)
        if row is None:  # a sentence tells of some categories alone
            return
        if total is not None and row.sum() != total:
            yield "Die Kategorien addieren sich nicht zur ganzen Zahl."
        if not counts_households(self.known.measures[measure]):
            return
        if 0 < row.sum() <= self.minimum:
            yield "So wenige Haushalte haben keine Tabelle."
        if level.root in self.known.policy.sensitive and rules.are_alike(row):
            yield "Alle Haushalte haben dasselbe Merkmal."
        persons = self._total(line, PERSONS)
        tells = measure == PLACED and level.root in (_SIZE, _TYPE) and persons is not None
        if tells and rules.persons_tell(row, np.array([persons]), level, self.enough.beyond(level.root)):
            yield "Mit den Personen lassen sich einzelne Haushalte errechnen."

    def _beside(self, line: str, measure: str, level: Dimension) -> list[tuple[str, ...]] | None:
        """Return the categories that the carriers show; those that stand together hide each other."""
        if line != TOTAL:
            return [] if self.known.policy.carriers_together else None
        shown = [own for carrier in self.carriers if (own := self.levels.get((carrier, measure, level.root)))]
        return list(shown[0][0].parts.values()) if shown else None

    def _of_persons(self, line: str) -> Iterator[str]:
        households, persons = self._total(line, PLACED), self._total(line, PERSONS)
        if persons is not None and households is not None:
            if 0 < households < self.enough.persons:
                yield "Von so wenigen Haushalten werden Personen nicht gedruckt."
            if rules.is_small(np.array([persons - households]), self.enough.large):
                yield "Fast alle Haushalte haben eine Person; wie viele nicht, sagt die Zahl der Personen."
        for (carrier, measure, root), [level, *_] in self.levels.items():
            if carrier != line or measure != PERSONS:
                continue
            placed, own = self._row(line, PLACED, level), self._row(line, PERSONS, level)
            if root == _TYPE or (root == _SIZE and level.level) or placed is None or own is None:
                yield f"Personen dürfen nicht neben {level.label} stehen."
            elif rules.cells_tell(placed, own, level, self.enough.more):
                yield f"Personen nach {level.label} verraten die Größe einzelner Haushalte."
        types, sizes = (self.levels.get((line, PLACED, root)) for root in (_TYPE, _SIZE))
        if types and sizes:
            of_type, of_size = (self._row(line, PLACED, levels[0]) for levels in (types, sizes))
            if of_type is None or of_size is None:
                return
            if rules.types_tell(of_type, types[0], of_size, sizes[0], self.enough.plenty):
                yield "Aus Typen und Größen der Haushalte lassen sich einzelne errechnen."

    def _of_flow(self, line: str) -> Iterator[str]:
        """Yield what is wrong with what came, went and waits: the others would tell of few."""
        flow = [n for measure in FLOW if (n := self._total(line, measure)) is not None]
        placed = self._total(line, PLACED)
        if flow and rules.is_small(np.array([*flow, placed or 0]), self.enough.more):
            yield "So wenige Haushalte kamen, gingen oder warten, dass sich einzelne errechnen lassen."

    def _of_parts(self, line: str) -> Iterator[tuple[Figure, str]]:
        every = self._total(line, PLACED)
        for part in self.known.measures.values():
            both = self._total(line, part.key)
            if len(part.given) == 2 and both is not None and every is not None:
                one, other = (self._column(line, root, code) for root, code in part.given)
                cells = [both, *(n - both for n in (one, other) if n is not None)]
                if one is not None and other is not None:
                    cells.append(every - one - other + both)
                if rules.is_small(np.array(cells), self.enough.more):
                    yield (line, part.key, TOTAL, TOTAL), "Was davon übrig bleibt, sind zu wenige Haushalte."

    def _column(self, line: str, root: str, code: str) -> float | None:
        """Return the printed count of the group that holds a code, if its table is printed."""
        levels = self.levels.get((line, PLACED, root))
        return (
            self.figures.get((line, PLACED, levels[0].key, levels[0].category_of[code])) if levels else None
        )
