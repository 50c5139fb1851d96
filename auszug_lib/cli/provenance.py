"""What the manifest says of the figures: what each measure counts, and from which deliveries it came."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from auszug_lib.delivery.load import load_checked
from auszug_lib.delivery.reading.database import shown_name
from auszug_lib.params import City, Year
from auszug_lib.params_folder import ParamsFolder
from auszug_lib.pipeline.provenance import Definition, Origin, Provenance
from auszug_lib.statistics.measures import measures


def provenance_of(folder: ParamsFolder, year: Year) -> Provenance:
    """Return what is to be said of the figures of a year's reports."""
    return Provenance(definitions_of(folder.city(year.city)), partial(origins_of, folder, year))


def definitions_of(city: City) -> dict[str, Definition]:
    """Return by key what each measure counts, in the words of `city`."""
    return {key: Definition(m.label, m.unit.plural, m.definition) for key, m in measures(city).items()}


def origins_of(folder: ParamsFolder, year: Year) -> Sequence[Origin]:
    """Return the files behind the figures of a year and of those it is compared with; none for examples."""
    earlier = [other for other in folder.years(year.city, year.year) if other.year < year.year]
    return [origin for one in (*earlier, year) if not one.is_example for origin in _of_year(folder, one)]


def _of_year(folder: ParamsFolder, year: Year) -> Iterator[Origin]:
    for carrier, delivery in load_checked(folder, year).deliveries.items():
        for source in folder.data_sources(year):
            if isinstance(source, Path):
                for file in _files_of(source, delivery.name):
                    digest = hashlib.sha256(file.read_bytes()).hexdigest()
                    yield Origin(year.year, carrier, file.relative_to(source).as_posix(), digest)
            elif shown_name(source) == delivery.name:
                yield Origin(year.year, carrier, delivery.name)


def _files_of(source: Path, name: str) -> list[Path]:
    """Return the files of the delivery called `name` in a folder: one, or those of its own folder."""
    place = source / name
    if place.is_file():
        return [place]
    own = place if place.is_dir() else source if source.name == name else None
    return sorted(file for file in own.rglob("*") if file.is_file()) if own else []
