"""The commands, in the order of the help.

What a command alone needs is imported inside it, so that `auszug --help` answers at once.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from auszug_lib import ParamsError
from auszug_lib.cli.app import command
from auszug_lib.cli.making import make, shown
from auszug_lib.cli.options import (
    Again,
    AnswersFolder,
    ByName,
    CarrierCode,
    DiffYear,
    EditedWord,
    EveryYear,
    FormOut,
    Internal,
    LastYear,
    NewYear,
    OnCluster,
    OneYear,
    Only,
    Out,
    Params,
    Port,
    RecordsOut,
    SomeYears,
    Timeout,
    TwoFolders,
    WithoutRecords,
    Workers,
    YearFolders,
    Years,
    YearsOrAll,
)
from auszug_lib.pipeline import MINUTES

if TYPE_CHECKING:
    from auszug_lib.params.folder import ParamsFolder
    from auszug_lib.project import Project

_MOST_SHOWN = 200


def _params_folder(path: Path | None) -> "ParamsFolder":
    """Return the folder with the parameters: the one named, or the nearest; raises `ParamsError`."""
    from auszug_lib.params.folder import ParamsFolder

    if path is None:
        return ParamsFolder.find()
    if not path.is_dir():
        raise ParamsError(f"--params: Den Ordner „{path}“ gibt es nicht.")
    return ParamsFolder(path.resolve())


def _project(path: Path | None) -> "Project":
    from auszug_lib.project import Project

    return Project(_params_folder(path))


@command(
    "new",
    help="Legt ein Jahr an: seine Datei nach der des Vorjahrs, den Ordner für die Lieferungen und für jeden "
    "Träger das Formular.",
)
def new(name: NewYear, out: Out = None, params: Params = None) -> None:
    """Begin a year, with what goes on from the year before."""
    from auszug_lib.cli.new_year import begin_year

    project = _project(params)
    begin_year(project, name, out or project.folder.project / "outputs")


@command("status", help="Zeigt, wo die Jahre stehen: was da ist, was fehlt und was als Nächstes zu tun ist.")
def status(names: SomeYears = None, out: Out = None, params: Params = None) -> None:
    """Show where years stand: in a line each, or, of those named, with all that their deliveries say."""
    from auszug_lib.cli.status import details, overview

    folder = _params_folder(params)
    out = out or folder.project / "outputs"
    lines = [line for name in names or () for line in details(_project(params), name, out)]
    typer.echo("\n".join(lines if names else overview(folder, out)))


@command("form", help="Schreibt das Formular, in dem ein Träger ein Jahr liefert.")
def form(
    name: OneYear, carrier: CarrierCode, out: FormOut, last_year: LastYear = None, params: Params = None
) -> None:
    """Write the form in which a carrier delivers a year, with what goes on from its last delivery."""
    from auszug_lib.workbooks.form import write_form

    folder = _params_folder(params)
    year = folder.year(name)
    city = folder.city(year.city)
    typer.echo(f"Geschrieben: {shown(write_form(city, year, city.carrier(carrier), out, last_year))}")


@command(
    "check",
    help="Prüft die Lieferungen der genannten Jahre und schreibt den Prüfbericht. "
    "Gibt 0 zurück, wenn alles stimmt, 1 bei Auffälligkeiten, 2 bei Fehlern.",
)
def check(
    names: Years, answers: AnswersFolder = None, by: ByName = None, out: Out = None, params: Params = None
) -> None:
    """Check the deliveries of some years; nothing is written where one of them cannot be opened."""
    folder = _params_folder(params)
    for name in names:
        folder.year(name)  # what is wrong with it is said before all that takes time
    from auszug_lib.cli.summary import exit_code, summary
    from auszug_lib.pipeline.jobs import CHECK
    from auszug_lib.project import Project

    if by is not None and answers is None:
        raise ParamsError("--name nimmt an, was --answers einliest; bitte beides nennen.")
    project = Project(folder)
    if answers is not None:
        from auszug_lib.cli.answers import take_answers

        for name in names:
            take_answers(project.year(name), answers, by)
        project = Project(_params_folder(params))  # which the answers have changed
    examined = {name: project.year(name, "intern").examination for name in names}
    for name, examination in examined.items():
        typer.echo(summary(name, examination) + "\n")
    make(project.folder, names, out, only=[CHECK], visibility="intern", project=project)
    raise typer.Exit(max(exit_code(examination) for examination in examined.values()))


@command("lab", help="Öffnet JupyterLab mit den Notebooks des Projekts, auf Deutsch; Strg-C beendet es.")
def lab(port: Port = None, params: Params = None) -> None:
    """Open JupyterLab on the project's notebooks, on this machine only."""
    from auszug_lib.cli.lab import run_lab

    run_lab(_params_folder(params), port)


@command("report", help="Macht die Berichte der genannten Jahre, als HTML und PDF.")
def report(
    names: YearsOrAll = None,
    every: EveryYear = False,
    only: Only = None,
    out: Out = None,
    params: Params = None,
    internal: Internal = False,
    workers: Workers = None,
    cluster: OnCluster = None,
    timeout: Timeout = MINUTES,
    again: Again = False,
) -> None:
    """Make the reports of some years, or of all; those that `only` names as drafts."""
    folder = _params_folder(params)
    if names and every:
        raise ParamsError("--all heißt alle Jahre; bitte keine daneben nennen.")
    names = list(folder.names()) if every else names
    if every and not names:
        raise ParamsError(f"Im Ordner „{folder.path.name}“ gibt es keine Jahresdatei.")
    if not names:
        raise ParamsError("Es fehlt die Angabe JAHR. Mehr dazu: auszug --help")
    make(
        folder,
        names,
        out,
        only=only or (),
        visibility="intern" if internal else None,
        workers=workers,
        cluster=cluster,
        minutes=timeout,
        again=again,
    )


@command(
    "release", help="Gibt ein Jahr frei: hält seine Zahlen für immer fest und macht die endgültigen Berichte."
)
def release(name: OneYear, out: Out = None, params: Params = None) -> None:
    """Freeze what is published of a year and make its final reports; nothing is released where that fails."""
    from auszug_lib.pipeline.manifest import seal_file, seal_of

    project = _project(params)
    year = project.year(name, "oeffentlich")
    file = year.write_release()
    try:
        [made] = make(project.folder, [name], out, visibility="oeffentlich")
        seal_file(year).write_text(f"{seal_of(made)}\n", encoding="utf-8", newline="\n")
    except BaseException:
        file.unlink()
        raise
    typer.echo(f"Freigegeben: {shown(file)}")


@command(
    "diff",
    help="Zeigt, in welchen Zahlen zwei Ordner eines Jahres sich unterscheiden, mit Berichten oder mit "
    "Lieferungen, und wo die Akten dahinter stehen; nur intern. Gibt 1 zurück, wenn sie es tun.",
)
def diff(folders: TwoFolders, name: DiffYear = None, out: RecordsOut = None, params: Params = None) -> None:
    """Show in which figures two folders differ; ends with 1 where they do."""
    from auszug_lib.cli.diff import compared, lines

    comparison = compared(_project(params), folders, name)
    for line in lines(comparison, out):
        typer.echo(line)
    raise typer.Exit(1 if comparison.changes else 0)


@command(
    "verify",
    help="Prüft, woher jede Zahl in den öffentlichen Berichten kommt, und rechnet aus den Lieferungen nach. "
    "Gibt 2 zurück, wenn eine keine Herkunft hat oder nicht stimmt.",
)
def verify(
    places: YearFolders,
    word: EditedWord = None,
    without_records: WithoutRecords = False,
    params: Params = None,
) -> None:
    """Account for every number in public folders; ends with 2 where one has no origin or is wrong."""
    from auszug_lib.verification.public_folder import PublicFolder
    from auszug_lib.verification.recompute import recomputed_findings

    if word and len(places) > 1:
        raise ParamsError("--word vergleicht mit einem Bericht; bitte nur einen Ordner nennen.")
    project = _project(params)
    every = 0
    for place in places:
        public = PublicFolder(project, place)
        found = list(public.findings())
        if word:
            from auszug_lib.verification.word import word_findings  # python-docx takes long to load

            found += word_findings(word, public.word)
        if not without_records:
            found += recomputed_findings(project, public.name, public.path, typer.echo)
        findings = list(dict.fromkeys(found))
        for finding in findings[:_MOST_SHOWN]:
            typer.echo(str(finding))
        if len(findings) > _MOST_SHOWN:
            typer.echo(f"… und {len(findings) - _MOST_SHOWN} weitere.")
        result = f"{len(findings)} ohne Herkunft oder falsch" if findings else "jede Zahl hat ihre Herkunft"
        typer.echo(f"{place}: {len(public.figures)} veröffentlichte Zahlen, {result}.")
        every += len(findings)
    raise typer.Exit(2 if every else 0)
