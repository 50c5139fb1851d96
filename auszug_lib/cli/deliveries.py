"""The commands about the carriers' deliveries: the form, an example, and the check."""

import typer

from auszug_lib.cli.app import command
from auszug_lib.cli.folders import output_folder, params_folder, shown
from auszug_lib.cli.making import make
from auszug_lib.cli.options import CarrierCode, ExampleOut, FormOut, LastYear, OneYear, Out, Params, Years


@command("form", help="Schreibt das Formular, in dem ein Träger ein Jahr liefert.")
def form(
    name: OneYear, carrier: CarrierCode, out: FormOut, last_year: LastYear = None, params: Params = None
) -> None:
    """Write the form in which a carrier delivers a year, with what goes on from its last delivery."""
    from auszug_lib.delivery.form.form import write_form

    folder = params_folder(params)
    year = folder.year(name)
    city = folder.city(year.city)
    typer.echo(f"Geschrieben: {shown(write_form(city, year, city.carrier(carrier), out, last_year))}")


@command("example", help="Schreibt die Beispiellieferungen eines Jahres als Arbeitsmappen.")
def example(name: OneYear, out: ExampleOut, params: Params = None) -> None:
    """Write the synthetic deliveries of a year, a workbook a carrier."""
    from auszug_lib.delivery.example.deliveries import write_example

    folder = params_folder(params)
    year = folder.year(name)
    city = folder.city(year.city)
    for file in write_example(city, year, folder.published(city), output_folder(out)):
        typer.echo(f"Geschrieben: {shown(file)}")


@command(
    "check",
    help="Prüft die Lieferungen der genannten Jahre und schreibt den Prüfbericht. "
    "Gibt 0 zurück, wenn alles stimmt, 1 bei Auffälligkeiten, 2 bei Fehlern.",
)
def check(names: Years, out: Out = None, params: Params = None) -> None:
    """Check the deliveries of some years; nothing is written where one of them cannot be opened."""
    from auszug_lib.cli.summary import attachments, exit_code, summary
    from auszug_lib.pipeline.plan import CHECK
    from auszug_lib.statistics.examination import examine

    folder = params_folder(params)
    examined = {name: examine(folder, folder.year(name)) for name in names}
    for name, examination in examined.items():
        typer.echo(summary(name, examination) + "\n")
    files = {name: attachments(examination) for name, examination in examined.items()}
    make(folder, names, out, only=[CHECK], visibility="intern", attachments=files)
    raise typer.Exit(max(exit_code(examination) for examination in examined.values()))
