"""Days, as cells say them: dates with or without a time, a spreadsheet's day numbers, written dates."""

import numpy as np
import pandas as pd

from auszug_lib.delivery.outcome import AMBIGUOUS_DATE, DATE_REWRITTEN, PLAIN, UNREADABLE

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


def without_time(moments: np.ndarray, outcome: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return moments without their time of day; years no delivery can be about are unreadable.

    Parameters
    ----------
    moments
        datetime64[s].
    outcome
        What reading each came to so far.

    Returns
    -------
    days, outcome
        datetime64[s] at midnight, NaT where unreadable; places in `outcome.OUTCOMES`.
    """
    days = moments.astype("datetime64[D]").astype("datetime64[s]")
    years = moments.astype("datetime64[Y]").astype("int64") + 1970
    known = ~np.isnat(moments) & (years >= _FIRST_YEAR) & (years <= _LAST_YEAR)
    timed = known & (days != moments) & (outcome == PLAIN)
    outcome = np.where(known, np.where(timed, DATE_REWRITTEN, outcome), UNREADABLE)
    return np.where(known, days, np.datetime64("NaT")), outcome


def serial_days(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the days that a spreadsheet's numbers count; one that is no likely day is unreadable."""
    known = (numbers >= _FIRST_SERIAL) & (numbers < _LAST_SERIAL + 1)
    seconds = (np.where(known, numbers, 0) // 1 * _DAY_SECONDS).astype("timedelta64[s]")
    days = np.where(known, _EPOCH + seconds, np.datetime64("NaT"))
    return days, np.where(known, DATE_REWRITTEN, UNREADABLE)


def written_dates(texts: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return the days that filled texts say; one that can be read in several ways is told, not guessed."""
    texts = texts.str.strip()
    timed = rf"(?:[T ]{_TIME})?"
    plain = texts.str.fullmatch(rf"{_ISO}|{_GERMAN_PLAIN}").to_numpy(dtype=bool)
    iso, german = (texts.str.fullmatch(form + timed).to_numpy(dtype=bool) for form in (_ISO, _GERMAN))
    day = texts.str.split("[T ]", n=1, regex=True).str[0]
    values = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[s]")
    for where, form in ((iso, "%Y-%m-%d"), (german, "%d.%m.%Y")):
        values[where] = pd.to_datetime(day[where], format=form, errors="coerce").to_numpy("datetime64[s]")
    days, outcome = without_time(values, np.where(plain, PLAIN, DATE_REWRITTEN))
    serial = texts.str.fullmatch(_SERIAL).to_numpy(dtype=bool)
    numbers = pd.to_numeric(texts[serial].str.replace(",", ".", regex=False))
    days[serial], outcome[serial] = serial_days(numbers.to_numpy(dtype="float64"))
    ambiguous = texts.str.fullmatch(_AMBIGUOUS).to_numpy(dtype=bool) & ~german
    return days, np.where((outcome == UNREADABLE) & ambiguous, AMBIGUOUS_DATE, outcome)
