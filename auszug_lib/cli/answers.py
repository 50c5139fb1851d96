"""Taking answers: what carriers explain is kept, shown and, in somebody's name, accepted."""

from pathlib import Path

import pandas as pd
import typer

from auszug_lib import ParamsError, ReleaseError
from auszug_lib.delivery.answers import answered_in
from auszug_lib.delivery.finding import identities, of_severity
from auszug_lib.params import Acceptance
from auszug_lib.params.accepting import add_accepted
from auszug_lib.params.answers import read_answers, write_answers
from auszug_lib.params.mistakes import validate
from auszug_lib.project import ReportYear

_MOST_IDLE = 20
_SHOWN = ["carrier", "sheet", "cell", "message", "answer"]


def take_answers(year: ReportYear, folder: Path, by: str | None) -> None:
    """Keep and show the explanations in a folder; those of open findings are accepted where `by` is given.

    Raises `AuszugError`, and then has changed nothing, where one of them may not be kept.
    """
    if not folder.is_dir():
        raise ParamsError(f"--answers: Den Ordner „{folder}“ gibt es nicht.")
    if by is not None and year.release:
        raise ReleaseError(
            f"{year.params.year} ist freigegeben, und der Anhang nennt, was angenommen ist; "
            "bitte ohne --name einlesen."
        )
    found, idle = answered_in(folder, year.checked)
    taken = of_severity(found, "soft")
    if by is not None and len(taken):
        columns = taken[["rule", "record", "carrier", "answer"]].itertuples(index=False)
        entries = [
            {"rule": rule, "record": record, "carrier": carrier, "reason": answer, "by": by}
            for rule, record, carrier, answer in columns
        ]
        add_accepted(year.file, [validate(Acceptance, entry, year.file) for entry in entries])
    if len(found):
        answers_file = year.project.folder.answers_file(year.file.stem)
        texts = dict(zip(identities(found, year.params.year), found["answer"], strict=True))
        write_answers(answers_file, read_answers(answers_file) | texts)
    idle_lines = [f"  {one}: Zu dieser Erklärung gibt es keine Auffälligkeit." for one in idle[:_MOST_IDLE]]
    typer.echo("\n".join([*_told(taken, f"{year.params.year}", folder.name, by), *idle_lines, ""]))


def _told(taken: pd.DataFrame, year: str, folder: str, by: str | None) -> list[str]:
    """Return what is said of explanations: each with its place, never with its record."""
    if not len(taken):
        return [f"{year}: In „{folder}“ steht keine Erklärung zu einer offenen Auffälligkeit."]
    done = (
        f"angenommen von {by}; der Anhang des Berichts nennt die Gründe"
        if by
        else "noch nicht angenommen; das tut --name NAME"
    )
    count = "eine Erklärung" if len(taken) == 1 else f"{len(taken)} Erklärungen"
    lines = [
        f"  {carrier}, {' '.join(filter(None, place))}: {message} – {answer}"
        for carrier, *place, message, answer in taken[_SHOWN].itertuples(index=False)
    ]
    return [f"{year}: {count}, {done}", *lines]
