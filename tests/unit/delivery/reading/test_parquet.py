"""Parquet: whatever types a program chose, the cells are those of any other source."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from auszug_lib import DeliveryError
from auszug_lib.delivery.reading.opening import parquet
from auszug_lib.delivery.reading.raw import Place, RawTable
from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.session import typed_table
from auszug_lib.delivery.vocabulary import Vocabulary

from .drawn import cells_of, read_parquet, reported

PLACE = Place("drk/wohnungen.parquet", "wohnungen")
NEEDED = {"wohnung_id": ["H1", "H2"], "vermieterart": "privat", "foerderweg": "frei", "stadtbezirk": "8"}


def read(vocabulary: Vocabulary, table: pa.Table) -> RawTable:
    memory = io.BytesIO()
    pq.write_table(table, memory)
    return read_parquet(memory.getvalue(), PLACE, "wohnungen", vocabulary)


def flats(**columns: Any) -> pa.Table:
    """Return two flats with these columns beside the ones that they need."""
    texts = {name: [text] * 2 if isinstance(text, str) else text for name, text in NEEDED.items()}
    return pa.table({**texts, **columns})


@pytest.mark.parametrize(
    ("column", "cells", "values"),
    [
        ("zimmer", pa.array([2, None], pa.int8()), [2.0]),
        ("zimmer", pa.array([2.5, None], pa.float32()), [2.5]),
        ("kaltmiete", pa.array([Decimal("512.40"), None]), [512.4]),
        ("kaltmiete", pa.array(["512.40", None]), [512.4]),
        ("kaltmiete", pa.array(["512,40", None]), [512.4]),
        ("kaltmiete", pa.array([None, None]), []),
        ("stadtbezirk", pa.array([8, 9], pa.int64()), ["8", "9"]),
        ("stadtbezirk", pa.array([8, None]).dictionary_encode(), ["8"]),
        ("stadtbezirk", pa.array(["8", "ausserhalb"]).dictionary_encode(), ["8", "ausserhalb"]),
        ("wohnung_id", pa.array(["Wö1".encode(), b"\xff"]), ["Wö1", "\ufffd"]),
        ("wohnung_id", pa.array(["a", None], pa.large_string()), ["a"]),
        ("zimmer", pa.array([[1], None]), []),
        ("zimmer", pa.array([{"a": 1}, None]), []),
        ("zimmer", pa.array([dt.time(1), None]), []),
        ("zimmer", pa.array([dt.timedelta(1), None]), []),
    ],
)
def test_types(vocabulary: Vocabulary, column: str, cells: pa.Array, values: list[Any]):
    raw = read(vocabulary, flats(**{column: cells}))
    typed, _ = typed_table(raw, "DRK", vocabulary)
    assert typed[column].dropna().to_list() == values


@pytest.mark.parametrize(
    "cells",
    [
        pa.array([dt.date(2019, 4, 3), None]),
        pa.array([dt.date(2019, 4, 3), None], pa.date64()),
        pa.array([dt.datetime(2019, 4, 3), None], pa.timestamp("ns")),
        pa.array([dt.datetime(2019, 4, 2, 22), None], pa.timestamp("us", "UTC")),  # midnight in Germany
        pa.array(["03.04.2019", None]),
    ],
)
def test_days(vocabulary: Vocabulary, cells: pa.Array):
    table = pa.table({"datum": cells, "workshop_id": ["W1", "W2"]})
    memory = io.BytesIO()
    pq.write_table(table, memory)
    raw = read_parquet(memory.getvalue(), PLACE, "workshops", vocabulary)
    typed, _ = typed_table(raw, "DRK", vocabulary)
    assert typed["datum"].to_list() == [pd.Timestamp("2019-04-03"), pd.NaT]


def test_an_index_that_pandas_wrote_is_a_column(vocabulary: Vocabulary):
    named = pd.DataFrame({"zimmer": [2.0, 3.0]}, index=pd.Index(["H1", "H2"], name="wohnung_id"))
    raw = read(vocabulary, pa.Table.from_pandas(named))
    assert cells_of(raw, "wohnung_id") == {2: "H1", 3: "H2"}
    assert cells_of(raw, "zimmer") == {2: 2.0, 3: 3.0}
    unnamed = pd.DataFrame({"wohnung_id": ["H1", "H2"]}, index=["a", "b"])
    raw = read(vocabulary, pa.Table.from_pandas(unnamed))
    assert "wohnung_id" in raw.cells
    assert list(raw.extra.iloc[:, 0]) == ["a", "b"]


def test_a_name_that_stands_twice(vocabulary: Vocabulary):
    twice = pa.Table.from_arrays([pa.array(["H1"]), pa.array(["H2"])], names=["wohnung_id", "wohnung_id"])
    assert "B1 spalte_einmal" in reported(read(vocabulary, twice).notes)


def test_no_rows_and_no_columns(vocabulary: Vocabulary):
    raw = read(vocabulary, flats().slice(0, 0))
    assert set(NEEDED) <= set(raw.cells)
    assert len(raw.cells) == 0
    missing = [column.name for column in TABLES["wohnungen"].columns if column.required]
    assert [note.words["column"] for note in read(vocabulary, pa.table({})).notes] == missing


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"PK\x03\x04" * 50])
def test_a_damaged_file(vocabulary: Vocabulary, content: bytes):
    with pytest.raises(DeliveryError, match=r"^drk/wohnungen.parquet ist keine lesbare Parquet-Datei; bitte"):
        read_parquet(content, PLACE, "wohnungen", vocabulary)


def test_more_rows_than_any_delivery(vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parquet, "MOST_ROWS", 1)
    with pytest.raises(
        DeliveryError,
        match=r"^drk/wohnungen.parquet .* \(mehr als 1 Zeilen\); bitte",
    ):
        read(vocabulary, flats())
