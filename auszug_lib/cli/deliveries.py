"""The commands about the carriers' deliveries: the form and the check."""

import typer

from auszug_lib.cli.app import command
from auszug_lib.cli.folders import open_project, shown
from auszug_lib.cli.making import make
from auszug_lib.cli.options import CarrierCode, FormOut, LastYear, OneYear, Out, Params, Years


@command("form", help="Schreibt das Formular, in dem ein Träger ein Jahr liefert.")
def form(
    name: OneYear, carrier: CarrierCode, out: FormOut, last_year: LastYear = None, params: Params = None
) -> None:
    """Write the form in which a carrier delivers a year, with what goes on from its last delivery."""
    from auszug_lib.workbooks.form.form import write_form

    year = open_project(params).year(name)
    file = write_form(year.city, year.params, year.city.carrier(carrier), out, last_year)
    typer.echo(f"Geschrieben: {shown(file)}")


@command(
    "check",
    help="Prüft die Lieferungen der genannten Jahre und schreibt den Prüfbericht. "
    "Gibt 0 zurück, wenn alles stimmt, 1 bei Auffälligkeiten, 2 bei Fehlern.",
)
def check(names: Years, out: Out = None, params: Params = None) -> None:
    """Check the deliveries of some years; nothing is written where one of them cannot be opened."""
    from auszug_lib.cli.summary import exit_code, summary
    from auszug_lib.pipeline.jobs import CHECK

    project = open_project(params)
    examined = {name: project.year(name, "intern").examination for name in names}
    for name, examination in examined.items():
        typer.echo(summary(name, examination) + "\n")
    make(project.folder, names, out, only=[CHECK], visibility="intern", project=project)
    raise typer.Exit(max(exit_code(examination) for examination in examined.values()))
