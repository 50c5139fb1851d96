"""Damage to what a workbook says of its cells beside their values: merged and hidden ones."""

from random import Random

from xlsxwriter.utility import xl_col_to_name

from auszug_lib.delivery.schema import TABLES

from .kind import breaks
from .sent import Place, Sent, Sheet

# Tables in which every column asked for is filled, so that a covered cell is one that had a value.
_MERGED_CODES = (("faelle", "haushaltstyp"), ("wohnungen", "stadtbezirk"), ("beratungen", "kanal"))
_MERGED_NUMBERS = (("faelle", "personen"), ("workshops", "teilnehmende"), ("stellen", "umfang_vzae"))


def _merge(sheet: Sheet, column: str, number: int) -> tuple[Place, Place]:
    """Merge a cell with the one below; return both places."""
    position = sheet.columns.index(column)
    sheet[number + 1, column] = ""
    sheet.merged.append(f"{xl_col_to_name(position)}{number}:{xl_col_to_name(position)}{number + 1}")
    return sheet.at(number, column), sheet.at(number + 1, column)


@breaks("zellen_verbunden", in_files=True)
def equal_codes_merged(rng: Random, sent: Sent) -> Place:
    table, column = rng.choice(_MERGED_CODES)
    sheet = sent[table]
    pairs = [n for n in sheet.numbers[:-1] if sheet[n, column] == sheet[n + 1, column]]
    return _merge(sheet, column, rng.choice(pairs))[0]


@breaks("zelle_verdeckt", in_files=True)
def numbers_merged(rng: Random, sent: Sent) -> Place:
    table, column = rng.choice(_MERGED_NUMBERS)
    sheet = sent[table]
    return _merge(sheet, column, rng.choice(sheet.numbers[:-1]))[1]


@breaks("ausgeblendet", in_files=True)
def row_hidden(rng: Random, sent: Sent) -> Place:
    sheet = sent[rng.choice(list(TABLES))]
    number = rng.choice(sheet.numbers)
    sheet.hidden.append(number)
    return sheet.place(0, number)
