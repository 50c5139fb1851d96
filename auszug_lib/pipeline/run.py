"""The run: from the names of some years to their finished reports."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from auszug_lib.params import Visibility, Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.pipeline.kernel import WarmKernel
from auszug_lib.pipeline.plan import (
    Inspect,
    Progress,
    ReportSet,
    load_set,
    notebooks_folder,
    with_attachments,
)
from auszug_lib.pipeline.provenance import Provenance


def make_reports(
    folder: ParamsFolder,
    names: Iterable[str],
    *,
    out: Path,
    progress: Progress,
    only: Iterable[str] = (),
    visibility: Visibility | None = None,
    attachments: Mapping[str, Mapping[str, bytes]] | None = None,
    inspect: Inspect | None = None,
    provenance: Callable[[Year], Provenance] | None = None,
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
    attachments
        By year what lies beside its report on the deliveries: content by path.
    inspect
        Called with the folder of a finished public set before it is put in its place; raises to refuse it.
    provenance
        Says of a year what its measures count and where its figures come from, for the manifest.

    Yields
    ------
    Path
        The folder of a year's finished reports.

    Raises
    ------
    AuszugError
        Where a parameter, a delivery or a notebook is wrong. The year it belongs to stays as it was;
        the failed notebook is kept in `<out>/<name>/fehlgeschlagen`.
    """
    only = tuple(only)
    sets: list[ReportSet] = []
    for name in dict.fromkeys(names):
        planned = load_set(folder, name, only, visibility)
        told = provenance(planned.year) if provenance else Provenance()
        sets.append(replace(with_attachments(planned, (attachments or {}).get(name, {})), provenance=told))
    with WarmKernel(folder) as kernel:
        # papermill takes as long to import as the kernel to start, so both happen at once.
        from auszug_lib.pipeline.edition import make_editions

        yield from make_editions(sets, kernel, notebooks_folder(folder), out, progress, inspect)
