"""Accepting findings: entries under `accepted` are written into a year's file, which keeps all else as it is.

Whoever maintains the file has comments and a layout in it, so lines are put in and none is changed.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from auszug_lib import ParamsError
from auszug_lib.params.replacing import replace_file
from auszug_lib.params.yaml import read_yaml
from auszug_lib.params.year import Acceptance

_KEY = "accepted"
_INDENT = 2


def add_accepted(file: Path, added: Sequence[Acceptance]) -> None:
    """Write acceptances into a year's file; the file is as it was, or has all of them.

    Raises `ParamsError` where its layout leaves no room for lines of their own.
    """
    read_yaml(file)  # refuses what is no file of parameters
    text = file.read_bytes().decode("utf-8")
    entries = [one.model_dump(exclude_none=True) for one in added]
    new = _with_entries(text, entries)
    before = _values(text)
    if _values(new) != {**before, _KEY: [*(before.get(_KEY) or ()), *entries]}:
        raise ParamsError(
            f"{file.name}, Schlüssel {_KEY}: Hier lässt sich nichts anfügen, ohne anderes zu ändern; bitte "
            f"„{_KEY}:“ in einer Zeile für sich schreiben und darunter je Eintrag eine, die mit „-“ beginnt."
        )
    replace_file(file, new.encode())


def _values(text: str) -> Any:
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # texts and nothing else
    except yaml.YAMLError:
        return None


def _with_entries(text: str, entries: Sequence[dict[str, str]]) -> str:
    """Return the text of a file with entries after the last one of `accepted`, or at its end."""
    end = "\r\n" if "\r\n" in text else "\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    found = [(key, value) for key, value in root.value if key.value == _KEY]
    lines = text.split("\n")
    if not found:
        start = "" if text.endswith("\n") else end
        return f"{text}{start}{end}{_KEY}:{end}{_block(entries, _INDENT, end)}"
    [(key, value)] = found
    is_list = isinstance(value, yaml.SequenceNode) and not value.flow_style
    indent = value.start_mark.column if is_list else _INDENT
    after = _last_line(value) if is_list else key.start_mark.line
    lines.insert(after + 1, _block(entries, indent, end).removesuffix("\n"))
    return "\n".join(lines)


def _last_line(node: Any) -> int:
    """Return the number of the last line that a block has something on."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.line) - (node.end_mark.column == 0)


def _block(entries: Sequence[dict[str, str]], indent: int, end: str) -> str:
    return "".join(f"{' ' * indent}{line}{end}" for entry in entries for line in _lines(entry))


def _lines(entry: dict[str, str]) -> Iterator[str]:
    """Yield an entry as lines of YAML; every value is quoted, so that nothing in it means anything."""
    for number, (name, value) in enumerate(entry.items()):
        quoted = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=float("inf"))
        yield f"{'  ' if number else '- '}{name}: {quoted.strip()}"
