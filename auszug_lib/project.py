"""The project: its parameters and everything derived from them, each read and computed once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Self

import pandas as pd

from auszug_lib import ReleaseError
from auszug_lib.delivery.check import Checked, Records, check
from auszug_lib.delivery.finding import COLUMNS
from auszug_lib.delivery.reading.inbox import Inbox, Origin, gathered, origins, read_source
from auszug_lib.delivery.session import are_examples
from auszug_lib.delivery.vocabulary import Vocabulary, vocabulary_of
from auszug_lib.disclosure.counts import Figure
from auszug_lib.disclosure.public import check_policy, planned_figures, public_cube, waiting_in
from auszug_lib.disclosure.release import Release, read_release, write_release
from auszug_lib.params import City, Visibility, Year
from auszug_lib.params.answers import read_answers
from auszug_lib.params.codes import TOTAL
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.policy import Disclosure
from auszug_lib.params.published import PublishedFigure
from auszug_lib.statistics.cube import cube
from auszug_lib.statistics.dimensions import Dimension, dimensions
from auszug_lib.statistics.examination import Examination, Reconciliation, compare
from auszug_lib.statistics.figures import Figures
from auszug_lib.statistics.measure import Measure
from auszug_lib.statistics.measures import measures
from auszug_lib.statistics.recount import known_until


class Project:
    """A project's parameters, its years, and the deliveries that were read so far.

    What was read stays as it was: whoever changes a file opens the project anew.

    Parameters
    ----------
    folder
        The folder with the parameter files.
    """

    _kept: "Project | None" = None

    def __init__(self, folder: ParamsFolder) -> None:
        self.folder = folder
        self._years: dict[str, ReportYear] = {}
        self._inboxes: dict[tuple[Path | str, str], Inbox] = {}

    @classmethod
    def find(cls) -> "Project":
        """Return the project around the current folder, or the one that was kept; raises `ParamsError`."""
        return cls._kept or cls(ParamsFolder.find())

    @contextmanager
    def kept(self) -> Iterator[Self]:
        """Let `find` return this project for as long: to notebooks that are run in this process."""
        before, Project._kept = Project._kept, self
        try:
            yield self
        finally:
            Project._kept = before

    def year(self, name: str, visibility: Visibility | None = None) -> "ReportYear":
        """Return the year whose file is called `name`; `visibility` stands in place of what it says.

        Raises
        ------
        ParamsError
            Where the file does not exist, is about no year or does not hold what it must.
        """
        params = self.folder.year(name)
        if visibility is not None:
            params = params.model_copy(update={"visibility": visibility})
        return self.of(params, self.folder.file(name))

    def overridden(self, year: int | None, given: Mapping[str, Any]) -> "ReportYear":
        """Return a year, the latest by default, with what is `given` in place of what its file says.

        None stands for what the file says.
        """
        named = {key: value for key, value in given.items() if value is not None}
        return self.of(*self.folder.overridden(year, named))

    def of(self, params: Year, file: Path) -> "ReportYear":
        """Return the year with these parameters; always the same one for the same."""
        key = f"{file.name} {params.model_dump_json()}"
        return self._years.setdefault(key, ReportYear(self, params, file))

    def inbox(self, source: Path | str, city: str, vocabulary: Vocabulary) -> Inbox:
        """Return what was sent to a folder or is in a database, in the words of a city."""
        if (source, city) not in self._inboxes:
            self._inboxes[source, city] = read_source(source, vocabulary)
        return self._inboxes[source, city]


@dataclass(frozen=True, eq=False)
class ReportYear:
    """A year of a project: its parameters, and what follows from them and from the deliveries.

    Every property raises `ParamsError` where a parameter is wrong, and `DeliveryError` where it needs
    deliveries that are missing, unreadable or wrong.

    Parameters
    ----------
    project, params, file
        The project, the year's parameters, and the file that they are from.
    """

    project: Project
    params: Year
    file: Path

    @property
    def _folder(self) -> ParamsFolder:
        return self.project.folder

    @cached_property
    def city(self) -> City:
        """The city's parameters."""
        return self._folder.city(self.params.city)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """All measures by key, in the words of the city."""
        return measures(self.city)

    @cached_property
    def dimensions(self) -> Mapping[str, Dimension]:
        """All dimensions by key, each followed by its coarser levels."""
        return dimensions(self.city)

    @cached_property
    def register(self) -> tuple[PublishedFigure, ...]:
        """The figures published before about periods up to the end of the year."""
        return known_until(self._folder.published(self.city), self.params.year, self.city)

    @cached_property
    def earlier(self) -> "tuple[ReportYear, ...]":
        """The years before that have a file, in order, for the same readers as this one."""
        return tuple(
            self.project.of(other.model_copy(update={"visibility": self.params.visibility}), file)
            for other, file in self._folder.earlier(self.params, self.file)
        )

    @property
    def sources(self) -> tuple[Path | str, ...]:
        """The folders with the carriers' deliveries, and the addresses of databases."""
        return self._folder.data_sources(self.params)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.city, self._folder.file(self.params.city).name)

    @property
    def inbox(self) -> Inbox:
        """What was sent for the year and for earlier ones, as far as it is at hand."""
        sources = dict.fromkeys(source for one in (self, *self.earlier) for source in one.sources)
        read = partial(self.project.inbox, city=self.params.city, vocabulary=self._vocabulary)
        return gathered({one: read(one) for one in sources if isinstance(one, str) or one.is_dir()})

    @cached_property
    def checked(self) -> Checked:
        """The deliveries, checked against those of earlier years that are at hand."""
        answers = read_answers(self._folder.answers_file(self.file.stem))
        return check(self.inbox, self.params, self.city, self._vocabulary, answers)

    @cached_property
    def records(self) -> Records:
        """The checked records."""
        return self.checked.records()

    @property
    def is_example(self) -> bool:
        """Whether any of the deliveries says that it is synthetic."""
        return are_examples(self.records.tables["lieferung"])

    @cached_property
    def cube(self) -> pd.DataFrame:
        """Every figure of the year; see `statistics.cube`."""
        return cube(self.records, self.city)

    @cached_property
    def compared(self) -> "tuple[ReportYear, ...]":
        """The earlier years that this one is compared with, and itself, in order.

        Real figures are never compared with invented ones. Later years are left out: a report says the same
        whenever it is made.
        """
        return (*(one for one in self.earlier if self.is_example or not one.is_example), self)

    @cached_property
    def figures(self) -> Figures:
        """Every figure of the year and of those it is compared with."""
        cubes = {one.params.year: partial(getattr, one, "cube") for one in self.compared}
        return Figures(cubes, self.is_example)

    @cached_property
    def examination(self) -> Examination:
        """What there is to say about the deliveries, and how they agree with what was published."""
        about = [figure for figure in self.register if figure.period_end.year == self.params.year]
        compared: tuple[Reconciliation, ...] = ()
        if about and self.checked.is_sound:
            own = Figures({self.params.year: partial(getattr, self, "cube")}, self.is_example)
            compared = compare(own, about, self.dimensions)
        return Examination(self.checked, self.city, self.measures, self.dimensions, compared)

    @property
    def accepted(self) -> pd.DataFrame:
        """The findings that the year's file accepts; see `finding.COLUMNS`."""
        if not self.params.accepted:
            return pd.DataFrame(columns=list(COLUMNS), dtype="str")
        findings = self.checked.findings
        return findings[findings["accepted"] != ""]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The files behind the figures of the year and of the years before."""
        return tuple(
            origin
            for one in (*self.earlier, self)
            for origin in origins(one.params.year, one.checked.deliveries, one.sources)
        )

    # What is published.

    @cached_property
    def policy(self) -> Disclosure:
        """What public reports protect: the year's own policy, or the city's."""
        file = self.file if self.params.disclosure else self._folder.file(self.params.city)
        policy = self.params.disclosure or self.city.disclosure
        check_policy(policy, self.dimensions, file.name)
        return policy

    @property
    def release_file(self) -> Path:
        """Where the release of the year lies, whether there is one or not."""
        return self._folder.path / "releases" / f"{self.file.stem}.json"

    @cached_property
    def release(self) -> Release | None:
        """What was published of the year, None where nothing was."""
        return read_release(self.release_file, self.params, self.dimensions)

    @property
    def is_draft(self) -> bool:
        """Whether public reports are drafts: of real records, and not released yet."""
        return self.params.is_public and not self.is_example and not self.release

    @cached_property
    def plan(self) -> Mapping[Figure, float]:
        """The figures that may be published, and all that speak of no household."""
        before = next((one for one in self.compared if one.params.year == self.params.year - 1), None)
        waiting = waiting_in(before.cube) if before else {}
        register = tuple(figure for figure in self.register if figure.year == self.params.year)
        return planned_figures(self.cube, self.measures, self.dimensions, self.policy, waiting, register)

    @cached_property
    def public_cube(self) -> pd.DataFrame:
        """The figures of the year that are published, those of a release before all others."""
        figures = self.release.values if self.release else self.plan
        return public_cube(self.params.year, figures, self.measures, self.dimensions)

    @cached_property
    def public_figures(self) -> Figures:
        """What a public report may say of the year and of those it is compared with."""
        last = self.params.year
        return Figures(
            {one.params.year: partial(_published, one, last) for one in self.compared}, self.is_example
        )

    @property
    def reported(self) -> Figures:
        """What reports may say: what is published where they are public, else everything."""
        return self.public_figures if self.params.is_public else self.figures

    def write_release(self) -> Path:
        """Freeze what is published of the year and return the file.

        Raises `ReleaseError` where it is released already: a second version would tell whom a correction is
        about.
        """
        if self.release:
            raise ReleaseError(
                f"{self.params.year} ist schon freigegeben ({self.release_file.name}); "
                "„auszug report“ druckt die freigegebenen Zahlen."
            )
        write_release(self.release_file, self.params, self.policy.minimum, self.plan, self.dimensions)
        return self.release_file


def _published(year: ReportYear, last: int) -> pd.DataFrame:
    """Return what a public report on the year `last` may say of a year."""
    # Of the years before the last, reports show totals alone.
    is_near = year.params.year >= last - 1
    return year.public_cube if is_near else year.public_cube[year.public_cube["dimension"] == TOTAL]
