"""The folder with the parameter files: which file is about which city or year, and what they name on disk.

Each error is one sentence that names the file and the key.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from auszug_lib import ParamsError
from auszug_lib.params.base import shown
from auszug_lib.params.city import City
from auszug_lib.params.mistakes import refuse, validate
from auszug_lib.params.published import Published, PublishedFigure
from auszug_lib.params.yaml import read_yaml
from auszug_lib.params.year import Year

_FOLDER = "params"
PARAMS_VARIABLE = "AUSZUG_PARAMS"

# The address of a database, and that of an SQLite file by a relative path.
_ADDRESS = re.compile(r"[A-Za-z][\w.+-]+://")
_SQLITE = re.compile(r"sqlite(?:\+\w+)?:///(?!/|[A-Za-z]:)")
_DIGITS = 4
_YEAR_IN_NAME = re.compile(rf"\d{{{_DIGITS}}}$")


class ParamsFolder:
    """A project's parameter files, each read once; relative folders of data start at its parent."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: dict[Path, dict[str, Any]] = {}
        self._cities: dict[str, City] = {}

    @classmethod
    def find(cls) -> Self:
        """Return the folder that the environment names, or the nearest `params/` here or above.

        The environment variable is how `auszug lab --params` reaches the kernel of a notebook. Raises
        `ParamsError` where there is no such folder.
        """
        if PARAMS_VARIABLE in os.environ:
            return cls(Path(os.environ[PARAMS_VARIABLE]))
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / _FOLDER).is_dir():
                return cls(folder / _FOLDER)
        raise ParamsError(
            f"Hier gibt es keinen Ordner „{_FOLDER}“: bitte im Projektordner aufrufen oder --params nennen."
        )

    def _values(self, file: Path) -> dict[str, Any]:
        if file not in self._read:
            self._read[file] = read_yaml(file)
        return self._read[file]

    @property
    def project(self) -> Path:
        """The project folder, which holds the parameters."""
        return self.path.parent

    def file(self, name: str) -> Path:
        """Return the parameter file called `name`, without its ending; raises `ParamsError` for a path."""
        if name != Path(name).name:
            raise ParamsError(
                f"„{shown(name)}“ ist kein Name einer Parameterdatei; bitte ohne Ordner nennen."
            )
        return self.path / f"{name}.yaml"

    def city(self, name: str) -> City:
        """Read and validate the city's file `<name>.yaml`, once; raises `ParamsError`."""
        if name not in self._cities:
            file = self.file(name)
            self._cities[name] = validate(City, self._values(file), file)
        return self._cities[name]

    def year(self, name: str) -> Year:
        """Read and validate the year's file `<name>.yaml`, its city's names and its data folder.

        Raises `ParamsError` where the file does not exist, is about no year or does not hold what it must.
        """
        file = self.file(name)
        self._refuse_missing(file)
        values = self._values(file)
        if not {"year", "city"} & set(values):
            raise ParamsError(f"{file.name}, Schlüssel year: fehlt; eine Jahresdatei nennt ihr Berichtsjahr.")
        year = self._checked(values, file)
        # The notebooks know year and city alone, and have to come to the same file.
        _refuse_two(self.file_of(year.year, year.city), file)
        return year

    def _refuse_missing(self, file: Path) -> None:
        if not _is(file.exists):
            known = ", ".join(self.names())
            raise ParamsError(f"Die Jahresdatei {shown(file.name)} gibt es nicht; vorhanden sind: {known}.")

    def _latest_year(self) -> int:
        """Return the latest year that any file is about; raises `ParamsError` where there is no such file."""
        years = [int(name[-_DIGITS:]) for name in self.names()]
        if not years:
            raise ParamsError(f"Im Ordner „{self.path.name}“ gibt es keine Jahresdatei.")
        return max(years)

    def file_of(self, year: int, city: str | None = None) -> Path:
        """Return the file about `year` (of `city`), or the one that would be if there is none.

        A year's file is called after its year: `2019.yaml`, or `bonn-2019.yaml` where there are several.
        Raises `ParamsError` where two files are about the same: nobody could say which of them counts.
        """
        usual, dated = self.file(str(year)), sorted(self.path.glob(f"*{year}.yaml"))
        if city is None:
            return usual if usual in dated or not dated else dated[0]
        likely = [file for file in dated if file == usual or city in file.stem]
        found = [file for file in likely if self._values(file).get("city") == city]
        if found:
            _refuse_two(*found)
            return found[0]
        undated = [file for file in sorted(self.path.glob("*.yaml")) if not _YEAR_IN_NAME.search(file.stem)]
        about = {"city": city, "year": year}.items()
        return next((file for file in (*dated, *undated) if about <= self._values(file).items()), usual)

    def overridden(self, year: int | None, given: Mapping[str, Any]) -> tuple[Year, Path]:
        """Return a year's parameters, the latest by default, with those `given` in place of its file's.

        The file is the one about the year, or the one that would be; raises `ParamsError`.
        """
        number, city = year or self._latest_year(), given.get("city")
        if type(number) is not int or not 0 < number < 10**_DIGITS or not isinstance(city, str | None):
            raise ParamsError("Schlüssel year und city: year muss ein Jahr wie 2019 sein, city ein Text.")
        file = self.file_of(number, city)
        if not {"city", "data"} <= set(given):
            self._refuse_missing(file)
        own = self._values(file) if _is(file.exists) else {}
        return self._checked({**own, "year": number, **given}, file), file

    def _checked(self, values: Mapping[str, Any], file: Path) -> Year:
        """Return the values of a year's file as `Year`, validated against its city and the disk.

        Raises `ParamsError` where a value is wrong, or names a city, carrier, committee or data folder that
        does not exist.
        """
        year = validate(Year, values, file)
        refuse(file, [f"Schlüssel {mistake}" for mistake in self._mistakes(year, file)])
        return year

    def _mistakes(self, year: Year, file: Path) -> Iterator[str]:
        in_name = _YEAR_IN_NAME.search(file.stem)
        if in_name and int(in_name[0]) != year.year:
            yield f"year: {year.year} passt nicht zum Dateinamen"
        if year.city != Path(year.city).name or not _is(self.file(year.city).exists):
            yield f"city: Die Datei {shown(year.city)}.yaml gibt es nicht"
        else:
            yield from year.mistakes_beside(self.city(year.city))
        for name, source in zip(year.data, self.data_sources(year), strict=True):
            if isinstance(source, Path) and not _is(source.is_dir):
                what = "bitte anlegen oder den Namen berichtigen"
                yield f"data: Den Ordner „{shown(name)}“ gibt es nicht; {what}"

    def data_sources(self, year: Year) -> tuple[Path | str, ...]:
        """Return where the deliveries of `year` are: folders, and the addresses of databases.

        Folders and SQLite files are named from the project folder on.
        """
        return tuple(self._source(name) for name in year.data)

    def _source(self, name: str) -> Path | str:
        if _SQLITE.match(name):
            return _SQLITE.sub(lambda found: f"{found[0]}{self.project.resolve().as_posix()}/", name)
        return name if _ADDRESS.match(name) else self.project / name

    def notice_template(self, city: City) -> Path | None:
        """Return the Word document that the notice of `city` begins with; None for the package's own.

        Raises `ParamsError` where the document the city names does not exist.
        """
        if city.notice_template is None:
            return None
        file = self.project / city.notice_template
        if not _is(file.is_file):
            raise ParamsError(
                f"Schlüssel notice_template: Die Vorlage {shown(city.notice_template)} von {city.name} "
                "gibt es nicht; bitte anlegen oder den Namen berichtigen."
            )
        return file

    def published(self, city: City) -> tuple[PublishedFigure, ...]:
        """Read the register of the figures that `city` published before; empty where it keeps none.

        Raises `ParamsError` where the register the city names does not exist or is wrong.
        """
        if city.published is None:
            return ()
        file = self.path / city.published
        if not _is(file.is_file):
            raise ParamsError(
                f"Schlüssel published: Das Register {shown(file.name)} von {city.name} gibt es nicht."
            )
        return validate(Published, self._values(file), file).figures

    def answers_file(self, name: str) -> Path:
        """Return where the explanations lie that carriers give for the year called `name`."""
        return self.path / "answers" / f"{name}.json"

    def names(self) -> tuple[str, ...]:
        """Return the names of all year files, sorted: those that end in a year."""
        return tuple(
            sorted(file.stem for file in self.path.glob("*.yaml") if _YEAR_IN_NAME.search(file.stem))
        )

    def cities(self) -> tuple[str, ...]:
        """Return the names of the files about a city, sorted: they name its carriers and no year."""
        undated = sorted(file for file in self.path.glob("*.yaml") if not _YEAR_IN_NAME.search(file.stem))
        return tuple(file.stem for file in undated if {"name", "carriers"} <= self._values(file).keys())

    def earlier(self, year: Year, file: Path) -> tuple[tuple[Year, Path], ...]:
        """Return the years before `year`, in order of time, each with its file; raises `ParamsError`.

        The files of a city's years are called the same but for the year; `file` is that of `year`.
        """
        beginning = file.stem.removesuffix(str(year.year))
        found = []
        for name in self.names():
            start, number = name[:-_DIGITS], int(name[-_DIGITS:])
            if start == beginning and number < year.year:
                other = self.year(name)
                if other.city == year.city:
                    found.append((other, self.file(name)))
            # A year that is overlooked would be missing where it must be compared.
            if start != beginning and (not start or year.city in start):
                self._refuse_other_names(file, self.file(name), year.city)
        return tuple(found)

    def _refuse_other_names(self, file: Path, other: Path, city: str) -> None:
        if self._values(other).get("city") == city:
            raise ParamsError(
                f"{file.name} und {other.name} sind Jahre derselben Stadt und heißen verschieden; "
                "bitte bis auf das Jahr gleich nennen."
            )


def _is(look: Callable[[], bool]) -> bool:
    """Return what a look at the disk finds; no file has a name that the disk refuses."""
    try:
        return look()
    except (OSError, ValueError):
        return False


def _refuse_two(*files: Path) -> None:
    """Raise `ParamsError` where files about the same year of a city are not the same file."""
    if len(set(files)) > 1:
        raise ParamsError(
            f"{files[0].name} und {files[1].name} beschreiben dasselbe Jahr derselben Stadt; "
            "bitte eine von beiden entfernen."
        )
