"""A parameter file: read as YAML 1.2, validated, and every mistake said in German.

Each error is one sentence that names the file and the key.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import YAMLError

from auszug_lib import ParamsError

P = TypeVar("P", bound=BaseModel)


def read_yaml(file: Path) -> dict[str, Any]:
    """Return the keys and values in a file; raises `ParamsError`."""
    try:
        values = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ParamsError(f"Die Parameterdatei {file.name} gibt es nicht.") from None
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


def validate(model: type[P], values: Mapping[str, Any], file: Path) -> P:
    """Return `values` as `model`; raises `ParamsError`, which names `file` and the key."""
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
    "names_type": "muss ein Text oder eine Liste von Texten sein",
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
