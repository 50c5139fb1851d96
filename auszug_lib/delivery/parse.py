"""Turn cells as read into typed columns; what cannot be read for certain is told, never guessed.

Every outcome but the first is a rule of the register. Texts are read once for each distinct text.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from auszug_lib.delivery.days import serial_days, without_time, written_dates
from auszug_lib.delivery.numerals import as_numbers
from auszug_lib.delivery.outcome import (
    CODE_REWRITTEN,
    EMPTY,
    OTHER_WORDS,
    PLAIN,
    TRIMMED,
    UNKNOWN_CODE,
    UNREADABLE,
)
from auszug_lib.delivery.schema import DTYPES, Column, Kind
from auszug_lib.delivery.synonyms import YES
from auszug_lib.delivery.vocabulary import Vocabulary

CellKind = Literal["text", "number", "moment", "truth", "other"]
Read = tuple[Any, Any]

_EXACT = 2**53  # up to here a spreadsheet's numbers hold every whole number

_EXPECTED: Mapping[Kind, str] = {
    "id": "eine Kennung",
    "code": "ein Wert aus der Liste",
    "count": "eine ganze Zahl",
    "decimal": "eine Zahl, als Text mit Dezimal{mark}",
    "date": "ein Datum (Excel-Datum, 2019-12-31 oder 31.12.2019)",
    "bool": "ja oder nein",
}


@dataclass(frozen=True)
class ParseContext:
    """How a source writes: the decimal mark of numbers written as text, and the words it uses."""

    decimal: str
    vocabulary: Vocabulary


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


def parse(cells: pd.Series, column: Column, context: ParseContext) -> tuple[pd.Series, pd.Series]:
    """Read a column's cells as what the schema says they are.

    Parameters
    ----------
    cells
        Cells as read: text, number, bool, date, or missing where empty; of one type or mixed.
    column
        The column's definition.
    context
        How the source writes.

    Returns
    -------
    typed, outcome
        Two series with the index of `cells`: the values (`DTYPES` of the column's kind; missing where
        empty or unreadable) and for each cell the place of its outcome in `outcome.OUTCOMES`.
    """
    values = _empty(len(cells), column.kind)
    outcome = np.full(len(cells), EMPTY, dtype="int8")
    for kind, where, part in by_kind(cells):
        bare = part.str.strip() if kind == "text" else part
        typed, told = _READERS[column.kind](kind, bare, column, context)
        values[where] = typed
        outcome[where] = told
        if kind == "text":
            trimmed = where[(bare != part).to_numpy(dtype=bool)]
            outcome[trimmed] = np.where(outcome[trimmed] == PLAIN, TRIMMED, outcome[trimmed])
    return _typed(values, column.kind, cells.index), pd.Series(outcome, index=cells.index)


def _empty(length: int, kind: Kind) -> np.ndarray:
    if kind == "date":
        return np.full(length, np.datetime64("NaT"), dtype="datetime64[s]")
    if kind in ("count", "decimal"):
        return np.full(length, np.nan)
    return np.full(length, None, dtype=object)


def _typed(values: np.ndarray, kind: Kind, index: pd.Index) -> pd.Series:
    dtype: Any = DTYPES[kind]  # the stubs know dtypes by their literal names only
    return pd.Series(values, index=index).astype(dtype)


def by_kind(cells: pd.Series) -> Iterator[tuple[CellKind, np.ndarray, pd.Series]]:
    """Yield the filled cells kind by kind, with their positions.

    Parameters
    ----------
    cells
        Cells as read.

    Yields
    ------
    kind, positions, part
        What the cells are, where in `cells` they stand, and the cells.
    """
    filled = cells.notna().to_numpy()
    for kind, mask in _kinds(cells):
        where = np.flatnonzero(filled & mask)
        part = cells.iloc[where]
        if kind == "text":  # what holds nothing but spaces is empty
            told = (part.astype("str").str.strip() != "").to_numpy()
            where, part = where[told], part[told].astype("str")
        if len(where):
            yield kind, where, part


def _kinds(cells: pd.Series) -> Iterator[tuple[CellKind, Any]]:
    """Yield each kind of cell with a mask; a column of one type is one kind."""
    if not pd.api.types.is_object_dtype(cells):
        yield _kind_of_dtype(cells), True
        return
    told = _INFERRED.get(pd.api.types.infer_dtype(cells, skipna=True))
    if told:
        yield told, True
        return
    types = cells.map(type)
    rest = np.ones(len(cells), dtype=bool)
    for kind, classes in _CLASSES.items():
        mask = types.isin(classes).to_numpy()
        rest &= ~mask
        yield kind, mask
    yield "other", rest


def _kind_of_dtype(cells: pd.Series) -> CellKind:
    if pd.api.types.is_bool_dtype(cells):
        return "truth"
    if pd.api.types.is_numeric_dtype(cells):
        return "number"
    if isinstance(cells.dtype, pd.StringDtype):
        return "text"
    return "moment" if pd.api.types.is_datetime64_dtype(cells) else "other"


_INFERRED: Mapping[str, CellKind] = {
    "string": "text",
    "integer": "number",
    "floating": "number",
    "mixed-integer-float": "number",
    "boolean": "truth",
    "date": "moment",
    "datetime": "moment",
}


def _classes() -> Mapping[CellKind, tuple[type, ...]]:
    import datetime as dt

    return {
        "text": (str,),
        "number": (int, float, np.int64, np.float64),
        "truth": (bool, np.bool_),
        "moment": (dt.date, dt.datetime, pd.Timestamp),
    }


_CLASSES = _classes()


def _each_once(texts: pd.Series, read: Callable[[pd.Series], Read]) -> Read:
    """Read each distinct text once, then hand the results to all cells that hold it."""
    codes, distinct = pd.factorize(texts)
    values, outcome = read(pd.Series(distinct, dtype="str"))
    return np.asarray(values)[codes], np.asarray(outcome)[codes]


def _words(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> Read:
    if kind == "number":
        numbers = _finite(cells)
        whole = (numbers % 1 == 0) & (np.abs(numbers) < _EXACT)
        texts = np.where(whole, numbers, 0).astype("int64").astype(str).astype(object)
        texts[~whole] = None
        return texts, np.where(whole, PLAIN, UNREADABLE)
    if kind == "text":
        return cells.to_numpy(dtype=object), PLAIN
    return None, UNREADABLE


def _finite(cells: pd.Series) -> np.ndarray:
    """Return numbers as float64; one that is infinite, or beyond all that can be counted, is missing."""
    try:
        numbers = cells.to_numpy(dtype="float64")
    except OverflowError:  # Python's own numbers know no bounds
        numbers = np.array([float(cell) if abs(cell) < _EXACT else np.nan for cell in cells])
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _codes(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> Read:
    words, _ = _words(kind, cells, column, context)
    if words is None:
        return None, UNREADABLE
    return _each_once(pd.Series(words).fillna(""), lambda texts: _code_words(texts, column, context))


def _code_words(texts: pd.Series, column: Column, context: ParseContext) -> Read:
    codes = context.vocabulary.lists[column.codes]
    plain = {**{codes.choice(code): code for code in codes.codes}, **{code: code for code in codes.codes}}
    values = [plain.get(text) or context.vocabulary.code(column.codes, text) for text in texts]
    outcome = [
        PLAIN
        if text in plain
        else CODE_REWRITTEN
        if value
        else OTHER_WORDS
        if column.fallback_code
        else UNKNOWN_CODE
        for text, value in zip(texts, values, strict=True)
    ]
    return np.array([value or column.fallback_code or None for value in values], dtype=object), np.array(
        outcome
    )


def _dates(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> Read:
    if kind == "moment":
        moments = cells.to_numpy(dtype="datetime64[s]")
        return without_time(moments, np.full(len(cells), PLAIN))
    if kind == "number":
        return serial_days(_finite(cells))
    if kind == "text":
        return _each_once(cells, written_dates)
    return np.datetime64("NaT"), UNREADABLE


def _counts(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> Read:
    numbers, outcome = _decimals(kind, cells, column, context)
    whole = np.isnan(numbers) | ((numbers % 1 == 0) & (np.abs(numbers) < _EXACT))
    return np.where(whole, numbers, np.nan), np.where(whole, outcome, UNREADABLE)


def _decimals(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> Read:
    if kind == "number":
        numbers = _finite(cells)
        return numbers, np.where(np.isnan(numbers), UNREADABLE, PLAIN)
    if kind == "text":
        return _each_once(cells, lambda texts: as_numbers(texts, context.decimal))
    return np.full(len(cells), np.nan), UNREADABLE


def _bools(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> Read:
    if kind == "truth":
        return cells.to_numpy(dtype=object), PLAIN
    words, told = _words(kind, cells, column, context)
    if words is None:
        return None, told
    return _each_once(pd.Series(words).fillna(""), lambda texts: _truth_words(texts, context))


def _truth_words(texts: pd.Series, context: ParseContext) -> Read:
    meant = [context.vocabulary.truth(text) for text in texts]
    outcome = [
        UNREADABLE if not word else PLAIN if text == word else CODE_REWRITTEN
        for text, word in zip(texts, meant, strict=True)
    ]
    return np.array([word == YES if word else None for word in meant], dtype=object), np.array(outcome)


_READERS: Mapping[Kind, Callable[[CellKind, pd.Series, Column, ParseContext], Read]] = {
    "id": _words,
    "code": _codes,
    "date": _dates,
    "count": _counts,
    "decimal": _decimals,
    "bool": _bools,
}
