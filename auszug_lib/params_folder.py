"""The folder with the parameter files: found, read, and every mistake told in German.

Each error is one sentence that names the file and the key.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from auszug_lib.errors import ParamsError
from auszug_lib.params import EXAMPLE, City, Published, PublishedFigure, Year

FOLDER = "params"
PARAMS_VARIABLE = "AUSZUG_PARAMS"

P = TypeVar("P", bound=BaseModel)


class ParamsFolder:
    """The folder with a project's parameter files.

    Parameters
    ----------
    path
        The folder itself; relative data folders start at its parent.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def find(cls, start: Path | None = None) -> Self:
        """Return the folder that the environment names, or the nearest `params/` at or above `start`.

        `start` is the current folder by default. The environment variable is how `auszug --params`
        reaches the notebooks' kernel.
        """
        if PARAMS_VARIABLE in os.environ:
            return cls(Path(os.environ[PARAMS_VARIABLE]))
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / FOLDER).is_dir():
                return cls(folder / FOLDER)
        raise ParamsError(
            f"Hier gibt es keinen Ordner „{FOLDER}“: bitte im Projektordner aufrufen oder --params nennen."
        )

    @property
    def project(self) -> Path:
        """The project folder, which holds the parameters."""
        return self.path.parent

    def file(self, name: str) -> Path:
        """Return the parameter file called `name`, without its ending."""
        return self.path / f"{name}.yaml"

    def city(self, name: str) -> City:
        """Read and validate the city's file `<name>.yaml`."""
        return _load(City, self.file(name))

    def year(self, name: str) -> Year:
        """Read and validate the year's file `<name>.yaml`, its city's names and its data folder."""
        if not self.file(name).is_file():
            known = ", ".join(self.names())
            raise ParamsError(f"Die Parameterdatei {name}.yaml gibt es nicht; vorhanden sind: {known}.")
        return self.checked_year(_read_yaml(self.file(name)), self.file(name))

    def file_of(self, year: int, city: str | None = None) -> Path:
        """Return the file about `year` (of `city`), or the one that would be if there is none."""
        for name in self.names():
            values = _read_yaml(self.file(name))
            if values.get("year") == year and city in (None, values.get("city")):
                return self.file(name)
        return self.file(str(year))

    def overridden(self, year: int, given: Mapping[str, Any]) -> Year:
        """Return the parameters of `year` as its file has them, with those `given` in their place."""
        file = self.file_of(year, given.get("city"))
        return self.checked_year(
            {**(_read_yaml(file) if file.is_file() else {}), "year": year, **given}, file
        )

    def checked_year(self, values: Mapping[str, Any], file: Path) -> Year:
        """Validate a year's `values`, which come from `file`, against its city and the disk."""
        year = _validate(Year, values, file)
        if file.stem.isdigit() and int(file.stem) != year.year:
            raise ParamsError(f"{file.name}, Schlüssel year: {year.year} passt nicht zum Dateinamen.")
        if not self.file(year.city).is_file():
            raise ParamsError(f"{file.name}, Schlüssel city: Die Datei {year.city}.yaml gibt es nicht.")
        try:
            year.check_names(self.city(year.city))
        except ValueError as error:
            raise ParamsError(f"{file.name}, Schlüssel {error}.") from None
        if not year.is_example and not self.data_folder(year).is_dir():
            raise ParamsError(
                f"{file.name}, Schlüssel data: Den Ordner „{year.data}“ gibt es nicht; "
                f"bitte anlegen oder „{EXAMPLE}“ für Beispieldaten eintragen."
            )
        return year

    def data_folder(self, year: Year) -> Path:
        """Return the folder with the deliveries of `year`."""
        return self.project / year.data

    def published(self, city: City) -> tuple[PublishedFigure, ...]:
        """Read the register of the figures that `city` published before; empty where it keeps none."""
        return _load(Published, self.path / city.published).figures if city.published else ()

    def names(self) -> tuple[str, ...]:
        """Return the names of all year files, sorted."""
        return tuple(sorted(path.stem for path in self.path.glob("*.yaml") if "year" in _read_yaml(path)))

    def years(self, city: str, until: int) -> tuple[Year, ...]:
        """Return the years of `city` up to and including `until`, in order of time."""
        years = [self.year(name) for name in self.names() if _read_yaml(self.file(name)).get("city") == city]
        return tuple(sorted((year for year in years if year.year <= until), key=lambda year: year.year))


def _read_yaml(file: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ParamsError(f"Die Parameterdatei {file.name} gibt es nicht.") from None
    except UnicodeDecodeError:
        raise ParamsError(f"{file.name} ist nicht in UTF-8 gespeichert; bitte so speichern.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", Zeile {mark.line + 1}" if mark else ""
        raise ParamsError(f"{file.name}{line}: Das ist kein gültiges YAML.") from None
    if not isinstance(values, dict):
        raise ParamsError(f"{file.name} enthält keine Schlüssel; erwartet wird „schlüssel: wert“ je Zeile.")
    return values


def _load(model: type[P], file: Path) -> P:
    return _validate(model, _read_yaml(file), file)


def _validate(model: type[P], values: Mapping[str, Any], file: Path) -> P:
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise ParamsError(f"{file.name}, Schlüssel {_in_german(error)}.") from None


_GERMAN = {
    "missing": "fehlt",
    "extra_forbidden": "ist unbekannt; bitte entfernen oder die Schreibweise prüfen",
    "int_type": "muss eine ganze Zahl sein",
    "int_parsing": "muss eine ganze Zahl sein",
    "float_type": "muss eine Zahl sein",
    "float_parsing": "muss eine Zahl sein",
    "string_type": "muss ein Text sein",
    "string_too_short": "darf nicht leer sein",
    "string_pattern_mismatch": "darf nur Buchstaben, Ziffern, Punkt, Binde- und Unterstrich enthalten",
    "date_parsing": "muss ein Datum wie 2019-12-31 sein",
    "date_from_datetime_parsing": "muss ein Datum wie 2019-12-31 sein",
    "date_from_datetime_inexact": "muss ein Datum ohne Uhrzeit sein",
    "date_type": "muss ein Datum wie 2019-12-31 sein",
    "dict_type": "muss eine Zuordnung „schlüssel: wert“ sein",
    "tuple_type": "muss eine Liste sein",
    "too_short": "darf nicht leer sein",
    "model_type": "muss eine Zuordnung „schlüssel: wert“ sein",
}


def _in_german(error: ValidationError) -> str:
    """Return the first mistake as „schlüssel: was falsch ist“."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"] if part != "[key]")
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    if first["type"] == "literal_error":
        return f"{key}: erlaubt sind nur {first['ctx']['expected'].replace(' or ', ' oder ')}"
    if first["type"] in ("greater_than_equal", "less_than_equal"):
        bound = first["ctx"].get("ge", first["ctx"].get("le"))
        return f"{key}: die Zahl liegt jenseits von {bound}"
    return f"{key}: {_GERMAN.get(first['type'], 'hat einen unzulässigen Wert')}"
