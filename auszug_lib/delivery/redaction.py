"""Which cells of a delivery a finding may quote: figures, identifiers and near misses of codes, no free text.

Quotes stand in the internal list of findings only; even there nothing may appear that tells who someone is.
"""

import difflib
import re

import pandas as pd

from auszug_lib.delivery.reading.raw import RawTable
from auszug_lib.delivery.schema import TABLES, Column
from auszug_lib.delivery.vocabulary import Vocabulary, spelling

# Their cells hold what must not be repeated.
_SECRET = ("personenbezug", "personenbezug_spalte", "formel_im_text", "markup_im_text")
_FIGURE = re.compile(r"[-\d.,:/ €%+]{1,25}")
_IDENTIFIER = re.compile(r"(?=.*\d)[\w./:-]{1,30}|[A-Z]{1,8}")
_RESEMBLES = 0.7
NOT_SHOWN = "(nicht gezeigt)"


def shown_values(
    rule_id: str, raw: RawTable, column: str, rows: pd.Series, vocabulary: Vocabulary
) -> pd.Series:
    """Return what may be quoted of the cells in `column`.

    Parameters
    ----------
    rule_id
        The rule that the cells break; some rules allow no quote at all.
    raw, column
        The table as sent, and one of its columns.
    rows
        Row numbers in the sheet.
    vocabulary
        Knows the codes.

    Returns
    -------
    Series of str
        One text a row, with the index of `rows`; empty for an empty cell.
    """
    if column not in raw.cells:
        return pd.Series("", index=rows.index, dtype="str")
    texts = raw.cells[column].reindex(rows).astype("str").fillna("").str.strip().set_axis(rows.index)
    if rule_id in _SECRET:
        return texts.mask(texts != "", NOT_SHOWN)
    definition = TABLES[raw.table].column(column)
    return texts.map({text: _quoted(text, definition, vocabulary) for text in texts.unique()}).astype("str")


def _quoted(text: str, column: Column, vocabulary: Vocabulary) -> str:
    if not text or _FIGURE.fullmatch(text):
        return text
    if re.fullmatch(r"\d{4}-\d{2}-\d{2} 00:00:00", text):
        return text[:10]
    if column.kind == "id" and _IDENTIFIER.fullmatch(text):
        return text
    if column.kind == "code" and difflib.get_close_matches(
        spelling(text), vocabulary.codes[column.codes], 1, _RESEMBLES
    ):
        return text
    return NOT_SHOWN
