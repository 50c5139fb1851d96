"""Parse cells as read into typed columns, each distinct text once."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from auszug_lib.delivery.reading.raw import RawTable
from auszug_lib.delivery.scalars import (
    ParseStatus,
    moments_in_texts,
    moments_of_serials,
    parse_numbers,
    without_time,
)
from auszug_lib.delivery.schema import DTYPES, Column, Kind
from auszug_lib.delivery.synonyms import TRUTH, YES
from auszug_lib.delivery.vocabulary import Vocabulary, is_no_answer
from auszug_lib.delivery.words import spelling

CellKind = Literal["text", "number", "moment", "truth", "other"]

# Values and statuses, each an array or one that all cells share.
_Parsed = tuple[Any, Any]

_EXACT = 2**53  # up to here a spreadsheet's numbers hold every whole number

_EXPECTED: Mapping[Kind, str] = {
    "id": "eine Kennung",
    "code": "ein Wert aus der Liste",
    "count": "eine ganze Zahl",
    "decimal": "eine Zahl, als Text mit Dezimal{mark}",
    "date": "ein Datum (Excel-Datum, 2019-12-31 oder 31.12.2019)",
    "bool": "ja oder nein",
}

_INFERRED: Mapping[str, CellKind] = {
    "string": "text",
    "integer": "number",
    "floating": "number",
    "mixed-integer-float": "number",
    "boolean": "truth",
    "date": "moment",
    "datetime": "moment",
}
_CLASSES: Mapping[CellKind, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float, np.int64, np.float64),
    "truth": (bool, np.bool_),
    "moment": (dt.date, dt.datetime, pd.Timestamp),
}


@dataclass(frozen=True)
class ParseContext:
    """How a source writes: the decimal mark in texts, the words, and from when on it counts days."""

    decimal: str
    vocabulary: Vocabulary
    counts_from_1904: bool = False

    @classmethod
    def of(cls, raw: RawTable, vocabulary: Vocabulary) -> "ParseContext":
        """Return how a table's source writes."""
        return cls(raw.decimal, vocabulary, raw.counts_from_1904)


def expected(kind: Kind, decimal: str) -> str:
    """Return in German what a cell of this kind must hold; `decimal` is the source's decimal mark."""
    return _EXPECTED[kind].format(mark="komma" if decimal == "," else "punkt")


def parse(cells: pd.Series, column: Column, context: ParseContext) -> tuple[pd.Series, pd.Series]:
    """Parse a column's cells as what the schema says they are.

    Parameters
    ----------
    cells
        Cells as read: text, number, bool, date, or missing where empty; of one type or mixed.
    column, context
        What the cells should be, and how their source writes.

    Returns
    -------
    values, statuses
        With the index of `cells`: the values (`DTYPES` of the column's kind; missing where empty or
        unreadable), and `ParseStatus` as int8.
    """
    values = _empty(len(cells), column.kind)
    statuses = np.full(len(cells), ParseStatus.EMPTY, dtype="int8")
    for kind, where, part in by_kind(cells):
        bare = _bare(part) if kind == "text" else part
        values[where], statuses[where] = _PARSERS[column.kind](kind, bare, column, context)
        if bare is not part:
            trimmed = where[(bare != part).to_numpy(dtype=bool)]
            is_plain = statuses[trimmed] == ParseStatus.PLAIN
            statuses[trimmed] = np.where(is_plain, ParseStatus.TRIMMED, statuses[trimmed])
    dtype: Any = DTYPES[column.kind]  # the stubs know dtypes by their literal names only
    typed = pd.Series(pd.array(values, dtype=dtype), index=cells.index)
    return typed, pd.Series(statuses, index=cells.index)


def _bare(texts: pd.Series) -> pd.Series:
    """Return texts without the spaces around them; the same series where there are none."""
    sent = pa.array(texts, pa.large_string())
    bare = pc.utf8_trim_whitespace(sent)
    return texts if bare.equals(sent) else texts.str.strip()


def _empty(length: int, kind: Kind) -> np.ndarray:
    if kind == "date":
        return np.full(length, np.datetime64("NaT", "s"), dtype="datetime64[s]")
    if kind in ("count", "decimal"):
        return np.full(length, np.nan)
    return np.full(length, None, dtype=object)


def by_kind(cells: pd.Series) -> Iterator[tuple[CellKind, np.ndarray, pd.Series]]:
    """Yield kind by kind where in `cells` the filled ones stand, and those cells."""
    filled = cells.notna().to_numpy()
    for kind, mask in _kinds(cells):
        where = np.flatnonzero(filled & mask)
        part = cells if len(where) == len(cells) else cells.iloc[where]
        if kind == "text":  # what holds nothing but spaces is empty
            part = part.astype("str")
            has_words = ~_are_blank(part)
            if not has_words.all():
                where, part = where[has_words], part[has_words]
        if len(where):
            yield kind, where, part


def _are_blank(texts: pd.Series) -> np.ndarray:
    bare = pc.utf8_trim_whitespace(pa.array(texts, pa.large_string()))
    return np.asarray(pc.equal(bare, ""))


def _kinds(cells: pd.Series) -> Iterator[tuple[CellKind, Any]]:
    """Yield each kind of cell with a mask; a column of one type is one kind."""
    if not pd.api.types.is_object_dtype(cells):
        yield _kind_of_dtype(cells), True
        return
    only = _INFERRED.get(pd.api.types.infer_dtype(cells, skipna=True))
    if only:
        yield only, True
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


def _each_once(texts: pd.Series, parse_texts: Callable[[pd.Series], _Parsed]) -> _Parsed:
    """Parse each distinct text once, then hand the results to all cells that hold it."""
    codes, distinct = pd.factorize(texts)
    values, statuses = parse_texts(pd.Series(distinct, dtype="str"))
    return np.asarray(values)[codes], np.asarray(statuses)[codes]


def _words(kind: CellKind, cells: pd.Series) -> _Parsed:
    """Return cells as texts, a whole number without decimals; None where no cell can be a word."""
    if kind == "number":
        numbers = _finite(cells)
        whole = (numbers % 1 == 0) & (np.abs(numbers) < _EXACT)
        texts = np.where(whole, numbers, 0).astype("int64").astype(str).astype(object)
        texts[~whole] = None
        return texts, np.where(whole, ParseStatus.PLAIN, ParseStatus.UNREADABLE)
    if kind == "text":
        return cells.to_numpy(dtype=object), ParseStatus.PLAIN
    return None, ParseStatus.UNREADABLE


def _finite(cells: pd.Series) -> np.ndarray:
    """Return numbers as float64; one that is infinite, or beyond all that can be counted, is missing."""
    try:
        numbers = cells.to_numpy(dtype="float64")
    except OverflowError:  # Python's own numbers know no bounds
        numbers = np.array([float(cell) if abs(cell) < _EXACT else np.nan for cell in cells])
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _ids(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> _Parsed:
    return _words(kind, cells)


def _codes(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> _Parsed:
    unknown = ParseStatus.OTHER_WORDS if column.fallback_code else ParseStatus.UNKNOWN_CODE
    codes, statuses = _listed(kind, cells, column.codes, context, unknown)
    if codes is None:
        return None, statuses
    codes[np.equal(statuses, ParseStatus.OTHER_WORDS)] = column.fallback_code
    codes[codes == ""] = None
    return codes, statuses


def _listed(
    kind: CellKind, cells: pd.Series, name: str, context: ParseContext, unknown: ParseStatus
) -> _Parsed:
    """Return the codes of a list that cells mean, empty and of status `unknown` where they mean none."""
    words, status = _words(kind, cells)
    if words is None:
        return None, status
    vocabulary, codes = context.vocabulary, context.vocabulary.lists[name]
    plain = {f"{code} {label}": code for code, label in codes.labels.items()}  # as forms once offered them
    plain |= {choice: code for code, choice in codes.choices.items()} | {code: code for code in codes.codes}

    def status_of(text: str, code: str) -> ParseStatus:
        if not code:  # a ditto mark or a dash is no word of anybody's own
            is_word = unknown != ParseStatus.OTHER_WORDS or spelling(text)
            return unknown if is_word else ParseStatus.UNKNOWN_CODE
        if is_no_answer(text):
            return ParseStatus.DOUBTFUL_CODE
        return ParseStatus.PLAIN if text in plain else ParseStatus.CODE_REWRITTEN

    def look_up(texts: pd.Series) -> _Parsed:
        values = [plain.get(text) or vocabulary.code(name, text) for text in texts]
        return np.array(values, dtype=object), list(map(status_of, texts, values))

    return _each_once(pd.Series(words).fillna(""), look_up)


def _dates(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> _Parsed:
    return without_time(*_moments(kind, cells, context))


def _moments(kind: CellKind, cells: pd.Series, context: ParseContext) -> _Parsed:
    """Return the moments that cells say, missing where they say none, and what parsing came to so far."""
    if kind == "moment":
        return cells.to_numpy(dtype="datetime64[us]"), np.full(len(cells), ParseStatus.PLAIN)
    if kind == "number":
        return moments_of_serials(_finite(cells), from_1904=context.counts_from_1904)
    if kind == "text":
        return _each_once(cells, partial(moments_in_texts, from_1904=context.counts_from_1904))
    return np.full(len(cells), np.datetime64("NaT", "us")), np.full(len(cells), ParseStatus.UNREADABLE)


def times_of_day(cells: pd.Series, context: ParseContext) -> pd.Series:
    """Return how many seconds after midnight the moment in each cell is; missing where it holds none."""
    seconds = np.full(len(cells), np.nan)
    for kind, where, part in by_kind(cells):
        moments = _moments(kind, part, context)[0].astype("datetime64[ms]")
        seconds[where] = (moments - moments.astype("datetime64[D]")) / np.timedelta64(1, "s")
    return pd.Series(seconds, index=cells.index).round()


def _counts(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> _Parsed:
    numbers, statuses = _decimals(kind, cells, column, context)
    whole = np.isnan(numbers) | ((numbers % 1 == 0) & (np.abs(numbers) < _EXACT))
    return np.where(whole, numbers, np.nan), np.where(whole, statuses, ParseStatus.UNREADABLE)


def _decimals(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> _Parsed:
    if kind == "number":
        numbers = _finite(cells)
        return numbers, np.where(np.isnan(numbers), ParseStatus.UNREADABLE, ParseStatus.PLAIN)
    if kind == "text":
        return _each_once(cells, lambda texts: parse_numbers(texts, context.decimal))
    return np.full(len(cells), np.nan), ParseStatus.UNREADABLE


def _bools(kind: CellKind, cells: pd.Series, column: Column, context: ParseContext) -> _Parsed:
    if kind == "truth":
        return cells.to_numpy(dtype=object), ParseStatus.PLAIN
    words, statuses = _listed(kind, cells, TRUTH.name, context, ParseStatus.UNREADABLE)
    return words if words is None else np.where(words == "", None, words == YES), statuses


_PARSERS: Mapping[Kind, Callable[[CellKind, pd.Series, Column, ParseContext], _Parsed]] = {
    "id": _ids,
    "code": _codes,
    "date": _dates,
    "count": _counts,
    "decimal": _decimals,
    "bool": _bools,
}
