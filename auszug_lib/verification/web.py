"""A web page as a reader meets it, and whatever number on it nobody can account for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString

from auszug_lib.publication.figure_id import PUBLISHED
from auszug_lib.verification.known import NUMBER, Known, Phrases, normalized, numbers_in
from auszug_lib.verification.printed import Printed, column_complaint, complaint

_FIGURE = "\ufffc"  # stands for a figure in the words around it
_INLINE = (
    *("a", "abbr", "b", "br", "code", "data", "del", "em", "i", "mark", "s", "small", "span", "strong"),
    *("sub", "sup", "text", "time", "tspan", "u", "wbr"),
)
_UNSEEN = ("style", "script", "template")
_SPOKEN = (
    *("alt", "aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "label"),
    *("start", "srcdoc", "datetime", "value"),  # seen as numbers, or as a page in the page
)
_CSS_CONTENT = re.compile(r"""(?<![\w-])content\s*:(?:"[^"]*"|'[^']*'|[^;}"'])*""")
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
# What lets a style sheet show numbers of its own: attributes, counters that it sets, and pictures.
_CSS_TRICKS = re.compile(
    r"attr\([^)]*\)|counter-(?:reset|set|increment)\s*:[^;}]*|url\(\s*[\"']?data:image[^)]{,30}"
)
_LABELLED = ("th", "dt", "caption", "figcaption", "span", "g", "svg")
_PICTURES = "img, object, embed, canvas, iframe, video, image"


@dataclass(frozen=True)
class Finding:
    """What nobody can account for, as a German sentence, and where: the file, and the place in it."""

    file: str
    place: str
    reason: str

    def __str__(self) -> str:
        place = f" ({self.place})" if self.place else ""
        return f"{self.file}{place}: {self.reason}"


class WebPage:
    """A page, read once; `name` is its path below the public folder."""

    def __init__(self, file: Path, name: str) -> None:
        self.name = name
        self.soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        self.figures = _figures_below(self.soup)

    def passages(self) -> Iterator[tuple[Any, str]]:
        """Yield all words that are seen: each block, and its words with a sign in place of a figure."""
        within = {id(string) for node, _ in self.figures for string in node.find_all(string=True)}
        found: dict[int, tuple[Any, list[str]]] = {}
        for string in self.soup.find_all(string=True):
            if type(string) is NavigableString and string.parent and string.parent.name not in _UNSEEN:
                block = next(node for node in string.parents if _is_block(node))
                # Each text of a drawing begins a line of its own.
                gap = " " if string.parent.name == "text" else ""
                words = gap + (_FIGURE if id(string) in within else string)
                found.setdefault(id(block), (block, []))[1].append(words)
        yield from ((block, "".join(words)) for block, words in found.values())

    def spoken(self) -> Iterator[tuple[Any, str, str]]:
        """Yield what is only read aloud or shown on demand, charts excepted: element, attribute and text."""
        for node in self.soup.find_all(True):
            names = [name for name in _SPOKEN if node.has_attr(name)]
            names += ["content"] if node.name == "meta" and node.get("name") not in (None, "viewport") else []
            said_elsewhere = {"value"} if node.has_attr("data-figure") else set()
            said_elsewhere |= {"aria-label"} if node.get("role") == "img" else set()
            yield from ((node, name, str(node[name])) for name in names if name not in said_elsewhere)
        for node in self.soup.find_all("style"):
            for found in _CSS_CONTENT.findall(node.get_text()):
                yield node, "Stilvorlage", _CSS_ESCAPE.sub(_unescaped, found)

    def tricks(self) -> Iterator[str]:
        """Yield what in style sheets may show numbers that stand nowhere else."""
        sheets = [node.get_text() for node in self.soup.find_all("style")]
        for sheet in [*sheets, *(str(node["style"]) for node in self.soup.find_all(style=True))]:
            yield from _CSS_TRICKS.findall(sheet)

    def dead_links(self) -> list[str]:
        """Return the links within the page that lead nowhere, as to a definition that is not there."""
        places = {f"#{node['id']}" for node in self.soup.find_all(id=True)}
        links = {str(node["href"]) for node in self.soup.find_all("a", href=True)}
        return sorted(link for link in links - places if link.startswith("#"))


def _figures_below(node: Any) -> list[tuple[Any, Printed]]:
    """Return all elements with a figure in order, each with its figure."""
    return [(one, _printed(one)) for one in node.find_all(attrs={"data-figure": True})]


def _printed(node: Any) -> Printed:
    name, derived, value, before = (
        str(node.get(key, "")) for key in ("data-figure", "data-derived", "value", "data-before")
    )
    return Printed(name, derived, normalized(node.get_text()), value, before)


def _unescaped(found: re.Match[str]) -> str:
    return chr(min(int(found[1], 16), 0x10FFFF))


def _is_block(node: Any) -> bool:
    return node.name not in _INLINE or "subtitle" in node.get("class", ())


def _place_of(node: Any) -> str:
    """Return where an element is: the section, the table or chart, and the row."""
    heading = node if node.name in ("h1", "h2", "h3") else node.find_previous(("h1", "h2", "h3"))
    around = node.find_parent(("table", "figure"))
    caption = around and around.find(("caption", "figcaption"))
    row = node.find_parent("tr")
    header = row and row.find("th", scope="row")
    parts = [normalized(part.get_text(" ")) for part in (heading, caption, header) if part]
    return ", ".join(part for part in parts if part)


def page_findings(page: WebPage, known: Known, extra: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield what nobody can account for on a page; `extra` phrases explain numbers on this page alone."""
    words = known.words | Phrases(extra)
    labels = words | known.labels
    for node, text in page.passages():
        if node.name in ("td", "th") and normalized(text) in known.cells:
            continue
        phrases, years = labels if node.name in _LABELLED else words, node.name != "td"
        for number in _left(text, known, phrases, years=years):
            yield _orphan(page.name, _place_of(node), number, text)
    for node, figure in page.figures:
        if problem := complaint(figure, known):
            yield Finding(page.name, _place_of(node), problem)
    for node, name, text in page.spoken():
        for number in _left(text, known, labels):
            yield _orphan(page.name, f"{_place_of(node)}, {name}".lstrip(", "), number, text)
    yield from _of_columns(page, known)
    for node in page.soup.find_all(role="img"):
        alt, place = normalized(str(node.get("aria-label", ""))), f"{_place_of(node)}, Alternativtext"
        drawn = [figure for _, figure in _figures_below(node)]
        yield from (Finding(page.name, place, reason) for reason in _of_drawing(alt, drawn, known, labels))
    for target in page.dead_links():
        yield Finding(page.name, "", f"Der Verweis {target} führt nirgendwohin.")
    for trick in page.tricks():
        yield Finding(page.name, "Stilvorlage", f"Was „{trick}“ zeigt, lässt sich nicht prüfen.")
    for picture in page.soup.select(_PICTURES):
        place = str(picture.get("alt", "")) or picture.name
        yield Finding(page.name, place, "Die Zahlen in einem Bild aus Punkten lassen sich nicht prüfen.")


def _left(text: str, known: Known, phrases: Phrases, *, years: bool = True) -> list[str]:
    """Return the numbers of a text that neither phrases nor years explain."""
    if not NUMBER.search(text):
        return []
    numbers = numbers_in(phrases.crossed_out(text))
    return [n for n in numbers if not (years and n.isdecimal() and int(n) in known.years)]


def _orphan(file: str, place: str, number: str, within: str) -> Finding:
    """Return the finding that a number has no origin; the text it stands in, `within`, is shortened."""
    shown = excerpt(within.replace(_FIGURE, "…"), number)
    return Finding(file, place, f"Die Zahl {number} hat keine Herkunft: „{shown}“.")


def excerpt(text: str, number: str) -> str:
    """Return the words of a text around a number."""
    words = " ".join(text.split())
    at = max(0, words.find(number))
    start = max(0, at - 40)
    return f"{'…' if start else ''}{words[start : at + 40]}{'…' if at + 40 < len(words) else ''}"


def _of_columns(page: WebPage, known: Known) -> Iterator[Finding]:
    """Yield the columns of tables whose shares are not those of the figures they name."""
    for table in page.soup.select("table:has(tr.total:last-child)"):
        for cells in zip(*(row.find_all("td") for row in table.select("tbody > tr")), strict=False):
            shares: list[Any] = [share for cell in cells for share in cell.select("[data-derived=share]")]
            names, texts = [str(share["data-figure"]) for share in shares], [s.get_text() for s in shares]
            if shares and (problem := column_complaint(names, texts, known)):
                yield Finding(page.name, _place_of(shares[0]), problem)


def _of_drawing(alt: str, drawn: list[Printed], known: Known, labels: Phrases) -> Iterator[str]:
    """Yield where the alternative text of a chart and its figures disagree, as German sentences."""
    shown = {number for figure in drawn for number in numbers_in(figure.text)}
    for number in _left(alt, known, labels):
        if number not in shown:
            yield f"Die Zahl {number} hat keine Herkunft: Gezeichnet ist sie nicht."
    names, rest = set(), alt
    for figure in drawn:
        own = "|".join(map(re.escape, _labels(figure, known)))
        spoken = rf"(?<!\w)(?:{own}): {re.escape(figure.text)}(?![.,]?\d)"
        names.add(own)
        rest = re.sub(spoken, "", rest)
        if not re.search(spoken, alt):
            yield f"Die gezeichnete Zahl {figure.text} fehlt im Alternativtext."
    for wrong in re.finditer(rf"(?<!\w)(?:{'|'.join(names)}): (?:{NUMBER.pattern})", rest) if names else ():
        yield f"„{wrong[0]}“ ist nicht gezeichnet."


def _labels(printed: Printed, known: Known) -> list[str]:
    """Return what a figure may be called in its chart: its category, its carrier or its year."""
    if printed.name.startswith(f"{PUBLISHED}/"):
        return [printed.name.removeprefix(f"{PUBLISHED}/")[:4]]
    if (figure := printed.figure) is None:
        return []
    lines = known.year.params.lines_in(known.year.city)
    carriers = (one.short_name for one in lines if one.code == figure.carrier)
    names = (known.label_of(figure), *carriers, str(figure.year))
    return [name for name in names if name]
