"""What the commands share: finding folders, making reports and showing how far the work is."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from auszug_lib.cli_words import OUTPUTS
from auszug_lib.errors import ParamsError

if TYPE_CHECKING:
    from auszug_lib.params import Visibility
    from auszug_lib.params_folder import ParamsFolder
    from auszug_lib.pipeline.plan import Progress


def make(
    folder: "ParamsFolder",
    names: Sequence[str],
    out: Path | None,
    *,
    only: Sequence[str],
    visibility: "Visibility | None",
    attachments: Mapping[str, Mapping[str, bytes]],
) -> None:
    """Make reports, public ones only where they give nobody away, and say where they are."""
    from auszug_lib.cli_provenance import provenance_of
    from auszug_lib.pipeline.run import make_reports
    from auszug_lib.verification.folder import refuse_unpublishable

    target = output_folder(out or folder.project / OUTPUTS)
    choice: dict[str, Any] = {"only": only, "visibility": visibility, "attachments": attachments}
    choice["inspect"] = partial(refuse_unpublishable, folder)
    choice["provenance"] = partial(provenance_of, folder)
    finished: list[Path] = []
    try:
        with _progress() as progress:
            finished.extend(make_reports(folder, names, out=target, progress=progress, **choice))
    finally:  # what is done stays done, though a later year may fail
        for place in finished:
            _tell(place)


def _tell(place: Path) -> None:
    """Say where a finished set is, and what of it goes to the committees."""
    from auszug_lib.pipeline.bundle import bundles_in

    typer.echo(f"Fertig: {shown(place)}")
    for bundle in bundles_in(place):
        typer.echo(f"Für das Gremium: {shown(bundle)}")


def attachments_of(folder: "ParamsFolder", names: Iterable[str]) -> dict[str, dict[str, bytes]]:
    """Return the files beside the reports on the deliveries of some years."""
    from auszug_lib.cli_check import attachments
    from auszug_lib.statistics.examination import examine

    examined = {name: examine(folder, folder.year(name)) for name in names}
    # Others are refused when their first report is made.
    return {name: attachments(one) for name, one in examined.items() if one.checked.is_sound}


def params_folder(path: Path | None) -> "ParamsFolder":
    """Return the folder with the parameters: the one named, or the nearest; raises `ParamsError`."""
    from auszug_lib.params_folder import ParamsFolder

    if path is None:
        return ParamsFolder.find()
    if not path.is_dir():
        raise ParamsError(f"--params: Den Ordner „{path}“ gibt es nicht.")
    return ParamsFolder(path.resolve())


def output_folder(path: Path) -> Path:
    """Return a folder for results; raises `ParamsError` for a file."""
    if path.exists() and not path.is_dir():
        raise ParamsError(f"--out: „{path}“ ist kein Ordner.")
    return path


@contextmanager
def _progress() -> Iterator["Progress"]:
    """Yield what shows how far the work is: a bar on a terminal, a line a report elsewhere."""
    if not sys.stderr.isatty():
        yield lambda text, done, total: typer.echo(f"{text} ({done + 1} von {total})")
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Vorbereitung", total=None)
        yield lambda text, done, total: bar.update(task, description=text, completed=done, total=total)


def shown(path: Path) -> Path:
    """Return a path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
