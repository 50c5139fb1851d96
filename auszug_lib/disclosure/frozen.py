"""Frozen releases: what was published of a year, so that it is published the same again."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from auszug_lib.disclosure.counts import Figure
from auszug_lib.errors import ParamsError
from auszug_lib.params import Year
from auszug_lib.params_folder import ParamsFolder

FOLDER = "releases"
SEPARATOR = "/"


class FrozenRelease(BaseModel):
    """What was published of a year, and nothing else.

    Parameters
    ----------
    city, year
        Whose figures they are.
    figures
        By carrier, measure, dimension and category, with slashes between them: the figure, or None for a dot.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    city: str
    year: int
    figures: Mapping[str, float | None]

    @property
    def values(self) -> Mapping[Figure, float | None]:
        """The figures by their place in the cube."""
        return {_figure(key): value for key, value in self.figures.items()}


def _figure(key: str) -> Figure:
    carrier, measure, dimension, category = key.split(SEPARATOR, 3)
    return carrier, measure, dimension, category


def release_file(folder: ParamsFolder, year: Year) -> Path:
    """Return where the release of a year lies, whether there is one or not."""
    return folder.path / FOLDER / f"{folder.file_of(year.year, year.city).stem}.json"


def read_release(folder: ParamsFolder, year: Year) -> FrozenRelease | None:
    """Return what was published of a year, None where nothing was; raises `ParamsError` for a wrong file."""
    file = release_file(folder, year)
    if not file.is_file():
        return None
    try:
        release = FrozenRelease.model_validate_json(file.read_bytes())
        release.values  # noqa: B018 - that the keys are figures
    except (ValidationError, ValueError):
        raise ParamsError(
            f"{FOLDER}/{file.name} ist keine Freigabe; bitte die Datei wiederherstellen oder löschen."
        ) from None
    if (release.city, release.year) != (year.city, year.year):
        raise ParamsError(
            f"{FOLDER}/{file.name} ist die Freigabe eines anderen Jahres oder einer anderen Stadt; "
            "bitte die richtige Datei hinlegen."
        )
    return release


def write_release(folder: ParamsFolder, year: Year, figures: Mapping[Figure, float | None]) -> Path:
    """Write what was published of a year, in the order of its keys, and return the file."""
    file = release_file(folder, year)
    file.parent.mkdir(exist_ok=True)
    keys = {SEPARATOR.join(figure): value for figure, value in figures.items()}
    content = {"city": year.city, "year": year.year, "figures": dict(sorted(keys.items()))}
    aside = file.with_suffix(".neu")
    aside.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    aside.replace(file)
    return file
