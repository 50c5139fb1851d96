"""The application: typer, with German for what it says itself."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_OPTIONS_METAVAR = "[OPTIONEN]"

# What typer says, as a pattern, and how it is said in German.
_COMPLAINTS = (
    (r"No such command '(.+?)'\.(?: Did you mean (.+)\?)?", r"Den Befehl „\1“ gibt es nicht."),
    (r"No such option: (\S+)(?: \(Possible options: (.+)\))?.*", r"Die Option „\1“ gibt es nicht."),
    (r"Missing argument '(.+?)'\.", r"Es fehlt die Angabe \1."),
    (r"Missing option '(.+?)'\.", r"Es fehlt die Option \1."),
    (r"Missing command\.", r"Es fehlt der Befehl."),
    (r"Argument '.+?' takes (\d+) values\.", r"Es fehlt eine Angabe; nötig sind \1."),
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

    def format_options(self, ctx: Any, formatter: Any) -> None:
        for title, kind in (("Angaben", "argument"), ("Optionen", "option")):
            rows = [one.get_help_record(ctx) for one in self.get_params(ctx) if one.param_type_name == kind]
            _write_section(formatter, title, [(name, _remark_in_german(text)) for name, text in rows])

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Aufruf: ")


class GermanCommand(_German, TyperCommand):
    """A command whose help is German throughout."""


class GermanGroup(_German, TyperGroup):
    """A group of commands whose help is German throughout."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, then the commands with all that their help says."""
        super().format_options(ctx, formatter)
        _write_section(formatter, "Befehle", [(name, one.help or "") for name, one in self.commands.items()])


def _remark_in_german(text: str) -> str:
    return re.sub(r"\[x>=(.+?)\]$", r"[mindestens \1]", text).replace("[required]", "[nötig]")


def _write_section(formatter: Any, title: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


app = typer.Typer(
    cls=GermanGroup,
    help="Aus den Fallakten der Träger werden die Jahresberichte für die Gremien.",
    options_metavar=_OPTIONS_METAVAR,
    subcommand_metavar="BEFEHL …",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich takes as long as all the rest of a first answer
    context_settings={"max_content_width": 100},
    add_completion=False,
    pretty_exceptions_enable=False,
)


def command(name: str, help: str) -> Callable[[Any], Any]:
    """Return the decorator of a command."""
    return app.command(name, help=help, cls=GermanCommand, options_metavar=_OPTIONS_METAVAR)
