"""Changes: the figures in which two folders of a year differ, and the records behind them.

The folders hold reports, or deliveries. Whatever this returns is for internal use only.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from auszug_lib import ParamsError
from auszug_lib.delivery.reading.names import shown
from auszug_lib.exploration.explorer import Explorer
from auszug_lib.params.codes import LEVEL, TOTAL
from auszug_lib.pipeline.csv_files import figures_of
from auszug_lib.pipeline.files import DATA_FOLDER, FIGURES
from auszug_lib.pipeline.manifest import MANIFEST, deliveries_of
from auszug_lib.project import Project, ReportYear
from auszug_lib.publication.figure_id import FigureId
from auszug_lib.publication.numbers import MEANINGLESS, plain
from auszug_lib.statistics.measure import Measure
from auszug_lib.verification.public_folder import name_of_year

STATES = ("vorher", "nachher")
STATE = "Stand"

_BELOW = ("intern", "oeffentlich", "")  # where a folder of a year has its reports
_PLACE = ["Datei", "Blatt", "Zeile"]


class Change(NamedTuple):
    """A figure that differs, with what each folder says of it; empty where it says nothing."""

    figure: FigureId
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """Two folders of a year.

    Parameters
    ----------
    year
        The year, as for internal use.
    changes
        The figures that differ.
    files
        The files of deliveries that differ, by name.
    at_hand
        By its state the year with the records that are at hand: of both, of one, or of none.
    """

    year: ReportYear
    changes: tuple[Change, ...]
    files: tuple[str, ...]
    at_hand: Mapping[str, ReportYear]

    def by_measure(self) -> Mapping[str, list[Change]]:
        """Return the changes by the key of their measure, in the order of the measures."""
        found = {
            key: [one for one in self.changes if one.figure.measure == key] for key in self.year.measures
        }
        return {key: own for key, own in found.items() if own}

    def records(self, measure: Measure, changes: Sequence[Change]) -> pd.DataFrame:
        """Return the records behind figures of a measure, with their place and state.

        Where both states are at hand, what they have in common is left out.
        """
        figures = [change.figure for change in changes if change.figure.year == self.year.params.year]
        if len(self.at_hand) < 2:  # of all that is behind them, what is nearest to the change
            figures = [one for one in figures if TOTAL not in (one.carrier, one.dimension)] or figures
        parts = [
            _behind(year, measure, figure).assign(**{STATE: state})
            for state, year in self.at_hand.items()
            for figure in figures
        ]
        found = pd.concat(parts).drop_duplicates() if parts else pd.DataFrame()
        if len(self.at_hand) == 2 and len(found):
            found = found.drop_duplicates([c for c in found if c not in (*_PLACE, STATE)], keep=False)
        return found


def _behind(year: ReportYear, measure: Measure, figure: FigureId) -> pd.DataFrame:
    where = {} if figure.dimension == TOTAL else {figure.dimension: figure.category}
    return Explorer(year, figure.carrier).behind(measure, where).frame()


def compared_deliveries(project: Project, name: str, folders: Sequence[Path]) -> Comparison:
    """Return how the figures of a year differ between two folders of deliveries; raises `AuszugError`."""
    year = project.year(name, "intern")
    data = [{"data": (str(folder.resolve()),)} for folder in folders]
    years = [project.of(year.params.model_copy(update=one), year.file) for one in data]
    changes, files = _changes(*map(_counted, years)), _other_files(*map(deliveries_of, years))
    return Comparison(year, tuple(changes), tuple(files), dict(zip(STATES, years, strict=True)))


def _counted(year: ReportYear) -> dict[str, str]:
    """Return the figures of a year by identity, each list as it is, as tables print them."""
    rows = year.cube[["carrier", "measure", "dimension", "category", "value"]].itertuples(index=False)
    return {
        str(FigureId(year.params.year, carrier, measure, dimension, category)): MEANINGLESS
        if pd.isna(value)
        else plain(value, year.measures[measure].digits)
        for carrier, measure, dimension, category, value in rows
        if LEVEL not in dimension
    }


def is_output(folder: Path) -> bool:
    """Return whether a folder holds reports, for whomever."""
    return any((folder / below / MANIFEST).is_file() for below in _BELOW)


def compared_outputs(project: Project, folders: Sequence[Path]) -> Comparison:
    """Return how the figures of two folders of reports differ; raises `ParamsError` where one is none.

    The internal ones are compared where both have them; only then records are at hand, namely those that the
    project has now, where one of the folders was made from them.
    """
    pairs = ([folder / below for folder in folders] for below in _BELOW)
    places = next((pair for pair in pairs if all((place / MANIFEST).is_file() for place in pair)), None)
    made = [json.loads((place / MANIFEST).read_bytes()) for place in places or ()]
    if not places or len({(one["year"], one["audience"]) for one in made}) > 1:
        raise ParamsError(
            "Die beiden Ordner haben keine Berichte über dasselbe Jahr für denselben Kreis; bitte zwei wie "
            "outputs/2019 nennen, beide intern oder beide öffentlich."
        )
    figures = [figures_of(sorted((place / DATA_FOLDER).glob(f"*{FIGURES}")))[0] for place in places]
    year = project.year(name_of_year(project.folder, places[1], made[1]["year"]), "intern")
    sent = [one.get("deliveries", []) for one in made]  # of public ones nobody learns them
    now = deliveries_of(year) if any(sent) else None
    at_hand = {state: year for state, files in zip(STATES, sent, strict=True) if files == now}
    if len(at_hand) == 2:  # what both were made from says nothing of a difference
        del at_hand[STATES[0]]
    return Comparison(year, tuple(_changes(*figures)), tuple(_other_files(*sent)), at_hand)


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Change(FigureId.parse(name), before.get(name, ""), after.get(name, ""))


def _other_files(*sent: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the names of files that are not in both with the same bytes; of a database says nothing."""
    before, after = ({file["path"]: file["sha256"] for file in files if "path" in file} for files in sent)
    yield from (shown(name) for name in sorted({*before, *after}) if before.get(name) != after.get(name))
