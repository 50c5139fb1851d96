"""What a finding may quote: figures, identifiers and near misses of codes; no free text, no name."""

from pathlib import Path

import pandas as pd
import pytest

from auszug_lib.delivery.finding import REDACTED, redacted_cells
from auszug_lib.delivery.reading.extract import table_from_frame
from auszug_lib.delivery.reading.raw import Place
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params.folder import ParamsFolder

VOCABULARY = vocabulary_of(ParamsFolder(Path(__file__).parents[3] / "params").city("koeln"))


def quote(column, cell, rule="lesbar"):
    frame = pd.DataFrame({"fall_id": ["F1"], column: pd.Series([cell], dtype=object)})
    raw = table_from_frame(Place("x.xlsx", "faelle"), "faelle", frame, VOCABULARY)
    return redacted_cells(rule, raw, column, pd.Series([2]), VOCABULARY).iloc[0]


@pytest.mark.parametrize(
    ("column", "cell", "quoted"),
    [
        ("personen", "1.5", "1.5"),
        ("personen", -3, "-3"),
        ("anmeldedatum", "03.04.19", "03.04.19"),
        ("haushaltstyp", "alleinstehnd", "alleinstehnd"),
        ("fall_id", "F-0017", "F-0017"),
        ("personen", None, ""),
    ],
)
def test_quoted(column, cell, quoted):
    assert quote(column, cell) == quoted


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("personen", "vier, mit Oma Amira"),
        ("haushaltstyp", "Familie Haddad"),
        ("fall_id", "Amira Haddad"),
        ("anmeldedatum", "am Geburtstag von Amira"),
    ],
)
def test_redacted(column, cell):
    assert quote(column, cell) == REDACTED


def test_personal_data_is_redacted_though_it_is_a_figure():
    assert quote("personen", "0177 1234567", rule="personenbezug") == REDACTED
