"""The shell's face: `auszug …`, a short function for every command.

Heavy imports stand inside the commands, so that `auszug --help` answers at once.
"""

import os
import sys
from typing import Any

import typer
from typer.exceptions import TyperException

from auszug_lib.cli_making import attachments_of, make, output_folder, params_folder, shown
from auszug_lib.cli_words import (
    OPTIONS_METAVAR,
    CarrierCode,
    ExampleOut,
    FormOut,
    GermanCommand,
    GermanGroup,
    Internal,
    LastYear,
    OneYear,
    Only,
    Out,
    Params,
    SomeYears,
    WithoutRecords,
    YearFolders,
    Years,
    in_german,
)
from auszug_lib.errors import AuszugError, NotebookError, ParamsError

app = typer.Typer(
    cls=GermanGroup,
    help="Aus den Fallakten der Träger werden die Jahresberichte für die Gremien.",
    options_metavar=OPTIONS_METAVAR,
    subcommand_metavar="BEFEHL …",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_command: dict[str, Any] = {"cls": GermanCommand, "options_metavar": OPTIONS_METAVAR}


@app.command("report", help="Macht die Berichte der genannten Jahre, als HTML und PDF.", **_command)
def report(
    names: Years, only: Only = None, out: Out = None, params: Params = None, internal: Internal = False
) -> None:
    """Make the reports of some years.

    Parameters
    ----------
    names
        Names of year files, without ending.
    only
        The reports to make, as drafts; all by default.
    out, params
        The folder for the results, and the one with the parameters.
    internal
        Whether to make the version that is not public, whatever the years' files say.

    Raises
    ------
    AuszugError
        Where a parameter, a delivery or a notebook is wrong; years finished before are told all the same.
    """
    from auszug_lib.pipeline.plan import CHECK

    folder = params_folder(params)
    attachments = {}
    if not only or CHECK in only:
        audiences = {name: "intern" if internal else folder.year(name).visibility for name in names}
        attachments = attachments_of(folder, [name for name in names if audiences[name] == "intern"])
    make(
        folder,
        names,
        out,
        only=only or (),
        visibility="intern" if internal else None,
        attachments=attachments,
    )


@app.command(
    "check",
    help="Prüft die Lieferungen der genannten Jahre und schreibt den Prüfbericht. "
    "Gibt 0 zurück, wenn alles stimmt, 1 bei Auffälligkeiten, 2 bei Fehlern.",
    **_command,
)
def check(names: Years, out: Out = None, params: Params = None) -> None:
    """Check the deliveries of some years; ends with 0 clean, 1 soft findings only, 2 hard findings.

    Parameters
    ----------
    names
        Names of year files, without ending.
    out, params
        The folder for the results, and the one with the parameters.

    Raises
    ------
    AuszugError
        Where a parameter is wrong, or a delivery cannot be opened; nothing is written then.
    """
    from auszug_lib.cli_check import attachments, exit_code, summary
    from auszug_lib.pipeline.plan import CHECK
    from auszug_lib.statistics.examination import examine

    folder = params_folder(params)
    examined = {name: examine(folder, folder.year(name)) for name in names}
    for name, examination in examined.items():
        typer.echo(summary(name, examination) + "\n")
    files = {name: attachments(examination) for name, examination in examined.items()}
    make(folder, names, out, only=[CHECK], visibility="intern", attachments=files)
    raise typer.Exit(max(exit_code(examination) for examination in examined.values()))


@app.command(
    "verify",
    help="Prüft, woher jede Zahl in den öffentlichen Berichten kommt, und rechnet aus den Lieferungen nach. "
    "Gibt 2 zurück, wenn eine keine Herkunft hat oder nicht stimmt.",
    **_command,
)
def verify(places: YearFolders, without_records: WithoutRecords = False, params: Params = None) -> None:
    """Account for every number in public folders; ends with 2 where one has no origin or is wrong.

    Parameters
    ----------
    places
        The folders of years, such as outputs/2019.
    without_records
        Whether the reports are not made again from the deliveries.
    params
        The folder with the parameters.

    Raises
    ------
    AuszugError
        Where there are no public reports, or they cannot be made again.
    """
    from auszug_lib.cli_verify import verify as verify_folders

    found = verify_folders(params_folder(params), places, again=not without_records, tell=typer.echo)
    raise typer.Exit(2 if found else 0)


@app.command(
    "release",
    help="Gibt ein Jahr frei: hält seine Zahlen für immer fest und macht die endgültigen Berichte.",
    **_command,
)
def release(name: OneYear, out: Out = None, params: Params = None) -> None:
    """Freeze what is published of a year, and make its final reports and the committees' bundles.

    Parameters
    ----------
    name
        The name of the year's file, without ending.
    out, params
        The folder for the results, and the one with the parameters.

    Raises
    ------
    AuszugError
        Where the year is released already, or its reports cannot be made; nothing is released then.
    """
    from auszug_lib.disclosure.public import release_year

    folder = params_folder(params)
    file = release_year(folder, folder.year(name).model_copy(update={"visibility": "oeffentlich"}))
    try:
        make(folder, [name], out, only=(), visibility="oeffentlich", attachments={})
    except BaseException:
        file.unlink()
        raise
    typer.echo(f"Freigegeben: {shown(file)}")


@app.command("list", help="Zeigt, welche Berichte es zu machen gibt.", **_command)
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


@app.command("lab", help="Öffnet JupyterLab mit dem Notebook zum Erkunden.", **_command)
def lab(params: Params = None) -> None:
    """Open JupyterLab on the exploration notebook, on this machine only."""
    import subprocess

    from auszug_lib.params_folder import PARAMS_VARIABLE
    from auszug_lib.pipeline.plan import notebooks_folder

    folder = params_folder(params)
    notebook = notebooks_folder(folder) / "exploration.ipynb"
    if not notebook.is_file():
        raise NotebookError(f"Im Ordner „{notebook.parent.name}“ fehlt das Notebook {notebook.name}.")
    # Named by its address, not its path, so that the whole project can be browsed.
    options = ["--ServerApp.ip=127.0.0.1", f"--LabApp.default_url=/lab/tree/notebooks/{notebook.name}"]
    finished = subprocess.run(
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=notebook.parents[1],
        env={**os.environ, PARAMS_VARIABLE: str(folder.path.resolve())},
        check=False,
    )
    raise typer.Exit(finished.returncode)


@app.command("example", help="Schreibt die Beispiellieferungen eines Jahres als Arbeitsmappen.", **_command)
def example(name: OneYear, out: ExampleOut, params: Params = None) -> None:
    """Write the synthetic deliveries of a year, a workbook a carrier."""
    from auszug_lib.delivery.example.deliveries import write_example

    folder = params_folder(params)
    year = folder.year(name)
    city = folder.city(year.city)
    for file in write_example(city, year, folder.published(city), output_folder(out)):
        typer.echo(f"Geschrieben: {shown(file)}")


@app.command("form", help="Schreibt das Formular, in dem ein Träger ein Jahr liefert.", **_command)
def form(
    name: OneYear, carrier: CarrierCode, out: FormOut, last_year: LastYear = None, params: Params = None
) -> None:
    """Write the form in which a carrier delivers a year.

    Parameters
    ----------
    name, carrier
        The name of a year's file, without ending, and the carrier's code.
    out
        The workbook to write.
    last_year
        The carrier's delivery of the year before, from which is carried over what goes on.
    params
        The folder with the parameters.
    """
    from auszug_lib.delivery.form.form import write_form

    folder = params_folder(params)
    year = folder.year(name)
    city = folder.city(year.city)
    typer.echo(f"Geschrieben: {shown(write_form(city, year, city.carrier(carrier), out, last_year))}")


def main() -> None:
    """Run the command line; an expected mistake ends in one German sentence and its exit code."""
    try:
        code = app(prog_name="auszug", standalone_mode=False)
    except TyperException as error:
        # `auszug` alone has shown its help already and complains of nothing.
        _fail(in_german(error.format_message()), ParamsError.exit_code)
    except AuszugError as error:
        _fail(str(error), error.exit_code)
    sys.exit(code)


def _fail(sentence: str, code: int) -> None:
    if sentence:
        typer.echo(sentence, err=True)
    sys.exit(code)
