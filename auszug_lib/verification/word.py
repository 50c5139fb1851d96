"""An edited notice in Word, and whatever number in it is no longer the report's."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from itertools import zip_longest
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from auszug_lib import ParamsError
from auszug_lib.pipeline.word import NOT_WORD
from auszug_lib.publication.grammar import spelt
from auszug_lib.verification.known import NUMBER, normalized, numbers_in
from auszug_lib.verification.web import Finding, excerpt

_PARTS = {"document": "", "header": "Kopfzeile", "footer": "Fußzeile", "footnotes": "Fußnoten"}
_NAME = re.compile(rf"/word/({'|'.join(_PARTS)})\d*\.xml")
_PICTURES = ("/word/media/", "/word/charts/", "/word/embeddings/")
_P, _T, _TABLE, _ROW, _CELL = (qn(f"w:{name}") for name in ("p", "t", "tbl", "tr", "tc"))
_GAP = tuple(qn(f"w:{name}") for name in ("tab", "br", "cr"))
_CODE, _FIELD, _SIMPLE, _INSTRUCTION = map(qn, ("w:instrText", "w:fldChar", "w:fldSimple", "w:instr"))
# What a paragraph holds that nobody reads in it: where a part was moved from, and a picture in an older form.
_UNREAD = (qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_CLAUSE = re.compile(r"(?<=[^\W\d][.!?:;,])\s+")
_TOKEN = re.compile(rf"{NUMBER.pattern}|[^\W\d]+|\S")
_PAGES = re.compile(r"\s*(NUM|SECTION)?PAGES?\b")  # fields that count them
_SPELT = frozenset(spelt(number) for number in (0, *range(2, 13)))
_ALIKE = 0.6  # from here on two clauses are the same one, edited

Key = tuple[str, str, int]


@dataclass(frozen=True)
class _Words:
    """What a document says: its clauses by section, its tables' cells by row and column, its pictures."""

    clauses: dict[str, list[str]] = field(default_factory=dict)
    tables: list[tuple[str, Mapping[Key, str]]] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)


def word_findings(edited: Path, report: Path) -> Iterator[Finding]:
    """Yield every number of an edited document that is not where the report has it; raises `ParamsError`.

    In a clause or a cell that the report does not have, no number is the report's. Clauses, rows and
    tables that were moved or deleted are no finding.
    """
    own, now = _read(report), _read(edited)
    every = [clause for clauses in own.clauses.values() for clause in clauses]
    for section, clauses in now.clauses.items():
        # What stands here as it did cannot be what another clause was.
        here = list((Counter(own.clauses.get(section, ())) - Counter(clauses)).elements())
        for clause in (Counter(clauses) - Counter(own.clauses.get(section, ()))).elements():
            like = next((found for pool in (here, every) if (found := _like(clause, pool))), "")
            for number, before in _changes(like, clause):
                there = f"im Bericht {before}" if before else "im Bericht nicht"
                reason = f"{number} steht da, {there}: „{excerpt(clause, number)}“."
                yield Finding(edited.name, section, reason)
    for place, cells in now.tables:
        alike = [
            (len(one.keys() & cells.keys()), at == place, number)
            for number, (at, one) in enumerate(own.tables)
        ]
        ours = own.tables[max(alike)[-1]][1] if alike else {}
        for key, text in cells.items():
            if numbers_in(text) != numbers_in(before := ours.get(key, "")):
                where = f"{place}, Zeile „{key[0]}“, Spalte „{key[1]}“"
                there = f"im Bericht {before}" if before else "eine solche Zelle hat der Bericht nicht"
                yield Finding(edited.name, where, f"{text or 'Nichts'} steht da, {there}.")
    for digest, name in now.pictures.items():
        if digest not in own.pictures:
            reason = "Das Bild steht nicht im Bericht; Zahlen darin lassen sich nicht prüfen."
            yield Finding(edited.name, name, reason)


def _like(clause: str, known: Sequence[str]) -> str:
    """Return the clause that this one is or was, or nothing."""
    return clause if clause in known else next(iter(get_close_matches(clause, known, 1, _ALIKE)), "")


def _changes(before: str, now: str) -> Iterator[tuple[str, str]]:
    """Yield each number that came into a clause, and the one that stood in its place, if any."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    for _, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = zip_longest(filter(_is_number, old[start:end]), filter(_is_number, new[first:last]))
        yield from ((number, was or "") for was, number in pairs if number and number != was)


def _is_number(token: str) -> bool:
    return bool(NUMBER.fullmatch(token)) or token.lower() in _SPELT


def _read(file: Path) -> _Words:
    try:
        document = Document(str(file))
        found = _Words()
        titles = {style.style_id for style in document.styles if str(style.name).startswith("Heading")}
        for part in document.part.package.iter_parts():
            if name := _NAME.fullmatch(part.partname):
                _read_part(parse_xml(part.blob), _PARTS[name[1]], titles, found)
            elif part.partname.startswith(_PICTURES):
                found.pictures[hashlib.sha256(part.blob).hexdigest()] = Path(part.partname).name
    except NOT_WORD as error:
        raise ParamsError(
            f"„{file.name}“ lässt sich nicht als Word-Dokument öffnen; bitte als .docx speichern."
        ) from error
    return found


def _read_part(root: Any, section: str, titles: set[str], found: _Words) -> None:
    """Read a part of a document, such as its text or a foot of its pages."""
    before = ""
    for node in root.iter(_P, _TABLE):
        if node.tag == _TABLE:
            found.tables.append((", ".join(filter(None, (section, before))), _cells(node)))
        elif next(node.iterancestors(_CELL), None) is None:
            text = _text(node)
            if node.xpath("string(./w:pPr/w:pStyle/@w:val)") in titles:
                section = text
            alternatives = (one.get("descr", "") for one in node.iter(qn("wp:docPr")))
            for words in filter(None, (text, *map(normalized, alternatives))):
                found.clauses.setdefault(section, []).extend(_CLAUSE.split(words))
            before = text or before


def _cells(table: Any) -> dict[Key, str]:
    """Return the text of each cell by the first of its row, the first of its column, and which such it is."""
    rows = [[_cell(cell) for cell in row.iter(_CELL)] for row in table.iter(_ROW)]
    seen: Counter[tuple[str, str]] = Counter()
    cells = {}
    for row in filter(None, rows):
        for head, text in zip_longest(rows[0], row, fillvalue=""):
            seen[row[0], head] += 1
            cells[row[0], head, seen[row[0], head]] = text
    return cells


def _cell(cell: Any) -> str:
    return normalized(" ".join(_text(paragraph) for paragraph in cell.iter(_P)))


def _text(paragraph: Any) -> str:
    """Return the words of a paragraph with all its changes made, and without the numbers of pages."""
    words, counts_pages = "", False
    for node in paragraph.iter(_T, *_GAP, _CODE, _FIELD):
        inner = next(node.iterancestors(_P))  # another one, where it is of a text box in this paragraph
        fields = [one.get(_INSTRUCTION) for one in node.iterancestors(_SIMPLE)]
        if inner is not paragraph or [*node.iterancestors(*_UNREAD)] or any(map(_PAGES.match, fields)):
            continue
        if node.tag == _FIELD:
            counts_pages = counts_pages and node.get(qn("w:fldCharType")) != "end"
        elif node.tag == _CODE:
            counts_pages = bool(_PAGES.match(node.text or ""))
        elif not counts_pages:
            words += (node.text or "") if node.tag == _T else " "
    return normalized(words)
