"""Where years stand: what is there, what is missing, and what comes next."""

from pathlib import Path
from typing import TYPE_CHECKING

from auszug_lib import AuszugError
from auszug_lib.cli.making import shown
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.new_year import TODO
from auszug_lib.pipeline.current import is_current, key_of, open_questions
from auszug_lib.pipeline.jobs import CHECK, bundles_in, jobs_of

if TYPE_CHECKING:
    from auszug_lib.project import Project, ReportYear
    from auszug_lib.statistics.examination import Examination

FORMS = "formulare"  # in a year's folder of results

_NONE = "–"
_HEAD = ("JAHR", "LIEFERUNGEN", "PRÜFBERICHT", "BERICHTE", "OFFEN", "FREIGEGEBEN", "ALS NÄCHSTES")


def overview(folder: ParamsFolder, out: Path) -> list[str]:
    """Return a line a year, from what lies there; nothing is opened."""
    rows = [_HEAD, *(_row(folder, name, out / name) for name in folder.names())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _row(folder: ParamsFolder, name: str, place: Path) -> tuple[str, ...]:
    year = folder.year(name)
    folders = [source for source in folder.data_sources(year) if isinstance(source, Path)]
    sent = sum(not file.name.startswith(".") for source in folders for file in source.iterdir())
    made = place / year.visibility
    reports = _reports(folder, name, place)
    is_checked = (place / "intern" / f"{CHECK}.html").is_file()
    is_released = (folder.path / "releases" / f"{name}.json").is_file()
    if folders and not sent:
        what = f"Lieferungen in {shown(folders[0])} legen"
    elif not is_checked and reports == _NONE:
        what = f"auszug check {name}"
    elif reports != year.visibility:
        what = f"auszug report {name}"
    elif year.is_public and year.committees and not bundles_in(made):
        what = f"auszug release {name}"
    else:
        what = ""
    files = str(sent) if folders else "Datenbank"
    left = _NONE if reports == _NONE else str(open_questions(place))
    return name, files, _yes(is_checked), reports, left, _yes(is_released), what


def _yes(there: bool) -> str:
    return "ja" if there else _NONE


def _reports(folder: ParamsFolder, name: str, place: Path) -> str:
    """Return which reports of a year are made, or that they are not what would be made now."""
    audience = folder.year(name).visibility
    if not (place / audience / "mitteilung.html").is_file():
        return _NONE
    return audience if is_current(place, audience, key_of(folder, name, None)) else "veraltet"


def details(project: "Project", name: str, out: Path) -> list[str]:
    """Return where a year stands, its deliveries read and checked, and in the end what comes next."""
    year, place = project.year(name), out / name
    marks = to_fill_in(year.file)
    lines = {"Jahresdatei": f"{shown(year.file)}{', ' if marks else ''}{marks}"}
    if forms := sorted((place / FORMS).glob("*.xlsx")):
        lines["Formulare"] = f"{len(forms)} in {shown(place / FORMS)}"
    try:
        examination = project.year(name, "intern").examination
    except AuszugError as error:
        lines["Lieferungen"], what = str(error), to_collect(year)
    else:
        what = _after_reading(lines, year, examination, place)
    width = max(map(len, lines))
    return [name, *(f"  {key.ljust(width)}  {text}" for key, text in lines.items()), f"Als Nächstes: {what}"]


def _after_reading(lines: dict[str, str], year: "ReportYear", examination: "Examination", place: Path) -> str:
    """Add how far a year is whose deliveries can be opened, and return what comes next."""
    from auszug_lib.cli.summary import summary
    from auszug_lib.pipeline.files import FINDINGS, RETURNED, findings_csv

    name, checked, internal = place.name, examination.checked, place / "intern"
    carriers = year.params.carriers_in(year.city)
    absent = [carrier.short_name for carrier in carriers if carrier.code not in checked.deliveries]
    lines["Lieferungen"] = f"{len(carriers) - len(absent)} von {len(carriers)}"
    lines["Lieferungen"] += f"; es fehlt: {', '.join(absent)}" if absent else ""
    lines["Prüfung"] = summary(name, examination).splitlines()[0].partition(", ")[2]
    written = internal / FINDINGS
    is_told = written.is_file() and written.read_bytes() == findings_csv(examination.findings)
    stale = "zeigt einen früheren Stand" if written.is_file() else "fehlt"
    lines["Prüfbericht"] = f"in {shown(internal)}" if is_told else stale
    reports = _reports(year.project.folder, name, place)
    stems = ", ".join(job.stem for job in jobs_of(year.params, year.city))
    lines["Berichte"] = f"fehlen: {stems}" if reports == _NONE else f"{reports}, in {shown(place)}"
    not_yet = "nicht nötig: Beispieldaten" if examination.is_example else "noch nicht"
    lines["Freigabe"] = f"{shown(year.release_file)}" if year.release else not_yet
    if absent:
        return to_collect(year)
    if not is_told:
        return f"auszug check {name}"
    if not checked.is_sound:
        return f"die Mappen in {shown(internal / RETURNED)} gehen an die Träger, die sie berichtigen"
    if marks := to_fill_in(year.file):
        return f"{shown(year.file)} {marks}, dann auszug report {name}"
    if reports != year.params.visibility:
        return f"auszug report {name}"
    return (
        f"auszug verify {shown(place)}, dann auszug release {name}" if year.is_draft else "nichts mehr zu tun"
    )


def to_collect(year: "ReportYear") -> str:
    """Return that deliveries are to be put where they are read from, and checked."""
    folders = [str(shown(source)) for source in year.sources if isinstance(source, Path)]
    where = f"Lieferungen in {' oder '.join(folders)} legen, dann " if folders else ""
    return f"{where}auszug check {year.file.stem}"


def to_fill_in(file: Path) -> str:
    """Return what a year's file marks to be filled in, by its lines; nothing where no mark is left."""
    lines = file.read_text(encoding="utf-8").splitlines()
    marks = [str(number) for number, line in enumerate(lines, start=1) if line.startswith(f"# {TODO}:")]
    return f"ausfüllen (Zeile {' und '.join(marks)})" if marks else ""
