"""Making reports from the shell: which of them, how far the work is, and where they are."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from auszug_lib import ParamsError
from auszug_lib.pipeline import MINUTES

if TYPE_CHECKING:
    from auszug_lib.params import Visibility
    from auszug_lib.params.folder import ParamsFolder
    from auszug_lib.pipeline.jobs import Progress
    from auszug_lib.project import Project


def make(
    folder: "ParamsFolder",
    names: Sequence[str],
    out: Path | None,
    *,
    only: Sequence[str] = (),
    visibility: "Visibility | None" = None,
    project: "Project | None" = None,
    workers: int | None = None,
    cluster: str | None = None,
    minutes: float = MINUTES,
    again: bool = True,
) -> list[Path]:
    """Make reports, public ones only where they give nobody away, and report and return where they are.

    Reports that would be the same are left, but where they shall be made `again`.
    """
    if cluster and workers:
        raise ParamsError("--workers gilt auf diesem Rechner; mit --cluster bitte weglassen.")
    out = out or folder.project / "outputs"
    if out.exists() and not out.is_dir():
        raise ParamsError(f"--out: „{out}“ ist kein Ordner.")
    finished: list[Path] = []
    try:
        with _progress() as progress:
            finished.extend(
                _executed(cluster, workers)(
                    folder,
                    names,
                    out=out,
                    progress=progress,
                    only=only,
                    visibility=visibility,
                    project=project,
                    minutes=minutes,
                    unchanged=None if again else _say_unchanged,
                )
            )
    finally:  # what is done stays done, though a later year may fail
        if finished:
            from auszug_lib.pipeline.current import open_questions
            from auszug_lib.pipeline.jobs import bundles_in
        for place in finished:
            typer.echo(f"Fertig: {shown(place)}")
            for bundle in bundles_in(place):
                typer.echo(f"Für das Gremium: {shown(bundle)}")
            if not only and (count := open_questions(place.parent)):
                typer.echo(_say_open(place.parent.name, count))
    return finished


def _say_open(name: str, count: int) -> str:
    what = "Auffälligkeit ist" if count == 1 else "Auffälligkeiten sind"
    return f"{name}: {count} {what} weder angenommen noch erklärt; „auszug check {name}“ nennt sie."


def _executed(cluster: str | None, workers: int | None) -> Callable[..., Iterator[Path]]:
    """Return what makes reports: on a cluster, or in so many processes here."""
    if cluster is None:
        from auszug_lib.pipeline.run import make_reports

        return partial(make_reports, workers=workers)
    from auszug_lib.pipeline.fleet import make_on_cluster

    return partial(make_on_cluster, cluster)


def _say_unchanged(name: str) -> None:
    typer.echo(f"{name}: Nichts hat sich geändert, die Berichte bleiben; --neu macht sie neu.")


def shown(path: Path) -> Path:
    """Return a path from the current folder on where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@contextmanager
def _progress() -> Iterator["Progress"]:
    """Yield what shows how far the work is: a bar on a terminal, a line a report elsewhere."""
    if not sys.stderr.isatty():
        yield lambda text, done, total: typer.echo(f"{text} ({done + 1} von {total})")
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Without a thread that draws: processes are forked meanwhile, and would have its locks.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("Vorbereitung", total=None)
        yield lambda text, done, total: bar.update(
            task, description=text, completed=done, total=total, refresh=True
        )
