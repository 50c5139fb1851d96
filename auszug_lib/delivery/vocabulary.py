"""The vocabulary: under which other spellings sheets, columns and codes are known.

What differs only in case, umlauts, spaces, hyphens or a trailing asterisk is the same word. Beyond that
there are the labels of the code lists, our own synonyms, and those a city's file adds under `aliases`.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from auszug_lib import ParamsError
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.synonyms import CODES, COLUMNS, SHEETS, TRUTH, Words
from auszug_lib.params import City
from auszug_lib.params.codes import CodeList

_SHARP = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

# Sheets of the form, and of a workbook that was given back, that hold no records.
INSTRUCTIONS_SHEET, LISTS_SHEET, FINDINGS_SHEET = "Anleitung", "Listen", "Befunde"

# So long must a word be to be known without its umlauts too, as „Forderweg“; AE is a state, A is none.
_LONG_ENOUGH = 5


@lru_cache(maxsize=50_000)
def spelling(text: str) -> str:
    """Return a word without what makes no difference: case, umlauts, spaces, hyphens, an asterisk.

    Between two digits a sign makes one all the same: 8.0 is not 80.

    >>> spelling("Wohnungs-ID *")
    'wohnungsid'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SHARP)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign))
    parted = re.sub(r"[^\w+]+|_+", "_", plain).strip("_")
    return re.sub(r"(?<!\d)_+|_+(?!\d)", "", parted)


def folded(text: str) -> str:
    """Return `text` in small letters without accents, with ß as ss and ä as ae."""
    small = unicodedata.normalize("NFC", text).casefold().translate(_SHARP)
    bare = (sign for sign in unicodedata.normalize("NFD", small) if not unicodedata.combining(sign))
    return "".join(bare).translate(str.maketrans("ıłøđ", "ilod"))


@dataclass(frozen=True)
class Vocabulary:
    """What a city's carriers call things."""

    sheets: Mapping[str, str]  # by spelling the name of a table
    columns: Mapping[str, Mapping[str, str]]  # by table and spelling the name of a column
    codes: Mapping[str, Mapping[str, str]]  # by code list and spelling the code
    lists: Mapping[str, CodeList]  # by name, for the codes as they are and their choices in the form

    def table(self, sheet: str) -> str:
        """Return the table that a sheet called so holds, be it with a year; empty where it holds none."""
        word = spelling(sheet)
        without_year = re.sub(r"^20\d\d|20\d\d$", "", word)
        return self.sheets.get(word) or self.sheets.get(without_year, "")

    def column(self, table: str, heading: str) -> str:
        """Return the column that a heading means, whole or its first line; empty where it means none."""
        known = self.columns[table]
        return known.get(spelling(heading)) or known.get(spelling(first_line(heading)), "")

    def code(self, codes: str, text: str) -> str:
        """Return the code that a text means, also as a number with empty decimals; empty for none."""
        if _NO_ANSWER.fullmatch(text):  # and not the code of Namibia
            return ""
        whole = re.fullmatch(r"(\d+)[.,]0+", text.strip())
        return self.codes[codes].get(whole[1] if whole else spelling(text), "")


_NO_ANSWER = re.compile(r"\s*(?:[nN]\s*[./]\s*[aA]\.?|na|Na|nA)\s*")


def first_line(heading: str) -> str:
    """Return what stands above a heading's explanation, as the form gives one."""
    return heading.strip().partition("\n")[0].strip()


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
        _refuse_unknown(f"codes.{name}", codes, lists[name].codes, lists[name].described)
    short_names = {carrier.code: (carrier.short_name,) for carrier in city.carriers}
    own = {**CODES, "traeger": short_names}
    return Vocabulary(
        _by_spelling("sheets", TABLES, (SHEETS,), extra.sheets),
        {name: _columns_of(name, extra.columns) for name in TABLES},
        {
            name: _codes_of(codes, own.get(name, {}), extra.codes.get(name, {}))
            for name, codes in lists.items()
        },
        lists,
    )


def _columns_of(table: str, extra: Words) -> Mapping[str, str]:
    labels = {column.name: (column.label,) for column in TABLES[table].columns}
    return _by_spelling("columns", labels, (labels, COLUMNS), extra)


def _codes_of(codes: CodeList, own: Words, extra: Words) -> Mapping[str, str]:
    labels = {code: (label, f"{code} {label}") for code, label in codes.labels.items()}
    return _by_spelling(f"codes.{codes.name}", labels, (labels, own), extra)


def _by_spelling(place: str, names: Iterable[str], own: Sequence[Words], extra: Words) -> Mapping[str, str]:
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


def _pairs(synonyms: Words, known: Container[str]) -> list[tuple[str, str]]:
    return [(name, word) for name, words in synonyms.items() if name in known for word in words]


def _by_word(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the name that each word means; a word of two names means neither."""
    names: dict[str, set[str]] = {}
    for word, name in pairs:
        names.setdefault(word, set()).add(name)
    return {word: next(iter(found)) for word, found in names.items() if word and len(found) == 1}


def _refuse_unknown(place: str, names: Iterable[str], known: Iterable[str], described: str = "") -> None:
    for name in names:
        if name not in set(known):
            listed = described or ", ".join(known)
            raise ValueError(f"aliases.{place}: „{name}“ gibt es nicht; bekannt sind: {listed}")
