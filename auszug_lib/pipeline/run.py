"""The run: some years' reports, made in one warm Jupyter kernel.

A stock run starts a kernel, imports pandas and matplotlib and reads the deliveries anew for every
notebook. This module imports neither papermill nor pandas, so that the kernel warms up meanwhile.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop, run_sync

from auszug_lib.params.folder import FIRST_VISIBILITY, FIRST_YEAR, PARAMS_VARIABLE, ParamsFolder

if TYPE_CHECKING:
    from auszug_lib.params import Visibility
    from auszug_lib.pipeline.jobs import Progress
    from auszug_lib.project import Project

_OPTIONS = [
    "--IPKernelApp.exec_lines=import auszug_lib.report; auszug_lib.report.warm_up()",
    "--HistoryManager.hist_file=:memory:",
]


class WarmKernel(AbstractContextManager["WarmKernel"]):
    """A kernel that lives as long as its `with` block, in the folder of a project.

    `client` is set once it has answered, `notebook` is the one that runs in it, or ran in it last.
    """

    def __init__(self, folder: ParamsFolder, year: str = "", visibility: str | None = None) -> None:
        """Prepare a kernel that at once reads the first year it will be asked for."""
        # On Windows ZeroMQ needs a selector loop; whoever asks first decides for the whole thread.
        ensure_event_loop(prefer_selector_loop=True)
        self.folder = folder
        self._soon = {FIRST_YEAR: year, FIRST_VISIBILITY: visibility or ""}
        # An unencrypted kernel warns about itself; where the transport can be encrypted, it is.
        self.manager = AsyncKernelManager(kernel_name="python3", transport_encryption="auto")
        self.client: Any = None
        self.notebook: Any = None

    def __enter__(self) -> Self:
        """Start the process and return at once, while it is still warming up."""
        run_sync(self.manager.start_kernel)(
            cwd=str(self.folder.project),
            env={**os.environ, PARAMS_VARIABLE: str(self.folder.path.resolve()), **self._soon},
            extra_arguments=_OPTIONS,
        )
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, whatever happened; it holds nothing worth saving."""
        if self.client is not None:
            self.client.stop_channels()
        run_sync(self.manager.shutdown_kernel)(now=True)


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
