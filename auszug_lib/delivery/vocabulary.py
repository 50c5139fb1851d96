"""The vocabulary: under which other spellings sheets, columns and codes are known.

What differs only in case, umlauts, spaces, hyphens or a trailing asterisk is the same word. Beyond that
there are the labels of the code lists, our own synonyms, and those a city's file adds under `aliases`.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from auszug_lib import ParamsError
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.synonyms import CODES, COLUMNS, SHEETS, TRUTH, Synonyms
from auszug_lib.delivery.words import SHARP, Words, spelling
from auszug_lib.params import City
from auszug_lib.params.base import alike, all_known
from auszug_lib.params.codes import CodeList

# Sheets of the form, and of a workbook that was given back, that hold no records.
INSTRUCTIONS_SHEET, LISTS_SHEET, FINDINGS_SHEET = "Anleitung", "Listen", "Befunde"

# So long must a word be to be known without its umlauts too, as „Forderweg“; AE is a state, A is none.
_LONG_ENOUGH = 5
# From this likeness on a word is a misspelt one; anything else may be of anybody's own.
_MISSPELT = 0.8
_ANOTHER_MEANING = re.compile(r"\d|\bkein|\bnicht\b", re.IGNORECASE)


def folded(text: str) -> str:
    """Return `text` in small letters without accents, with ß as ss and ä as ae."""
    small = unicodedata.normalize("NFC", text).casefold().translate(SHARP)
    bare = (sign for sign in unicodedata.normalize("NFD", small) if not unicodedata.combining(sign))
    return "".join(bare).translate(str.maketrans("ıłøđ", "ilod"))


def as_seen(text: str, but: str = "") -> str:
    """Return what of a text can be told apart by eye, without the step `but` of those that make it so.

    >>> as_seen("F\u201112\u200b ") == as_seen("f-12")
    True
    """
    for name, step in _SEEN.items():
        text = text if name == but else step(text)
    return text


def difference(one: str, other: str) -> str:
    """Return in German in what two texts differ that look the same."""
    told = [name for name in _SEEN if as_seen(one, name) != as_seen(other, name)]
    unusual = sorted(sign for sign in set(one) ^ set(other) if not (sign.isascii() or sign.isalnum()))
    signs = [f"U+{ord(sign):04X}" for sign in unusual]
    return ", ".join(told) + (f" ({', '.join(signs)})" if signs else "")


def _is_hidden(sign: str) -> bool:
    is_filler = sign in "\u034f\u115f\u1160\u2800\u3164\uffa0" or "\ufe00" <= sign <= "\ufe0f"
    return is_filler or (unicodedata.category(sign) in ("Cc", "Cf") and not sign.isspace())


def _is_dash(sign: str) -> bool:
    return unicodedata.category(sign) == "Pd" or sign in "\u2043\u2212"


def _in_one_form(text: str) -> str:
    """Return letters and digits as all others are written, be they wide or in two parts."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFKC", sign) if sign.isalnum() else sign for sign in composed)


def _unless_plain(step: Callable[[str], str]) -> Callable[[str], str]:
    """Return a step that spares texts of plain letters, digits and signs: it would leave them as they are."""
    return lambda text: text if text.isascii() and text.isprintable() else step(text)


# Each step takes away one kind of difference that no eye sees, and leaves the others as they are.
_SEEN: Mapping[str, Callable[[str], str]] = {
    "unsichtbares Zeichen": _unless_plain(lambda text: "".join(x for x in text if not _is_hidden(x))),
    "anderer Strich": _unless_plain(lambda text: "".join("-" if _is_dash(x) else x for x in text)),
    "anderes oder doppeltes Leerzeichen": lambda text: " ".join(text.split()),
    "andere Zeichenform": _unless_plain(_in_one_form),
    "Groß- oder Kleinschreibung": str.casefold,
}


@dataclass(frozen=True)
class Vocabulary(Words):
    """What a city's carriers call things."""

    codes: Mapping[str, Mapping[str, str]]  # by code list and spelling the code
    lists: Mapping[str, CodeList]  # by name, for the codes as they are and their choices in the form

    def code(self, codes: str, text: str) -> str:
        """Return the code that a text means, also as a number with empty decimals; empty for none."""
        if is_no_answer(text) and text.strip() != _NAMIBIA:
            return ""
        whole = re.fullmatch(r"(\d+)[.,]0+", text.strip())
        known, word = self.codes[codes], whole[1] if whole else spelling(text)
        return known.get(word) or known.get(re.sub(r"(?<!\d)0+(?=[1-9])", "", word), "")

    def suggestion(self, codes: str, text: str) -> str:
        """Return the choice of a code list that a misspelt text is all but; empty where of none.

        Nobody who denies something or gives another number has misspelt it.
        """
        if _ANOTHER_MEANING.search(text):
            return ""
        choices = self.lists[codes].choices
        known = {word: choices[code] for word, code in self.codes[codes].items()}
        return alike(spelling(text), known, _MISSPELT)


_NAMIBIA = "NA"  # its code, and what programs write where there is no answer
_NO_ANSWER = re.compile(r"\s*(?:n\s*[./]\s*a\.?|na)\s*", re.IGNORECASE)


def is_no_answer(text: str) -> bool:
    """Return whether a text is short for „not available“, though NA is the code of Namibia as well."""
    return _NO_ANSWER.fullmatch(text) is not None


def vocabulary_of(city: City, file: str = "") -> Vocabulary:
    """Return the vocabulary of a city; `file` is the name of the city's file, for errors.

    Raises `ParamsError` where the aliases name what does not exist, or a word that means something else
    already.
    """
    try:
        return _vocabulary(city)
    except ValueError as error:
        raise ParamsError(f"{file}, Schlüssel {error}.".removeprefix(", ")) from None


def _vocabulary(city: City) -> Vocabulary:
    extra = city.aliases
    lists = {**city.code_lists, TRUTH.name: TRUTH}
    known_columns = dict.fromkeys(column.name for table in TABLES.values() for column in table.columns)
    _refuse_unknown("sheets", extra.sheets, TABLES)
    _refuse_unknown("columns", extra.columns, known_columns)
    _refuse_unknown("codes", extra.codes, lists)
    for name, codes in extra.codes.items():
        _refuse_unknown(f"codes.{name}", codes, lists[name].codes)
    short_names = {carrier.code: (carrier.short_name,) for carrier in city.carriers}
    own = {**CODES, "traeger": short_names, "stadtbezirk": _district_words(lists["stadtbezirk"])}
    return Vocabulary(
        _by_spelling("sheets", TABLES, (SHEETS,), extra.sheets),
        {name: _columns_of(name, extra.columns) for name in TABLES},
        {
            name: _codes_of(codes, own.get(name, {}), extra.codes.get(name, {}))
            for name, codes in lists.items()
        },
        lists,
    )


def _district_words(districts: CodeList) -> Synonyms:
    """Return the codes and names of districts with what they are before or behind them: 8. Stadtbezirk."""
    return {
        code: [
            word
            for kind in ("Bezirk", "Stadtbezirk")
            for word in (f"{kind} {code}", f"{code} {kind}", f"{kind} {label}", f"{kind} {code} {label}")
        ]
        for code, label in districts.labels.items()
    }


def _columns_of(table: str, extra: Synonyms) -> Mapping[str, str]:
    labels = {column.name: (column.label,) for column in TABLES[table].columns}
    return _by_spelling("columns", labels, (labels, COLUMNS), extra)


def _codes_of(codes: CodeList, own: Synonyms, extra: Synonyms) -> Mapping[str, str]:
    labels = {code: (label, f"{code} {label}", codes.choices[code]) for code, label in codes.labels.items()}
    return _by_spelling(f"codes.{codes.name}", labels, (labels, own), extra)


def _by_spelling(
    place: str, names: Iterable[str], own: Sequence[Synonyms], extra: Synonyms
) -> Mapping[str, str]:
    """Return by spelling the name that is meant: of the names, `own` synonyms, the city's `extra` ones.

    What comes first decides; synonyms of what is none of the names are left out. Raises `ValueError` with the
    `place` under `aliases` where a word of the city's says nothing, or means another name already.
    """
    known = frozenset(names)
    meant = _by_word((spelling(name), name) for name in known)
    for synonyms in own:
        meant = _by_word((spelling(word), name) for name, word in _pairs(synonyms, known)) | meant
    for name, word in _pairs(extra, known):
        if not spelling(word):
            raise ValueError(f"aliases.{place}.{name}: „{word}“ hat weder Buchstaben noch Ziffern")
        other = meant.setdefault(spelling(word), name)
        if other != name:
            raise ValueError(f"aliases.{place}.{name}: „{word}“ bedeutet schon „{other}“")
    without_marks = _by_word(
        (re.sub("([aou])e", r"\1", word), name) for word, name in meant.items() if len(word) >= _LONG_ENOUGH
    )
    return MappingProxyType(without_marks | meant)


def _pairs(synonyms: Synonyms, known: Container[str]) -> list[tuple[str, str]]:
    return [(name, word) for name, words in synonyms.items() if name in known for word in words]


def _by_word(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the name that each word means; a word of two names means neither."""
    names: dict[str, set[str]] = {}
    for word, name in pairs:
        names.setdefault(word, set()).add(name)
    return {word: next(iter(found)) for word, found in names.items() if word and len(found) == 1}


def _refuse_unknown(place: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in set(known):
            raise ValueError(f"aliases.{place}: „{name}“ gibt es nicht; {all_known(list(known))}")
