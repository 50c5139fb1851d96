"""The words of the command line: its arguments and options, and German for what typer itself says."""

import re
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

COMMANDS = "Befehle"
OPTIONS = "Optionen"
ARGUMENTS = "Angaben"
OPTIONS_METAVAR = "[OPTIONEN]"
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
ExampleOut = Annotated[
    Path,
    typer.Option("--out", metavar="ORDNER", help="Ordner für die Arbeitsmappen.", rich_help_panel=OPTIONS),
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
# What typer says, as a pattern, and how it is said in German.
_COMPLAINTS = (
    (r"No such command '(.+?)'\.(?: Did you mean (.+)\?)?", r"Den Befehl „\1“ gibt es nicht."),
    (r"No such option: (\S+)(?: \(Possible options: (.+)\))?.*", r"Die Option „\1“ gibt es nicht."),
    (r"Missing argument '(.+?)'\.", r"Es fehlt die Angabe \1."),
    (r"Missing option '(.+?)'\.", r"Es fehlt die Option \1."),
    (r"Missing command\.", r"Es fehlt der Befehl."),
    (r"Option '(.+?)' requires an argument\.", r"Der Option „\1“ fehlt ihr Wert."),
    (r"Option '(.+?)' does not take a value\.", r"Die Option „\1“ hat keinen Wert."),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"Zu viele Angaben: \1."),
)


def in_german(complaint: str) -> str:
    """Return typer's complaint about wrong usage in German; one it does not know stays as it is."""
    for pattern, german in _COMPLAINTS:
        if match := re.fullmatch(pattern, complaint, flags=re.DOTALL):
            return f"{match.expand(german)} Mehr dazu: auszug --help"
    return complaint


class _German:
    """What a command of typer says about itself, in German."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Diese Hilfe zeigen."
            option.rich_help_panel = OPTIONS
            option.metavar = ""
        return option

    def get_params(self, ctx: Any) -> list[Any]:
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param.param_type_name == "argument" or getattr(param, "is_flag", False):
                # Python's name of a type says nothing to a reader of the help.
                param.display_type_rich = lambda ctx: None
        return params

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Aufruf: ")


class GermanCommand(_German, TyperCommand):
    """A command whose help is German throughout."""


class GermanGroup(_German, TyperGroup):
    """A group of commands whose help is German throughout."""


# The two words for which typer has no parameter; its rich_utils keep them as settings.
rich_utils.REQUIRED_LONG_STRING = "[nötig]"
rich_utils.COMMANDS_PANEL_TITLE = COMMANDS
