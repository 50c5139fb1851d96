"""The form: one workbook for one carrier and one year, with a sheet for each table of the schema."""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from auszug_lib import ParamsError
from auszug_lib.delivery.reading.raw import RawDelivery
from auszug_lib.delivery.rules.rule import RULES
from auszug_lib.delivery.schema import DELIVERY, SCHEMA_VERSION, TABLES
from auszug_lib.delivery.session import stacked
from auszug_lib.delivery.vocabulary import INSTRUCTIONS_SHEET, LISTS_SHEET, Vocabulary, vocabulary_of
from auszug_lib.params import Carrier, City, Year
from auszug_lib.params.codes import CodeList
from auszug_lib.params.replacing import replace_file
from auszug_lib.workbooks.formulas import named_columns
from auszug_lib.workbooks.instructions import write_instructions
from auszug_lib.workbooks.looks import looks, new_book
from auszug_lib.workbooks.subject import Subject, carried_over
from auszug_lib.workbooks.table_sheet import write_sheet


def write_form(
    city: City, year: Year, carrier: Carrier, out: Path, last_year: Path | RawDelivery | None = None
) -> Path:
    """Write the form that a carrier fills in for a year, and return its path.

    `last_year` is its delivery of the year before, whose waiting cases and positions are carried over. Raises
    `ParamsError` where `out` is there already, which somebody may have filled in, or where the carrier does
    not report for the year, and `DeliveryError` where `last_year` is not what it should be.
    """
    _check_names(city, year, carrier, out)
    vocabulary = vocabulary_of(city, f"{year.city}.yaml")
    carried = carried_over(last_year, carrier, year, vocabulary) if last_year else None
    subject = Subject(city, year, carrier, _lists(vocabulary), carried)
    replace_file(out, _workbook(subject, _first_rows(subject)))
    return out


def filled_form(city: City, year: Year, carrier: Carrier, rows: Mapping[str, pd.DataFrame]) -> bytes:
    """Return the form with records in it, which are given by table as the schema types them."""
    vocabulary = vocabulary_of(city, f"{year.city}.yaml")
    return _workbook(Subject(city, year, carrier, _lists(vocabulary)), rows)


def _check_names(city: City, year: Year, carrier: Carrier, out: Path) -> None:
    if out.suffix.lower() != ".xlsx":
        raise ParamsError(f"--out: „{out.name}“ ist keine Excel-Datei; der Name muss mit .xlsx enden.")
    if out.exists():
        raise ParamsError(
            f"--out: „{out.name}“ gibt es schon, vielleicht ausgefüllt; bitte einen anderen Namen nennen."
        )
    expected = year.carriers_in(city)
    if carrier not in expected:
        carriers = ", ".join(other.code for other in expected)
        raise ParamsError(RULES["traeger_vorgesehen"].message.format(year=year.year, carriers=carriers))


def _lists(vocabulary: Vocabulary) -> dict[str, CodeList]:
    """Return the code lists that columns use, in the order of their first use."""
    columns = (column for table in TABLES.values() for column in table.columns if column.codes)
    return {column.codes: vocabulary.lists[column.codes] for column in columns}


def _workbook(subject: Subject, rows: Mapping[str, pd.DataFrame]) -> bytes:
    """Return the workbook with these records; the same subject and records give the same bytes."""
    memory, year = io.BytesIO(), subject.year.year
    title = f"Lieferung {subject.carrier.short_name} {year}"
    with new_book(memory) as book:
        # Never made today, so that the same content gives the same bytes.
        created = dt.datetime(year, 1, 1)
        book.set_properties({"title": title, "author": subject.city.authority, "created": created})
        styles = looks(book)
        write_instructions(book.add_worksheet(INSTRUCTIONS_SHEET), styles, subject)
        for table in TABLES.values():
            write_sheet(book, table, rows[table.name], year, subject.lists, styles)
        _write_choices(book.add_worksheet(LISTS_SHEET), subject.lists, styles["text"])
        for name, cells in named_columns().items():
            book.define_name(name, f"={cells}")
    return memory.getvalue()


def _write_choices(sheet: Worksheet, lists: Mapping[str, CodeList], text: Format) -> None:
    """Write each code list into a column of its own for the drop-downs; nobody may change them."""
    for position, codes in enumerate(lists.values()):
        sheet.write_string(0, position, codes.name, text)
        for row, choice in enumerate(codes.choices.values(), start=1):
            sheet.write_string(row, position, choice, text)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z1000"})
    sheet.protect()
    sheet.hide()


def _first_rows(subject: Subject) -> Mapping[str, pd.DataFrame]:
    """Return by table what the form is given with: whose delivery it is, and what goes on from last year."""
    carried = subject.carried
    delivery = {
        "traeger": subject.carrier.code,
        "berichtsjahr": subject.year.year,
        "stand": pd.Timestamp(subject.year.last_day),
        "schema_version": SCHEMA_VERSION,
        "beispiel": True if carried and carried.are_example else None,
    }
    rows = {**{name: stacked([], name) for name in TABLES}, DELIVERY.name: pd.DataFrame([delivery])}
    return {**rows, "faelle": carried.cases, "stellen": carried.positions} if carried else rows
