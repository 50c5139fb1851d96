"""The explorer: a year's records, and what is counted of them by any dimensions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from auszug_lib import ParamsError
from auszug_lib.delivery.schema import CARRIER as CARRIER_COLUMN
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.session import ROW
from auszug_lib.exploration.listing import Listing
from auszug_lib.params.base import Named, unknown
from auszug_lib.params.codes import TOTAL, CodeList
from auszug_lib.project import ReportYear
from auszug_lib.statistics.cross import CARRIER, crossable, crossed, matching
from auszug_lib.statistics.cube import Cells, chosen_rows
from auszug_lib.statistics.dimensions import Dimension
from auszug_lib.statistics.facts import SOURCES, facts
from auszug_lib.statistics.measure import Measure

YEAR = "year"

# The categories that are asked for, by dimension: a code or a label, or several of them.
Where = Mapping[str, object]


@dataclass(frozen=True)
class Explorer:
    """The records of a year and of those it is compared with, of one carrier or of all.

    Every method raises `ParamsError` where a name is wrong.
    """

    year: ReportYear
    carrier: str = TOTAL

    @cached_property
    def facts(self) -> Mapping[str, pd.DataFrame]:
        """The facts of the year by name; see `statistics.facts`."""
        return Named("Akten", facts(self.year.records))

    @cached_property
    def dimensions(self) -> Mapping[str, Dimension]:
        """All dimensions by key, and the carriers as one."""
        reporting = self.year.params.carriers_in(self.year.city)
        codes = CodeList("traeger", {one.code: one.short_name for one in reporting})
        carriers = Dimension(CARRIER, "Träger", codes, parts={code: (code,) for code in codes.codes})
        return Named("Merkmal", {CARRIER: carriers, **self.year.dimensions})

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that there are records of, in order."""
        return tuple(one.params.year for one in self.year.compared)

    def of(self, year: int | None) -> "Explorer":
        """Return the explorer of one of the years, of this one by default."""
        if not year or year == self.year.params.year:
            return self
        for one in self.year.compared:
            if one.params.year == year:
                return Explorer(one, self.carrier)
        known = ", ".join(map(str, self.years))
        raise ParamsError(f"Für {year} gibt es hier keine Akten; vorhanden sind: {known}.")

    def crossable(self, measure: Measure) -> Mapping[str, Dimension]:
        """Return the dimensions that a measure can be crossed by."""
        keys = crossable(measure, self.facts[measure.facts], self.dimensions)
        return Named(f"Merkmal von „{measure.label}“", {key: self.dimensions[key] for key in keys})

    def counted(self, measure: Measure, keys: Sequence[str], where: Where) -> Cells:
        """Return a measure by dimensions, with their wholes; see `statistics.cross`."""
        cuts, rows = self.crossable(measure), self.facts[measure.facts]
        for key in keys:
            cuts[key]
        return crossed(rows[matching(rows, self.within(where, cuts), cuts)], measure, keys, self.dimensions)

    def records(self, name: str, where: Where) -> Listing:
        """Return the records that are facts of a name, with the place of each in the delivery."""
        rows = self.facts[name]
        cuts = Named("Merkmal", {k: d for k, d in self.dimensions.items() if d.root in rows})
        title = f"Akten {self.year.params.year}: {', '.join(SOURCES[name])}"
        return self._listed(title, name, matching(rows, self.within(where, cuts), cuts))

    def behind(self, measure: Measure, where: Where) -> Listing:
        """Return the records that a figure is counted from."""
        rows, cuts = self.facts[measure.facts], self.crossable(measure)
        chosen = chosen_rows(rows, measure) & matching(rows, self.within(where, cuts), cuts)
        if measure.value:
            chosen &= rows[measure.value].notna().to_numpy()
        return self._listed(f"{measure.label} {self.year.params.year}: die Akten", measure.facts, chosen)

    def _listed(self, title: str, name: str, chosen: np.ndarray) -> Listing:
        tables = self.year.checked.tables
        first, *others = SOURCES[name]
        records = tables[first]
        for other in others:
            records = records.merge(
                tables[other].drop(columns=ROW), on=[CARRIER_COLUMN, TABLES[other].key], how="left"
            )
        return Listing(title, self._readable(records[chosen], SOURCES[name]))

    def _readable(self, records: pd.DataFrame, tables: Sequence[str]) -> pd.DataFrame:
        """Return records as a reader knows them: headings and labels, and the place in the delivery."""
        lists, sent = self.year.city.code_lists, self.year.checked.deliveries
        places = {
            code: delivery.tables[tables[0]]
            for code, delivery in sent.items()
            if tables[0] in delivery.tables
        }
        carriers = records[CARRIER_COLUMN]
        shown = {"Träger": carriers.map({one.code: one.short_name for one in self.year.city.carriers})}
        for column in (column for table in tables for column in TABLES[table].columns):
            cells = records[column.name]
            shown[column.label] = (
                cells.map(lists[column.codes].label, na_action="ignore") if column.codes else cells
            )
        shown["Datei"] = carriers.map({code: raw.file for code, raw in places.items()})
        shown["Blatt"] = carriers.map({code: raw.sheet for code, raw in places.items()})
        return pd.DataFrame({**shown, "Zeile": records[ROW]}).reset_index(drop=True)

    def within(self, where: Where, cuts: Mapping[str, Dimension]) -> dict[str, tuple[str, ...]]:
        """Return the codes of the categories that are asked for, which may be given as labels."""
        asked = {} if self.carrier == TOTAL else {CARRIER: self.carrier}
        return {key: _codes(cuts[key], wanted) for key, wanted in {**asked, **where}.items()}


def _codes(dimension: Dimension, wanted: object) -> tuple[str, ...]:
    several = wanted if isinstance(wanted, list | tuple | set | frozenset) else [wanted]
    if dimension.categories is None:
        return tuple(map(str, several))
    known = {label: code for code, label in dimension.categories.labels.items()}
    known |= {code: code for code in dimension.categories.codes}
    names = [str(one) for one in several]
    for mistake in unknown(dimension.label, names, known):
        raise ParamsError(f"{mistake}.")
    return tuple(known[name] for name in names)
