"""Wording: the sentences of the rules for readers who have no finding before them."""

import re

_MORE = "…"

# How a sentence goes on where a finding would name the column; any other word becomes "…".
_OF_A_COLUMN = {"{column}: ": "", "{column} ": "Die Angabe ", "Diese {column} ": "Diese Kennung "}
_IN_GENERAL = {
    "codes": "ein Wert der Liste",
    "expected": "eine Zahl, ein Datum oder ja oder nein, je nach Spalte",
    "kind": "eine Angabe wie Name oder Anschrift",
    "year": "das Berichtsjahr",
    "published": "eine Zahl",
    "counted": "eine andere",
    "source": "Quelle",
    "measure": "Kennzahl",
    "period": "Jahr",
}


def in_general(sentence: str) -> str:
    """Return a rule's sentence without the words that only a finding can fill in.

    Parameters
    ----------
    sentence
        As in the register, with words in braces.
    """
    for start, general in _OF_A_COLUMN.items():
        if sentence.startswith(start):
            rest = sentence.removeprefix(start)
            sentence = general + rest if general else rest[:1].upper() + rest[1:]
    filled = re.sub(r"\{(\w+)\}", lambda word: _IN_GENERAL.get(word[1], _MORE), sentence)
    return filled.replace(f"{_MORE}.", _MORE)  # at its end the dots are the full stop
