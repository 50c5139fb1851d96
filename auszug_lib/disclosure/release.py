"""Releases: what was published of a year, so that it is published the same ever after."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from auszug_lib import ParamsError
from auszug_lib.disclosure.counts import Figure
from auszug_lib.params import Year
from auszug_lib.params.replacing import replace_file
from auszug_lib.statistics.dimensions import Dimension


class Release(BaseModel):
    """What was published of a year, and the levels it was published at.

    Parameters
    ----------
    minimum
        The least count of households that was printed, but for none.
    levels
        By the key of each printed level the category of each code: they are frozen with the figures.
    figures
        By carrier, measure, dimension and category, with slashes between them; None where there is none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[2] = 2
    city: str
    year: int
    minimum: int
    levels: Mapping[str, Mapping[str, str]]
    figures: Mapping[str, float | None]

    @property
    def values(self) -> Mapping[Figure, float | None]:
        """The figures by their place in the cube."""
        return {_figure(key): value for key, value in self.figures.items()}


def _figure(key: str) -> Figure:
    carrier, measure, dimension, category = key.split("/", 3)
    return carrier, measure, dimension, category


def read_release(file: Path, year: Year, known: Mapping[str, Dimension]) -> Release | None:
    """Return what was published of a year, None where nothing was.

    Raises
    ------
    ParamsError
        Where the file is no release, one by earlier rules, of another year, or of levels that have changed.
    """
    if not file.is_file():
        return None
    name = f"{file.parent.name}/{file.name}"
    try:
        content = json.loads(file.read_bytes())
        if isinstance(content, dict) and "figures" in content and "version" not in content:
            raise ParamsError(
                f"{name} ist eine Freigabe nach den alten Regeln (Version 1, mit Punkten statt Zahlen); "
                "bitte die Datei entfernen und das Jahr mit „auszug release“ neu freigeben."
            )
        release = Release.model_validate(content)
        release.values  # noqa: B018 - that the keys are figures
    except (ValidationError, ValueError):
        raise ParamsError(f"{name} ist keine Freigabe; bitte wiederherstellen oder löschen.") from None
    if (release.city, release.year) != (year.city, year.year):
        raise ParamsError(f"{name} ist die Freigabe eines anderen Jahres; bitte die richtige hinlegen.")
    for key, frozen in release.levels.items():
        now = known[key].category_of if key in known else {}
        if any(now.get(code) != category for code, category in frozen.items()):
            raise ParamsError(
                f"{name} zeigt die Stufe {key}, die inzwischen anders zusammenfasst; was freigegeben ist, "
                "steht fest: bitte die Gruppen in der Datei der Stadt wieder so schreiben wie damals."
            )
    return release


def write_release(
    file: Path, year: Year, minimum: int, figures: Mapping[Figure, float], known: Mapping[str, Dimension]
) -> None:
    """Write what is published of a year, in the order of its keys."""
    printed = sorted({dimension for _, _, dimension, _ in figures} & known.keys())
    release = Release(
        city=year.city,
        year=year.year,
        minimum=minimum,
        levels={key: known[key].category_of for key in printed},
        figures={"/".join(f): None if math.isnan(value) else value for f, value in sorted(figures.items())},
    )
    replace_file(file, f"{release.model_dump_json(indent=1)}\n".encode())
