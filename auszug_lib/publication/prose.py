"""Paragraphs: Markdown with marked figures, filled in from the package's templates or the parameters.

Figures reach them through a few functions, and words that come from data or parameters are escaped, so that
they are never read as Markdown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, get_args

import mistune
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from auszug_lib import ParamsError
from auszug_lib.params.base import Section
from auszug_lib.publication import grammar, numbers
from auszug_lib.publication.document import Block, Cell, html_templates, machine
from auszug_lib.publication.figure_id import FigureId

# A figure in a text stands between signs that no text has, from Unicode's area for private use: no parameter
# may have them, as the typeface lacks them.
_START, _NEXT, _END = "\ue000", "\ue001", "\ue002"
_FIELD = rf"([^{_START}{_NEXT}{_END}]*)"
MARK = re.compile(f"{_START}{_NEXT.join([_FIELD] * 5)}{_END}")
_MARK_AS_A_WHOLE = re.compile(f"({_START}[^{_END}]*{_END})")
_SIGNS = dict.fromkeys(map(ord, (_START, _NEXT, _END)))

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])|^(\s*\d*)(?=[.)+-])", re.MULTILINE)
_TEMPLATES = Path(__file__).parent / "templates" / "text"


def marked(cell: Cell) -> str:
    """Return a figure's text with its identity around it, for a paragraph in Markdown."""
    if not cell.figure:
        return cell.text
    value = "" if cell.value is None else machine(cell.value)
    fields = (cell.text, cell.figure, cell.derived, cell.before, value)
    return _START + _NEXT.join(map(without_signs, fields)) + _END


def unmarked(text: str) -> str:
    """Return a text with its figures' words alone."""
    return MARK.sub(r"\1", text)


def without_signs(text: str) -> str:
    """Return a text that nobody can take for one with figures."""
    return text.translate(_SIGNS)


def escaped(text: str) -> str:
    """Return words as Markdown that says just them; no figure is left in them."""
    return _MARKDOWN.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", without_signs(text))


@dataclass(frozen=True)
class Prose(Block):
    """Paragraphs in Markdown; raw HTML in them is shown, never obeyed, and a picture is its words."""

    kind: ClassVar[str] = "prose"

    markdown: str

    def document(self) -> dict[str, Any]:
        """Return the paragraphs as mistune's syntax tree; a figure is a node of its own."""
        return {"kind": self.kind, "tree": [_tamed(node) for node in _syntax_tree()(self.markdown)]}

    @property
    def rendered(self) -> Markup:
        """The paragraphs as HTML."""
        renderer = mistune.HTMLRenderer(escape=True)
        renderer.register("figure", _figure_html)
        return Markup(renderer(self.document()["tree"], mistune.BlockState()))

    def text(self) -> str:
        """Return the Markdown without marks."""
        return unmarked(self.markdown)


@cache
def _syntax_tree() -> Any:
    markdown = mistune.create_markdown(renderer=None)
    markdown.inline.register("figure", MARK.pattern, _read_figure, before="link")
    return markdown


def _read_figure(inline: Any, found: re.Match[str], state: Any) -> int:
    text, figure, derived, before, value = MARK.findall(found[0])[0]
    number = float(value) if value else None
    cell = {"text": text, "figure": figure, "derived": derived, "before": before, "value": number}
    state.append_token({"type": "figure", "raw": text, "attrs": {"cell": cell}})
    return found.end()


def _tamed(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node without what a page must not do: load a picture, or begin a second title."""
    node = {**node, "children": [_tamed(child) for child in node["children"]]} if "children" in node else node
    if node["type"] == "image":
        return {"type": "emphasis", "children": node["children"]}
    if node["type"] == "heading":
        return {**node, "attrs": {**node["attrs"], "level": max(2, node["attrs"]["level"])}}
    return node


def _figure_html(renderer: Any, text: str, cell: Mapping[str, Any]) -> str:
    """Return a figure in a sentence as HTML that leads to its definition."""
    template = html_templates().get_template("blocks/figure.html.j2")
    return template.render(cell=cell, measure=FigureId.parse(cell["figure"]).measure).strip()


def standard_text(name: str, context: Mapping[str, Any]) -> str:
    """Return the package's own paragraphs called `name` as Markdown; empty where a section has none.

    Where neither the package nor the parameters know such a section, it raises `ParamsError`.
    """
    own = [file.partition(".")[0] for file in text_templates().list_templates()]
    known = dict.fromkeys((*get_args(Section), *own))
    if name not in known:
        raise ParamsError(f"Den Abschnitt „{name}“ gibt es nicht; bekannt sind: {', '.join(known)}.")
    return text_templates().get_template(f"{name}.md.j2").render(context).strip() if name in own else ""


@cache
def text_templates() -> Environment:
    """Return the package's own paragraphs as templates; words that are put into them are escaped."""
    environment = Environment(  # its templates are Markdown, what fills them is escaped as such
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=_filled_in,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["beginning"] = grammar.beginning
    for function in (grammar.verb, grammar.spelt, numbers.month_and_year):
        environment.globals[function.__name__] = function
    return environment


def _filled_in(value: object) -> object:
    """Return what fills a place in a template: its words escaped, its figures as they are marked."""
    if not isinstance(value, str):
        return value
    parts = _MARK_AS_A_WHOLE.split(value)
    return "".join(part if MARK.fullmatch(part) else escaped(part) for part in parts)
