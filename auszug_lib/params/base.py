"""What all parameters share: unknown keys are refused, and nothing changes once it is read."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Literal, TypeVar

# pydantic would look through all installed packages for plugins; none has a say in what parameters mean.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from auszug_lib import ParamsError
from auszug_lib.params.typeface import lacking

Section = Literal[
    "einleitung",
    "vermittlung",
    "wohnungen",
    "pilot",
    "warten",
    "sprechstunden",
    "workshops",
    "begleitung",
    "stellen",
    "ausblick",
]
Visibility = Literal["oeffentlich", "intern"]

# More carriers, codes of a list or groups than this has no city.
MOST = 500
_MOST_SHOWN = 40
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GERMAN = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_YEARS = range(1900, 2200)

_Thing = TypeVar("_Thing")


def mistake(text: str) -> PydanticCustomError:
    """Return what a validator raises: what is wrong with a value, in German."""
    return PydanticCustomError("in_german", "{text}", {"text": text})


def _as_text(code: object) -> object:
    return str(code) if type(code) is int else code


def _printable(text: str) -> str:
    if sign := lacking(text):
        raise mistake(
            f"enthält ein Zeichen, das die Schrift der Berichte nicht hat ({sign}); bitte entfernen"
        )
    return text


def _in_one_line(text: str) -> str:
    if _CONTROL.search(text):
        raise mistake("muss in einer Zeile stehen, ohne Tabulator und Steuerzeichen")
    return text


def _as_day(value: object) -> dt.date:
    """Return the day that a text names; pydantic would read a number as seconds since 1970."""
    if type(value) is dt.date:
        return value
    text = value if isinstance(value, str) else ""
    iso, german = _ISO.fullmatch(text.strip()), _GERMAN.fullmatch(text.strip())
    parts = iso.groups() if iso else german.groups()[::-1] if german else None
    if parts is None:
        raise mistake("muss ein Datum wie 2019-12-31 oder 31.12.2019 sein")
    try:
        day = dt.date(*map(int, parts))
    except ValueError:
        raise mistake(f"den Tag {text} gibt es nicht") from None
    if day.year not in _YEARS:
        raise mistake(f"das Jahr muss zwischen {_YEARS[0]} und {_YEARS[-1]} liegen")
    return day


# A word of the deliveries, and what is printed: names in tables and headings, and whole sentences.
Word = Annotated[str, Field(max_length=200), AfterValidator(_in_one_line)]
Name = Annotated[Word, Field(min_length=1), AfterValidator(_printable)]
Text = Annotated[str, Field(min_length=1, max_length=5000), AfterValidator(_printable)]
# Becomes a part of file and folder names.
Code = Annotated[str, Field(pattern=r"^\w[\w.-]*$", max_length=40)]
# A code of a list; without quotes YAML reads some as numbers.
ListCode = Annotated[Word, BeforeValidator(_as_text)]
Day = Annotated[dt.date, BeforeValidator(_as_day)]


class Params(BaseModel):
    """What all parameters share: unknown keys are refused, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


def shown(name: object) -> str:
    """Return a key or a name from a file as a sentence may quote it: in one line, and not too long."""
    text = "".join(sign if sign.isprintable() else "�" for sign in str(name)[: _MOST_SHOWN + 1])
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def alike(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known name that is most like another one; nothing where none is.

    Where the known words are a mapping, what they stand for is returned.
    """
    spelt = {one.lower(): known[one] if isinstance(known, Mapping) else one for one in known}
    found = get_close_matches(name.lower(), spelt, 1, likeness)
    return spelt[found[0]] if found else ""


def meant(name: object, known: Iterable[str]) -> str:
    """Return the known name that is like another one, see `alike`, as a question in brackets."""
    found = alike(str(name)[:_MOST_SHOWN], known)
    return f" (meinten Sie „{found}“?)" if found else ""


def unknown(key: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield a mistake of `key` for every name that is not known."""
    known = tuple(known)
    for name in names:
        if name not in known:
            yield f"{key}: „{shown(name)}“ gibt es nicht{meant(name, known)}; {all_known(known)}"


class Named(dict[str, _Thing]):
    """Things by their keys; whoever asks for another one gets `ParamsError`, which says what may be meant."""

    def __init__(self, kind: str, things: Mapping[str, _Thing]) -> None:
        super().__init__(things)
        self._kind = kind

    def __missing__(self, name: object) -> _Thing:
        keys = {getattr(thing, "label", key): key for key, thing in self.items()} | {key: key for key in self}
        beginning = f"{self._kind}: „{shown(name)}“ gibt es nicht"
        if question := meant(name, keys):
            raise ParamsError(f"{beginning}{question}.")
        raise ParamsError(f"{beginning}; {all_known([key for key in self if ':' not in key])}.")


def all_known(names: Sequence[str]) -> str:
    """Return which names there are, as the end of a sentence about one that is none of them."""
    more = " und weitere" if len(names) > _MOST_SHOWN else ""
    return (
        f"bekannt sind: {', '.join(map(shown, names[:_MOST_SHOWN]))}{more}" if names else "bekannt ist nichts"
    )
