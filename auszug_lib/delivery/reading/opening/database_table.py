"""Read tables of a database into typed columns: fast, in little memory, and faithful to what they hold."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from sys import getsizeof
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from auszug_lib.delivery.reading.opening.columns import Columns

if TYPE_CHECKING:  # SQLAlchemy is slow to import, and most deliveries are files
    from sqlalchemy import ColumnClause, ColumnElement, Connection, TableClause
    from sqlalchemy.types import TypeEngine

_ROWS = 20_000  # rows in Python's hands at a time; all others are already Arrow's

_TEXT, _WHOLE, _NUMBER, _TRUTH = pa.large_string(), pa.int64(), pa.float64(), pa.bool_()
_DAY, _TIME = pa.timestamp("s"), pa.timestamp("us")
_ZERO_ONE = pa.array([0, 1, None], _WHOLE)
# As what a column of SQLite comes that holds these; one that mixes them with texts comes as it is.
_HELD = {
    frozenset(): _TEXT,
    frozenset({"text"}): _TEXT,
    frozenset({"blob"}): _TEXT,
    frozenset({"integer"}): _WHOLE,
    frozenset({"real"}): _NUMBER,
    frozenset({"integer", "real"}): _NUMBER,
}
# All other casts would read more into the values than is there: a year's number is no date.
_CASTS = {(_TEXT, _DAY), (_TEXT, _TIME), (_WHOLE, _NUMBER), (_WHOLE, _TRUTH)}


@dataclass(frozen=True)
class _Column:
    """What is asked for, as what it comes (None: as it is), and as what it is kept where it can be."""

    name: str
    query: "ColumnElement[Any]"
    comes: pa.DataType | None
    kept: pa.DataType


@dataclass(frozen=True)
class Source:
    """A table or view of a database, with the declared types of its columns and its primary key."""

    table: "TableClause"
    types: "Sequence[TypeEngine[Any]]"
    key: Sequence[str]


def sources(connection: "Connection") -> dict[str, Source]:
    """Return by name every table and view that a connection sees without naming a schema."""
    from sqlalchemy import column, inspect, table
    from sqlalchemy.engine.reflection import ObjectKind
    from sqlalchemy.exc import SAWarning
    from sqlalchemy.sql import quoted_name

    inspector = inspect(connection)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # about a type it does not know; that becomes text
        tables = inspector.get_multi_columns(kind=ObjectKind.ANY)
    keys = inspector.get_multi_pk_constraint()
    found = {}
    for place, columns in sorted(tables.items(), key=lambda item: item[0][1]):
        quoted: list[ColumnClause[Any]] = [column(quoted_name(each["name"], quote=True)) for each in columns]
        key = keys[place]["constrained_columns"] if place in keys else []
        name = quoted_name(place[1], quote=True)
        found[place[1]] = Source(table(name, *quoted), [each["type"] for each in columns], key)
    return found


def read_columns(
    connection: "Connection", source: Source, check: Callable[[int], None] = lambda size: None
) -> Columns:
    """Return the columns of a table or view, read a chunk of rows at a time.

    `check` is asked of all bytes so far whether to go on.
    """
    from sqlalchemy import select

    columns = _by_values(connection, source) if connection.dialect.name == "sqlite" else _by_type(source)
    query = select(*(column.query for column in columns)).select_from(source.table)
    query = query.order_by(*(source.table.c[name] for name in source.key))
    pieces: list[list[Any]] = [[] for _ in columns]
    size = 0
    with connection.execute(query, execution_options={"yield_per": _ROWS}) as result:
        for rows in result.partitions():
            for column, cells, piece in zip(columns, zip(*rows, strict=True), pieces, strict=True):
                piece.append(pa.array(cells, column.comes) if column.comes else cells)
                size += piece[-1].nbytes if column.comes else sum(map(getsizeof, cells))
            check(size)
    return [(column.name, _cells(column, pieces[n])) for n, column in enumerate(columns)]


def _by_type(source: Source) -> list[_Column]:
    """Return how PostgreSQL's columns are read: what a column is declared as holds for all its values."""
    from sqlalchemy import DateTime, Double, Text, cast

    columns = []
    for column, declared in zip(source.table.c, source.types, strict=True):
        query: ColumnElement[Any] = column
        kept = _declared(declared)
        comes = kept if kept in (_WHOLE, _TRUTH, _NUMBER) else _TEXT
        # The server casts: numeric to the nearest double, a time with a zone to the session's. Dates come
        # as text since Python has none for infinity, nor before Christ.
        if kept == _TIME:
            query = cast(query, DateTime())
        if comes in (_NUMBER, _TEXT):
            query = cast(query, Double()) if comes == _NUMBER else cast(query, Text())
        columns.append(_Column(column.name, query, comes, kept))
    return columns


def _by_values(connection: "Connection", source: Source) -> list[_Column]:
    """Return how SQLite's columns are read: by what they hold, since any may hold anything."""
    from sqlalchemy import case, func, select

    held = (func.group_concat(func.typeof(column).distinct()) for column in source.table.c)
    (kinds,) = connection.execute(select(*held).select_from(source.table))
    columns = []
    for column, declared, names in zip(source.table.c, source.types, kinds, strict=True):
        found = frozenset((names or "null").split(",")) - {"null"}
        query = case((func.typeof(column) == "blob", func.hex(column)), else_=column)
        columns.append(
            _Column(column.name, query if "blob" in found else column, _HELD.get(found), _declared(declared))
        )
    return columns


def _declared(declared: "TypeEngine[Any]") -> pa.DataType:
    from sqlalchemy import types
    from sqlalchemy.dialects.postgresql import DOMAIN

    while isinstance(declared, DOMAIN):
        declared = declared.data_type
    kinds = {
        types.Boolean: _TRUTH,
        types.Integer: _WHOLE,
        types.Date: _DAY,
        types.DateTime: _TIME,
        types.Numeric: _NUMBER,
        types.Float: _NUMBER,
    }
    return next((kept for kind, kept in kinds.items() if isinstance(declared, kind)), _TEXT)


def _cells(column: _Column, pieces: list[Any]) -> pa.ChunkedArray | list[Any]:
    if not column.comes:
        return list(chain.from_iterable(pieces))
    return _cast(pa.chunked_array(pieces, column.comes), column.kept)


def _cast(cells: pa.ChunkedArray, kept: pa.DataType) -> pa.ChunkedArray:
    """Cast cells to what their column is declared as, where each of them is such a value; else leave them."""
    if cells.null_count == len(cells):
        return pa.chunked_array([pa.nulls(len(cells), kept)])
    zero_or_one = kept != _TRUTH or cells.type != _WHOLE or pc.all(pc.is_in(cells, _ZERO_ONE)).as_py()
    if (cells.type, kept) not in _CASTS or not zero_or_one:
        return cells
    try:
        return cells.cast(kept)
    except pa.ArrowInvalid:
        return cells
