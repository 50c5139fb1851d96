"""The commands about a year's reports: make them, release them, list them."""

import typer

from auszug_lib.cli.app import command
from auszug_lib.cli.folders import params_folder, shown
from auszug_lib.cli.making import make
from auszug_lib.cli.options import Internal, OneYear, Only, Out, Params, SomeYears, Years


@command("report", help="Macht die Berichte der genannten Jahre, als HTML und PDF.")
def report(
    names: Years, only: Only = None, out: Out = None, params: Params = None, internal: Internal = False
) -> None:
    """Make the reports of some years; those that `only` names as drafts."""
    from auszug_lib.cli.summary import attachments
    from auszug_lib.pipeline.plan import CHECK
    from auszug_lib.statistics.examination import examine

    folder = params_folder(params)
    files = {}
    if not only or CHECK in only:
        years = {name: folder.year(name) for name in names}
        examined = {
            name: examine(folder, year)
            for name, year in years.items()
            if internal or year.visibility == "intern"
        }
        # Others are refused when their first report is made.
        files = {name: attachments(one) for name, one in examined.items() if one.checked.is_sound}
    make(folder, names, out, only=only or (), visibility="intern" if internal else None, attachments=files)


@command(
    "release", help="Gibt ein Jahr frei: hält seine Zahlen für immer fest und macht die endgültigen Berichte."
)
def release(name: OneYear, out: Out = None, params: Params = None) -> None:
    """Freeze what is published of a year and make its final reports; nothing is released where that fails."""
    from auszug_lib.disclosure.public import release_year

    folder = params_folder(params)
    file = release_year(folder, folder.year(name).model_copy(update={"visibility": "oeffentlich"}))
    try:
        make(folder, [name], out, visibility="oeffentlich")
    except BaseException:
        file.unlink()
        raise
    typer.echo(f"Freigegeben: {shown(file)}")


@command("list", help="Zeigt, welche Berichte es zu machen gibt.")
def list_reports(names: SomeYears = None, params: Params = None) -> None:
    """Show what there is to make: year, report, notebook and audience."""
    from auszug_lib.pipeline.plan import load_set

    folder = params_folder(params)
    rows = [("JAHR", "BERICHT", "NOTEBOOK", "KREIS")]
    for name in names or folder.names():
        report_set = load_set(folder, name)
        audience = report_set.year.visibility
        rows += [(name, job.stem, f"{job.notebook}.ipynb", audience) for job in report_set.jobs]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        typer.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
