"""Account for every number in a PDF: those of its content are the web page's, which are accounted for."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

from auszug_lib.verification.finding import Finding, orphan
from auszug_lib.verification.known import Known
from auszug_lib.verification.numerals import normalized, numbers_in
from auszug_lib.verification.page import WebPage
from auszug_lib.verification.pdf import APART, Element, Pdf

Section = tuple[str, list[tuple[int, str]]]

_HEADING = re.compile(r"H[1-6]")
_MADE_BY = re.compile(r"Typst \d+(?:\.\d+)*")
# What XMP says about the file itself: versions of standards, identifiers, descriptions of its own terms.
_ABOUT_THE_FILE = ("/mm/", "/pdfa/ns/", "/pdfua/ns/", "ResourceEvent#")


def print_findings(
    name: str, pdf: Pdf, page: WebPage, known: Known, *, own_head: bool = False
) -> Iterator[Finding]:
    """Yield what nobody can account for in a PDF.

    Parameters
    ----------
    name, pdf
        Its path below the public folder, and its contents.
    page, known
        The web page that says the same, and what may explain a number.
    own_head
        Whether its sittings may come in an order of their own, as in the notice for one committee.
    """
    yield from _of_sections(name, _sections(pdf.elements), page.sections, own_head)
    yield from _of_alternatives(name, pdf, page)
    yield from _of_decoration(name, pdf, page)
    yield from _of_properties(name, pdf, page, known)
    for place, what in pdf.foreign:
        yield Finding(name, f"Seite {place}", f"{what}: Zahlen darin lassen sich nicht prüfen.")
    told = {number for _, numbers in page.sections for number in numbers}
    for place, text in pdf.notes:
        for number in numbers_in(text):
            if number not in told:
                yield orphan(name, f"Seite {place}, Anmerkung", number, text)


def _sections(elements: Sequence[Element]) -> list[Section]:
    """Return heading and numbers of each section, each number with its page."""
    sections: list[Section] = [("", [])]
    items = sum(element.kind == "Lbl" for element in elements)
    for element in elements:
        if _HEADING.fullmatch(element.kind) and not element.text and "T" in element.told:
            sections.append((normalized(element.told["T"]), []))
        for number in numbers_in(element.text):
            counts_items = element.kind == "Lbl" and number.isdecimal() and int(number) <= items
            if not counts_items:  # a web page leaves counting the items of a list to the browser
                sections[-1][1].append((element.page, number))
    return sections


def _of_sections(
    name: str, printed: list[Section], shown: list[tuple[str, list[str]]], own_head: bool
) -> Iterator[Finding]:
    headings = [heading for heading, _ in printed]
    if headings != [heading for heading, _ in shown]:
        apart = next((h for h in headings if h not in dict(shown)), headings[-1])
        yield Finding(name, "", f"Die Abschnitte sind nicht die der Webseite, etwa „{apart}“.")
        return
    for place, ((heading, numbers), (_, expected)) in enumerate(zip(printed, shown, strict=True)):
        found = [number for _, number in numbers]
        extra, missing = Counter(found) - Counter(expected), Counter(expected) - Counter(found)
        for page, number in _first_of(numbers, extra):
            yield Finding(name, _on(page, heading), f"Die Zahl {number} steht nicht auf der Webseite.")
        for number in missing:
            yield Finding(name, heading, f"Die Zahl {number} der Webseite fehlt.")
        if not extra and not missing and found != expected and not (own_head and place == 0):
            page, number = next(one for one, other in zip(numbers, expected, strict=True) if one[1] != other)
            yield Finding(name, _on(page, heading), f"Die Zahl {number} steht anderswo als auf der Webseite.")


def _first_of(numbers: list[tuple[int, str]], wanted: Counter[str]) -> Iterator[tuple[int, str]]:
    for number in wanted:
        yield next(one for one in numbers if one[1] == number)


def _on(page: int, heading: str) -> str:
    return f"Seite {page}, {heading}".rstrip(", ")


def _of_alternatives(name: str, pdf: Pdf, page: WebPage) -> Iterator[Finding]:
    """Yield the alternative texts and other hidden words that the web page does not have."""
    told = [element for element in pdf.elements if "Alt" in element.told]
    expected = [drawing.alt for drawing in page.drawings]
    if len(told) != len(expected):
        yield Finding(name, "", f"Es sind {len(told)} Alternativtexte, auf der Webseite {len(expected)}.")
    for element, alt in zip(told, expected, strict=False):
        yield from _of_alternative(name, f"Seite {element.page}, Alternativtext", element.told["Alt"], alt)
    headings = {heading for heading, _ in page.sections}
    for element in pdf.elements:
        for key in ("T", "ActualText", "E"):
            text = normalized(element.told.get(key, ""))
            if text not in headings:
                yield from (orphan(name, f"Seite {element.page}, {key}", n, text) for n in numbers_in(text))
    for title in pdf.outline:
        if normalized(title) not in headings:
            yield from (orphan(name, "Lesezeichen", number, title) for number in numbers_in(title))


def _of_alternative(name: str, place: str, told: str, expected: str) -> Iterator[Finding]:
    """Yield the numbers that an alternative text has beside the web page's, or that it is another one."""
    extra = Counter(numbers_in(told)) - Counter(numbers_in(expected))
    yield from (orphan(name, place, number, told) for number in extra)
    if not extra and normalized(told) != expected:
        yield Finding(
            name, place, f"Der Alternativtext ist nicht der der Webseite: „{normalized(told)[:80]}“."
        )


def _of_decoration(name: str, pdf: Pdf, page: WebPage) -> Iterator[Finding]:
    """Yield the numbers outside of the structure that neither title nor table heads have, nor count pages."""
    head = page.soup.select(".auszug-title .type, .auszug-title .authority, h1, thead th, .marks")
    known = {number for node in head for number in numbers_in(normalized(node.get_text(" ")))}
    for text in pdf.decoration:
        words = text.text.replace(APART, " ")
        pages = {str(text.page), str(pdf.pages)} if "Seite" in words else set()
        for number in numbers_in(words):
            if number not in known | pages or not text.artifact:
                where = "Rand" if text.artifact else "außerhalb der Gliederung"
                yield orphan(name, f"Seite {text.page}, {where}", number, words)


def _of_properties(name: str, pdf: Pdf, page: WebPage, known: Known) -> Iterator[Finding]:
    """Yield the numbers in the document's properties that are neither its title's nor its date's."""
    heading = page.soup.find("h1")
    title = normalized(heading.get_text()) if heading else ""
    day = known.year.last_day
    right = {title, normalized(known.city.authority), f"D:{day:%Y%m%d}000000Z", f"{day}T00:00:00+00:00"}
    properties = {**pdf.info, **_metadata(pdf.metadata)}
    for key, text in properties.items():
        counted = key.startswith("NPages ") and text == str(pdf.pages)
        if counted or normalized(text) in right or _MADE_BY.fullmatch(text):
            continue
        yield from (orphan(name, f"Eigenschaft {key}", number, text) for number in numbers_in(text))
    if normalized(pdf.info.get("Title", "")) != title:
        yield Finding(
            name, "Eigenschaft Title", f"Der Titel ist nicht der der Webseite: „{pdf.info.get('Title')}“."
        )


def _metadata(packet: str) -> Mapping[str, str]:
    """Return by name what an XMP packet says of the document, attributes included."""
    try:
        root = ElementTree.fromstring(packet.strip().encode())
    except ElementTree.ParseError:
        return {"XMP": packet}
    told: dict[str, str] = {}
    for place, node in enumerate(root.iter()):
        if node.tag.endswith("}PDFVersion"):
            continue
        values = {node.tag: node.text or "", f"{node.tag}#tail": node.tail or "", **node.attrib}
        for key, value in values.items():
            if value.strip() and not any(part in key for part in _ABOUT_THE_FILE):
                told[f"{key.rpartition('}')[2]} {place}"] = value
    return told
