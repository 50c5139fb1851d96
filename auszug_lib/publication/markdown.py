"""Paragraphs: Markdown with marked figures, as a syntax tree for the PDF and as HTML."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from markupsafe import Markup

from auszug_lib.publication.document import Block, Cell, html_templates, machine

# A figure in a text stands between signs that no text has: from Unicode's area for private use.
_START, _NEXT, _END = "\ue000", "\ue001", "\ue002"
_FIELD = rf"([^{_START}{_NEXT}{_END}]*)"
MARK = re.compile(f"{_START}{_NEXT.join([_FIELD] * 5)}{_END}")
MARK_AS_A_WHOLE = re.compile(f"{_START}[^{_END}]*{_END}")
_SIGNS = dict.fromkeys(map(ord, (_START, _NEXT, _END)))


def marked(cell: Cell) -> str:
    """Return a figure's text with its identity around it, for a paragraph in Markdown."""
    if not cell.figure:
        return cell.text
    value = "" if cell.value is None else machine(cell.value)
    fields = (cell.text, cell.figure, cell.derived, cell.before, value)
    return _START + _NEXT.join(field.translate(_SIGNS) for field in fields) + _END


def unmarked(text: str) -> str:
    """Return a text with its figures' words alone."""
    return MARK.sub(r"\1", text)


def without_signs(text: str) -> str:
    """Return a text that nobody can take for one with figures."""
    return text.translate(_SIGNS)


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
        return Markup(_in_html(self.document()["tree"]))

    def text(self) -> str:
        """Return the Markdown without marks."""
        return unmarked(self.markdown)


@cache
def _syntax_tree() -> Any:
    import mistune

    markdown = mistune.create_markdown(renderer=None)
    # Without groups: mistune finds a rule by the name of its group.
    markdown.inline.register("figure", MARK_AS_A_WHOLE.pattern, _read_figure, before="link")
    return markdown


def _read_figure(inline: Any, found: re.Match[str], state: Any) -> int:
    fields = MARK.fullmatch(found.group(0))
    if fields is None:
        state.append_token({"type": "text", "raw": without_signs(found.group(0))})
    else:
        text, figure, derived, before, value = fields.groups()
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


def _in_html(tree: list[dict[str, Any]]) -> str:
    import mistune

    renderer = mistune.HTMLRenderer(escape=True)
    renderer.register("figure", lambda _, text, cell: figure_html(cell))
    return str(renderer(tree, mistune.BlockState()))


def figure_html(cell: Any) -> str:
    """Return a figure in a sentence as HTML that leads to its definition."""
    return html_templates().get_template("blocks/figure.html.j2").render(cell=cell).strip()
