"""Write the deliveries of all example years anew: `python -m generator` in the folder of the examples.

Most carriers send the filled form, one once CSV, one once OpenDocument.
"""

from pathlib import Path

import pandas as pd

from auszug_lib.delivery.schema import TABLES, TableSchema
from auszug_lib.params import City, Year
from auszug_lib.params.folder import ParamsFolder
from auszug_lib.params.published import PublishedFigure
from auszug_lib.workbooks.form import filled_form
from generator.deliveries import Delivery, example_deliveries

EXAMPLES = Path(__file__).parents[1]
CSV, OPEN_DOCUMENT = ("Caritas", 2022), ("DRK", 2023)


def write_files(city: City, year: Year, published: tuple[PublishedFigure, ...], folder: Path) -> None:
    """Write the deliveries of a year into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for code, tables in example_deliveries(city, year, published).items():
        carrier = city.carrier(code)
        name = f"{carrier.stem}-{year.year}"
        if (code, year.year) == CSV:
            _write_csv(folder / name, tables)
        elif (code, year.year) == OPEN_DOCUMENT:
            _write_open_document(folder / f"{name}.ods", tables)
        else:
            (folder / f"{name}.xlsx").write_bytes(filled_form(city, year, carrier, tables))


def _write_csv(folder: Path, tables: Delivery) -> None:
    """Write a file a table, as German programs do."""
    folder.mkdir(exist_ok=True)
    looks = {"sep": ";", "decimal": ",", "date_format": "%d.%m.%Y", "lineterminator": "\r\n"}
    for name, frame in tables.items():
        written = _as_written(frame, TABLES[name])
        written.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", **looks)


def _write_open_document(file: Path, tables: Delivery) -> None:
    with pd.ExcelWriter(file, engine="odf") as book:
        for name, frame in tables.items():
            _as_written(frame, TABLES[name]).to_excel(book, sheet_name=name, index=False)


def _as_written(frame: pd.DataFrame, table: TableSchema) -> pd.DataFrame:
    """Return a table with yes and no as words, as people write them."""
    flags = [column.name for column in table.columns if column.kind == "bool"]
    return frame.assign(**{name: frame[name].map({True: "ja", False: "nein"}) for name in flags})


if __name__ == "__main__":
    params = ParamsFolder(EXAMPLES.parent / "params")
    for name in params.names():
        year = params.year(name)
        city = params.city(year.city)
        write_files(city, year, params.published(city), EXAMPLES / name)
