"""The command that accounts for every number in public folders."""

import typer

from auszug_lib.cli.app import command
from auszug_lib.cli.folders import open_project
from auszug_lib.cli.options import Params, WithoutRecords, YearFolders

_MOST_TOLD = 200


@command(
    "verify",
    help="Prüft, woher jede Zahl in den öffentlichen Berichten kommt, und rechnet aus den Lieferungen nach. "
    "Gibt 2 zurück, wenn eine keine Herkunft hat oder nicht stimmt.",
)
def verify(places: YearFolders, without_records: WithoutRecords = False, params: Params = None) -> None:
    """Account for every number in public folders; ends with 2 where one has no origin or is wrong."""
    from auszug_lib.verification.public_folder import PublicFolder
    from auszug_lib.verification.recompute import recomputed_findings

    project = open_project(params)
    every = 0
    for place in places:
        public = PublicFolder(project, place)
        found = list(public.findings())
        if not without_records:
            found += recomputed_findings(project, public.name, public.path, typer.echo)
        findings = list(dict.fromkeys(found))
        for finding in findings[:_MOST_TOLD]:
            typer.echo(str(finding))
        if len(findings) > _MOST_TOLD:
            typer.echo(f"… und {len(findings) - _MOST_TOLD} weitere.")
        result = f"{len(findings)} ohne Herkunft oder falsch" if findings else "jede Zahl hat ihre Herkunft"
        typer.echo(f"{place}: {len(public.figures)} veröffentlichte Zahlen, {result}.")
        every += len(findings)
    raise typer.Exit(2 if every else 0)
