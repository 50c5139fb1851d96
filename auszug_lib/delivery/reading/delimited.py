"""The rows of a text file as a table of the delivery."""

from dataclasses import replace

from auszug_lib.delivery.reading.extract import table_from_rows
from auszug_lib.delivery.reading.opening.text import TextTable
from auszug_lib.delivery.reading.raw import Note, Place, RawTable
from auszug_lib.delivery.reading.torn_rows import torn_notes
from auszug_lib.delivery.vocabulary import Vocabulary

# Programs that separate by semicolons or tabs write decimals with a comma here, those with commas mostly do
# not; where one does all the same, only a comma explains its numbers, and `extract` goes by that.
_DECIMALS = {";": ",", "\t": ",", ",": "."}


def read_delimited(text: TextTable, place: Place, table: str, vocabulary: Vocabulary) -> RawTable:
    """Return the table in a text file, with notes on how it was written."""
    raw = table_from_rows(place, table, text.rows, _DECIMALS[text.separator], vocabulary)
    torn = torn_notes(text.rows, raw, text.separator, place, is_ended=text.is_ended)
    is_usual = text.encoding == "utf-8"
    converted = [] if is_usual else [Note("zeichensatz", place.file, words={"encoding": text.encoding})]
    return replace(raw, notes=(*converted, *torn, *raw.notes))
