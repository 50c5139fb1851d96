"""Account for every number on a web page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from auszug_lib.publication.document import PUBLISHED
from auszug_lib.verification.figures import Printed, column_complaint, complaint
from auszug_lib.verification.finding import Finding, orphan
from auszug_lib.verification.known import Known
from auszug_lib.verification.numerals import NUMBER, Phrases, normalized, numbers_in
from auszug_lib.verification.page import WebPage, figures_below, place_of

_LABELLED = ("th", "dt", "caption", "figcaption", "span", "g", "svg")
_PICTURES = "img, object, embed, canvas, iframe, video, image"


def page_findings(page: WebPage, known: Known, extra: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield what nobody can account for on a page; `extra` phrases explain numbers on this page alone."""
    words = known.words | Phrases(extra)
    labels = words | known.labels
    for node, text in page.passages():
        if node.name in ("td", "th") and normalized(text) in known.cells:
            continue
        phrases, years = labels if node.name in _LABELLED else words, node.name != "td"
        for number in _left(text, known, phrases, years=years):
            yield orphan(page.name, place_of(node), number, text)
    for node, figure in page.figures:
        if problem := complaint(figure, known):
            yield Finding(page.name, place_of(node), problem)
    for node, name, text in page.spoken():
        for number in _left(text, known, labels):
            yield orphan(page.name, f"{place_of(node)}, {name}".lstrip(", "), number, text)
    yield from _of_columns(page, known)
    for node in page.soup.find_all(role="img"):
        alt, place = normalized(str(node.get("aria-label", ""))), f"{place_of(node)}, Alternativtext"
        drawn = [figure for _, figure in figures_below(node)]
        yield from (Finding(page.name, place, reason) for reason in _of_drawing(alt, drawn, known))
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


def _of_columns(page: WebPage, known: Known) -> Iterator[Finding]:
    """Yield the columns of tables whose shares are not those of the figures they name."""
    for table in page.soup.select("table:has(tr.total:last-child)"):
        for cells in zip(*(row.find_all("td") for row in table.select("tbody > tr")), strict=False):
            shares: list[Any] = [share for cell in cells for share in cell.select("[data-derived=share]")]
            names, texts = [str(share["data-figure"]) for share in shares], [s.get_text() for s in shares]
            if shares and (problem := column_complaint(names, texts, known)):
                yield Finding(page.name, place_of(shares[0]), problem)


def _of_drawing(alt: str, drawn: list[Printed], known: Known) -> Iterator[str]:
    """Yield where the alternative text of a chart and its figures disagree, as German sentences."""
    told = Counter(_left(alt, known, known.words | known.labels))
    shown = Counter(number for figure in drawn for number in numbers_in(figure.text))
    for number in told.keys() - shown.keys():
        yield f"Die Zahl {number} hat keine Herkunft: Gezeichnet ist sie nicht."
    for figure in drawn:
        if not any(
            re.search(rf"(?<!\w){re.escape(label)}: {re.escape(figure.text)}(?![.,]?\d)", alt)
            for label in _labels(figure, known)
        ):
            yield f"Die gezeichnete Zahl {figure.text} fehlt im Alternativtext."


def _labels(figure: Printed, known: Known) -> set[str]:
    """Return what a figure may be called in its chart: its category, its carrier or its year."""
    year, carrier, *_ = figure.name.split("/")
    if year == PUBLISHED:
        return {carrier[:4]}
    lines = known.year.lines_in(known.city)
    return {year, known.label_of(figure.name), *(line.short_name for line in lines if line.code == carrier)}
