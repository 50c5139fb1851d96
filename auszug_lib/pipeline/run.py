"""The run: some years' reports, made beside each other.

It imports neither papermill nor what else reports need: while this process does, others read and check the
first year and those before it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auszug_lib import AuszugError
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline import MINUTES
from auszug_lib.pipeline.current import is_current, key_of
from auszug_lib.pipeline.jobs import Progress, load_set, notebooks_folder
from auszug_lib.pipeline.processes import Executor, LostError, Processes, beside, can_fork, cores
from auszug_lib.pipeline.staging import clean_up

if TYPE_CHECKING:
    from auszug_lib.params import Visibility
    from auszug_lib.project import Project, ReportYear


def make_reports(
    folder: ParamsFolder,
    names: Iterable[str],
    *,
    out: Path,
    progress: Progress,
    only: Sequence[str] = (),
    visibility: "Visibility | None" = None,
    project: "Project | None" = None,
    executor: Executor | None = None,
    workers: int | None = None,
    minutes: float = MINUTES,
    unchanged: Callable[[str], None] | None = None,
) -> Iterator[Path]:
    """Make the reports of the years `names` below `out` and yield the folder of each finished year.

    `only` are stems of reports, made as drafts; none for all. `visibility` stands in place of what the years'
    files say. `project` is the one with these parameters, where it is open already. So many `workers` make
    reports at once, by default one a core, and each report may take so many minutes; an `executor` stands in
    place of both. `unchanged` is called with the name of a year whose reports would be the same again and so
    are left; without it all are made.

    Where a parameter, a delivery or a notebook is wrong, or a figure may not be published, it raises
    `AuszugError`. The year stays as it was; a failed notebook is kept in `<out>/<name>/fehlgeschlagen`.
    """
    names = tuple(names)
    for name in names:
        clean_up(out / name)
    # Of what lies there now: what changes while it is read makes the reports anew the next time.
    keys = {name: "" if only else key_of(folder, name, visibility) for name in names}
    if unchanged:
        for name in tuple(keys):
            audience = visibility or folder.year(name).visibility
            if is_current(out / name, audience, keys[name]):
                unchanged(name)
                del keys[name]
                yield out / name / audience
    names = tuple(keys)
    if not names:
        return
    project = project or _opened(partial(_computed, folder.path, names[:1], only, visibility), folder)
    from auszug_lib.pipeline.execute import check_parameters
    from auszug_lib.pipeline.press import Press, load
    from auszug_lib.project import Project

    jobs = [job for name in names for job in load_set(project, name, only, visibility).jobs]
    check_parameters(notebooks_folder(folder), jobs)
    load()
    done = count()
    executor = executor or Processes(workers or cores(), minutes * 60)
    press = Press(executor, notebooks_folder(folder), out, lambda text: progress(text, next(done), len(jobs)))
    for _, of_city in groupby(names, lambda name: folder.year(name).city):
        for name in of_city:
            yield press.make(load_set(project, name, only, visibility), keys[name])
        project = Project(folder)  # no other city needs what was read of this one


def _opened(computed: "partial[Project]", folder: ParamsFolder) -> "Project":
    """Return a project that another process computes while this one loads what comes after."""
    from auszug_lib.project import Project  # which a process that is forked then has

    with beside(computed) as result:
        from auszug_lib.pipeline.press import load

        load()
        with suppress(LostError):
            return result()
    return Project(folder)


def _computed(
    params: Path, names: Sequence[str], only: Sequence[str], visibility: "Visibility | None"
) -> "Project":
    """Return the project with what the reports of some years say; they report what is wrong."""
    from auszug_lib.project import Project

    project = Project(ParamsFolder(params))
    with suppress(AuszugError, LostError):
        for name in names:
            report_set = load_set(project, name, only, visibility)
            if can_fork():
                _count(report_set.year)
            report_set.compute()
    return project


def _count(year: "ReportYear") -> None:
    """Read a year and those before it, then check and count each in a process of its own."""
    year.inbox  # noqa: B018 - the project keeps it
    years = (*year.earlier, year)
    for one, counted in zip(years, Processes(cores()).map(_counted, years), strict=True):
        vars(one).update(counted)  # as if it had been computed here


def _counted(year: "ReportYear") -> dict[str, Any]:
    return {"checked": year.checked, "cube": year.cube}
