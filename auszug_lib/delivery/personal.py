"""Personal data that slipped into a delivery: known by a column's heading or by what its cells hold.

Only what is certain counts: a telephone number that exists, a street with its house number, a name behind a
form of address. Nothing is guessed from lists of names; no column of a delivery asks for free text.
"""

import re
from collections.abc import Mapping
from typing import Literal
from unicodedata import normalize

import pandas as pd
from phonenumbers import Leniency, PhoneNumberMatcher

from auszug_lib.delivery.vocabulary import folded
from auszug_lib.params.codes import nationalities

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
    """Return which personal data a heading promises, or None; the cells may hold some all the same."""
    parted = re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", heading)
    words = f" {' '.join(re.findall('[a-z]+', folded(parted)))} "
    if re.search(_COUNTED, words):
        return None
    kind = next((kind for kind, pattern in _HEADINGS if re.search(pattern, words)), None)
    return kind or (
        "name" if re.search(r"namen?s? ", words) and not re.search(_NAME_OF_THING, words) else None
    )


def looks_like_birth_dates(days: pd.Series, year: int) -> bool:
    """Return whether a column's dates are birth dates: over ten years old and spread over decades.

    Dates before any living person's birth are left out; fewer than three say nothing.
    """
    years = days.dt.year[days.dt.year.between(year - 110, year)]
    # What happens to households in the programme lies closer together.
    spread = years.quantile(0.9) - years.quantile(0.1)
    return len(years) >= 3 and bool((years < year - 10).mean() > 0.5 and spread >= 15)


def personal_texts(texts: pd.Series, *, identifiers: bool = False) -> pd.Series:
    """Return which personal data each cell holds, or missing, with the index of `texts`.

    Among `identifiers`, which are pseudonyms, a number alone is no telephone number.
    """
    codes, distinct = pd.factorize(texts.astype("str"))
    values = pd.Series(distinct, dtype="str")
    kinds = pd.Series(None, index=values.index, dtype="str")
    for place in values.index[values.str.contains(_GLANCE)]:
        kinds[place] = _kind_of(" ".join(normalize("NFC", values[place]).split()), identifiers)
    return pd.Series(kinds.array.take(codes, allow_fill=True), index=texts.index)


def personal_text(text: str) -> PersonalKind | None:
    """Return which personal data a single text holds, in which a number alone is no telephone number."""
    return _kind_of(" ".join(normalize("NFC", text).split()), True) if re.search(_GLANCE, text) else None


# What a text must have to be looked at more closely.
_GLANCE = r"[0-9]|@|[(\[]at[)\]]|(?i:herr|hr|frau|fr|fam|ehe|geschwister|mrs?)[a-z]*[. \t\xa0]"

_EMAIL = re.compile(r"[^ @] ?(?:@|[(\[]at[)\]]) ?[^ @]+[.][A-Za-z]{2}")
_IBAN = re.compile(r"\b([A-Z]{2}[0-9]{2})((?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)\b")
_DAY = r"(\d{1,2}\.\s?\d{1,2}\.\s?(\d{4}|\d\d)(?!\d)|(19|20)\d\d-[01]\d-[0-3]\d(?!\d)|(19|20)\d\d\b)"
_BIRTH = re.compile(
    rf"(?i)(?<![^\W_])(geb|geboren|geburtstag|geburtsdatum)[.:\s][^\d\n]{{0,12}}{_DAY}"
    rf"|(?<!\w)\*\s?{_DAY}|\b(jahrgang|jg)\b\.?\s?(19|20)\d\d\b"
    # No other day so long before the programme has a place in a delivery, but for that of a law.
    r"|(?<!vom\s)(?<![\d.])(\d{1,2}\.\s?\d{1,2}\.\s?19\d\d|19\d\d-[01]\d-[0-3]\d)(?!\d)"
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
_PHONE_MARK = re.compile(r"(?i)\+|(?<![^\W_])(tel|fax|fon|phone|handy|mobil|ruf|whatsapp)")
_OTHER_NUMBER = re.compile(
    r"\b(A[zZ]|\w+zeichen|\w*[Nn]ummer|\w*[Nn]r|BG|Fall)\b[.:\s]*+(?!01[5-7])[\d/ -]+"
    r"|\b[A-Z]{1,5}-\d{1,8}\b(?![/ -]*\d)"  # a pseudonym: A-0580000
    r"|(?<![\d.])[0-3]?\d\.[01]?\d\.(?:19|20)\d\d(?![\d/-])"  # a day: 02.05.2019
    r"|(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
)
_ADDRESSED = re.compile(
    r"(?<!\w)(?i:herrn?|hr|frau|fr|familien?|fam|eheleuten?|ehepaar|geschwister|mrs?)(?:\.\s?|\s)"
    r"(?:(?:Dr|Prof)\.?\s)*(?:(?:[Aa]l|[Ee]l|von|van|de)\s)?([A-ZÀ-ÞĀ-ɏ][\w'’-]{2,})"
)
# What may follow a form of address without being a name: what happens, when, and where.
_NO_NAME = re.compile(
    r".*(ung|heit|keit|schaft|tion)(en)?|.*(zug|zentrum|management|mittags?|abends?|zeit|hilfe)"
)


def _kind_of(text: str, identifiers: bool) -> PersonalKind | None:
    if _EMAIL.search(text):
        return "email"
    if any(_is_iban(found[1], found[2]) for found in _IBAN.finditer(text)):
        return "nummer"
    if _BIRTH.search(text):
        return "geburtsdatum"
    if _ADDRESS.search(text):
        return "anschrift"
    if _holds_phone(text, identifiers):
        return "telefon"
    return "name" if any(map(_is_name, _ADDRESSED.findall(text))) else None


def _is_iban(country_and_check: str, account: str) -> bool:
    """Return whether the check digits of ISO 13616 are right."""
    return int("".join(str(int(x, 36)) for x in account.replace(" ", "") + country_and_check)) % 97 == 1


def _holds_phone(text: str, identifiers: bool) -> bool:
    is_marked = _PHONE_MARK.search(text)
    if identifiers and not is_marked:
        return False
    looked_at = text if is_marked else _OTHER_NUMBER.sub("", text)
    return bool(PhoneNumberMatcher(looked_at, "DE", leniency=Leniency.VALID).has_next())


def _is_name(word: str) -> bool:
    return not _NO_NAME.fullmatch(word.casefold()) and word not in nationalities().labels.values()
