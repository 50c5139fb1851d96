"""A web page as a reader meets it: its passages, its figures, its charts and tables, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString

from auszug_lib.verification.figures import Printed
from auszug_lib.verification.numerals import normalized

FIGURE = "\ufffc"  # stands for a figure in the words around it
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    {*HEADINGS, "p", "li", "td", "th", "dt", "dd", "caption", "figcaption", "title", "pre"}
) | {
    *("g", "svg", "div", "body", "main", "header", "footer", "aside", "nav", "section", "blockquote"),
    *("summary", "details", "label", "button", "legend", "option"),
}
_UNSEEN = ("style", "script", "template")
_SPOKEN = ("alt", "aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "label")
_COUNTED = ("start", "srcdoc", "datetime")  # seen as numbers, or as a page in the page
_WITH_VALUE = ("li", "input", "option", "button", "meter", "progress")
_CSS_CONTENT = re.compile(r"""content:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""", re.DOTALL)
# What lets a style sheet show numbers of its own: attributes, counters that it sets, and pictures.
_CSS_TRICKS = re.compile(
    r"attr\([^)]*\)|counter-(?:reset|set|increment)\s*:[^;}]*|url\(\s*[\"']?data:image[^)]{,30}"
)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")


@dataclass
class Passage:
    """The words of one block, with a sign in place of each figure."""

    node: Any
    pieces: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where the block is; see `place_of`."""
        return place_of(self.node)

    @property
    def words(self) -> str:
        """The words with a sign in place of each figure."""
        return "".join(self.pieces)


@dataclass(frozen=True)
class PlacedFigure:
    """A figure and its element."""

    printed: Printed
    node: Any

    @property
    def place(self) -> str:
        """Where the figure stands; see `place_of`."""
        return place_of(self.node)


@dataclass(frozen=True)
class Drawing:
    """A chart: its alternative text and the figures in it."""

    alt: str
    figures: tuple[Printed, ...]
    node: Any

    @property
    def place(self) -> str:
        """Where the chart is; see `place_of`."""
        return place_of(self.node)


class WebPage:
    """A page, read once.

    Parameters
    ----------
    file, name
        The file, and its path below the public folder.
    """

    def __init__(self, file: Path, name: str) -> None:
        self.name = name
        self.soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")

    @cached_property
    def passages(self) -> list[Passage]:
        """All words that are seen, block by block."""
        found: dict[int, Passage] = {}
        inside = {
            id(string): place
            for node in _figures_below(self.soup)
            for place, string in enumerate(node.find_all(string=True))
        }
        for string in self.soup.find_all(string=True):
            if type(string) is not NavigableString or getattr(string.parent, "name", "") in _UNSEEN:
                continue
            block = _block_of(string)
            passage = found.setdefault(id(block), Passage(block))
            gap = " " if _stands_apart(string) else ""
            place = inside.get(id(string))
            passage.pieces.append(f"{gap}{string}" if place is None else "" if place else FIGURE)
        return list(found.values())

    @cached_property
    def figures(self) -> list[PlacedFigure]:
        """All figures with an identity, in order."""
        return [PlacedFigure(_printed(node), node) for node in _figures_below(self.soup)]

    @cached_property
    def drawings(self) -> list[Drawing]:
        """All charts, in order."""
        return [
            Drawing(
                normalized(str(node.get("aria-label", ""))),
                tuple(_printed(group) for group in _figures_below(node)),
                node,
            )
            for node in self.soup.find_all(role="img")
        ]

    @property
    def tables(self) -> dict[str, Any]:
        """The tables that are published as files too, by name."""
        return {str(node["id"]): node for node in self.soup.select(".auszug-table[id]")}

    def spoken(self) -> Iterator[tuple[Any, str, str]]:
        """Yield what is only read aloud or shown on demand, charts excepted: element, attribute and text."""
        for node in self.soup.find_all(True):
            names = [name for name in (*_SPOKEN, *_COUNTED) if node.has_attr(name)]
            names += ["value"] if node.name in _WITH_VALUE and node.has_attr("value") else []
            if node.name == "meta" and node.get("name") not in (None, "viewport"):
                names = ["content"]
            if node.get("role") == "img":
                names = [name for name in names if name != "aria-label"]
            yield from ((node, name, str(node[name])) for name in names)

    def styled(self) -> Iterator[str]:
        """Yield the texts that the style sheets add."""
        for node in self.soup.find_all("style"):
            for found in _CSS_CONTENT.findall(node.get_text()):
                yield _CSS_ESCAPE.sub(_unescaped, "".join(found))

    @property
    def dead_links(self) -> list[str]:
        """The links within the page that lead nowhere, such as one to a definition that is not there."""
        places = {f"#{node['id']}" for node in self.soup.find_all(id=True)}
        links = {str(node["href"]) for node in self.soup.find_all("a", href=True)}
        return sorted(link for link in links - places if link.startswith("#"))

    @property
    def tricks(self) -> list[str]:
        """What in style sheets may show numbers that stand nowhere else."""
        sheets = [node.get_text() for node in self.soup.find_all("style")]
        sheets += [str(node["style"]) for node in self.soup.find_all(style=True)]
        return [found for sheet in sheets for found in _CSS_TRICKS.findall(sheet)]


def _printed(node: Any) -> Printed:
    known = {
        name: str(node.get(name, "")) for name in ("data-figure", "data-derived", "value", "data-before")
    }
    name, derived, value, before = known.values()
    return Printed(name, derived, normalized(node.get_text()), value, before)


def _stands_apart(string: Any) -> bool:
    """Say whether a string begins a line of its own within its block, as each text of a drawing does."""
    around = (string.parent, string.parent.parent)
    return string.parent.name == "text" or any(
        node and "subtitle" in node.get("class", ()) for node in around
    )


def _figures_below(node: Any) -> list[Any]:
    return list(node.find_all(attrs={"data-figure": True}))


def _block_of(string: Any) -> Any:
    return next(parent for parent in string.parents if parent.name in _BLOCKS or parent.parent is None)


def place_of(node: Any) -> str:
    """Return where an element is: the section, the table or chart, and the row."""
    heading = node if node.name in HEADINGS else node.find_previous(("h1", "h2", "h3"))
    around = node.find_parent(("table", "figure"))
    caption = around and around.find(("caption", "figcaption"))
    row = node.find_parent("tr")
    header = row and row.find("th", scope="row")
    parts = [normalized(part.get_text(" ")) for part in (heading, caption, header) if part]
    return ", ".join(part for part in parts if part)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]
