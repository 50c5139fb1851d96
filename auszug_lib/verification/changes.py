"""Changes: the figures in which two folders of a year differ, and the records behind them.

The folders hold reports, or deliveries. Whatever this returns is for internal use only.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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

BEFORE, AFTER = "vorher", "nachher"
STATE = "Stand"

_AUDIENCES = ("intern", "oeffentlich")
_PLACE = ["Datei", "Blatt", "Zeile"]


@dataclass(frozen=True)
class Change:
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
        found: dict[str, list[Change]] = {key: [] for key in self.year.measures}
        for change in self.changes:
            found.setdefault(change.figure.measure, []).append(change)
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


def compared_deliveries(project: Project, name: str, before: Path, after: Path) -> Comparison:
    """Return how the figures of a year differ between two folders of deliveries; raises `AuszugError`."""
    year = project.year(name, "intern")
    years = {state: _with_data(year, folder) for state, folder in ((BEFORE, before), (AFTER, after))}
    figures = [_counted(one) for one in years.values()]
    files = [deliveries_of(one) for one in years.values()]
    return Comparison(year, tuple(_changes(*figures)), tuple(_other_files(*files)), years)


def _with_data(year: ReportYear, folder: Path) -> ReportYear:
    params = year.params.model_copy(update={"data": (str(folder.resolve()),)})
    return year.project.of(params, year.file)


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


def compared_outputs(project: Project, before: Path, after: Path) -> Comparison:
    """Return how the figures of two folders of reports differ; raises `ParamsError` where one is none.

    The internal ones are compared where both have them; only then records are shown.
    """
    audience = next((one for one in _AUDIENCES if _audience(before, one) and _audience(after, one)), "")
    if not audience:
        raise ParamsError(
            f"„{before}“ und „{after}“ haben keine Berichte für denselben Kreis; bitte zwei Ordner wie "
            "outputs/2019 nennen, beide intern oder beide öffentlich."
        )
    places = [_audience(folder, audience) for folder in (before, after)]
    manifests = [json.loads((place / MANIFEST).read_text(encoding="utf-8")) for place in places if place]
    figures = [figures_of(sorted((place / DATA_FOLDER).glob(f"*{FIGURES}")))[0] for place in places if place]
    numbers = {int(manifest["year"]) for manifest in manifests}
    if len(numbers) > 1:
        raise ParamsError(
            f"„{before}“ und „{after}“ sind von verschiedenen Jahren; bitte zwei desselben nennen."
        )
    year = project.year(name_of_year(project.folder, places[1] or after, numbers.pop()), "intern")
    sent = [manifest.get("deliveries", []) for manifest in manifests]
    is_internal, now = audience == "intern", deliveries_of(year)
    # Where both come from the same deliveries, those say nothing of a difference.
    state = next((one for one, files in ((AFTER, sent[1]), (BEFORE, sent[0])) if files == now), "")
    at_hand = {state: year} if is_internal and state else {}
    return Comparison(year, tuple(_changes(*figures)), tuple(_other_files(*sent)), at_hand)


def is_output(folder: Path) -> bool:
    """Return whether a folder holds reports, of whatever audience."""
    return any(_audience(folder, audience) for audience in _AUDIENCES)


def _audience(folder: Path, audience: str) -> Path | None:
    """Return the folder of an audience: the one below, or the folder itself; None where it has none."""
    for place in (folder / audience, folder):
        if (place / MANIFEST).is_file() and place.resolve().name == audience:
            return place
    return None


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield Change(FigureId.parse(name), before.get(name, ""), after.get(name, ""))


def _other_files(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the names of files that are not in both with the same bytes; of a database says nothing."""
    hashes = [{file["path"]: file["sha256"] for file in files if "path" in file} for files in (before, after)]
    for name in sorted({*hashes[0], *hashes[1]}):
        if hashes[0].get(name) != hashes[1].get(name):
            yield shown(name)
