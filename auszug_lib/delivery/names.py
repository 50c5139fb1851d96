"""Names of people in a text: a form of address before a surname, or a first name beside one."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.metadata import distribution
from itertools import pairwise
from pathlib import Path
from unicodedata import combining, normalize

from auszug_lib.codes import nationalities

LETTERS, CAPITALS = "A-Za-zÀ-ɏ\u0300-\u036f\u1e00-\u1eff", "A-ZÀ-ÞĀ-ɏ\u1e00-\u1eff"
_FOREIGN = "\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff"

_TITLE = "herrn?|hrn?|frau|fr|familien?|fam|eheleuten?|ehepaar|geschwister|mrs?"
NAME_GLANCE = (
    rf"[{CAPITALS}][{LETTERS}.'’-]*[^{LETTERS}0-9]{{1,3}}(?:[{LETTERS}]{{1,3}}[.]?[^{LETTERS}0-9]){{0,2}}[{CAPITALS}]|[{_FOREIGN}]"
    rf"|(?i:{_TITLE})[.]?[^{LETTERS}0-9](?:[{LETTERS}]{{1,4}}[. ]+)?[{CAPITALS}]"
)
_WRITTEN = r"[^\W\d_](?:['’-]?[^\W\d_]){2,}"
_ADDRESSED = re.compile(
    rf"(?<!\w)((?i:{_TITLE})(?:\.\s*|\s+)(?:(?:Dr|Prof)\.?\s+)*|(?:Dr|Prof)\.\s*)"
    rf"(?:(?:[Aa]l|[Ee]l|von|van|de)\s)?({_WRITTEN})(?:\s+({_WRITTEN}))?"
)
# What the office cannot read is most likely copied from a passport.
_FOREIGN_NAME = re.compile(rf"\s*([{_FOREIGN}'’-]+[\s,]+){{1,3}}[{_FOREIGN}'’-]*[{_FOREIGN}]\s*")
_PARTS = re.compile(r"[;:()\[\]/|\n\"„“”•&+]|\s[-–—]\s")
_PARTICLE = re.compile(r"[Aa]l|[Ee]l|[Aa]bd|[Aa]bu|b[ei]n|ibn|v[ao]n|der|d[aei]|dos|del|l[ae]|ter|\w")

# Beside a name these tell of a company or a place called after someone.
_BESIDE = re.compile(
    r"(.*-)?(gmbh|ag|kg(aa)?|ohg|gbr|ug|e.?[gkv]|mbh|se|ltd|inc|co|soehne|partner|erben|st|sankt|villa|casa"
    r"|cafe|club|kloster|dom|pfarrei|kita|pension|park|ring|weg|ufer|allee|hof|str|saal|raum|turm|haus|heim"
    r"|team|projekt)|.*(bau|wohnen|immobilien|verwaltung(en)?|stiftung|gesellschaft|genossenschaft|verband"
    r"|verein|unternehmen|holding|invest|estate|vermietung|makler|siedlung(en)?|strasse|gasse|platz|zentrum"
    r"|schule|kolleg|akademie|gymnasium|kirche|gemeinde|kapelle|hospital|klinik|apotheke|praxis|kanzlei|treff"
    r"|werke?|garten|halle|laden|bruecke|moschee|group|hotel|unterkunft|gruppe|(buerger|wohn|pfarr|kranken"
    r"|jugend|stadt|kultur)(haus|heim))"
)
# What may follow a first name or a form of address without being a surname.
_NO_SURNAME = re.compile(
    r".{3,}(ung|heit|keit|schaft|tion)(en)?|.*(vertrag|antrag|suche|kosten|schein|termin|geld|hilfe|kasse"
    r"|center|amt|buero|zimmer|schaden|fragen?|zug|rueckstand|beginn|ende|datum|markt|kurs|arzt|tage?"
    r"|mittags?|fest|feier|zeit|familien?|management)|wbs|kaution|miete|strom|moebel|kind(er)?|frau|mann"
    r"|person(en)?|haushalt|monat|woche|uhr|kontakt|rueckruf|nord|ost|sued|west|mitte|koeln|jahr|alter"
    r"|abends?|pause|roma|himmelfahrt|hilf|koenigin|koenig|[ivx]+|d(er|ie|as|en|em|es)|eine?[nrms]?|sie|ist"
    r"|hat|wir|ich|nach|mit|bei|auf|aus|fuer|und|oder|nicht"
)
# Somewhere somebody is called so, but in a delivery these are words.
_WORD = re.compile(
    r"addis|alle[nrs]?|alpha|anders|april|art|august|baby|bar|bei|berlin|boden|bonner|brand|chance|christi?"
    r"|dann|de[nrs]|deren|dez|diesel|dom|don|eben|einer?|euro|fee|fern|flora|gold|hagen|halle?|handy|heide"
    r"|hin|immo|job|juli?|juni?|just|kein|keller|kern|kiel|kita|klein|lang(er)?|linde|link|little|ma[iln]"
    r"|mama|marke|mehr|memo|mentor|mini?|muslim|norm|nova|nur|oma|pan|papa|paris|park|pate|peer|per|prima"
    r"|real|red|reine?|reis|rom|san|santa|see|server|solange|sommer|star|stern|tage?|tal|tee|tod|tone?|tor"
    r"|ueber|uber|unna|ural|vesper|villa|visa|von|wen|west|will|winter"
)
# In how many of the table's 36 lists a first name stands: behind the surname, in a sentence, beside another.
_SURE, _KNOWN, _SEEN = 15, 9, 3


@cache
def _first_names() -> Mapping[str, int]:
    """Return the world's first names, folded, with the number of lists they stand in."""
    # Only the package's table is wanted: its code would load a model of genders, and json takes a second.
    file = Path(str(distribution("nomquamgender").locate_file("nomquamgender/name_data.json")))
    entries = re.findall(rb'"([a-z\']{3,})": \[(\d\d|[3-9]),', file.read_bytes())
    return {name.decode(): int(lists) for name, lists in entries}


@cache
def _countries() -> frozenset[str]:
    """Return the countries' and languages' names, folded, long ones by every two of their words."""
    from babel import Locale

    names = (str(x).split() for x in (*nationalities().labels.values(), *Locale("de").languages.values()))
    return frozenset(folded(" ".join(part)) for name in names for part in (name, *pairwise(name)))


@lru_cache(maxsize=10_000)
def folded(text: str, umlaut: str = "e") -> str:
    """Return `text` in small letters without accents, with ß as ss and ä as a with `umlaut` behind it."""
    small = re.sub("([äöü])", rf"\1{umlaut}", normalize("NFC", text).casefold())
    bare = (c for c in normalize("NFD", small) if not combining(c))
    return "".join(bare).translate(str.maketrans("ıłøđ’", "ilod'"))


@lru_cache(maxsize=10_000)
def _lists(word: str) -> int:
    """Return how many lists have `word` as a first name, or its rarer half; 0 for a usual word."""
    small = folded(word)
    if _WORD.fullmatch(small) or small in _countries() or (len(word) < 4 and word.isupper()):
        return 0
    spellings = (small, folded(word, umlaut=""))  # Günter stands there as guenter or as gunter.
    return max(min(_first_names().get(name, 0) for name in text.split("-")) for text in spellings)


def _is_beside(word: str) -> bool:
    return _BESIDE.fullmatch(folded(word)) is not None


@lru_cache(maxsize=10_000)
def _may_be_surname(word: str) -> bool:
    small = folded(word)
    if not re.fullmatch(_WRITTEN, word) or not word[0].isupper() or (len(word) < 4 and word.isupper()):
        return False
    return not (_is_beside(word) or _NO_SURNAME.fullmatch(small) or small in _countries())


def _is_full_name(words: Sequence[str]) -> bool:
    """Say whether a first name and a surname stand side by side, alone or in a sentence."""
    alone = 1 < len(words) < 5 and all(_may_be_surname(x) or _PARTICLE.fullmatch(x) for x in words)
    turned = len(words) == 2 and _lists(words[1]) >= _SURE and _lists(words[0]) >= _SEEN
    if alone and turned and folded(" ".join(words)) not in _countries():
        return True
    return any(_begins_name(words, place, alone) for place in range(len(words) - 1))


def _begins_name(words: Sequence[str], place: int, alone: bool) -> bool:
    first, rest = words[place], [x for x in words[place + 1 : place + 4] if not _PARTICLE.fullmatch(x)]
    if not rest or not first[:1].isupper() or not _may_be_surname(rest[0]):
        return False
    if _lists(first) < (_SEEN if alone and _lists(rest[0]) >= _SEEN else _KNOWN):
        return False
    beside = (*words[max(place - 1, 0) : place], *rest[:2])
    return folded(f"{first} {rest[0]}") not in _countries() and not any(map(_is_beside, beside))


def holds_name(text: str) -> bool:
    """Say whether somebody is named in a text."""
    for title, name, following in _ADDRESSED.findall(text):
        # A doctor's name is a practice's too.
        if _may_be_surname(name) and not (title[0] in "DP" and _is_beside(following)):
            return True
    for part in _PARTS.split(text):
        pieces = [[word.strip(".!?*'’") for word in piece.split()] for piece in part.split(",")]
        swapped = [first + last for last, first in pairwise(pieces) if len(last) < 4 and len(first) < 4]
        if any(map(_is_full_name, pieces + swapped)):
            return True
    return _FOREIGN_NAME.fullmatch(text) is not None


def holds_coded_name(text: str) -> bool:
    """Say the same of a pseudonym, where a name may be written small and joined by any sign."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    if holds_name(text) or re.fullmatch(r"[^\W\d_]\.\s?[^\W\d_]{3,}", text):
        return True
    if not 1 < len(words) < 5 or any(map(_is_beside, words)):
        return False
    surnames = [x for x in words if _may_be_surname(x if x.isupper() else x.capitalize())]
    named = any(_lists(first) >= _KNOWN and any(x is not first for x in surnames) for first in words)
    return named or ("," in text and len(words) == len(surnames) == 2)
