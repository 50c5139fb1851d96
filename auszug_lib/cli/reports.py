"""The commands about a year's reports: make them, release them, list them."""

import typer

from auszug_lib.cli.app import command
from auszug_lib.cli.folders import open_project, params_folder, shown
from auszug_lib.cli.making import make
from auszug_lib.cli.options import Internal, OneYear, Only, Out, Params, SomeYears, Years


@command("report", help="Macht die Berichte der genannten Jahre, als HTML und PDF.")
def report(
    names: Years, only: Only = None, out: Out = None, params: Params = None, internal: Internal = False
) -> None:
    """Make the reports of some years; those that `only` names as drafts."""
    make(params_folder(params), names, out, only=only or (), visibility="intern" if internal else None)


@command(
    "release", help="Gibt ein Jahr frei: hält seine Zahlen für immer fest und macht die endgültigen Berichte."
)
def release(name: OneYear, out: Out = None, params: Params = None) -> None:
    """Freeze what is published of a year and make its final reports; nothing is released where that fails."""
    file = open_project(params).year(name, "oeffentlich").write_release()
    try:
        make(params_folder(params), [name], out, visibility="oeffentlich")
    except BaseException:
        file.unlink()
        raise
    typer.echo(f"Freigegeben: {shown(file)}")


@command("list", help="Zeigt, welche Berichte es zu machen gibt.")
def list_reports(names: SomeYears = None, params: Params = None) -> None:
    """Show what there is to make: year, report, notebook and audience."""
    from auszug_lib.pipeline.jobs import load_set

    project = open_project(params)
    rows = [("JAHR", "BERICHT", "NOTEBOOK", "KREIS")]
    for name in names or project.folder.names():
        report_set = load_set(project, name)
        audience = report_set.year.params.visibility
        rows += [(name, job.stem, f"{job.notebook}.ipynb", audience) for job in report_set.jobs]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        typer.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
