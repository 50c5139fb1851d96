"""A parameter file: read as papermill reads it, validated, and every mistake said in German.

Each error is one sentence that names the file and the key. What YAML 1.1 (PyYAML, and so papermill) and the
core schema of YAML 1.2 read differently is refused: nobody could say which of the two was meant.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from auszug_lib import ParamsError

P = TypeVar("P", bound=BaseModel)

_TAG = "tag:yaml.org,2002:"
_STR, _INT, _TIMESTAMP = f"{_TAG}str", f"{_TAG}int", f"{_TAG}timestamp"

# How the core schema of YAML 1.2 tells what is no text (its specification, 10.3.2); but here no whole number
# begins with a zero, which makes it octal in YAML 1.1.
_CORE_SCHEMA = {
    f"{_TAG}null": r"null|Null|NULL|~|",
    f"{_TAG}bool": r"true|True|TRUE|false|False|FALSE",
    _INT: r"[-+]?(0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+",
    f"{_TAG}float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# They end a line in YAML 1.1 alone; no editor shows them.
_INVISIBLE_BREAK = re.compile("[\x85\u2028\u2029]")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe reader, in C where there is one; as for papermill, dates are text."""


_Loader.add_constructor(_TIMESTAMP, _Loader.construct_yaml_str)
_IMPLICIT_TAGS = {_STR, *(tag for known in _Loader.yaml_implicit_resolvers.values() for tag, _ in known)}


def read_yaml(file: Path) -> dict[str, Any]:
    """Return the keys and values in a file; raises `ParamsError`."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ParamsError(f"Die Parameterdatei {file.name} gibt es nicht.") from None
    except UnicodeDecodeError:
        raise ParamsError(f"{file.name} ist nicht in UTF-8 gespeichert; bitte so speichern.") from None
    if found := _INVISIBLE_BREAK.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ParamsError(f"{file.name}, Zeile {line}: Hier steht ein unsichtbarer Umbruch; bitte löschen.")
    try:
        values = _values(text, file)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", Zeile {mark.line + 1}" if mark else ""
        raise ParamsError(f"{file.name}{place}: Das ist kein gültiges YAML.") from None
    if not isinstance(values, dict):
        raise ParamsError(f"{file.name} enthält keine Schlüssel; erwartet wird „schlüssel: wert“ je Zeile.")
    return values


def _values(text: str, file: Path) -> Any:
    """Return what a text holds; raises `ParamsError` for what is ambiguous or stands twice."""
    loader = _Loader(text)
    root = loader.get_single_node()
    nodes = tuple(_nodes(root, (), set())) if isinstance(root, yaml.MappingNode) else ()
    for path, node in nodes:
        if isinstance(node, yaml.ScalarNode) and not _is_read_alike(node.tag, node.value, not node.style):
            raise ParamsError(
                f"{file.name}, Schlüssel {'.'.join(path)}: ist mehrdeutig, denn YAML 1.1 und 1.2 lesen es "
                "verschieden; bitte in Anführungszeichen setzen, oder eindeutig schreiben, etwa 12, 1000, "
                "0.5, true oder false."
            )
    values = loader.construct_document(root) if root else None
    for _, node in nodes:
        known = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            name = loader.construct_object(key, deep=True)
            if name in known:
                line = key.start_mark.line + 1
                raise ParamsError(f"{file.name}, Zeile {line}: Diesen Schlüssel gibt es in der Datei schon.")
            known.add(name)
    return values


def _nodes(node: Any, path: tuple[str, ...], seen: set[int]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every node once, keys too, each with the keys and positions that lead to it."""
    if id(node) in seen:  # an alias
        return
    seen.add(id(node))
    yield path, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*path, str(key.value))
            yield from _nodes(key, below, seen)
            yield from _nodes(value, below, seen)
    if isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _nodes(value, (*path, str(position)), seen)


def _is_read_alike(tag: str, text: str, plain: bool) -> bool:
    """Return whether YAML 1.2 comes to what PyYAML makes of a scalar, which it tagged."""
    if tag == _TIMESTAMP:  # YAML 1.2 has only text; a day is the same day for all
        return bool(_DAY.fullmatch(text))
    if tag not in _IMPLICIT_TAGS:  # it is written in the file
        return True
    core = (core for core, pattern in _CORE_SCHEMA.items() if plain and re.fullmatch(pattern, text))
    return tag == next(core, _STR)


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
