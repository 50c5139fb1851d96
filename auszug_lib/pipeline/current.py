"""Whether a finished set still is what would be made: a hash of all that it depends on lies beside it.

That is beside the executed notebooks and never in a public folder, for it depends on unpublished cells too.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auszug_lib import DeliveryError
from auszug_lib.params import Visibility
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.pipeline.jobs import CHECK, notebooks_folder

if TYPE_CHECKING:
    import pandas as pd

EXECUTED = "notebooks"
CURRENT = "stand.json"
_QUESTIONS = "open_questions"

_CODE = Path(__file__).parents[1]
_NOT_READ = ("__pycache__", ".ipynb_checkpoints")


def key_of(folder: ParamsFolder, name: str, visibility: Visibility | None) -> str:
    """Return a hash of all that a year's reports depend on; nothing where a database cannot be read.

    It is of the parameters, deliveries, explanations and releases of the year and those before, of the
    notebooks, of this package and of the versions of what it needs; of a database, of its rows. Raises
    `ParamsError`.
    """
    year, file = folder.year(name), folder.file(name)
    years = [(year, file), *folder.earlier(year, file)]
    sources = dict.fromkeys(source for one, _ in years for source in folder.data_sources(one))
    city = folder.city(year.city)
    releases = [folder.path / "releases" / f"{one.stem}.json" for _, one in years]
    registers = [folder.path / city.published] if city.published else []
    templates = [template] if (template := folder.notice_template(city)) else []
    answers = folder.answers_file(name)
    params = [*(one for _, one in years), folder.file(year.city), *registers, *releases, *templates, answers]
    hashed = hashlib.sha256(f"{visibility or year.visibility} {made_with()}".encode())
    for one in params:
        hashed.update(f"{one.name} {_hash(one) if one.is_file() else ''}\n".encode())
    try:
        for source in (notebooks_folder(folder), *sources):
            content = _hashes(source) if isinstance(source, Path) else _rows(source)
            hashed.update(f"{json.dumps(content)}\n".encode())
    except DeliveryError:
        return ""  # the reports say what is wrong
    return hashed.hexdigest()


def made_with() -> str:
    """Return a hash of this package, of Python, and of the versions of what it needs."""
    needed = [line for line in requires("auszug") or () if "extra ==" not in line]
    names = sorted(match[0] for line in needed if (match := re.match(r"[\w.-]+", line)))
    versions = {name: version(name) for name in names}
    return hashlib.sha256(json.dumps([sys.version, versions, _hashes(_CODE)]).encode()).hexdigest()


def write_current(staging: Path, audience: str, key: str, questions: int) -> None:
    """Write beside the executed notebooks of a set on what it depends, and what its files are.

    `questions` is how many soft findings of the year nobody has accepted or explained.
    """
    made = {"key": key, "audience": audience, "files": _made(staging, audience), _QUESTIONS: questions}
    (staging / EXECUTED / CURRENT).write_text(
        json.dumps(made, indent=1) + "\n", encoding="utf-8", newline="\n"
    )


def is_current(place: Path, audience: str, key: str) -> bool:
    """Return whether the set in a year's folder has this key, and all its files are as they were made."""
    made = _read(place)
    expected = {"key": key, "audience": audience, "files": _made(place, audience)}
    return bool(key) and {name: made.get(name) for name in expected} == expected


def open_questions(place: Path) -> int:
    """Return how many soft findings were open when the set in a year's folder was made; 0 where none is."""
    return int(_read(place).get(_QUESTIONS, 0))


def _read(place: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((place / EXECUTED / CURRENT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _made(place: Path, audience: str) -> dict[str, str]:
    return {
        f"{name}/{file}": digest
        for name in (audience, EXECUTED)
        for file, digest in _hashes(place / name).items()
        if file not in (CURRENT, f"{CHECK}.ipynb")  # the check is made by itself too
    }


def _hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder, by its path there."""
    return {file.relative_to(folder).as_posix(): _hash(file) for file in sorted(_files(folder))}


def _rows(database: str) -> dict[str, str]:
    """Return the hash of every table of a database, by its name."""
    from auszug_lib.delivery.reading.database import read_database  # which is slow to import

    return {name: _hash_rows(frame) for name, frame in sorted(read_database(database).items())}


def _hash_rows(frame: "pd.DataFrame") -> str:
    return hashlib.sha256(f"{frame.dtypes.to_dict()}\n{frame.to_csv(index=False)}".encode()).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    seen = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        seen.add(os.path.realpath(place))  # a link may lead back to where it lies
        below = [name for name in folders if os.path.realpath(Path(place, name)) not in seen]
        folders[:] = [name for name in below if name not in _NOT_READ]
        yield from (file for name in names if (file := Path(place, name)).is_file())


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
