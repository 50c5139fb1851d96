"""Origins: the files and databases that the records of a year came from."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auszug_lib.delivery.reading.database import shown_name
from auszug_lib.delivery.reading.raw import RawDelivery


@dataclass(frozen=True)
class Origin:
    """A file that figures of a carrier and a year came from: its path, and the SHA-256 of its bytes.

    A database has its address as path, without its password, and no SHA-256.
    """

    year: int
    carrier: str
    path: str
    sha256: str = ""


def origins(
    year: int, deliveries: Mapping[str, RawDelivery], sources: Sequence[Path | str]
) -> Iterator[Origin]:
    """Yield the files and databases of a year's deliveries, which are given by carrier."""
    for carrier, delivery in deliveries.items():
        for source in sources:
            if isinstance(source, Path):
                for file in _files_of(source, delivery.name):
                    digest = hashlib.sha256(file.read_bytes()).hexdigest()
                    yield Origin(year, carrier, file.relative_to(source).as_posix(), digest)
            elif shown_name(source) == delivery.name:
                yield Origin(year, carrier, delivery.name)


def _files_of(source: Path, name: str) -> list[Path]:
    """Return the files of the delivery called `name` in a folder: one, or those of its own folder."""
    place = source / name
    if place.is_file():
        return [place]
    own = place if place.is_dir() else source if source.name == name else None
    return sorted(file for file in own.rglob("*") if file.is_file()) if own else []
