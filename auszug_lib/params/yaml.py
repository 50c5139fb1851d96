"""A parameter file: read as papermill reads it.

Each error is one sentence that names the file and the key. What YAML 1.1 (PyYAML, and so papermill) and the
core schema of YAML 1.2 read differently is refused: nobody could say which of the two was meant. So are tags,
deep nesting and whatever else no parameter needs and takes the machine.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from auszug_lib import ParamsError
from auszug_lib.params.base import shown
from auszug_lib.params.mistakes import refuse

# A register of three thousand published figures has half of each.
_MOST_BYTES = 1_000_000
_MOST_NODES = 50_000
_DEEPEST = 12
_MOST_DIGITS = 18

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


def read_yaml(file: Path) -> dict[str, Any]:
    """Return the keys and values in a file; raises `ParamsError`."""
    text = _text(file)
    if found := _INVISIBLE_BREAK.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ParamsError(f"{file.name}, Zeile {line}: Hier steht ein unsichtbarer Umbruch; bitte löschen.")
    try:
        _refuse_excess(text, file)
        values = _values(text, file)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f", Zeile {mark.line + 1}" if mark else ""
        raise ParamsError(
            f"{file.name}{place}: Das ist kein gültiges YAML; bitte Einrückung und Klammern prüfen und "
            "Texte, die mit einem Zeichen wie {, [, * oder % beginnen, in Anführungszeichen setzen."
        ) from None
    if not isinstance(values, dict):
        raise ParamsError(f"{file.name} enthält keine Schlüssel; erwartet wird „schlüssel: wert“ je Zeile.")
    return values


def _text(file: Path) -> str:
    name = shown(file.name)
    try:
        if not file.is_file():  # a pipe would wait for a writer
            what = "ist keine Datei; bitte umbenennen" if file.exists() else "gibt es nicht"
            raise ParamsError(f"Die Parameterdatei {name} {what}.")
        with file.open("rb") as content:
            read = content.read(_MOST_BYTES + 1)
    except (OSError, ValueError):  # of a name that no file can have too
        raise ParamsError(f"Die Parameterdatei {name} lässt sich nicht öffnen.") from None
    if len(read) > _MOST_BYTES:
        raise ParamsError(f"{name} ist größer als ein Megabyte; so groß ist keine Parameterdatei.")
    try:
        return read.decode("utf-8")
    except UnicodeDecodeError:
        raise ParamsError(f"{name} ist nicht in UTF-8 gespeichert; bitte so speichern.") from None


def _refuse_excess(text: str, file: Path) -> None:
    """Raise `ParamsError` for tags, and for what PyYAML, which recurses in C, could not compose."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        place = f"{file.name}, Zeile {event.start_mark.line + 1}"
        if getattr(event, "tag", None):
            raise ParamsError(
                f"{place}: Was mit „!“ beginnt, ist in Parametern nicht erlaubt; bitte löschen."
            )
        if depth > _DEEPEST:
            raise ParamsError(
                f"{place}: So tief ist kein Parameter verschachtelt; bitte die Klammern prüfen."
            )
        if count > 2 * _MOST_NODES:
            raise ParamsError(f"{place}: So viele Werte hat keine Parameterdatei; bitte kürzen.")


def _values(text: str, file: Path) -> Any:
    """Return what a text holds; raises `ParamsError` for what is ambiguous, endless or stands twice."""
    loader = _Loader(text)
    root = loader.get_single_node()
    nodes: dict[int, tuple[tuple[str, ...], Any]] = {}
    length = 0
    named = _nodes(root, ()) if isinstance(root, yaml.MappingNode) else ()
    for count, (path, node) in enumerate(named):
        nodes.setdefault(id(node), (path, node))
        length += len(node.value) if isinstance(node, yaml.ScalarNode) else 0
        if count > _MOST_NODES or len(path) > _DEEPEST or length > 2 * _MOST_BYTES:
            place = f"{file.name}, Schlüssel {shown(path[0])}"
            raise ParamsError(f"{place}: Die Verweise mit „*“ ergeben zu viel; bitte kürzen.")
    wrong = [(path, _why_not(node)) for path, node in nodes.values()]
    refuse(file, [f"Schlüssel {'.'.join(map(shown, path))}: {why}" for path, why in wrong if why])
    values = loader.construct_document(root) if root else None
    refuse(file, [mistake for _, node in nodes.values() for mistake in _twice(node, loader)])
    return values


def _nodes(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every node as often as it is named, keys too, each with the keys and positions to it."""
    yield path, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*path, key.value if isinstance(key, yaml.ScalarNode) else "?")
            yield from _nodes(key, below)
            yield from _nodes(value, below)
    if isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _nodes(value, (*path, str(position)))


def _twice(node: Any, loader: Any) -> Iterator[str]:
    known: set[object] = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        name = loader.construct_object(key, deep=True)
        if known & {name, str(name)}:  # a code may be written as number or text
            yield f"Zeile {key.start_mark.line + 1}: Diesen Schlüssel gibt es in der Datei schon"
        known |= {name, str(name)}


def _why_not(node: Any) -> str:
    """Return why a scalar is not accepted; nothing where it is, or is none."""
    if not isinstance(node, yaml.ScalarNode):
        return ""
    if node.tag == _INT and len(node.value) > _MOST_DIGITS:
        return "ist eine zu große Zahl"
    if _is_read_alike(node.tag, node.value, not node.style):
        return ""
    return (
        "ist mehrdeutig, denn YAML 1.1 und 1.2 lesen es verschieden; bitte in Anführungszeichen setzen, "
        "oder eindeutig schreiben, etwa 12, 1000, 0.5, true oder false"
    )


def _is_read_alike(tag: str, text: str, plain: bool) -> bool:
    """Return whether YAML 1.2 comes to what PyYAML makes of a scalar, which it tagged."""
    if tag == _TIMESTAMP:  # YAML 1.2 has only text; a day is the same day for all
        return bool(_DAY.fullmatch(text))
    core = (core for core, pattern in _CORE_SCHEMA.items() if plain and re.fullmatch(pattern, text))
    return tag == next(core, _STR)
