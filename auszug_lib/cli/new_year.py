"""Beginning a year: its file, the folder for its deliveries, and the carriers' forms."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import typer
import yaml

from auszug_lib import DeliveryError
from auszug_lib.cli.making import shown
from auszug_lib.cli.status import FORMS, to_collect, to_fill_in
from auszug_lib.delivery.reading.raw import RawDelivery
from auszug_lib.params import Year
from auszug_lib.params.mistakes import validate
from auszug_lib.params.new_year import text_of_new_year
from auszug_lib.params.replacing import replace_file
from auszug_lib.project import Project, ReportYear
from auszug_lib.workbooks.form import write_form


def begin_year(project: Project, name: str, out: Path) -> None:
    """Write what a year begins with, and report what comes next; where that fails, no file of it is left."""
    folder = project.folder
    text, file = text_of_new_year(folder, name), folder.file(name)
    sources = folder.data_sources(validate(Year, yaml.safe_load(text), file))
    before = _last_deliveries(project, name)
    for source in sources:
        if isinstance(source, Path):
            source.mkdir(parents=True, exist_ok=True)
    written = [file]
    try:
        replace_file(file, text.encode())
        year = project.year(name)
        told = [f"Geschrieben: {shown(file)}"]
        for form, remark in _forms(year, before, out / name / FORMS):
            written.append(form)
            told.append(f"Geschrieben: {shown(form)}{remark}")
    except BaseException:
        for one in written:
            one.unlink(missing_ok=True)
        raise
    steps = (f"{shown(file)} {to_fill_in(file)}", "die Formulare an die Träger schicken", to_collect(year))
    typer.echo("\n".join([*told, "Als Nächstes:", *(f"  {step}" for step in steps)]))


def _last_deliveries(project: Project, name: str) -> Mapping[str, RawDelivery]:
    """Return the deliveries of the year before by carrier; none where they cannot be read."""
    before = f"{name[:-4]}{int(name[-4:]) - 1:04}"
    try:
        return project.year(before).checked.deliveries if before in project.folder.names() else {}
    except DeliveryError as error:
        typer.echo(f"Aus dem Vorjahr wird nichts übernommen: {error}")
        return {}


def _forms(year: ReportYear, before: Mapping[str, RawDelivery], folder: Path) -> Iterator[tuple[Path, str]]:
    """Write each carrier's form and yield it, with a remark on what goes on in it from last year."""
    for carrier in year.params.carriers_in(year.city):
        file, last = folder / f"{carrier.stem}-{year.file.stem}.xlsx", before.get(carrier.code)
        remark = f", mit den wartenden Fällen aus {last.name}" if last else ", ohne Fälle aus dem Vorjahr"
        try:
            form = write_form(year.city, year.params, carrier, file, last)
        except DeliveryError as error:
            form = write_form(year.city, year.params, carrier, file)
            remark = f", ohne Fälle aus dem Vorjahr: {error}"
        yield form, remark
