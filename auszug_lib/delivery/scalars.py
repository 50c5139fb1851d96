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
    DOUBTFUL_CODE = 11

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
    ParseStatus.DOUBTFUL_CODE: "namibia_gemeint",
}

# Values and statuses of equal length; a value is missing where it could not be read.
Parsed = tuple[np.ndarray, np.ndarray]

# Units that stand beside a number in the columns of the schema, and what stands for no cents.
_UNIT = r"^(?:€|Euro?)\s*|\s*(?:€|Euro?|qm|m²|m2|VZÄ|Zimmer|Zi\.|Personen|Person|Pers\.)$"
_NO_CENTS = r"(?<=[0-9])[.,][-–—]{1,2}$"
_SPACE_IN_NUMBER = r"(?<=[0-9])[\s'’](?=[0-9]{3}(?:[^0-9]|$))"

# Where people type, 1,234 may be English for a thousand; 0,234 and 1,25 may not.
_MAYBE_THOUSAND = r"-?[1-9][0-9]{0,2},[0-9]{3}"

# One or two digits never stand behind a mark that separates thousands.
_DECIMAL_COMMA = (
    r"\s*(?:(?:€|(?i:euro?))\s*)?-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]{1,2}(?:\s*(?:€|EUR|qm|m²))?\s*"
)

_TIME = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
_ZONE = r" ?(?:Z|UTC)|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?"
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_GERMAN_PLAIN = r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}"
_GERMAN = r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"
_SERIAL = r"[0-9]{5}(?:[.,][0-9]{1,15})?"
_AMBIGUOUS = r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}|[0-9]{4})|[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}"

# A spreadsheet counts days from 30 December 1899, or from 1904 as older ones of Apple's do.
_EPOCH = np.datetime64("1899-12-30", "ms")
_DAYS_TO_1904 = 1462
# A number is a day only if it falls into these years.
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73415  # 1990-01-01 to 2100-12-31
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DAY_MILLISECONDS = 86_400_000

GERMAN_TIME = "Europe/Berlin"  # the day of a time with a zone is the day in Germany


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
    bare = bare.str.replace(_NO_CENTS, f"{decimal}00", regex=True)
    joined = bare.str.replace(_SPACE_IN_NUMBER, "", regex=True)
    marked = rf"[0-9]{{1,3}}(?:{other}[0-9]{{3}})"
    thousands = joined.str.fullmatch(rf"-?{marked}{{1,4}}{mark}[0-9]{{1,15}}|-?{marked}{{2,4}}")
    either = rf"-?[0-9]+{other}[0-9]+" + (f"|{_MAYBE_THOUSAND}" if decimal == "," else "")
    ambiguous = joined.str.fullmatch(either).to_numpy(dtype=bool)
    plain = _are_plain(joined, decimal)
    certain = (plain | thousands.to_numpy(dtype=bool)) & ~ambiguous
    numbers = np.full(len(texts), np.nan)
    numbers[certain] = _plain_numbers(joined[certain], decimal)
    # Spaces around a number have a status of their own.
    is_unchanged = plain & (joined == texts).to_numpy(dtype=bool)
    readable = np.where(is_unchanged, ParseStatus.PLAIN, ParseStatus.NUMBER_REWRITTEN)
    return numbers, np.select(
        [certain, ambiguous], [readable, ParseStatus.AMBIGUOUS_NUMBER], ParseStatus.UNREADABLE
    )


def moments_in_texts(texts: pd.Series, *, from_1904: bool = False) -> Parsed:
    """Return the moments (datetime64[us], German time) that filled texts say."""
    texts = texts.str.strip()
    parts = texts.str.extract(rf"^(?:({_ISO})|({_GERMAN}))(?:[T ]({_TIME})({_ZONE})?)?$")
    iso = pd.to_datetime(parts[0], format="%Y-%m-%d", errors="coerce")
    german = pd.to_datetime(parts[1], format="%d.%m.%Y", errors="coerce")
    moments = iso.fillna(german).to_numpy("datetime64[us]") + _durations(parts[2])
    zoned = parts[3].notna().to_numpy()
    moments[zoned] = _in_germany(moments[zoned], parts.loc[zoned, 3])
    serial = texts.str.fullmatch(_SERIAL).to_numpy(dtype=bool)
    numbers = pd.to_numeric(texts[serial].str.replace(",", ".", regex=False))
    moments[serial], _ = moments_of_serials(numbers.to_numpy(dtype="float64"), from_1904=from_1904)
    plain = texts.str.fullmatch(rf"{_ISO}|{_GERMAN_PLAIN}").to_numpy(dtype=bool)
    ambiguous = texts.str.fullmatch(_AMBIGUOUS).to_numpy(dtype=bool) & parts[1].isna().to_numpy()
    statuses = (ParseStatus.PLAIN, ParseStatus.AMBIGUOUS_DATE)
    return moments, np.select([plain, ambiguous], statuses, ParseStatus.DATE_REWRITTEN)


def _durations(times: pd.Series) -> np.ndarray:
    """Return times of day as what has passed since midnight; none where there is no time."""
    whole = times.where(times.str.count(":") == 2, times + ":00")
    return pd.to_timedelta(whole.str.slice(0, 15).fillna("00:00:00")).to_numpy("timedelta64[us]")


def _in_germany(moments: np.ndarray, zones: pd.Series) -> np.ndarray:
    """Return moments of other time zones, written Z or +02:00, as German clocks showed them."""
    digits = zones.str.replace(r"[^0-9]", "", regex=True).str.pad(4, side="right", fillchar="0")
    minutes = digits.str.slice(0, 2).astype("int64") * 60 + digits.str.slice(2).astype("int64")
    ahead = np.where(zones.str.startswith("-"), -minutes, minutes).astype("timedelta64[m]")
    return pd.DatetimeIndex(moments - ahead, tz="UTC").tz_convert(GERMAN_TIME).tz_localize(None).to_numpy()


def moments_of_serials(numbers: np.ndarray, *, from_1904: bool = False) -> Parsed:
    """Return the moments that a spreadsheet's numbers count; one on no likely day is missing.

    As in Excel they are whole milliseconds: 43555.9999999999 comes from computing the day after, which Excel
    shows; the last moment of a day that people or programs write is further from midnight.
    """
    numbers = numbers + _DAYS_TO_1904 if from_1904 else numbers
    known = (numbers >= _FIRST_SERIAL) & (numbers < _LAST_SERIAL + 1)
    passed = np.round(np.where(known, numbers, 0) * _DAY_MILLISECONDS).astype("timedelta64[ms]")
    moments = np.where(known, _EPOCH + passed, np.datetime64("NaT", "ms"))
    return moments, np.full(len(numbers), ParseStatus.DATE_REWRITTEN)


def without_time(moments: np.ndarray, statuses: np.ndarray) -> Parsed:
    """Return moments at midnight (datetime64[s]); years that no delivery can be about are unreadable.

    `statuses` are what parsing the moments came to so far. A moment is of the day on which it is, be it a
    second before midnight.
    """
    days = moments.astype("datetime64[D]").astype("datetime64[s]")
    years = moments.astype("datetime64[Y]").astype("int64") + 1970
    known = ~np.isnat(moments) & (years >= _FIRST_YEAR) & (years <= _LAST_YEAR)
    timed = known & (days != moments) & (statuses == ParseStatus.PLAIN)
    readable = np.where(timed, ParseStatus.DATE_REWRITTEN, statuses)
    unread = np.where(statuses == ParseStatus.AMBIGUOUS_DATE, statuses, ParseStatus.UNREADABLE)
    return np.where(known, days, np.datetime64("NaT", "s")), np.where(known, readable, unread)
