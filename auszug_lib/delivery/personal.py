"""Personal data that slipped into a delivery: told by a column's heading or by what its cells hold.

A clean delivery must have no hit, so every kind needs evidence: a phone number its shape or the word
„Tel.“, a street its house number, a surname a form of address or a first name beside it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Literal
from unicodedata import normalize

import numpy as np
import pandas as pd

from auszug_lib.delivery.names import CAPITALS, LETTERS, NAME_GLANCE, folded, holds_coded_name, holds_name

PersonalKind = Literal["name", "geburtsdatum", "anschrift", "telefon", "email", "nummer"]

KINDS: Mapping[PersonalKind, str] = {
    "name": "ein Name",
    "geburtsdatum": "ein Geburtsdatum",
    "anschrift": "eine Anschrift",
    "telefon": "eine Telefonnummer",
    "email": "eine E-Mail-Adresse",
    "nummer": "eine Nummer, die jemandem gehört",
}

# Headings are matched folded: small letters, ä as ae, one space around each word.
_HEADINGS: tuple[tuple[PersonalKind, str], ...] = (
    ("email", r" e ?mails? | \w*mail ?adress\w* | mails? "),
    ("telefon", r" (\w*(telefon|handy|fax|phone)|tel|fon|mobil|festnetz|ruf(?= ?n)) ?(nr|nummern?)? "),
    ("geburtsdatum", r" dob "),
    ("geburtsdatum", r" \w*geb(urts?)? ?(dat|datum|tag|jahr|am) | geb (?!nr |nummer )| geboren | birth"),
    ("name", r"(vor|nach|familien| zu|geburts|klar|maedchen|sur|last|first|full) ?name"),
    ("name", r"(ansprech|kontakt|bezugs) ?(partner|person)|sachbearbeit| kontakt ?daten "),
    ("name", r" (haushalts ?vorstand|(haupt ?)?mieter|klient|antragsteller)(in)? | vermieter ?name "),
    ("nummer", r" (ausweis|pass|azr|sozialversicherungs|steuer|konto) ?(nr|nummern?) | iban "),
    ("anschrift", r" \w*(strassen?|anschrift|(?<!web)adressen?) | strassennamen? | adresszusatz "),
    ("anschrift", r" street | address "),
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
    words = f" {' '.join(re.findall('[a-z]+', folded(parted)))} "
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
_BIRTH_GLANCE = "(?i:geb|jg|jahrg)[^0-9]{0,15}[0-9]|[*] ?[0-9]|[0-9][.] ?[0-9]{1,2}[.] ?19|19[0-9]{2}-"
_DAY = r"(\d{1,2}\.\s?\d{1,2}\.\s?(\d{4}|\d\d)(?!\d)|(19|20)\d\d-[01]\d-[0-3]\d(?!\d)|(19|20)\d\d\b)"
_BIRTH = re.compile(
    rf"(?i)(?<![^\W_])(geb|geboren|geburtstag|geburtsdatum)[.:\s][^\d\n]{{0,12}}{_DAY}"
    rf"|(?<!\w)\*\s?{_DAY}|\b(jahrgang|jg)\b\.?\s?(19|20)\d\d\b"
    # No other day so long before the programme has a place in a delivery, but for that of a law.
    r"|(?<!vom\s)(?<![\d.])(\d{1,2}\.\s?\d{1,2}\.\s?19\d\d|19\d\d-[01]\d-[0-3]\d)(?!\d)"
)
_ADDRESS_GLANCE = (
    "(?i:e|str|damm|ufer|rtel|latz|weg|ring|wall|markt|hof|berg|pfad|steig|freiheit)[.]?[ \n]?[0-9]"
    rf"|[0-9]{{5}} [{CAPITALS}]"
)
_HOUSE = r"\s?(?!(?:19|20)\d\d\b)\d{1,4}\s?[a-z]?\b"
_STREET = "Weg|Ring|Hof|Platz|Gasse|Allee|Ufer|Wall|Markt|Damm|Berg|Pfad|Steig|Freiheit|Str(?:aße|asse|\\.)"
_ADDRESS = re.compile(
    rf"(?:[Ss]tra(?:ß|ss)e|[Ss]tr(?=[.\s])\.?|[Gg]asse|[Aa]llee|[Cc]haussee|[Dd]amm|[Uu]fer|[Gg]ürtel){_HOUSE}"
    # These end many a word besides streets, so they have to end the phrase and begin otherwise.
    r"|\b(?!Stell|Park|Spiel|Arbeits|Schlaf|Wohn|Kita|Heim|Warte|Listen|Kurs|Sitz|Innen|Rechts|Ba[hu])"
    rf"[A-ZÄÖÜ][\w-]{{2,40}}(?:-?[Pp]latz|-?[Ww]eg|-?[Rr]ing|wall|markt|hof)\s{_HOUSE}(?=\s*(?:[,;)/-]|$))"
    # The name of a place as an adjective, or a preposition before what streets are called.
    rf"|\b(?:[A-ZÄÖÜ]\w+er|[AI]m|An der|Auf de[mr]|Zum)\s(?:{_STREET})\s\d{{1,3}}\s?[a-z]?\b(?!\s*(?:Uhr|\.))"
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


def _holds_phone(text: str) -> bool:
    return bool(_MARKED_PHONE.search(text) or _PHONE.search(_OTHER_NUMBER.sub("", text)))


_Tests = tuple[tuple[PersonalKind, str, Callable[[str], object]], ...]
_IN_BOTH: _Tests = (
    ("email", "[^ @] ?(?:@|[([]at[])]) ?[^ @]+[.][A-Za-z]{2}", bool),
    ("geburtsdatum", _BIRTH_GLANCE, _BIRTH.search),
    ("anschrift", _ADDRESS_GLANCE, _ADDRESS.search),
)
_IN_TEXTS: _Tests = (*_IN_BOTH, ("telefon", _PHONE_GLANCE, _holds_phone), ("name", NAME_GLANCE, holds_name))
_IN_IDENTIFIERS: _Tests = (
    *_IN_BOTH,
    ("telefon", _MARKED_PHONE_GLANCE, _MARKED_PHONE.search),
    (
        "name",
        rf"{NAME_GLANCE}|[{LETTERS}]{{3}}[^{LETTERS}](?:.*[^{LETTERS}])?[{LETTERS}]{{3}}",
        holds_coded_name,
    ),
)
