"""The form of one carrier, read as Excel would, and a way to fill it in."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.vocabulary import Vocabulary, vocabulary_of
from auszug_lib.params import Carrier, City, Year
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.workbooks.form import write_form

FOLDER = ParamsFolder(Path(__file__).parents[3] / "params")


@pytest.fixture(scope="session")
def city() -> City:
    return FOLDER.city("koeln")


@pytest.fixture(scope="session")
def carrier(city: City) -> Carrier:
    return city.carrier("DRK")


@pytest.fixture(scope="session")
def year() -> Year:
    return Year(city="koeln", year=2020, data="lieferungen", carriers=("DRK",))


@pytest.fixture(scope="session")
def vocabulary(city: City) -> Vocabulary:
    return vocabulary_of(city)


@pytest.fixture(scope="session")
def file(city: City, year: Year, carrier: Carrier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty form."""
    return write_form(city, year, carrier, tmp_path_factory.mktemp("form") / "drk-2020.xlsx")


@pytest.fixture(scope="session")
def book(file: Path) -> Workbook:
    """The empty form as openpyxl sees it; for reading only."""
    return openpyxl.load_workbook(file, rich_text=True)


def filled_in(form: Path, delivery: Mapping[str, pd.DataFrame], vocabulary: Vocabulary, out: Path) -> Path:
    """Fill in a form with all records of a delivery, as the drop-downs offer them."""
    book = openpyxl.load_workbook(form)
    for name, table in TABLES.items():
        for position, column in enumerate(table.columns, start=1):
            for row, value in delivery[name][column.name].dropna().items():
                if column.kind == "bool":
                    value = "ja" if value else "nein"
                elif column.kind == "code":
                    value = vocabulary.lists[column.codes].choices[value]
                elif column.kind == "date":
                    value = value.to_pydatetime()
                book[name].cell(row + 2, position).value = value
    book.save(out)
    return out
