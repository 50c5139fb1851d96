"""From the case records of welfare carriers to the yearly report a city council can trust.

Its errors are meant for people: one German sentence, no traceback, an exit code.
"""


class AuszugError(Exception):
    """An expected mistake, said in German; the shell sees `exit_code`, a notebook no traceback."""

    exit_code = 3

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in place of a traceback."""
        return [str(self)]


class ParamsError(AuszugError):
    """A parameter file, a parameter or a command-line word is wrong."""

    exit_code = 2


class DeliveryError(AuszugError):
    """A delivery cannot be read or breaks a hard rule; nothing is made from it."""

    exit_code = 2


class ReleaseError(AuszugError):
    """A year cannot be published without giving somebody away; nothing is published."""

    exit_code = 2


class NotebookError(AuszugError):
    """A notebook failed, or could not be turned into a page."""

    exit_code = 3
