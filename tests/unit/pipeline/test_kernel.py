"""The kernel lives as long as its block, and no longer."""

import psutil
import pytest

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.kernel import WarmKernel


def test_no_kernel_survives_an_error(tmp_path) -> None:
    (tmp_path / "params").mkdir()
    processes = []

    def fail() -> None:
        with WarmKernel(ParamsFolder(tmp_path / "params")) as kernel:
            processes.append(psutil.Process(kernel.manager.provisioner.pid))
            assert processes[0].cwd() == str(tmp_path)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not processes[0].is_running()
