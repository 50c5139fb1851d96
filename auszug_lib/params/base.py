"""What all parameters share: unknown keys are refused, and nothing changes once it is read."""

import datetime as dt
import os
from collections.abc import Iterable
from typing import Annotated, Literal

# pydantic would look through all installed packages for plugins; none has a say in what parameters mean.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

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
Name = Annotated[str, Field(min_length=1)]
# Becomes a part of file and folder names.
Code = Annotated[str, Field(pattern=r"^[\w.-]+$")]


def _as_text(code: object) -> object:
    return str(code) if type(code) is int else code


# A code of a list; without quotes YAML reads some as numbers.
ListCode = Annotated[str, BeforeValidator(_as_text)]


def _only_dates(value: object) -> object:
    """Refuse what pydantic would otherwise read as seconds since 1970."""
    if isinstance(value, str | dt.date):
        return value
    raise PydanticCustomError("date_type", "a date is expected")


Day = Annotated[dt.date, BeforeValidator(_only_dates)]


class Params(BaseModel):
    """What all parameters share: unknown keys are refused, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def refuse_unknown(key: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise ValueError, which names the key, where a name is not known."""
    known = tuple(known)
    for name in names:
        if name not in known:
            raise ValueError(f"{key}: „{name}“ gibt es nicht; bekannt sind: {', '.join(known)}")
