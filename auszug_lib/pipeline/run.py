"""The run: some years' reports, made in one warm Jupyter kernel.

A stock run starts a kernel, imports pandas and matplotlib and reads the deliveries anew for every
notebook. This module imports neither papermill nor pandas, so that the kernel warms up meanwhile.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.kernel import WarmKernel

if TYPE_CHECKING:
    from auszug_lib.params import Visibility
    from auszug_lib.pipeline.jobs import Progress
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

    `only` are stems of reports, made as drafts; none for all. `visibility` stands in place of what the years'
    files say. `project` is the one with these parameters, where it is open already.

    Where a parameter, a delivery or a notebook is wrong, or a figure may not be published, it raises
    `AuszugError`. The year stays as it was; a failed notebook is kept in `<out>/<name>/fehlgeschlagen`.
    """
    names = tuple(dict.fromkeys(names))
    with WarmKernel(folder, names[0] if names else "", visibility) as kernel:
        # papermill and pandas take as long to import as the kernel to start, so both happen at once.
        from auszug_lib.pipeline.build import build
        from auszug_lib.pipeline.jobs import load_set, notebooks_folder
        from auszug_lib.project import Project

        opened = project or Project(folder)
        sets = [load_set(opened, name, only, visibility) for name in names]
        yield from build(sets, kernel, notebooks_folder(folder), out, progress)
