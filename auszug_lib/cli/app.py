"""The application: typer, with German for what it says itself."""

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_OPTIONS_METAVAR = "[OPTIONEN]"

# The words for which typer has no parameter; its rich_utils keep them as settings.
_WORDS = {
    "REQUIRED_LONG_STRING": "[nötig]",
    "ARGUMENTS_PANEL_TITLE": "Angaben",
    "OPTIONS_PANEL_TITLE": "Optionen",
    "COMMANDS_PANEL_TITLE": "Befehle",
}

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
            option.metavar = ""
        return option

    def get_params(self, ctx: Any) -> list[Any]:
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param.param_type_name == "argument" or getattr(param, "is_flag", False):
                # Python's name of a type says nothing to a reader of the help.
                param.display_type_rich = lambda ctx: None
        return params

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils  # takes long, and only the help needs it

        for name, word in _WORDS.items():
            setattr(rich_utils, name, word)
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Aufruf: ")


class GermanCommand(_German, TyperCommand):
    """A command whose help is German throughout."""


class GermanGroup(_German, TyperGroup):
    """A group of commands whose help is German throughout."""


app = typer.Typer(
    cls=GermanGroup,
    help="Aus den Fallakten der Träger werden die Jahresberichte für die Gremien.",
    options_metavar=_OPTIONS_METAVAR,
    subcommand_metavar="BEFEHL …",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def command(name: str, help: str) -> Callable[[Any], Any]:
    """Return the decorator of a command."""
    return app.command(name, help=help, cls=GermanCommand, options_metavar=_OPTIONS_METAVAR)
