"""The mistakes in parameters, all of a file in one German sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from auszug_lib import ParamsError
from auszug_lib.params.base import meant, shown

P = TypeVar("P", bound=BaseModel)

_MOST_MISTAKES = 10
_WHOLE = "muss eine ganze Zahl sein"
_MAPPING = "muss eine Zuordnung „schlüssel: wert“ sein"
_GERMAN = {
    "missing": "fehlt ({meaning})",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "float_type": "muss eine Zahl sein",
    "float_parsing": "muss eine Zahl sein",
    "finite_number": "muss eine Zahl sein",
    "string_type": "muss ein Text sein",
    "string_unicode": "enthält ein Zeichen, das es nicht gibt; bitte entfernen",
    "string_too_short": "darf nicht leer sein",
    "string_too_long": "darf höchstens {max_length} Zeichen haben",
    "string_pattern_mismatch": "darf nur Buchstaben, Ziffern, Punkt, Binde- und Unterstrich enthalten",
    "dict_type": _MAPPING,
    "invalid_key": "ist kein Wort; Schlüssel sind Wörter",
    "tuple_type": "muss eine Liste sein",
    "too_short": "darf nicht leer sein",
    "too_long": "darf höchstens {max_length} Einträge haben",
    "model_type": _MAPPING,
    "greater_than_equal": "muss mindestens {ge} sein",
    "less_than_equal": "darf höchstens {le} sein",
    "in_german": "{text}",
}


def refuse(file: Path, mistakes: Sequence[str], unsaid: int = 0) -> None:
    """Raise `ParamsError` with the mistakes in a file, each with its place; nothing where there is none.

    `unsaid` is how many there are besides.
    """
    if mistakes:
        unsaid += len(mistakes[_MOST_MISTAKES:])
        more = f"; und {unsaid} weitere" if unsaid else ""
        raise ParamsError(f"{shown(file.name)}, {'; '.join(mistakes[:_MOST_MISTAKES])}{more}.")


def validate(model: type[P], values: Mapping[str, Any], file: Path) -> P:
    """Return `values` as `model`; raises `ParamsError` with all mistakes in them."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        first = islice(_in_german(model, error), _MOST_MISTAKES)
        refuse(
            file, [f"Schlüssel {mistake}" for mistake in first], max(0, error.error_count() - _MOST_MISTAKES)
        )
        raise


def _in_german(model: type[BaseModel], error: ValidationError) -> Iterator[str]:
    """Yield each mistake as „schlüssel: was falsch ist“."""
    for one in error.errors(include_url=False):
        place, context = one["loc"], one.get("ctx", {})
        key = ".".join(shown(part) for part in place if part != "[key]")
        if one["type"] == "value_error":
            yield from context["error"].args
        elif one["type"] == "extra_forbidden":
            question = meant(place[-1], [*_model_at(model, place[:-1]).model_fields])
            yield f"{key}: ist unbekannt{question or '; bitte entfernen oder die Schreibweise prüfen'}"
        elif one["type"] == "literal_error":
            known = re.findall("'(.+?)'", context["expected"])
            yield f"{key}: erlaubt sind nur {' oder '.join(known)}{meant(one['input'], known)}"
        else:
            text = _GERMAN.get(one["type"], "hat einen unzulässigen Wert")
            field = _model_at(model, place[:-1]).model_fields.get(str(place[-1]))
            yield f"{key}: {text.format_map({**context, 'meaning': field and field.description})}"


def _model_at(model: type[BaseModel], place: Sequence[int | str]) -> type[BaseModel]:
    """Return the model that stands at a place below another one."""
    for part in place:
        field = model.model_fields.get(str(part))
        model = next(_models(field.annotation), model) if field else model
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
