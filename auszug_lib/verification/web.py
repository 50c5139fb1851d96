"""Account for every number on a web page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from auszug_lib.publication.document import PUBLISHED
from auszug_lib.verification.drawing import drawing_findings
from auszug_lib.verification.figures import column_complaint, complaint
from auszug_lib.verification.finding import Finding, orphan
from auszug_lib.verification.known import Known
from auszug_lib.verification.numerals import Phrases, has_number, numbers_in
from auszug_lib.verification.page import Passage, WebPage, place_of

_LABELLED = ("th", "dt", "caption", "figcaption", "g", "svg")


def page_findings(page: WebPage, known: Known, extra: Phrases | None = None) -> Iterator[Finding]:
    """Yield what nobody can account for on a page.

    Parameters
    ----------
    page, known
        The page, and what may explain a number.
    extra
        Phrases that explain numbers on this page alone, such as the names of the files it lists.
    """
    words = known.words | extra if extra else known.words
    labels = words | known.labels
    for passage in page.passages:
        yield from _of_passage(page.name, passage, known, labels if _is_label(passage) else words)
    for figure in page.figures:
        if problem := complaint(figure.printed, known):
            yield Finding(page.name, figure.place, problem)
    yield from _of_columns(page, known)
    for drawing in page.drawings:
        yield from drawing_findings(page.name, drawing, known)
    for node, name, text in page.spoken():
        for finding in _left(page.name, name, text, known, labels):
            yield replace(finding, place=f"{place_of(node)}, {name}".lstrip(", "))
    for text in page.styled():
        yield from _left(page.name, "Stilvorlage", text, known, words)
    for target in page.dead_links:
        yield Finding(page.name, "", f"Der Verweis {target} führt nirgendwohin.")
    for trick in page.tricks:
        yield Finding(page.name, "Stilvorlage", f"Was „{trick}“ zeigt, lässt sich nicht prüfen.")
    for picture in page.soup.select("img, object, embed, canvas, iframe, video, image"):
        place = str(picture.get("alt", "")) or picture.name
        yield Finding(page.name, place, "Die Zahlen in einem Bild aus Punkten lassen sich nicht prüfen.")


def _of_passage(file: str, passage: Passage, known: Known, words: Phrases) -> Iterator[Finding]:
    if not has_number(passage.words):
        return
    name = passage.node.name
    if name in ("td", "th") and passage.words in known.cells:
        return
    yield from _left(file, passage.place, passage.words, known, words, with_years=name != "td")


def _is_label(passage: Passage) -> bool:
    return passage.node.name in _LABELLED


def _left(
    file: str, place: str, text: str, known: Known, phrases: Phrases, *, with_years: bool = True
) -> Iterator[Finding]:
    """Yield the numbers of a text that neither phrases nor years explain."""
    for number in numbers_in(phrases.crossed_out(text)):
        if not (with_years and number.isdecimal() and int(number) in known.years):
            yield orphan(file, place, number, text)


def _of_columns(page: WebPage, known: Known) -> Iterator[Finding]:
    """Yield the columns of tables whose shares are not what follows from the first column."""
    for table in page.soup.find_all("table"):
        rows = [row.find_all("td") for row in table.select("tbody > tr")]
        if not rows or not rows[-1] or not table.select_one("tbody > tr.total:last-child"):
            continue
        for column in range(1, min(map(len, rows))):
            cells = [row[column].select_one("[data-derived=share]") for row in rows]
            firsts = [row[0].select_one("[data-figure]") for row in rows]
            if not any(cells) or not all(firsts):
                continue
            names = [str(first["data-figure"]) for first in firsts if first]
            texts = [cell.get_text() if cell else "" for cell in cells]
            if problem := column_complaint(names, texts, known):
                caption = table.find("caption")
                yield Finding(page.name, caption.get_text() if caption else "", problem)


def shown_names(pages: Iterable[WebPage]) -> set[str]:
    """Return the identities of the figures that pages show, or say by a change from them."""
    names = set()
    for figure in (figure.printed for page in pages for figure in page.figures):
        if figure.name.startswith(f"{PUBLISHED}/"):
            continue
        if not figure.derived:
            names.add(figure.name)
        if figure.before:
            year, _, rest = figure.name.partition("/")
            names.add(f"{int(year) - 1}/{rest}")
    return names
