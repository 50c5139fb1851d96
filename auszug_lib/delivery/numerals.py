"""Numbers written as text, in German or in English; what both could have meant is neither."""

import numpy as np
import pandas as pd

from auszug_lib.delivery.outcome import AMBIGUOUS_NUMBER, NUMBER_REWRITTEN, PLAIN, UNREADABLE

# Units that stand beside a number in the columns of the schema.
_UNIT = r"\s*(?:€|EUR|Euro|qm|m²|m2|VZÄ|Zimmer|Zi\.|Personen|Person|Pers\.)$"
_SPACE_IN_NUMBER = r"(?<=[0-9])[\s'’](?=[0-9]{3}(?:[^0-9]|$))"

# Where people type, 1,234 may be English for a thousand; 0,234 and 1,25 may not.
_MAYBE_THOUSAND = r"-?[1-9][0-9]{0,2},[0-9]{3}"

# One or two digits never stand behind a mark that separates thousands.
_DECIMAL_COMMA = r"\s*-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]{1,2}(?:\s*(?:€|EUR|qm|m²))?\s*"


def as_numbers(texts: pd.Series, decimal: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers that texts say, and for each the outcome of reading it.

    Parameters
    ----------
    texts
        Texts, each filled.
    decimal
        The decimal mark of the source, "," or "."; the other one separates thousands.

    Returns
    -------
    numbers, outcome
        float64, missing where unreadable; int8 places in `outcome.OUTCOMES`.
    """
    plain = _are_plain(texts, decimal)
    numbers, outcome = np.full(len(texts), np.nan), np.full(len(texts), PLAIN, dtype="int8")
    numbers[plain] = _values(texts[plain], decimal)
    if decimal == ",":
        thousand = texts.str.fullmatch(_MAYBE_THOUSAND).to_numpy(dtype=bool)
        numbers[thousand], outcome[thousand] = np.nan, AMBIGUOUS_NUMBER
    if not plain.all():  # most are, and looking closer takes its time
        numbers[~plain], outcome[~plain] = _looked_at(texts[~plain].str.strip(), decimal)
    return numbers, outcome


def is_written_with_comma(texts: pd.Series) -> bool:
    """Say whether any of the texts is a number that only a decimal comma explains: „512,40“."""
    return bool(texts.str.fullmatch(_DECIMAL_COMMA).any())


def _are_plain(texts: pd.Series, decimal: str) -> np.ndarray:
    return texts.str.fullmatch(rf"-?[0-9]{{1,15}}(?:[{decimal}][0-9]{{1,15}})?").to_numpy(dtype=bool)


def _values(texts: pd.Series, decimal: str) -> np.ndarray:
    other = "." if decimal == "," else ","
    plain = texts.str.replace(other, "", regex=False).str.replace(decimal, ".", regex=False)
    return pd.to_numeric(plain).to_numpy(dtype="float64")


def _looked_at(texts: pd.Series, decimal: str) -> tuple[np.ndarray, np.ndarray]:
    """Return numbers and outcomes of texts that may have thousands marked, or units."""
    mark, other = f"[{decimal}]", r"\." if decimal == "," else ","
    bare = texts.str.replace(_UNIT, "", regex=True, case=False)
    joined = bare.str.replace(_SPACE_IN_NUMBER, "", regex=True)
    marked = rf"[0-9]{{1,3}}(?:{other}[0-9]{{3}})"
    thousands = joined.str.fullmatch(rf"-?{marked}{{1,4}}{mark}[0-9]{{1,15}}|-?{marked}{{2,4}}")
    ambiguous = joined.str.fullmatch(rf"-?[0-9]+{other}[0-9]+").to_numpy(dtype=bool)
    plain = _are_plain(joined, decimal)
    certain = plain | thousands.to_numpy(dtype=bool)
    numbers = np.full(len(texts), np.nan)
    numbers[certain] = _values(joined[certain], decimal)
    # Spaces around a number are told as such.
    rewritten = np.where(plain & (joined == texts).to_numpy(dtype=bool), PLAIN, NUMBER_REWRITTEN)
    return numbers, np.select([certain, ambiguous], [rewritten, AMBIGUOUS_NUMBER], UNREADABLE)
