"""The jobs: which reports there are to make for a year, from which notebook, with which parameters."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auszug_lib import ParamsError
from auszug_lib.params import City, Visibility, Year
from auszug_lib.params.base import meant
from auszug_lib.params.folder import ParamsFolder

if TYPE_CHECKING:
    from auszug_lib.project import Project, ReportYear

NOTICE = "notice"

# In an audience's folder what goes to committees; see `bundle`.
BUNDLES = "gremien"

# The stem of the report on the deliveries, which only an internal set has.
CHECK = "pruefbericht"

# Called with what is being made now, how many reports are done, and how many there are.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Job:
    """A report to make: the stem of its files, its notebook, and what papermill writes into that.

    The stem is also the word for `--only`; both names are without ending.
    """

    stem: str
    notebook: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class ReportSet:
    """The reports of one year that are to be made now; chosen ones are drafts, to look at."""

    year: "ReportYear"
    jobs: tuple[Job, ...]
    draft: bool

    @property
    def name(self) -> str:
        """The name of the year's file without ending, and of its output folder."""
        return self.year.file.stem

    @property
    def audience(self) -> str:
        """Name of the folder the files go to: who may read them."""
        return "entwurf" if self.draft else self.year.params.visibility

    def compute(self) -> None:
        """Let the year compute what these reports say; raises `AuszugError` where that is not possible."""
        stems = {job.stem for job in self.jobs}
        if CHECK in stems:
            self.year.examination  # noqa: B018 - it is kept
        if stems != {CHECK}:
            self.year.reported.cube  # noqa: B018


def bundles_in(folder: Path) -> list[Path]:
    """Return the committees' folders in a finished audience's folder."""
    return sorted(path for path in (folder / BUNDLES).glob("*") if path.is_dir())


def notebooks_folder(folder: ParamsFolder) -> Path:
    """Return the project's own notebooks or, where it has none, those this package was installed with."""
    own = folder.project / "notebooks"
    return own if own.is_dir() else Path(__file__).parents[2] / "notebooks"


def load_set(
    project: "Project", name: str, only: Sequence[str] = (), visibility: Visibility | None = None
) -> ReportSet:
    """Return the reports of the year `name`, or those of them that `only` names, as drafts.

    The report on the deliveries alone is no draft: it is never released. `visibility` stands in place of what
    the year's file says. Where that is wrong, or the year has no such report, it raises `ParamsError`.
    """
    year = project.year(name, visibility)
    jobs = jobs_of(year.params, year.city, only)
    return ReportSet(year, jobs, draft=bool(only) and set(only) != {CHECK})


def jobs_of(year: Year, city: City, only: Sequence[str] = ()) -> tuple[Job, ...]:
    """Return the reports of `year` in the order of the set, or those of them that `only` names.

    The parameters are what stands in the year's file, dates in ISO form, as papermill itself reads it; what
    must not leave that file is left out.
    """
    jobs = tuple(_jobs(year, city))
    known = [job.stem for job in jobs]
    for stem in only:
        if stem not in known:
            raise ParamsError(
                f"--only: Den Bericht „{stem}“ gibt es nicht{meant(stem, known)}; "
                f"bekannt sind: {', '.join(known)}."
            )
    return tuple(job for job in jobs if not only or job.stem in only)


def _kept_to_itself(year: Year) -> set[str]:
    """Return the keys that no executed notebook may hold; they are read from the year's file.

    What is accepted names records, and the address of a database may have a password in it.
    """
    addresses = any("://" in source for source in year.data)
    return {"accepted", "data"} if addresses else {"accepted"}


def _jobs(year: Year, city: City) -> Iterator[Job]:
    parameters = year.model_dump(mode="json", exclude_unset=True, exclude=_kept_to_itself(year))
    yield Job("mitteilung", NOTICE, parameters)
    yield Job("gesamtbericht", "combined_report", parameters)
    for carrier in year.lines_in(city):
        yield Job(f"traegerbericht-{carrier.stem}", "carrier_report", {**parameters, "carrier": carrier.code})
    if not year.is_public:
        yield Job(CHECK, "data_check", parameters)
