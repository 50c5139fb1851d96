"""The arguments and options of the commands."""

from pathlib import Path
from typing import Annotated

import typer

from auszug_lib.pipeline import MINUTES

_YEAR_HELP = "Name einer Jahresdatei in params/, ohne .yaml: etwa 2019."

OneYear = Annotated[str, typer.Argument(metavar="JAHR", help=_YEAR_HELP)]
NewYear = Annotated[
    str,
    typer.Argument(metavar="JAHR", help="Name der neuen Jahresdatei, ohne .yaml: etwa 2024 oder bonn-2024."),
]
Years = Annotated[list[str], typer.Argument(metavar="JAHR", help=_YEAR_HELP)]
YearsOrAll = Annotated[list[str] | None, typer.Argument(metavar="JAHR", help=_YEAR_HELP)]
SomeYears = Annotated[
    list[str] | None, typer.Argument(metavar="JAHR", help=f"{_YEAR_HELP} Ohne Angabe: alle.")
]
CarrierCode = Annotated[
    str, typer.Argument(metavar="TRÄGER", help="Kürzel des Trägers, wie in der Datei der Stadt.")
]
YearFolders = Annotated[
    list[Path], typer.Argument(metavar="ORDNER", help="Ordner eines Jahres, etwa outputs/2019.")
]
TwoFolders = Annotated[
    tuple[Path, Path],
    typer.Argument(metavar="VORHER NACHHER", help="Zwei Ordner, etwa outputs/2019 outputs-neu/2019."),
]
DiffYear = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="JAHR",
        help="Von welchem Jahr die Lieferungen sind; sonst das, nach dem der Ordner heißt.",
    ),
]
RecordsOut = Annotated[
    Path | None,
    typer.Option("--out", metavar="DATEI", help="Excel-Datei, in die die Akten geschrieben werden."),
]
Params = Annotated[
    Path | None,
    typer.Option(
        metavar="ORDNER",
        help="Ordner mit den Parametern; sonst der nächste Ordner params/ hier oder darüber.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="ORDNER", help="Ordner für die Ergebnisse; sonst outputs/ im Projekt."),
]
FormOut = Annotated[Path, typer.Option("--out", metavar="DATEI", help="Excel-Datei, die es noch nicht gibt.")]
LastYear = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="DATEI",
        help="Lieferung des Vorjahrs; ihre wartenden Fälle und ihre Stellen werden übernommen.",
    ),
]
AnswersFolder = Annotated[
    Path | None,
    typer.Option(
        "--answers",
        metavar="ORDNER",
        help="Liest, was die Träger in den zurückgeschickten Mappen unter „Erklärung“ schreiben.",
    ),
]
ByName = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help="Nimmt diese Erklärungen in die Jahresdatei auf, im Namen von, etwa „B. Rau“.",
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="BERICHT",
        help="Nur diesen Bericht, etwa mitteilung, als Entwurf in eigenem Ordner; darf mehrmals stehen.",
    ),
]
Internal = Annotated[
    bool,
    typer.Option("--intern", help="Macht die nicht öffentliche Fassung, was immer die Jahresdatei sagt."),
]
Workers = Annotated[
    int | None,
    typer.Option(
        metavar="ZAHL", min=1, help="So viele Berichte entstehen zugleich; sonst so viele, wie es Kerne gibt."
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        metavar="MINUTEN",
        min=0.01,
        show_default=False,
        help=f"Länger darf kein Bericht dauern; sonst {MINUTES:g}.",
    ),
]
EveryYear = Annotated[bool, typer.Option("--all", help="Macht die Berichte aller Jahre, die es gibt.")]
Port = Annotated[
    int | None,
    typer.Option(
        metavar="ZAHL", min=1, max=65535, help="Unter dieser Nummer; sonst unter der nächsten freien."
    ),
]
OnCluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADRESSE",
        help="Macht die Berichte auf den Workern eines Schedulers von Dask, etwa tcp://127.0.0.1:8786.",
    ),
]
Again = Annotated[
    bool, typer.Option("--neu", help="Macht die Berichte auch dann neu, wenn sich nichts geändert hat.")
]
EditedWord = Annotated[
    Path | None,
    typer.Option(
        "--word",
        metavar="DATEI",
        help="Nennt auch jede Zahl einer bearbeiteten Mitteilung (.docx), die nicht die des Berichts ist.",
    ),
]
WithoutRecords = Annotated[
    bool,
    typer.Option(
        "--ohne-akten",
        help="Rechnet nicht aus den Lieferungen nach, sondern prüft nur, was im Ordner liegt.",
    ),
]
