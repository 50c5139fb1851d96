"""Completeness: every cell is filled, unknown, missing or invalid, exactly one of them."""

from pathlib import Path

import pytest
from generator.deliveries import example_deliveries

from auszug_lib.delivery.check import check
from auszug_lib.delivery.reading.inbox import Inbox, frames_delivery
from auszug_lib.delivery.vocabulary import vocabulary_of
from auszug_lib.params.folder import ParamsFolder

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")
CITY, YEAR = FOLDER.city("koeln"), FOLDER.year("2019")
VOCABULARY = vocabulary_of(CITY)


@pytest.fixture(scope="module")
def completeness():
    deliveries = example_deliveries(CITY, YEAR, FOLDER.published(CITY))
    cases = deliveries["DRK"]["faelle"].astype({"personen": object})
    cases.loc[:3, "personen"] = ["vier", None, None, 99]
    cases.loc[:1, "haushaltstyp"] = ["unbekannt", "Wolke"]
    deliveries["DRK"]["faelle"] = cases
    sent = [frames_delivery(f"{name}.xlsx", tables, VOCABULARY) for name, tables in deliveries.items()]
    return check(Inbox(tuple(sent)), YEAR, CITY, VOCABULARY).completeness


def states(completeness, column):
    rows = completeness[(completeness["carrier"] == "DRK") & (completeness["column"] == column)]
    return rows[["unknown", "missing", "invalid"]].iloc[0].tolist()


def test_the_states_add_up_to_the_records(completeness):
    parts = completeness[["filled", "unknown", "missing", "invalid"]].sum(axis=1)
    assert (parts == completeness["records"]).all()


def test_unreadable_and_contradicting_cells_are_invalid_empty_ones_missing(completeness):
    assert states(completeness, "personen") == [0, 2, 2]


def test_unknown_is_a_code_of_its_own(completeness):
    before = example_deliveries(CITY, YEAR, FOLDER.published(CITY))["DRK"]["faelle"]["haushaltstyp"]
    unknown = int((before.iloc[2:] == "unbekannt").sum())
    assert states(completeness, "haushaltstyp") == [unknown + 1, 0, 1]


def test_every_element_of_every_carrier_is_listed(completeness):
    assert completeness.groupby(["table", "column"]).size().unique().tolist() == [3]
