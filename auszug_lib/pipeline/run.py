"""The run: from the names of some years to their finished reports."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from auszug_lib.params import Visibility
from auszug_lib.pipeline.kernel import WarmKernel
from auszug_lib.pipeline.plan import Progress, load_set, notebooks_folder
from auszug_lib.project import Project


def make_reports(
    project: Project,
    names: Iterable[str],
    *,
    out: Path,
    progress: Progress,
    only: Iterable[str] = (),
    visibility: Visibility | None = None,
) -> Iterator[Path]:
    """Make the reports of the years `names` below `out` and yield the folder of each finished year.

    Parameters
    ----------
    project, names
        The project, and the names of the years' files in it; a name given twice counts once.
    out
        The folder for the results, with a subfolder a year.
    progress
        Called before each report.
    only
        Stems of the reports to make, as drafts; none for all.
    visibility
        Stands in place of what the years' files say.

    Yields
    ------
    Path
        The folder of a year's finished reports.

    Raises
    ------
    AuszugError
        Where a parameter, a delivery or a notebook is wrong, or a figure may not be published. The year it
        belongs to stays as it was; a failed notebook is kept in `<out>/<name>/fehlgeschlagen`.
    """
    only = tuple(only)
    sets = [load_set(project, name, only, visibility) for name in dict.fromkeys(names)]
    with WarmKernel(project.folder) as kernel:
        # papermill takes as long to import as the kernel to start, so both happen at once.
        from auszug_lib.pipeline.edition import make_editions

        yield from make_editions(sets, kernel, notebooks_folder(project.folder), out, progress)
