"""Numbers and dates as German official statistics print them, with their symbols."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

_LOCALE = "de"

ZERO, MEANINGLESS = "–", "x"
_PRINTED = re.compile(r"([+−-]?)(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?")

SYMBOLS = {
    ZERO: "genau null",
    "0": "mehr als nichts, aber weniger als die Hälfte der letzten Stelle",
    MEANINGLESS: "Angabe nicht möglich oder nicht sinnvoll",
}


def number(value: float | None, digits: int = 0) -> str:
    """Return a number as a table shows it: 1.234, 2,8, – for zero, x where there is none."""
    if value is None:
        return MEANINGLESS
    return ZERO if value == 0 else plain(value, digits)


def plain(value: float, digits: int = 0) -> str:
    """Return a number in digits, zero included; half is rounded away from zero, as one learns at school."""
    form = "#,##0." + "0" * digits if digits else "#,##0"
    return str(format_decimal(_rounded(value, digits), format=form, locale=_LOCALE))


def rounded(value: float, digits: int = 0) -> float:
    """Return a number as `plain` prints it; what is computed from printed numbers starts here."""
    return float(_rounded(value, digits))


def _rounded(value: float, digits: int) -> Decimal:
    step = Decimal(1).scaleb(-digits)
    return Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP) + 0


def signed(value: float, digits: int = 0) -> str:
    """Return a change: +3, −2, – for none, 0 for less than half of the last digit."""
    if value == 0:
        return ZERO
    text = plain(abs(value), digits)
    if not any(digit in text for digit in "123456789"):
        return text
    return ("+" if value > 0 else "−") + text


def without_grouping(text: str) -> str | None:
    """Return a printed number as machines read it in Germany: 1234, -2,8, 0; None where it is no number."""
    if text == ZERO:
        return "0"
    found = _PRINTED.fullmatch(text)
    if found is None:
        return None
    sign = "-" if found[1] in ("-", "−") else ""
    return sign + found[2].replace(".", "") + (found[3] or "")


def value_of(text: str) -> float | None:
    """Return what a printed or machine-readable number says; None where it is no number."""
    digits = without_grouping(text)
    return None if digits is None else float(digits.replace(",", "."))


def shares(parts: Sequence[float | None], whole: float | None) -> list[float | None]:
    """Return each part in whole per cent of the whole; where all are known, the shares add up to 100.

    Then the largest remainders are rounded up (Hare and Niemeyer), so that no share is a whole per cent away
    from the exact one. A share is None where its part is unknown, or the whole is nothing.
    """
    if not whole:
        return [None] * len(parts)
    exact = [None if part is None else 100 * part / whole for part in parts]
    known = [value for value in exact if value is not None]
    if len(known) < len(exact) or abs(sum(known) - 100) > 1e-6:
        return [None if value is None else rounded(value) for value in exact]
    down = [float(int(value)) for value in known]
    missing = round(100 - sum(down))
    by_remainder = sorted(range(len(known)), key=lambda place: (down[place] - known[place], place))
    for place in by_remainder[:missing]:
        down[place] += 1
    return list(down)


def relative_change(value: float | None, before: float | None) -> str:
    """Return a change in whole per cent of the value before: +12, – for none, x where that was zero."""
    if value is None or not before:
        return MEANINGLESS
    return signed(100 * (value - before) / before)


def day(value: dt.date) -> str:
    """Return a date as 21.04.2020."""
    return str(format_date(value, "dd.MM.yyyy", locale=_LOCALE))


def month_and_year(value: dt.date) -> str:
    """Return a month as Oktober 2011."""
    return str(format_date(value, "MMMM y", locale=_LOCALE))


def period(start: dt.date, end: dt.date) -> str:
    """Return a period as 01.01.–31.12.2019, with both years where they differ."""
    first = str(format_date(start, "dd.MM." if start.year == end.year else "dd.MM.yyyy", locale=_LOCALE))
    return f"{first}–{day(end)}"
