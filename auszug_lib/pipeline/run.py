"""The run: from the names of some years to their finished reports."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.kernel import WarmKernel

if TYPE_CHECKING:
    from auszug_lib.params import Visibility
    from auszug_lib.pipeline.plan import Progress
    from auszug_lib.project import Project


def make_reports(
    folder: ParamsFolder,
    names: Iterable[str],
    *,
    out: Path,
    progress: "Progress",
    only: Sequence[str] = (),
    visibility: "Visibility | None" = None,
    project: "Project | None" = None,
) -> Iterator[Path]:
    """Make the reports of the years `names` below `out` and yield the folder of each finished year.

    Parameters
    ----------
    folder, names
        The parameters, and the names of the years' files in it; a name given twice counts once.
    out
        The folder for the results, with a subfolder a year.
    progress
        Called before each report.
    only
        Stems of the reports to make, as drafts; none for all.
    visibility
        Stands in place of what the years' files say.
    project
        The project with these parameters, where it is open already.

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
    names = tuple(dict.fromkeys(names))
    with WarmKernel(folder, names[0] if names else "", visibility) as kernel:
        # papermill and pandas take as long to import as the kernel to start, so both happen at once.
        from auszug_lib.pipeline.build import make_editions
        from auszug_lib.pipeline.plan import load_set, notebooks_folder
        from auszug_lib.project import Project

        opened = project or Project(folder)
        sets = [load_set(opened, name, only, visibility) for name in names]
        yield from make_editions(sets, kernel, notebooks_folder(folder), out, progress)
