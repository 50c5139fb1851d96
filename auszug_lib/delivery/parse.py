"""Turn cells as read into typed columns; what cannot be read for certain is told, never guessed."""

from collections.abc import Callable, Mapping

import pandas as pd

from auszug_lib.delivery.schema import Column, Kind

_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]00:00:00)?"
_GERMAN = r"\d{1,2}\.\d{1,2}\.\d{4}"
_BOOLEANS = {"ja": True, "nein": False, "wahr": True, "falsch": False, "true": True, "false": False}

_EXACT = 2**53  # up to here a spreadsheet's numbers hold every whole number

_EXPECTED: Mapping[Kind, str] = {
    "id": "eine Kennung",
    "text": "ein Text",
    "code": "ein Wert aus der Liste",
    "count": "eine ganze Zahl",
    "decimal": "eine Zahl, als Text mit Dezimal{mark}",
    "date": "ein Datum (Excel-Datum, 2019-12-31 oder 31.12.2019)",
    "bool": "ja oder nein",
}


def expected(kind: Kind, decimal: str) -> str:
    """Return what a cell of this kind must hold, in German.

    Parameters
    ----------
    kind
        The column's kind.
    decimal
        The decimal mark of numbers written as text, "," or ".".
    """
    return _EXPECTED[kind].format(mark="komma" if decimal == "," else "punkt")


def parse(cells: pd.Series, column: Column, decimal: str) -> tuple[pd.Series, pd.Series]:
    """Read a column's cells as what the schema says they are.

    Parameters
    ----------
    cells
        Cells as read: text, number, bool, date, or None where empty.
    column
        The column's definition.
    decimal
        The decimal mark of numbers written as text, "," or ".".

    Returns
    -------
    typed, unreadable
        Two series with the index of `cells`: the values (missing where empty or unreadable) and
        whether a filled cell could not be read.
    """
    text = cells.where(cells.map(type).isin((str,))).astype("str").str.strip()
    number = pd.to_numeric(cells.where(cells.map(type).isin((int, float))), errors="coerce")
    typed = _PARSERS[column.kind](cells, text, number, decimal)
    blank = cells.isna() | (text == "").fillna(False).astype(bool)
    return typed, typed.isna() & ~blank


def _texts(cells: pd.Series, text: pd.Series, number: pd.Series, decimal: str) -> pd.Series:
    whole = number.notna() & (number % 1 == 0)
    return text.mask(whole, number.where(whole, 0).astype("int64").astype("str")).replace("", None)


def _dates(cells: pd.Series, text: pd.Series, number: pd.Series, decimal: str) -> pd.Series:
    real = pd.to_datetime(cells.where(text.isna() & number.isna()), errors="coerce")
    iso = pd.to_datetime(text.where(text.str.fullmatch(_ISO)).str[:10], format="%Y-%m-%d", errors="coerce")
    german = pd.to_datetime(text.where(text.str.fullmatch(_GERMAN)), format="%d.%m.%Y", errors="coerce")
    days = real.where(real.dt.normalize() == real).fillna(iso).fillna(german)
    return days.astype("datetime64[s]")


def _counts(cells: pd.Series, text: pd.Series, number: pd.Series, decimal: str) -> pd.Series:
    written = pd.to_numeric(text.where(text.str.fullmatch(r"-?\d{1,15}")), errors="coerce")
    whole = number.where((number % 1 == 0) & (number.abs() < _EXACT))
    return whole.fillna(written).astype("Int64")


def _decimals(cells: pd.Series, text: pd.Series, number: pd.Series, decimal: str) -> pd.Series:
    written = text.where(text.str.fullmatch(rf"-?\d{{1,15}}(?:\{decimal}\d+)?")).str.replace(decimal, ".")
    return number.astype("float64").fillna(pd.to_numeric(written, errors="coerce"))


def _bools(cells: pd.Series, text: pd.Series, number: pd.Series, decimal: str) -> pd.Series:
    written = text.str.lower().map(_BOOLEANS).astype("boolean")
    real = cells.where(cells.map(type).isin((bool,))).astype("boolean")
    one_or_zero = number.where(number.isin((0, 1))).astype("boolean")
    return real.fillna(written).fillna(one_or_zero)


_PARSERS: Mapping[Kind, Callable[[pd.Series, pd.Series, pd.Series, str], pd.Series]] = {
    "id": _texts,
    "text": _texts,
    "code": _texts,
    "date": _dates,
    "count": _counts,
    "decimal": _decimals,
    "bool": _bools,
}
