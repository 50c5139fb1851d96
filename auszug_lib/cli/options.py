"""The arguments and options of the commands."""

from pathlib import Path
from typing import Annotated

import typer

from auszug_lib.cli.app import ARGUMENTS, OPTIONS

OUTPUTS = "outputs"

_YEAR_HELP = "Name einer Jahresdatei in params/, ohne .yaml: etwa 2019."
Years = Annotated[list[str], typer.Argument(metavar="JAHR", help=_YEAR_HELP, rich_help_panel=ARGUMENTS)]
SomeYears = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="JAHR",
        help=f"{_YEAR_HELP} Ohne Angabe: alle.",
        rich_help_panel=ARGUMENTS,
        show_default=False,
    ),
]
OneYear = Annotated[str, typer.Argument(metavar="JAHR", help=_YEAR_HELP, rich_help_panel=ARGUMENTS)]
Params = Annotated[
    Path | None,
    typer.Option(
        "--params",
        metavar="ORDNER",
        help="Ordner mit den Parametern; sonst der nächste Ordner params/ hier oder darüber.",
        rich_help_panel=OPTIONS,
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="ORDNER",
        help=f"Ordner für die Ergebnisse; sonst {OUTPUTS}/ im Projekt.",
        rich_help_panel=OPTIONS,
        show_default=False,
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="BERICHT",
        help="Nur diesen Bericht, etwa mitteilung, als Entwurf in eigenem Ordner; darf mehrmals stehen.",
        rich_help_panel=OPTIONS,
        show_default=False,
    ),
]
Internal = Annotated[
    bool,
    typer.Option(
        "--intern",
        help="Macht die nicht öffentliche Fassung, was immer die Jahresdatei sagt.",
        rich_help_panel=OPTIONS,
        show_default=False,
    ),
]
CarrierCode = Annotated[
    str,
    typer.Argument(
        metavar="TRÄGER", help="Kürzel des Trägers, wie in der Datei der Stadt.", rich_help_panel=ARGUMENTS
    ),
]
FormOut = Annotated[
    Path,
    typer.Option(
        "--out", metavar="DATEI", help="Excel-Datei, die es noch nicht gibt.", rich_help_panel=OPTIONS
    ),
]
LastYear = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="DATEI",
        help="Lieferung des Vorjahrs; ihre wartenden Fälle und ihre Stellen werden übernommen.",
        rich_help_panel=OPTIONS,
        show_default=False,
    ),
]
YearFolders = Annotated[
    list[Path],
    typer.Argument(
        metavar="ORDNER", help="Ordner eines Jahres, etwa outputs/2019.", rich_help_panel=ARGUMENTS
    ),
]
WithoutRecords = Annotated[
    bool,
    typer.Option(
        "--ohne-akten",
        help="Rechnet nicht aus den Lieferungen nach, sondern prüft nur, was im Ordner liegt.",
        rich_help_panel=OPTIONS,
        show_default=False,
    ),
]
