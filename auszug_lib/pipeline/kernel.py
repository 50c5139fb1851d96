"""The kernel: one warm Jupyter kernel for all notebooks of a run.

It imports neither papermill nor pandas, so that the kernel warms up while they are imported.
"""

import os
from contextlib import AbstractContextManager
from typing import Any, Self

from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop, run_sync

from auszug_lib.params.folder import FIRST_VISIBILITY, FIRST_YEAR, PARAMS_VARIABLE, ParamsFolder

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
