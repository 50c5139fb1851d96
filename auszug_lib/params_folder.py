"""The folder with the parameter files: found, read, and every mistake told in German.

Each error is one sentence that names the file and the key.
"""

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import YAMLError

from auszug_lib.errors import ParamsError
from auszug_lib.params import EXAMPLE, City, Published, PublishedFigure, Year

FOLDER = "params"
PARAMS_VARIABLE = "AUSZUG_PARAMS"

_YEAR_IN_NAME = re.compile(r"\d{4}$")

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

        The environment variable is how `auszug --params` reaches the notebooks' kernel.

        Parameters
        ----------
        start
            Where to look first; the current folder by default.

        Raises
        ------
        ParamsError
            Where there is no such folder.
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
        """Return the parameter file called `name`, without its ending; raises `ParamsError` for a path."""
        if name != Path(name).name:
            raise ParamsError(f"„{name}“ ist kein Name einer Parameterdatei; bitte ohne Ordner nennen.")
        return self.path / f"{name}.yaml"

    def city(self, name: str) -> City:
        """Read and validate the city's file `<name>.yaml`; raises `ParamsError`."""
        return _load(City, self.file(name))

    def year(self, name: str) -> Year:
        """Read and validate the year's file `<name>.yaml`, its city's names and its data folder.

        Raises
        ------
        ParamsError
            Where the file does not exist, is about no year or does not hold what it must.
        """
        file = self.file(name)
        if not file.is_file():
            known = ", ".join(self.names())
            raise ParamsError(f"Die Jahresdatei {file.name} gibt es nicht; vorhanden sind: {known}.")
        if name not in self.names():
            raise ParamsError(f"{file.name}, Schlüssel year: fehlt; eine Jahresdatei nennt ihr Berichtsjahr.")
        return self.checked_year(_read_yaml(file), file)

    def latest_year(self) -> int:
        """Return the latest year that any file is about; raises `ParamsError` where there is no such file."""
        years = [year for _, year in self._subjects() if isinstance(year, int)]
        if not years:
            raise ParamsError(f"Im Ordner „{self.path.name}“ gibt es keine Jahresdatei.")
        return max(years)

    def file_of(self, year: int, city: str | None = None) -> Path:
        """Return the file about `year` (of `city`), or the one that would be if there is none.

        Parameters
        ----------
        year, city
            The calendar year; the name of the city's file, None for any city.
        """
        subjects = self._subjects()
        if city is None and self.file(str(year)) in subjects.values():
            return self.file(str(year))
        found = [file for (of, in_year), file in subjects.items() if in_year == year and city in (None, of)]
        return found[0] if found else self.file(str(year))

    def overridden(self, year: int, given: Mapping[str, Any]) -> Year:
        """Return the parameters of `year` as its file has them, with those `given` in their place.

        Raises
        ------
        ParamsError
            Where the parameters are wrong, be they the file's or given.
        """
        file = self.file_of(year, given.get("city"))
        own = _read_yaml(file) if file.is_file() else {}
        return self.checked_year({**own, "year": year, **given}, file)

    def checked_year(self, values: Mapping[str, Any], file: Path) -> Year:
        """Validate a year's `values` against its city and the disk.

        Parameters
        ----------
        values
            Key and value as in a year's file.
        file
            The file they come from, which every error names; its name may end in the year.

        Raises
        ------
        ParamsError
            Where a value is wrong, or names a city, carrier, committee or data folder that does not exist.
        """
        year = _validate(Year, values, file)
        in_name = _YEAR_IN_NAME.search(file.stem)
        if in_name and int(in_name[0]) != year.year:
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
        """Read the register of the figures that `city` published before; empty where it keeps none.

        Raises
        ------
        ParamsError
            Where the register the city names does not exist or is wrong.
        """
        if city.published is None:
            return ()
        if not (self.path / city.published).is_file():
            raise ParamsError(
                f"Schlüssel published: Das Register {city.published} von {city.name} gibt es nicht."
            )
        return _load(Published, self.path / city.published).figures

    def names(self) -> tuple[str, ...]:
        """Return the names of all year files, sorted."""
        return tuple(sorted(file.stem for file in self._subjects().values()))

    def years(self, city: str, until: int) -> tuple[Year, ...]:
        """Return the years of `city` up to and including `until`, in order of time; raises `ParamsError`."""
        wanted = sorted(
            (year, file.stem)
            for (of, year), file in self._subjects().items()
            if of == city and isinstance(year, int) and year <= until
        )
        return tuple(self.year(name) for _, name in wanted)

    def _subjects(self) -> dict[tuple[Any, Any], Path]:
        """Return the unchecked city and year that each year file is about.

        Raises
        ------
        ParamsError
            Where two files are about the same: nobody could say which of them counts.
        """
        subjects: dict[tuple[Any, Any], Path] = {}
        for file in sorted(self.path.glob("*.yaml")):
            values = _read_yaml(file)
            if "year" not in values:
                continue
            subject = (values.get("city"), values["year"])
            if not all(isinstance(part, str | int) for part in subject):
                subject = (file.stem, None)  # wrong types are told when the file itself is read
            if subject in subjects:
                raise ParamsError(
                    f"{subjects[subject].name} und {file.name} beschreiben dasselbe Jahr derselben Stadt; "
                    "bitte eine von beiden entfernen."
                )
            subjects[subject] = file
        return subjects


def _read_yaml(file: Path) -> dict[str, Any]:
    try:
        return _parsed(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        raise ParamsError(f"Die Parameterdatei {file.name} gibt es nicht.") from None


@lru_cache(maxsize=256)
def _parsed(file: Path, modified: int) -> dict[str, Any]:
    """Return what stands in a file; read once for as long as it is not `modified`."""
    try:
        values = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ParamsError(f"{file.name} ist nicht in UTF-8 gespeichert; bitte so speichern.") from None
    except DuplicateKeyError as error:
        line = f"{file.name}, Zeile {error.problem_mark.line + 1}"
        raise ParamsError(f"{line}: Diesen Schlüssel gibt es in der Datei schon.") from None
    except YAMLError as error:
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
        allowed = first["ctx"]["expected"].replace(" or ", " oder ").replace("'", "")
        return f"{key}: erlaubt sind nur {allowed}"
    if first["type"] == "greater_than_equal":
        return f"{key}: muss mindestens {first['ctx']['ge']} sein"
    if first["type"] == "less_than_equal":
        return f"{key}: darf höchstens {first['ctx']['le']} sein"
    return f"{key}: {_GERMAN.get(first['type'], 'hat einen unzulässigen Wert')}"
