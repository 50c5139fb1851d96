"""Scalars: numbers and dates as cells write them, each with what parsing it came to.

What can be read in several ways is reported, never guessed.
"""

from enum import IntEnum

import numpy as np
import pandas as pd


class ParseStatus(IntEnum):
    """What parsing a cell came to; arrays hold it as int8."""

    PLAIN = 0
    EMPTY = 1
    TRIMMED = 2
    CODE_REWRITTEN = 3
    OTHER_WORDS = 4
    DATE_REWRITTEN = 5
    NUMBER_REWRITTEN = 6
    AMBIGUOUS_DATE = 7
    AMBIGUOUS_NUMBER = 8
    UNKNOWN_CODE = 9
    UNREADABLE = 10

    @property
    def rule_id(self) -> str:
        """The rule that reports it; empty where there is nothing to report."""
        return _RULE_IDS.get(self, "")


_RULE_IDS = {
    ParseStatus.EMPTY: "pflicht",  # a breach only where the column is required
    ParseStatus.TRIMMED: "leerzeichen",
    ParseStatus.CODE_REWRITTEN: "code_umgesetzt",
    ParseStatus.OTHER_WORDS: "code_sonstige",
    ParseStatus.DATE_REWRITTEN: "datum_umgesetzt",
    ParseStatus.NUMBER_REWRITTEN: "zahl_umgesetzt",
    ParseStatus.AMBIGUOUS_DATE: "datum_mehrdeutig",
    ParseStatus.AMBIGUOUS_NUMBER: "zahl_mehrdeutig",
    ParseStatus.UNKNOWN_CODE: "code",
    ParseStatus.UNREADABLE: "lesbar",
}

# Values and statuses of equal length; a value is missing where it could not be read.
Parsed = tuple[np.ndarray, np.ndarray]

# Units that stand beside a number in the columns of the schema.
_UNIT = r"\s*(?:€|EUR|Euro|qm|m²|m2|VZÄ|Zimmer|Zi\.|Personen|Person|Pers\.)$"
_SPACE_IN_NUMBER = r"(?<=[0-9])[\s'’](?=[0-9]{3}(?:[^0-9]|$))"

# Where people type, 1,234 may be English for a thousand; 0,234 and 1,25 may not.
_MAYBE_THOUSAND = r"-?[1-9][0-9]{0,2},[0-9]{3}"

# One or two digits never stand behind a mark that separates thousands.
_DECIMAL_COMMA = r"\s*-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]{1,2}(?:\s*(?:€|EUR|qm|m²))?\s*"

_TIME = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_GERMAN_PLAIN = r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}"
_GERMAN = r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"
_SERIAL = r"[0-9]{5}(?:[.,][0-9]{1,15})?"
_AMBIGUOUS = r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}|[0-9]{4})|[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}"

# A spreadsheet counts days from 30 December 1899; a number is a day only if it falls into these years.
_EPOCH = np.datetime64("1899-12-30", "s")
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73415  # 1990-01-01 to 2100-12-31
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DAY_SECONDS = 86400


def parse_numbers(texts: pd.Series, decimal: str) -> Parsed:
    """Return the numbers that filled texts say; the mark that is not `decimal` separates thousands."""
    plain = _are_plain(texts, decimal)
    numbers = np.full(len(texts), np.nan)
    statuses = np.full(len(texts), ParseStatus.PLAIN, dtype="int8")
    numbers[plain] = _plain_numbers(texts[plain], decimal)
    if decimal == ",":
        thousand = texts.str.fullmatch(_MAYBE_THOUSAND).to_numpy(dtype=bool)
        numbers[thousand], statuses[thousand] = np.nan, ParseStatus.AMBIGUOUS_NUMBER
    if not plain.all():  # most are, and looking closer takes its time
        numbers[~plain], statuses[~plain] = _other_numbers(texts[~plain].str.strip(), decimal)
    return numbers, statuses


def is_written_with_comma(texts: pd.Series) -> bool:
    """Return whether any text is a number that only a decimal comma explains: „512,40“."""
    return bool(texts.str.fullmatch(_DECIMAL_COMMA).any())


def _are_plain(texts: pd.Series, decimal: str) -> np.ndarray:
    return texts.str.fullmatch(rf"-?[0-9]{{1,15}}(?:[{decimal}][0-9]{{1,15}})?").to_numpy(dtype=bool)


def _plain_numbers(texts: pd.Series, decimal: str) -> np.ndarray:
    other = "." if decimal == "," else ","
    plain = texts.str.replace(other, "", regex=False).str.replace(decimal, ".", regex=False)
    return pd.to_numeric(plain).to_numpy(dtype="float64")


def _other_numbers(texts: pd.Series, decimal: str) -> Parsed:
    """Return the numbers of texts that may have thousands marked, or units."""
    mark, other = f"[{decimal}]", r"\." if decimal == "," else ","
    bare = texts.str.replace(_UNIT, "", regex=True, case=False)
    joined = bare.str.replace(_SPACE_IN_NUMBER, "", regex=True)
    marked = rf"[0-9]{{1,3}}(?:{other}[0-9]{{3}})"
    thousands = joined.str.fullmatch(rf"-?{marked}{{1,4}}{mark}[0-9]{{1,15}}|-?{marked}{{2,4}}")
    ambiguous = joined.str.fullmatch(rf"-?[0-9]+{other}[0-9]+").to_numpy(dtype=bool)
    plain = _are_plain(joined, decimal)
    certain = plain | thousands.to_numpy(dtype=bool)
    numbers = np.full(len(texts), np.nan)
    numbers[certain] = _plain_numbers(joined[certain], decimal)
    # Spaces around a number have a status of their own.
    is_unchanged = plain & (joined == texts).to_numpy(dtype=bool)
    readable = np.where(is_unchanged, ParseStatus.PLAIN, ParseStatus.NUMBER_REWRITTEN)
    return numbers, np.select(
        [certain, ambiguous], [readable, ParseStatus.AMBIGUOUS_NUMBER], ParseStatus.UNREADABLE
    )


def parse_dates(texts: pd.Series) -> Parsed:
    """Return the days that filled texts say."""
    texts = texts.str.strip()
    timed = rf"(?:[T ]{_TIME})?"
    plain = texts.str.fullmatch(rf"{_ISO}|{_GERMAN_PLAIN}").to_numpy(dtype=bool)
    iso, german = (texts.str.fullmatch(form + timed).to_numpy(dtype=bool) for form in (_ISO, _GERMAN))
    day = texts.str.split("[T ]", n=1, regex=True).str[0]
    values = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[s]")
    for where, form in ((iso, "%Y-%m-%d"), (german, "%d.%m.%Y")):
        values[where] = pd.to_datetime(day[where], format=form, errors="coerce").to_numpy("datetime64[s]")
    days, statuses = without_time(values, np.where(plain, ParseStatus.PLAIN, ParseStatus.DATE_REWRITTEN))
    serial = texts.str.fullmatch(_SERIAL).to_numpy(dtype=bool)
    numbers = pd.to_numeric(texts[serial].str.replace(",", ".", regex=False))
    days[serial], statuses[serial] = parse_serial_dates(numbers.to_numpy(dtype="float64"))
    ambiguous = texts.str.fullmatch(_AMBIGUOUS).to_numpy(dtype=bool) & ~german
    is_unreadable = statuses == ParseStatus.UNREADABLE
    return days, np.where(is_unreadable & ambiguous, ParseStatus.AMBIGUOUS_DATE, statuses)


def parse_serial_dates(numbers: np.ndarray) -> Parsed:
    """Return the days that a spreadsheet's numbers count; one that is no likely day is unreadable."""
    known = (numbers >= _FIRST_SERIAL) & (numbers < _LAST_SERIAL + 1)
    seconds = (np.where(known, numbers, 0) // 1 * _DAY_SECONDS).astype("timedelta64[s]")
    days = np.where(known, _EPOCH + seconds, np.datetime64("NaT"))
    return days, np.where(known, ParseStatus.DATE_REWRITTEN, ParseStatus.UNREADABLE)


def without_time(moments: np.ndarray, statuses: np.ndarray) -> Parsed:
    """Return moments (datetime64[s]) at midnight; years that no delivery can be about are unreadable.

    `statuses` are what parsing the moments came to so far.
    """
    days = moments.astype("datetime64[D]").astype("datetime64[s]")
    years = moments.astype("datetime64[Y]").astype("int64") + 1970
    known = ~np.isnat(moments) & (years >= _FIRST_YEAR) & (years <= _LAST_YEAR)
    timed = known & (days != moments) & (statuses == ParseStatus.PLAIN)
    readable = np.where(timed, ParseStatus.DATE_REWRITTEN, statuses)
    return np.where(known, days, np.datetime64("NaT")), np.where(known, readable, ParseStatus.UNREADABLE)
