"""Personal data that slipped into a delivery: told by a column's heading or by what its cells hold.

A clean delivery must have no hit, so every kind needs evidence: a phone number its shape or the word
„Tel.“, a street its house number, a surname a form of address or a first name beside it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.metadata import distribution
from itertools import pairwise
from pathlib import Path
from typing import Literal
from unicodedata import combining, normalize

import numpy as np
import pandas as pd

from auszug_lib.codes import nationalities

PersonalKind = Literal["name", "geburtsdatum", "anschrift", "telefon", "email"]

KINDS: Mapping[PersonalKind, str] = {
    "name": "ein Name",
    "geburtsdatum": "ein Geburtsdatum",
    "anschrift": "eine Anschrift",
    "telefon": "eine Telefonnummer",
    "email": "eine E-Mail-Adresse",
}

# Headings are matched folded: small letters, ä as ae, one space around each word.
_HEADINGS: tuple[tuple[PersonalKind, str], ...] = (
    ("email", r" e ?mails? | \w*mail ?adress\w* | mails? "),
    ("telefon", r" (\w*(telefon|handy|fax|phone)|tel|fon|mobil|festnetz|ruf(?= ?n)) ?(nr|nummern?)? "),
    ("geburtsdatum", r" \w*geb(urts?)? ?(dat|datum|tag|jahr|am) | geb (?!nr |nummer )| geboren | birth"),
    ("name", r"(vor|nach|familien| zu|geburts|klar|maedchen|sur|last|first|full) ?name"),
    ("name", r"(ansprech|kontakt|bezugs) ?(partner|person)|sachbearbeit"),
    ("anschrift", r" \w*(strassen?|anschrift|(?<!web)adressen?) | strassennamen? | adresszusatz "),
    ("anschrift", r" str | haus ?(nr|nummern?) | hnr | plz | postleitzahl "),
)
# How often, or by which way: not whom.
_COUNTED = r" (anzahl|zahl|beratung\w*|gespraech\w*|kontakte|kanal|per|erreichbar) "
# The name of a thing. A landlord counts as one: it may be a company, so the cells have to tell.
_THING = (
    r"\w*(unterkunft|einrichtung|traeger|heim|haus|objekt|projekt|workshop|kurs|veranstaltung|them[ae]|datei"
    r"|tabelle|blatt|spalte|ort|stadt|bezirk|teil|viertel|firm[ae]|verein|verband|gesellschaft|behoerde|amt"
    r"|schule?|genossenschaft|kita|sprache?|land|vermieter|geber|verwaltung|organisation|stelle)(in|innen|en"
    r"|es|n|s)?"
)
_NAME_OF_THING = rf" {_THING} (.* )?namen? | {_THING}namen? | namen? (.* )?{_THING} "


def personal_heading(heading: str) -> PersonalKind | None:
    """Return which personal data the heading promises, or None; the cells may hold some all the same.

    Parameters
    ----------
    heading
        As the carrier wrote it, in any case and spelling.
    """
    parted = re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", heading)
    words = f" {' '.join(re.findall('[a-z]+', _folded(parted)))} "
    if re.search(_COUNTED, words):
        return None
    kind = next((kind for kind, pattern in _HEADINGS if re.search(pattern, words)), None)
    return kind or (
        "name" if re.search(r"namen?s? ", words) and not re.search(_NAME_OF_THING, words) else None
    )


def looks_like_birth_dates(days: pd.Series, year: int) -> bool:
    """Say whether a column's dates are birth dates: over ten years old and spread over decades.

    Parameters
    ----------
    days
        At least three dates; missing ones are left out, and those before any living person's birth.
    year
        The report year.
    """
    years = days.dt.year[days.dt.year.between(year - 110, year)]
    # What happens to households in the programme lies closer together.
    spread = years.quantile(0.9) - years.quantile(0.1)
    return len(years) >= 3 and bool((years < year - 10).mean() > 0.5 and spread >= 15)


def personal_texts(texts: pd.Series, *, identifiers: bool = False) -> pd.Series:
    """Return which personal data each cell holds, or missing, with the index of `texts`.

    Parameters
    ----------
    texts
        Cells of dtype `str`, with any index; missing ones hold nothing.
    identifiers
        Whether the column holds pseudonyms: then a number alone is no phone number, and a name may be
        written small and with any sign between its parts.
    """
    tests = _IN_IDENTIFIERS if identifiers else _IN_TEXTS
    codes, distinct = pd.factorize(texts.astype("str"))
    values = pd.Series(distinct, dtype="str").str.replace("[ \t\xa0]{2,}|[\t\xa0]", " ", regex=True)
    kinds = pd.Series(None, index=values.index, dtype="str")
    left = values[values.str.contains("|".join(glance for _, glance, _ in tests))]
    for kind, glance, look in tests:
        some = left[left.str.contains(glance)]
        # Names do not depend on digits: a hundred thousand numbered codes come down to a few shapes.
        same = some.str.replace("[0-9]+", "0", regex=True) if kind == "name" else some
        numbers, shapes = pd.factorize(same)
        hits = some.index[np.array([bool(look(normalize("NFC", x))) for x in shapes], dtype=bool)[numbers]]
        kinds.loc[hits] = kind
        left = left.drop(hits)
    return pd.Series(kinds.array.take(codes, allow_fill=True), index=texts.index)


# A glance sees all values, a look those that pass. pandas leaves a glance without \d, \s or \w to fast Arrow.
_L, _UP = "A-Za-zÀ-ɏ\u0300-\u036f\u1e00-\u1eff", "A-ZÀ-ÞĀ-ɏ\u1e00-\u1eff"
_FOREIGN = "\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff"
_BIRTH_GLANCE = "(?i:geb|jg|jahrg)[^0-9]{0,15}[0-9]|[*] ?[0-9]|[0-9][.] ?[0-9]{1,2}[.] ?19|19[0-9]{2}-"
_DAY = r"(\d{1,2}\.\s?\d{1,2}\.\s?(\d{4}|\d\d)(?!\d)|(19|20)\d\d-[01]\d-[0-3]\d(?!\d)|(19|20)\d\d\b)"
_BIRTH = re.compile(
    rf"(?i)(?<![^\W_])(geb|geboren|geburtstag|geburtsdatum)[.:\s][^\d\n]{{0,12}}{_DAY}"
    rf"|(?<!\w)\*\s?{_DAY}|\b(jahrgang|jg)\b\.?\s?(19|20)\d\d\b"
    # No other day so long before the programme has a place in a delivery, but for that of a law.
    r"|(?<!vom\s)(?<![\d.])(\d{1,2}\.\s?\d{1,2}\.\s?19\d\d|19\d\d-[01]\d-[0-3]\d)(?!\d)"
)
_ADDRESS_GLANCE = rf"(?i:e|str|damm|ufer|rtel|latz|weg|ring|wall|markt|hof)[.]?[ \n]?[0-9]|[0-9]{{5}} [{_UP}]"
_HOUSE = r"\s?(?!(?:19|20)\d\d\b)\d{1,4}\s?[a-z]?\b"
_ADDRESS = re.compile(
    rf"(?:[Ss]tra(?:ß|ss)e|[Ss]tr(?=[.\s])\.?|[Gg]asse|[Aa]llee|[Cc]haussee|[Dd]amm|[Uu]fer|[Gg]ürtel){_HOUSE}"
    # These end many a word besides streets, so they have to end the phrase and begin otherwise.
    r"|\b(?!Stell|Park|Spiel|Arbeits|Schlaf|Wohn|Kita|Heim|Warte|Listen|Kurs|Sitz|Innen|Rechts|Ba[hu])"
    rf"[A-ZÄÖÜ][\w-]{{2,40}}(?:-?[Pp]latz|-?[Ww]eg|-?[Rr]ing|wall|markt|hof)\s{_HOUSE}(?=\s*(?:[,;)/-]|$))"
    r"|[^\W\d]\s\d{1,4}\s?[a-z]?\s?,?\s+\d{5}\s+[A-ZÄÖÜ]"
)
_MARKED_PHONE_GLANCE = "(?i:tel|fax|fon|phone|handy|mobil|ruf|whatsapp)[^0-9]{0,12}[0-9]|[+] ?[0-9]"
_PHONE_GLANCE = rf"{_MARKED_PHONE_GLANCE}|(?:^|[^0-9A-Za-z.,-])0[0-9]{{2}}[0-9 ()/.-]{{4}}"
_D = r"(?:[\s/().-]{0,3}\d)"
_MARKED_PHONE = re.compile(
    rf"(?i)(?<![^\W_])(tele(fon|fax)|tel|fax|fon|phone|handy|mobil(funk)?|ruf|whatsapp)\.?-?(nr|nummer)?"
    rf"[\s.:]{{1,4}}(?!\d\d?\.\d)[+(]?\d{_D}{{4}}|(?<!\d)\+\s?[1-9]\d?{_D}{{7}}"
)
_PHONE = re.compile(
    rf"(?<![\w.,-])(00[1-9]\d{_D}{{7,11}}|0[1-9]\d{{8,11}}|\(?0[1-9]\d{{1,4}}[\s/().-]{_D}{{5,9}})(?!\d)"
)
_OTHER_NUMBER = re.compile(r"\b(A[zZ]|\w+zeichen|\w*[Nn]ummer|\w*[Nn]r|BG|Fall)\b[.:\s]*+(?!01[5-7])[\d/ -]+")

_TITLE = "herrn?|hrn?|frau|fr|familien?|fam|eheleuten?|ehepaar|geschwister|mrs?"
_NAME_GLANCE = (
    rf"[{_UP}][{_L}.'’-]*[^{_L}0-9]{{1,3}}(?:[{_L}]{{1,3}}[.]?[^{_L}0-9]){{0,2}}[{_UP}]|[{_FOREIGN}]"
    rf"|(?i:{_TITLE})[.]?[^{_L}0-9](?:[{_L}]{{1,4}}[. ]+)?[{_UP}]"
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
    return frozenset(_folded(" ".join(part)) for name in names for part in (name, *pairwise(name)))


@lru_cache(maxsize=10_000)
def _folded(text: str, umlaut: str = "e") -> str:
    """Return `text` in small letters without accents, with ß as ss and ä as a with `umlaut` behind it."""
    small = re.sub("([äöü])", rf"\1{umlaut}", normalize("NFC", text).casefold())
    bare = (c for c in normalize("NFD", small) if not combining(c))
    return "".join(bare).translate(str.maketrans("ıłøđ’", "ilod'"))


@lru_cache(maxsize=10_000)
def _lists(word: str) -> int:
    """Return how many lists have `word` as a first name, or its rarer half; 0 for a usual word."""
    folded = _folded(word)
    if _WORD.fullmatch(folded) or folded in _countries() or (len(word) < 4 and word.isupper()):
        return 0
    spellings = (folded, _folded(word, umlaut=""))  # Günter stands there as guenter or as gunter.
    return max(min(_first_names().get(name, 0) for name in text.split("-")) for text in spellings)


def _is_beside(word: str) -> bool:
    return _BESIDE.fullmatch(_folded(word)) is not None


@lru_cache(maxsize=10_000)
def _may_be_surname(word: str) -> bool:
    folded = _folded(word)
    if not re.fullmatch(_WRITTEN, word) or not word[0].isupper() or (len(word) < 4 and word.isupper()):
        return False
    return not (_is_beside(word) or _NO_SURNAME.fullmatch(folded) or folded in _countries())


def _is_full_name(words: Sequence[str]) -> bool:
    """Say whether a first name and a surname stand side by side, alone or in a sentence."""
    alone = 1 < len(words) < 5 and all(_may_be_surname(x) or _PARTICLE.fullmatch(x) for x in words)
    turned = len(words) == 2 and _lists(words[1]) >= _SURE and _lists(words[0]) >= _SEEN
    if alone and turned and _folded(" ".join(words)) not in _countries():
        return True
    return any(_begins_name(words, place, alone) for place in range(len(words) - 1))


def _begins_name(words: Sequence[str], place: int, alone: bool) -> bool:
    first, rest = words[place], [x for x in words[place + 1 : place + 4] if not _PARTICLE.fullmatch(x)]
    if not rest or not first[:1].isupper() or not _may_be_surname(rest[0]):
        return False
    if _lists(first) < (_SEEN if alone and _lists(rest[0]) >= _SEEN else _KNOWN):
        return False
    beside = (*words[max(place - 1, 0) : place], *rest[:2])
    return _folded(f"{first} {rest[0]}") not in _countries() and not any(map(_is_beside, beside))


def _holds_name(text: str) -> bool:
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


def _holds_coded_name(text: str) -> bool:
    """Say the same of a pseudonym, where a name may be written small and joined by any sign."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    if _holds_name(text) or re.fullmatch(r"[^\W\d_]\.\s?[^\W\d_]{3,}", text):
        return True
    if not 1 < len(words) < 5 or any(map(_is_beside, words)):
        return False
    surnames = [x for x in words if _may_be_surname(x if x.isupper() else x.capitalize())]
    named = any(_lists(first) >= _KNOWN and any(x is not first for x in surnames) for first in words)
    return named or ("," in text and len(words) == len(surnames) == 2)


def _holds_phone(text: str) -> bool:
    return bool(_MARKED_PHONE.search(text) or _PHONE.search(_OTHER_NUMBER.sub("", text)))


_Tests = tuple[tuple[PersonalKind, str, Callable[[str], object]], ...]
_IN_BOTH: _Tests = (
    ("email", "[^ @] ?(?:@|[([]at[])]) ?[^ @]+[.][A-Za-z]{2}", bool),
    ("geburtsdatum", _BIRTH_GLANCE, _BIRTH.search),
    ("anschrift", _ADDRESS_GLANCE, _ADDRESS.search),
)
_IN_TEXTS: _Tests = (*_IN_BOTH, ("telefon", _PHONE_GLANCE, _holds_phone), ("name", _NAME_GLANCE, _holds_name))
_IN_IDENTIFIERS: _Tests = (
    *_IN_BOTH,
    ("telefon", _MARKED_PHONE_GLANCE, _MARKED_PHONE.search),
    ("name", rf"{_NAME_GLANCE}|[{_L}]{{3}}[^{_L}](?:.*[^{_L}])?[{_L}]{{3}}", _holds_coded_name),
)
