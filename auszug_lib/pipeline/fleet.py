"""The fleet: years made on a cluster, by portions that leave no worker idle and read no delivery twice."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from auszug_lib import AuszugError, NotebookError
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.cluster import connected
from auszug_lib.pipeline.jobs import Progress, notebooks_folder
from auszug_lib.pipeline.processes import CRASHED, LostError
from auszug_lib.pipeline.run import make_reports
from auszug_lib.project import Project

if TYPE_CHECKING:
    from auszug_lib.params import Visibility

# So many for each worker, and the last of them keeps the others waiting for a few per cent of the time.
_PORTIONS = 8


@dataclass(frozen=True)
class Order:
    """What a worker has to know beside the names of years; the same as for `make_reports`."""

    params: Path
    out: Path
    only: tuple[str, ...]
    visibility: "Visibility | None"
    minutes: float
    leaves_unchanged: bool


@dataclass
class Made:
    """What a worker made: the folders of the finished years, which years it left, and what stopped it."""

    places: list[Path] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    error: AuszugError | None = None


def make_on_cluster(
    address: str,
    folder: ParamsFolder,
    names: Sequence[str],
    *,
    out: Path,
    progress: Progress,
    only: Sequence[str] = (),
    visibility: "Visibility | None" = None,
    project: Project | None = None,
    minutes: float,
    unchanged: Callable[[str], None] | None = None,
) -> Iterator[Path]:
    """Make the reports of the years `names` as `make_reports` does, on the cluster with this address."""
    out = out.absolute()
    folders = (folder.path, notebooks_folder(folder), out)
    with connected(address, minutes * 60, folders) as cluster:
        out.mkdir(parents=True, exist_ok=True)
        if len(names) < cluster.workers:
            yield from make_reports(
                folder,
                names,
                out=out,
                progress=progress,
                only=only,
                visibility=visibility,
                project=project or Project(folder),
                executor=cluster,
                unchanged=unchanged,
            )
            return
        order = Order(folder.path, out, tuple(only), visibility, minutes, unchanged is not None)
        portions = portions_of(names, cluster.workers)
        # A portion may take as long as its reports do, each of which has its minutes.
        made = replace(cluster, seconds=math.inf).map(partial(make_portion, order), portions)
        for number, portion in enumerate(portions):
            text = " bis ".join(dict.fromkeys((portion[0], portion[-1])))
            progress(text, number, len(portions))
            try:
                one = next(made)
            except LostError:
                raise NotebookError(f"{text}: {CRASHED}") from None
            if unchanged:
                for name in one.unchanged:
                    unchanged(name)
            yield from one.places
            if one.error:
                raise one.error


def portions_of(names: Sequence[str], workers: int) -> list[tuple[str, ...]]:
    """Return the names of years in the portions that workers make.

    Those of a city stay together, so that its deliveries are read once; where that would be too few portions
    for so many workers, each year is one.
    """
    cities = [tuple(own) for _, own in groupby(names, lambda name: name[:-4])]
    return cities if len(cities) >= _PORTIONS * workers else [(name,) for name in names]


def make_portion(order: Order, names: Sequence[str]) -> Made:
    """Make the reports of some years in this process and those that it starts."""
    folder, made = ParamsFolder(order.params), Made()
    try:
        made.places.extend(
            make_reports(
                folder,
                names,
                out=order.out,
                progress=lambda *_: None,
                only=order.only,
                visibility=order.visibility,
                project=Project(folder),
                workers=1,
                minutes=order.minutes,
                unchanged=made.unchanged.append if order.leaves_unchanged else None,
            )
        )
    except AuszugError as error:
        made.error = error
    return made
